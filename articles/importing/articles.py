"""One parsed text into an article's rows: new, or over the rows of an earlier version."""

import datetime
from dataclasses import dataclass, replace

from articles.changes import added, changing
from articles.importing.bylines import store_bylines
from articles.importing.fields import (
    FIELDS,
    edited_fields,
    parsed_value,
    set_field,
    store_provenance,
    stored_value,
)
from articles.importing.inputs import NAME_LENGTH
from articles.importing.outcomes import ImportResult
from articles.importing.quotes import lost_edits, store_quotes
from articles.importing.resemblance import SAME_ARTICLE, resemblance
from articles.importing.statements import stated_record
from articles.importing.versions import kept_beside, known_as
from articles.models import (
    Action,
    Article,
    Conflict,
    ImportBatch,
    IndexChange,
    Original,
    Outcome,
    RedirectKind,
    RemovedText,
)
from articles.models.outbox import IndexedKind
from articles.models.public_ids import ID_LENGTH, article_public_id
from articles.models.slugs import welcome_back
from articles.text.addresses import web_address
from articles.text.documents import ParsedArticle
from articles.text.pipeline import PIPELINE_VERSION, Reading, find_quotations, read_item
from articles.text.readers import Item
from articles.text.readers.decoding import find_encoding, printed_encoding


