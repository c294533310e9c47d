from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_report_of_a_place_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('about', models.CharField(max_length=12)),
                ('about_id', models.BigIntegerField()),
                ('language', models.CharField(max_length=2)),
                ('scope', models.CharField(max_length=12)),
                ('scope_id', models.BigIntegerField(default=0)),
                ('roles', models.CharField(max_length=200)),
                ('least_shown', models.PositiveSmallIntegerField()),
                ('content', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'about', 'about_id', 'language', 'scope', 'scope_id', 'roles', 'least_shown'), name='kept_report_once')],
            },
        ),
    ]
