from django.db import migrations, models


class Migration(migrations.Migration):
    """Rooms above name their own kinds of files: the table lists none. The column is as it was."""

    dependencies = [
        ("organisations", "0006_where_a_table_was_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="kind",
            field=models.CharField(max_length=20),
        ),
    ]
