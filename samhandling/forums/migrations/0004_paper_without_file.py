import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("forums", "0003_papers_become_documents")]

    operations = [
        migrations.AlterModelOptions(name="paper", options={"ordering": ("-document__dated_on", "-pk")}),
        migrations.RemoveField(model_name="paper", name="file"),
        migrations.RemoveField(model_name="paper", name="title"),
        migrations.RemoveField(model_name="paper", name="kind"),
        migrations.RemoveField(model_name="paper", name="dated_on"),
        migrations.AlterField(
            model_name="paper",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="documents.document"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("forum", "document"), name="document_once_before_each_forum"
            ),
        ),
    ]
