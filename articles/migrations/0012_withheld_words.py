from django.db import migrations, models


def fill(apps, schema_editor):
    """Give articles the words of quotes that are withheld already, and have the index follow."""
    article, quote, change = (apps.get_model("articles", name) for name in ("Article", "Quote", "IndexChange"))
    words = {}
    for key, said in quote.objects.filter(visibility="withheld").values_list("article", "words"):
        words.setdefault(key, set()).add(said)
    for key, said in words.items():
        article.objects.filter(pk=key).update(withheld_words=sorted(said))
    change.objects.bulk_create(change(kind="article", object_id=key, is_withdrawal=True) for key in words)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_printed_headlines")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="withheld_words",
            field=models.JSONField(
                default=list,
                editable=False,
                help_text="What readers see a mask for: the words of withheld quotes.",
            ),
        ),
        migrations.AddField(
            model_name="indexchange",
            name="is_withdrawal",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="indexchange",
            index=models.Index(
                condition=models.Q(("is_withdrawal", True)),
                fields=["kind", "object_id"],
                name="index_change_withdrawn",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