class ErasedOriginal(Exception):
    """The input was erased on legal ground and may not come back."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field for which a text gives another value than is stored; an editor's stands all the same."""

    field: str
    stored: str
    incoming: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an article that is here already changes: what is done, in which batch, and why, where that is to be said."""

    action: Action = Action.IMPORT
    batch: ImportBatch | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """An item as it is understood, and the article of which it is a version; None: of none yet.

    `known` is the original that has the same bytes.
    """

    reading: Reading
    known: Original | None
    article: Article | None

    @property
    def parsed(self) -> ParsedArticle:
        return self.reading.article

    @property
    def is_new_text(self) -> bool:
        """Whether the article has not had these bytes: under a newer engine alone nothing can conflict."""
        return self.known is None or self.known.article is None


def known_original(sha256: str) -> Original | None:
    """Return the original that has these bytes, or None.

    Raises:
        ErasedOriginal: these bytes were erased.
    """
    known = Original.objects.select_related("article").filter(sha256=sha256).first()
    if known is not None and known.erased_at is not None:
        raise ErasedOriginal("Was erased on legal ground and is not imported again.")
    return known


def find_settled(known: Original | None, *, item: Item) -> ImportResult | None:
    """Return the result of an item whose bytes the archive has understood already, or None for others."""
    if known is None or known.article is None:
        return None
    if known.is_current and known.article.pipeline_version != PIPELINE_VERSION:
        return None
    reason = _read_otherwise(known, item) if known.is_current else "A newer version of it is in the archive."
    return replace(_unchanged(known, reason=reason), name=item.name)


def _read_otherwise(known: Original, item: Item) -> str:
    """Return how stored bytes were read, where a collector now says otherwise, as a sentence; else ""."""
    is_other_format = item.format not in ("", known.format)
    is_other_encoding = item.has_settled_encoding and find_encoding(item.encoding) != known.encoding
    if known.article is None or not (is_other_format or is_other_encoding):
        return ""
    return (
        f"Is in the archive, read as {known.format} in {printed_encoding(known.encoding)}; "
        f"`manage.py reextract {known.article.public_id}` reads it in another format or encoding."
    )


def _unchanged(original: Original, *, reason: str, remarks: tuple[str, ...] = ()) -> ImportResult:
    return ImportResult(
        original.name,
        Outcome.UNCHANGED,
        original.sha256,
        reason,
        original.article,
        remarks,
        original.format,
        original.encoding,
    )


def understand(item: Item, reading: Reading, *, known: Original | None) -> Understanding:
    """Return what is read of an item with the article that it is of; nothing is stored."""
    article = known.article if known is not None else None
    return Understanding(reading, known, article or _earlier_version(reading.article, name=item.name))


def keep_beside(understood: Understanding, *, retrieved_at: datetime.datetime | None) -> str:
    """Return why a text that its article has not had is no newer one of it; "" where it is."""
    if understood.article is None or not understood.is_new_text:
        return ""
    return kept_beside(understood.article, format=understood.reading.format, retrieved_at=retrieved_at)


def compare(article: Article, parsed: ParsedArticle) -> list[Difference]:
    """Return the fields for which a newer text gives an article another value; a lost quote is one of them."""
    edited = edited_fields(article)
    changes = [
        Difference(field, stored, incoming, field in edited)
        for field in (*FIELDS, "byline")
        if (stored := stored_value(article, field)) != (incoming := parsed_value(parsed, field))
    ]
    lost = [] if "body" in edited else lost_edits(article, parsed)
    changes += [Difference("quote", words, "not in the text as it came", is_edited=True) for words in lost]
    if article.body != parsed.body:
        changes.append(Difference("body", article.body, parsed.body, bool(lost) or "body" in edited))
    return changes


def store_article(
    item: Item, reading: Reading | None = None, *, sha256: str, batch: ImportBatch | None = None
) -> ImportResult:
    """Keep an item's bytes and make or update its article; call it inside a transaction.

    The article it belongs to is the one that an earlier item of the same name or address became, if the
    texts are versions of one another; else it is a new one. Bytes that a newer version has replaced
    do not come back: folders are imported again in any order, and the last one would win each time.

    `reading` is what is understood of the item; without it the item is read where that is needed.
    What changes of an article that is here is recorded; what is new is told by the import's own record.

    Raises:
        UnreadableInput: the bytes are no article.
        ErasedOriginal: these bytes were erased.
    """
    known = known_original(sha256)
    if (settled := find_settled(known, item=item)) is not None:
        return settled
    understood = understand(item, reading or read_item(item), known=known)
    original = known or _new_original(item, understood.reading, sha256=sha256)
    return replace(_store(original, understood, Cause(batch=batch)), name=item.name)


def store_reading(original: Original, item: Item, *, cause: Cause = Cause(Action.EXTRACT)) -> ImportResult:
    """Bring the article of an original, which has its bytes, to what today's engine understands of them.

    `item` is the original as `stored_item` returns it, or with another format or encoding to read it in.
    It becomes its article's current original. Call it inside a transaction.

    Raises:
        UnreadableInput: the bytes are no article.
    """
    return _store(original, understand(item, read_item(item), known=original), cause)


def _store(original: Original, understood: Understanding, cause: Cause) -> ImportResult:
    parsed, reading = understood.parsed, understood.reading
    if reason := keep_beside(understood, retrieved_at=original.retrieved_at):
        original.article = understood.article
        original.save(update_fields=["article"])
        return _unchanged(original, reason=reason, remarks=parsed.remarks)
    if understood.article is None:
        article, outcome, differences = _create(parsed, sha256=original.sha256), Outcome.CREATED, []
        _make_current(original, reading, article=article)
    else:
        with changing(None, action=cause.action, batch=cause.batch, reason=cause.reason):
            # Of a value that an editor is saving at this moment, the row as it was read knows nothing.
            article = Article.objects.select_for_update().get(pk=understood.article.pk)
            differences = _update(article, parsed) if understood.is_new_text else _read_anew(article, parsed)
            _make_current(original, reading, article=article)
            _record_conflicts(differences, article=article, original=original)
        outcome = Outcome.CONFLICT if differences else Outcome.UPDATED
    IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk])
    return ImportResult(
        original.name,
        outcome,
        original.sha256,
        conflict_reason(differences),
        article,
        parsed.remarks,
        reading.format,
        reading.encoding,
    )


def conflict_reason(differences: list[Difference]) -> str:
    """Return which of an editor's values stand against a newer text, as a sentence; "" for none."""
    kept = ", ".join(dict.fromkeys(difference.field for difference in differences))
    return f"An editor's values differ and stand: {kept}." if differences else ""


def _record_conflicts(differences: list[Difference], *, article: Article, original: Original) -> None:
    for difference in differences:
        Conflict.objects.get_or_create(
            article=article,
            field=difference.field,
            kept=difference.stored,
            incoming=difference.incoming,
            resolved_at=None,
            defaults={"original": original},
        )


