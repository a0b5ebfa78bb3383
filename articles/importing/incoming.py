"""What an original gives for a field, taken although an editor had set another value."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.changes import watch
from articles.importing.articles import set_text
from articles.importing.bylines import store_bylines
from articles.importing.fields import parsed_value, provenance_rows, set_field, stored_value
from articles.importing.quotes import lost_edits
from articles.importing.statements import stored_item
from articles.models import Article, Conflict, Original
from articles.text.documents import ParsedArticle
from articles.text.errors import TextError
from articles.text.pipeline import parse

# What hangs on a quote has no other value to take: its words are gone from the newer text.
WITHOUT_INCOMING = "quote"


class IncomingRefused(Exception):
    """The incoming value cannot be taken; the message is one plain sentence, `lost` the quotes in its way."""

    def __init__(self, message: str, lost: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.lost = lost


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an original gives for the field of a conflict, as the engine of today understands it.

    `value` and what is `stored` today are as they are compared and shown; `lost` are the words of
    quotes an editor worked on that the incoming text lacks.
    """

    value: str
    stored: str
    parsed: ParsedArticle
    lost: tuple[str, ...] = ()


def read_incoming(conflict: Conflict) -> Incoming:
    """Return what the original of a conflict gives for its field.

    Raises:
        IncomingRefused: there is no such value: it is about a quote, or the original cannot be read any more.
    """
    if conflict.field == WITHOUT_INCOMING:
        raise IncomingRefused("The newer text lacks the quote, so that there is no other value to take.")
    parsed = _understood(conflict.original)
    lost = tuple(lost_edits(conflict.article, parsed)) if conflict.field == "body" else ()
    stored = stored_value(conflict.article, conflict.field)
    return Incoming(parsed_value(parsed, conflict.field), stored, parsed, lost)


def take_incoming(conflict: Conflict, *, editor: User) -> None:
    """Give an article what a conflict's original gives, and close the conflict; call it inside a transaction.

    The field is no editor's any more: the next import may change it. Who decided is noted beside the evidence.

    Raises:
        IncomingRefused: the value cannot be had, or taking it would lose a quote an editor worked on.
    """
    article = Article.objects.select_for_update().get(pk=conflict.article_id)
    conflict.article = article
    incoming = read_incoming(conflict)
    if incoming.lost:
        raise IncomingRefused("The incoming text lacks quotes that an editor worked on.", incoming.lost)
    of_this = Conflict.objects.filter(pk=conflict.pk)
    watch(of_this)
    of_this.update(incoming=incoming.value)
    note = f"Taken from {conflict.original.name} in place of an editor's value."
    _give(article, conflict.field, incoming.parsed, editor=editor, note=note)


def read_text(article: Article) -> ParsedArticle:
    """Return what the current original of an article is understood to say today.

    Raises:
        IncomingRefused: there is none, or it cannot be read any more.
    """
    original = article.originals.current().first()
    if original is None:
        raise IncomingRefused("The archive has no original of this article.")
    return _understood(original)


def return_to_text(article: Article, field: str, *, editor: User, reason: str = "") -> None:
    """Give a field of an article back what its current original says; call it inside a transaction.

    The field, named as its provenance is, is no editor's any more, and conflicts over it are closed. Who returned to it
    is noted beside the evidence.

    Raises:
        IncomingRefused: the original cannot be read, or its text lacks a quote that an editor worked on.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    parsed = read_text(article)
    if field == "body" and (lost := tuple(lost_edits(article, parsed))):
        raise IncomingRefused("The text as it came lacks quotes that an editor worked on.", lost)
    note = " ".join(part for part in ("An editor returned to what the text says.", reason) if part)
    _give(article, field, parsed, editor=editor, note=note)


def _give(article: Article, field: str, parsed: ParsedArticle, *, editor: User, note: str) -> None:
    """Give an article what a text says for a field, close its conflicts and note who did so."""
    closed = article.conflicts.filter(field=field)
    match field:
        case "body":
            set_text(article, parsed)
            closed = article.conflicts.filter(field__in=["body", WITHOUT_INCOMING])
        case "byline":
            store_bylines(article, parsed.authors)
        case _:
            set_field(article, field, parsed)
    article.save()
    watch(closed)
    closed.close(editor)
    article.provenance.filter(field=field).delete()
    for row in provenance_rows(article, parsed):
        if row.field == field:
            row.editor, row.reason = editor, note
            row.save()


def reads_like_its_original(article: Article) -> bool:
    """Return whether an article's body is what its current original gives, so that nothing in it is an editor's."""
    original = article.originals.current().first()
    if original is None:
        return False
    try:
        return _understood(original).body == article.body
    except IncomingRefused:
        return False


def _understood(original: Original) -> ParsedArticle:
    if original.erased_at is not None:
        raise IncomingRefused("The original it came from was erased.")
    try:
        return parse(stored_item(original))
    except TextError as error:
        raise IncomingRefused(f"The original it came from cannot be read: {error}") from error
