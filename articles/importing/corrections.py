"""A text that an editor corrected."""

from articles.importing.articles import set_text
from articles.importing.quotes import add_quotations, lost_edits
from articles.models import Article, Redirect
from articles.models.public_ids import quote_public_id
from articles.text.cleaning import BREAK
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


def find_quotes_written(article: Article, *, old_body: str) -> int:
    """Store the quotations of paragraphs that an earlier body lacks, and return how many.

    Those that overlap a quote, and those that an editor removed before, are left out.
    """
    known = set(old_body.split(BREAK))
    written, start = [], 0
    for paragraph in article.body.split(BREAK):
        if paragraph and paragraph not in known:
            written.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + len(BREAK)
    if not written:
        return 0
    removed = Redirect.objects.removed_by_editor(article.public_id)
    before = article.quotes.count()
    add_quotations(
        article,
        [
            quotation
            for quotation in find_quotations(article.body)
            if any(stretch.contains(quotation.span) for stretch in written)
            and not _was_removed(article, quotation.span.of(article.body), removed)
        ],
    )
    return article.quotes.count() - before


def _was_removed(article: Article, words: str, removed: set[str]) -> bool:
    """Return whether one of the public ids that these words may have here is of a quote that an editor removed."""
    occurrences = range(1, article.body.count(words) + 1) if removed else ()
    return any(
        quote_public_id(article_id=article.public_id, words=words, occurrence=number) in removed
        for number in occurrences
    )
