"""The authors of one text."""

from articles.changes import added
from articles.models import Article, Byline
from articles.text.documents import Author


def store_bylines(article: Article, authors: tuple[Author, ...]) -> None:
    """Bring an article's bylines to the authors of its text, in their order; those that stay keep their rows."""
    unique = {(author.role.value, author.name): author for author in authors}
    stored = {(row.role, row.name): row for row in article.bylines.all()}
    new = []
    for position, (key, author) in enumerate(unique.items()):
        row = stored.pop(key, None)
        if row is None:
            role, name = key
            new.append(
                Byline(article=article, position=position, name=name, printed=author.printed, role=role)
            )
        elif (row.position, row.printed) != (position, author.printed):
            row.position, row.printed = position, author.printed
            row.save()
    article.bylines.filter(pk__in=[row.pk for row in stored.values()]).delete()
    added(Byline.objects.bulk_create(new))
