import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_roles_of_stored_quotes")]

    operations = [
        # The table of the articles of topics stays as it is: those that are there were put there by hand.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="TopicArticle",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="articles.article")),
                        ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="articles.topic")),
                    ],
                    options={
                        "verbose_name": "article of a topic",
                        "verbose_name_plural": "articles of topics",
                        "db_table": "articles_article_topics",
                        "unique_together": {("article", "topic")},
                    },
                ),
                migrations.AlterField(
                    model_name="article",
                    name="topics",
                    field=models.ManyToManyField(
                        blank=True, related_name="articles", through="articles.TopicArticle", to="articles.topic"
                    ),
                ),
            ]
        ),
        migrations.AddField(
            model_name='topic',
            name='filters',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='topic',
            name='imported',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='query',
            field=models.CharField(blank=True, max_length=1000, verbose_name='search for'),
        ),
        migrations.AddField(
            model_name='topicarticle',
            name='by_hand',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='topicarticle',
            name='reason',
            field=models.CharField(blank=True, help_text='Shown to editors.', max_length=300),
        ),
        migrations.AlterField(
            model_name='indexchange',
            name='kind',
            field=models.CharField(choices=[('article', 'Article'), ('quote', 'Quote'), ('topic', 'Topic')], max_length=10),
        ),
        migrations.CreateModel(
            name='KeyDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('precision', models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], max_length=10)),
                ('earliest', models.DateField()),
                ('latest', models.DateField()),
                ('sentence', models.TextField()),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article')),
                ('quote', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.quote')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_dates', to='articles.topic')),
            ],
            options={
                'ordering': ['earliest', 'latest', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('earliest__lte', models.F('latest'))), name='key_date_in_order'), models.CheckConstraint(condition=models.Q(('article__isnull', True), ('quote__isnull', True), _connector='OR'), name='key_date_leads_to_one_thing', violation_error_message='A key date leads to an article or to a quote, not to both.')],
            },
        ),
        migrations.CreateModel(
            name='PinnedQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='The lowest stands first.')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='articles.quote')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='articles.topic')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('topic', 'quote'), name='pinned_once')],
            },
        ),
        migrations.CreateModel(
            name='TopicOmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, help_text='Shown to editors.', max_length=300)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_omissions', to='articles.article')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='omissions', to='articles.topic')),
            ],
            options={
                'verbose_name': 'article left out',
                'verbose_name_plural': 'articles left out',
                'constraints': [models.UniqueConstraint(fields=('article', 'topic'), name='left_out_once')],
            },
        ),
    ]
