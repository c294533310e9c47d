from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_kept_reports_of_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='is_decided',
            field=models.BooleanField(default=False),
        ),
    ]
