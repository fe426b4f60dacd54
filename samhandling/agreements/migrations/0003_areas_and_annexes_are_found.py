from django.db import migrations, models

from samhandling.lib.swedish import search_key


def fold(apps, _schema_editor):
    """The words of those that are there already, as `text_to_search` gives them for those to come."""
    areas, specials = (apps.get_model("agreements", name) for name in ("Area", "SpecialAgreement"))
    for area in areas.objects.iterator():
        areas.objects.filter(pk=area.pk).update(search_key=search_key(" ".join([area.name, *area.topics])))
    for special in specials.objects.iterator():
        text = f"{special.title} {special.registration_number}"
        specials.objects.filter(pk=special.pk).update(search_key=search_key(text))


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_clause_numbers_have_room"),
    ]

    operations = [
        migrations.AddField(
            model_name="area",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="specialagreement",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
