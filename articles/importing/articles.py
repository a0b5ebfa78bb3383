"""One parsed text into an article's rows: new, or over the rows of an earlier version."""

from dataclasses import dataclass

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
from articles.models import Article, Conflict, IndexChange, Original, Outcome, RemovedText
from articles.models.outbox import IndexedKind
from articles.models.public_ids import ID_LENGTH, article_public_id
from articles.text.addresses import web_address
from articles.text.documents import ParsedArticle
from articles.text.errors import NoRunningText
from articles.text.pipeline import PIPELINE_VERSION, parse_source
from articles.text.readers import Item, SourceText, read


class ErasedOriginal(Exception):
    """The input was erased on legal ground and may not come back."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """A field where the editor's value stands against the import's."""

    field: str
    kept: str
    incoming: str


def store_article(item: Item, *, sha256: str) -> ImportResult:
    """Keep an item's bytes and make or update its article; call it inside a transaction.

    The article it belongs to is the one that an earlier item of the same name or address became, if the
    texts are versions of one another; else it is a new one.

    Raises:
        UnreadableInput: the bytes are no article.
        ErasedOriginal: these bytes were erased.
    """
    known = Original.objects.select_related("article").filter(sha256=sha256).first()
    if known is not None:
        if known.erased_at is not None:
            raise ErasedOriginal("Was erased on legal ground and is not imported again.")
        if known.article is not None and not known.is_current:
            return ImportResult(
                item.name,
                Outcome.UNCHANGED,
                sha256,
                "A newer version of it is in the archive.",
                known.article,
            )
        if known.article is not None and known.article.pipeline_version == PIPELINE_VERSION:
            return ImportResult(item.name, Outcome.UNCHANGED, sha256, article=known.article)
    source = read(item)
    parsed = parse_source(source)
    if not parsed.body:
        raise NoRunningText("The file holds no running text.")
    original = known or _new_original(item, source, sha256=sha256)
    # The same bytes under a newer engine tell an editor nothing new: only a newer text can conflict.
    is_new_text = original.article is None
    article = original.article or _earlier_version(parsed, name=item.name)
    if article is not None and is_new_text and (reason := kept_beside(original, article=article)):
        original.article = article
        original.save(update_fields=["article"])
        return ImportResult(item.name, Outcome.UNCHANGED, sha256, reason, article, parsed.remarks)
    if article is None:
        article = _create(parsed, sha256=sha256)
        outcome, differences = Outcome.CREATED, []
    else:
        # Of a value that an editor is saving at this moment, the row as it was read knows nothing.
        article = Article.objects.select_for_update().get(pk=article.pk)
        differences = _update(article, parsed)
        if not is_new_text:
            differences = []
        outcome = Outcome.CONFLICT if differences else Outcome.UPDATED
    _make_current(original, article=article)
    _record_conflicts(differences, article=article, original=original)
    IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk])
    kept = ", ".join(dict.fromkeys(difference.field for difference in differences))
    reason = f"An editor's values differ and stand: {kept}." if differences else ""
    return ImportResult(item.name, outcome, sha256, reason, article, parsed.remarks)


def _record_conflicts(differences: list[_Difference], *, article: Article, original: Original) -> None:
    for difference in differences:
        Conflict.objects.get_or_create(
            article=article,
            field=difference.field,
            kept=difference.kept,
            incoming=difference.incoming,
            resolved_at=None,
            defaults={"original": original},
        )


def _new_original(item: Item, source: SourceText, *, sha256: str) -> Original:
    return Original.objects.create(
        sha256=sha256,
        content=item.data,
        size=len(item.data),
        name=item.name[-NAME_LENGTH:],
        media_type=source.media_type,
        encoding=source.encoding,
        format=source.format,
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


def _make_current(original: Original, *, article: Article) -> None:
    if original.article_id == article.pk and original.is_current:
        return
    article.originals.filter(is_current=True).update(is_current=False)
    original.article = article
    original.is_current = True
    original.save(update_fields=["article", "is_current"])


def _create(parsed: ParsedArticle, *, sha256: str) -> Article:
    article = Article(public_id=_free_public_id(sha256), body=parsed.body, pipeline_version=PIPELINE_VERSION)
    for field in FIELDS:
        set_field(article, field, parsed)
    article.save(force_insert=True)
    store_provenance(article, parsed, edited=frozenset())
    store_bylines(article, parsed.authors)
    _store_text(article, parsed)
    return article


def _free_public_id(sha256: str) -> str:
    """Return the id of these bytes; where two inputs share its 60 bits, the second takes the next ones."""
    public_id = article_public_id(sha256)
    digest = sha256
    while Article.objects.filter(public_id=public_id).exists():
        digest = digest[ID_LENGTH:] + digest[:ID_LENGTH]
        public_id = article_public_id(digest)
    return public_id


def _update(article: Article, parsed: ParsedArticle) -> list[_Difference]:
    """Bring an article to a newer text, but for what an editor set; return where the two differ."""
    edited = edited_fields(article)
    differences = []
    for field in FIELDS:
        if field not in edited:
            set_field(article, field, parsed)
        elif (kept := stored_value(article, field)) != (incoming := parsed_value(parsed, field)):
            differences.append(_Difference(field, kept, incoming))
    differences += _update_byline(article, parsed, is_edited="byline" in edited)
    differences += _update_text(article, parsed, is_edited="body" in edited)
    article.pipeline_version = PIPELINE_VERSION
    article.save()
    store_provenance(article, parsed, edited=edited)
    return differences


def _update_byline(article: Article, parsed: ParsedArticle, *, is_edited: bool) -> list[_Difference]:
    if not is_edited:
        store_bylines(article, parsed.authors)
        return []
    kept = ", ".join(byline.name for byline in article.bylines.all())
    incoming = ", ".join(author.name for author in parsed.authors)
    return [_Difference("byline", kept, incoming)] if kept != incoming else []


def _update_text(article: Article, parsed: ParsedArticle, *, is_edited: bool) -> list[_Difference]:
    """Set the body and what hangs on it, unless that would lose what an editor did."""
    differences = [
        _Difference("quote", words, "not in the text as it came") for words in lost_edits(article, parsed)
    ]
    if not is_edited and not differences:
        _store_text(article, parsed)
        article.body = parsed.body
    elif article.body != parsed.body:
        differences.append(_Difference("body", article.body, parsed.body))
    return differences


def _store_text(article: Article, parsed: ParsedArticle) -> None:
    """Replace what hangs on the body: removed texts and quotes."""
    article.removed_texts.all().delete()
    RemovedText.objects.bulk_create(
        RemovedText(article=article, text=removed.text, rule=removed.rule, position=removed.position)
        for removed in parsed.removed
    )
    store_quotes(article, parsed)