def _new_original(item: Item, reading: Reading, *, sha256: str) -> Original:
    return Original.objects.create(
        sha256=sha256,
        content=item.data,
        size=len(item.data),
        name=item.name[-NAME_LENGTH:],
        media_type=reading.media_type,
        encoding=reading.encoding,
        format=reading.format,
        stated=stated_record(item.stated),
        source_url=web_address(item.stated.source_url),
        retrieved_at=item.stated.retrieved_at,
        is_current=False,
    )


def _earlier_version(parsed: ParsedArticle, *, name: str) -> Article | None:
    """Return the article that earlier bytes of this name or address became and that this text most resembles."""
    likeness, best = max(
        ((resemblance(article.body, parsed.body), article) for article in known_as(name, parsed.source_url)),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    return best if likeness >= SAME_ARTICLE else None


def _make_current(original: Original, reading: Reading, *, article: Article) -> None:
    """Let an original be the one that its article is made from, as it was read now."""
    article.originals.filter(is_current=True).exclude(pk=original.pk).update(is_current=False)
    original.article = article
    original.is_current = True
    original.format, original.encoding = reading.format, reading.encoding
    original.save(update_fields=["article", "is_current", "format", "encoding"])


def _create(parsed: ParsedArticle, *, sha256: str) -> Article:
    article = Article(public_id=_free_public_id(sha256), body=parsed.body, pipeline_version=PIPELINE_VERSION)
    for field in FIELDS:
        set_field(article, field, parsed)
    article.save(force_insert=True)
    welcome_back([article.public_id], kind=RedirectKind.VANISHED_ARTICLE)
    store_provenance(article, parsed, edited=frozenset())
    store_bylines(article, parsed.authors)
    set_text(article, parsed)
    return article


def _free_public_id(sha256: str) -> str:
    """Return the id of these bytes; where two inputs share its 60 bits, the second takes the next ones."""
    public_id = article_public_id(sha256)
    digest = sha256
    while Article.objects.filter(public_id=public_id).exists():
        digest = digest[ID_LENGTH:] + digest[:ID_LENGTH]
        public_id = article_public_id(digest)
    return public_id


def _update(article: Article, parsed: ParsedArticle) -> list[Difference]:
    """Bring an article to a newer text, but for what an editor set; return where the two differ."""
    edited = edited_fields(article)
    differences = [change for change in compare(article, parsed) if change.is_edited]
    for field in FIELDS:
        if field not in edited:
            set_field(article, field, parsed)
    if "byline" not in edited:
        store_bylines(article, parsed.authors)
    if "body" in edited:
        # The quotes are those of the text that stands, as today's engine finds them in it.
        store_quotes(article, replace(parsed, body=article.body, quotations=find_quotations(article.body)))
    # A text that lacks a quote an editor worked on is not taken.
    elif not any(change.field == "quote" for change in differences):
        set_text(article, parsed)
    article.pipeline_version = PIPELINE_VERSION
    article.save()
    store_provenance(article, parsed, edited=edited)
    return differences


def _read_anew(article: Article, parsed: ParsedArticle) -> list[Difference]:
    """Bring an article to what is read of a text that it had before, which cannot conflict."""
    _update(article, parsed)
    return []


def set_text(article: Article, parsed: ParsedArticle) -> None:
    """Give an article, saved before and to be saved again, a body and what hangs on it: removed texts and quotes."""
    _store_removed_texts(article, parsed)
    store_quotes(article, parsed)
    article.body = parsed.body


def _store_removed_texts(article: Article, parsed: ParsedArticle) -> None:
    """Bring the removed texts of an article to those of a text; as long as they are the same they keep their rows."""
    stored = list(article.removed_texts.order_by("pk"))
    same = 0
    for row, removed in zip(stored, parsed.removed, strict=False):
        if (row.text, row.rule) != (removed.text, removed.rule) or row.is_restored:
            break
        if row.position != removed.position:
            row.position = removed.position
            row.save(update_fields=["position"])
        same += 1
    article.removed_texts.filter(pk__in=[row.pk for row in stored[same:]]).delete()
    added(
        RemovedText.objects.bulk_create(
            RemovedText(article=article, text=removed.text, rule=removed.rule, position=removed.position)
            for removed in parsed.removed[same:]
        )
    )
