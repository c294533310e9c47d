"""Working days, groups and histograms: what was counted before lacks them, and is counted anew at night."""

from django.db import migrations, models


def empty(apps, schema_editor):
    apps.get_model("participation", "Figures").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0001_first'),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.AddField(
            model_name='figures',
            name='acknowledge_days',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='figures',
            name='acknowledged_between',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='figures',
            name='answer_days',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='figures',
            name='answered_between',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='figures',
            name='last_received_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='figures',
            name='last_sent_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='figures',
            name='received_between',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='figures',
            name='sent_between',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='figures',
            index=models.Index(fields=['period', 'scope'], name='figures_of_period'),
        ),
    ]
