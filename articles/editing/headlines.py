"""Corrected headlines, and what the source prints in their place."""

from articles.models import Article


def correct_headline(article: Article, *, printed: str) -> None:
    """Keep what the source prints beside the corrected headline of an article, which is not saved yet.

    `printed` is "" where the headline is no correction: the source prints it so, or prints none. Where both are
    the same there is nothing to keep.
    """
    article.printed_headline = "" if printed == article.headline else printed
