"""The authors of one text."""

from articles.models import Article, Byline
from articles.text.documents import Author


def store_bylines(article: Article, authors: tuple[Author, ...]) -> None:
    """Replace an article's bylines by the authors of its text, in their order."""
    article.bylines.all().delete()
    unique = {(author.role, author.name): author for author in authors}
    Byline.objects.bulk_create(
        Byline(
            article=article,
            position=position,
            name=author.name,
            printed=author.printed,
            role=author.role.value,
        )
        for position, author in enumerate(unique.values())
    )
