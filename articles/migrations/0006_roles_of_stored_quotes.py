"""Finds the roles printed in the texts that are there, as an import does in new ones."""

from django.db import migrations

from articles.text.documents import MentionKind
from articles.text.printed_roles import find_role_beside
from articles.text.spans import Span

ROWS = 500


def find_roles(apps, schema_editor):
    quotes = apps.get_model("articles", "Quote").objects.using(schema_editor.connection.alias)
    named = quotes.filter(mention_kind=MentionKind.NAME.value, mention_start__isnull=False)
    found = []
    # By article, so that each text is read once.
    rows = named.order_by("article").only("mention_start", "mention_end", "article__body")
    for quote in rows.select_related("article").iterator(chunk_size=ROWS):
        body = quote.article.body
        role = find_role_beside(body, Span(quote.mention_start, quote.mention_end))
        if role:
            quote.role, quote.role_start, quote.role_end = role.of(body), role.start, role.end
            found.append(quote)
        if len(found) >= ROWS:
            quotes.bulk_update(found, ["role", "role_start", "role_end"])
            found.clear()
    quotes.bulk_update(found, ["role", "role_start", "role_end"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_roles_as_printed")]

    operations = [migrations.RunPython(find_roles, migrations.RunPython.noop)]
