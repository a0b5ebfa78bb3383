from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0008_reports"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=[
                    "publication",
                    "visibility",
                    "rights",
                    "date_earliest",
                    "date_latest",
                    "updated_at",
                ],
                name="article_published",
            ),
        ),
    ]
