"""A text that an editor corrected."""

from articles.importing.articles import set_text
from articles.importing.quotes import add_quotations, lost_edits
from articles.models import Article
from articles.text.documents import ParsedArticle, RemovedText
from articles.text.pipeline import find_quotations
from articles.text.spans import Span


class LostEdits(Exception):
    """A corrected text lacks quotes that an editor worked on; `words` are theirs."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(f"{len(words)} quotes are no longer in the text")
        self.words = words


def correct_text(article: Article, *, body: str, removed: tuple[RemovedText, ...]) -> None:
    """Give an article the body that an editor made of an imported one, with its quotes found anew.

    Raises:
        LostEdits: the body lacks quotes that an editor worked on.
    """
    parsed = ParsedArticle(body=body, removed=removed, quotations=find_quotations(body))
    if lost := lost_edits(article, parsed):
        raise LostEdits(lost)
    set_text(article, parsed)
    article.save()


def find_quotes_in(article: Article, stretch: Span) -> None:
    """Store the quotations that stand in one stretch of an article's body, such as a line just put back."""
    add_quotations(article, [q for q in find_quotations(article.body) if stretch.contains(q.span)])
