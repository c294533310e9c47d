from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deviations', '0011_search_vectors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='steptaken',
            index=models.Index(fields=['by', 'at'], name='steps_of_person'),
        ),
    ]
