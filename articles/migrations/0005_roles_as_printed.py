from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_addresses_of_captures")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="role",
            field=models.CharField(
                blank=True,
                help_text="What is printed beside the name: “deputy adviser”.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="quote",
            name="role_end",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="quote",
            name="role_start",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(role_start__isnull=True, role_end__isnull=True)
                | models.Q(role_start__lt=models.F("role_end")),
                name="quote_role_span_whole",
            ),
        ),
    ]
