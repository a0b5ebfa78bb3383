from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="headline",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="article",
            name="printed_headline",
            field=models.CharField(
                blank=True, editable=False, max_length=500, verbose_name="headline as printed"
            ),
        ),
    ]
