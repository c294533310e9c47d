import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deviations', '0012_steps_of_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.UUIDField(null=True)),
                ('fields', models.JSONField(default=dict)),
                ('seen_part', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('addressing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_drafts', to='deviations.addressing')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('addressing', 'author'), name='answer_draft_of_person'), models.UniqueConstraint(fields=('addressing', 'visit'), name='answer_draft_of_visit'), models.CheckConstraint(condition=models.Q(models.Q(('author', None), ('visit__isnull', False)), models.Q(('author__isnull', False), ('visit', None)), _connector='OR'), name='answer_draft_is_of_one')],
            },
        ),
    ]
