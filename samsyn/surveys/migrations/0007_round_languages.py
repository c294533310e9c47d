from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_families_voice_2'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='languages',
            field=models.JSONField(default=list),
        ),
    ]
