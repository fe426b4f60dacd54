"""Whoever has held a seat is marked as known to everybody, so that searches find them."""

from django.db import migrations


def mark_those_who_have_sat(apps, _editor):
    sat = apps.get_model("forums", "Appointment").objects.order_by().values("person")
    apps.get_model("organisations", "Person").objects.filter(pk__in=sat).update(has_public_role=True)


class Migration(migrations.Migration):
    dependencies = [("forums", "0004_paper_without_file"), ("organisations", "0003_public_role")]

    operations = [migrations.RunPython(mark_those_who_have_sat, migrations.RunPython.noop)]
