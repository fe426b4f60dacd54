from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("forums", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="document",
            field=models.ForeignKey(
                null=True, on_delete=models.PROTECT, related_name="papers", to="documents.document"
            ),
        ),
    ]
