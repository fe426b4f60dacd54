"""Each calendar remembers what it told of each event. Until now every act on a row counted as a change of its event."""

import django.db.models.deletion
from django.db import migrations, models


def count_on(apps, _editor):
    """Nothing was told to have changed more often than anything happened, and a number may never fall."""
    happened = apps.get_model("core", "Event").objects.count()
    apps.get_model("opendata", "CalendarFeed").objects.update(counts_from=happened)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_remembered_answers'),
        ('opendata', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarfeed',
            name='counts_from',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='EventStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=32)),
                ('sequence', models.PositiveIntegerField()),
                ('changed_at', models.DateTimeField()),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stamps', to='opendata.calendarfeed')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('feed', 'key'), name='one_stamp_per_event')],
            },
        ),
        migrations.RunPython(count_on, migrations.RunPython.noop),
    ]
