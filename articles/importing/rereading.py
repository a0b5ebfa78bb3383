"""Stored originals understood again, with what that changes in their articles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction

from articles.importing.articles import store_reading
from articles.importing.attempts import NotStored, attempt
from articles.importing.fields import FIELDS, stored_value
from articles.importing.statements import stored_item
from articles.models import Article, Original, Quote
from articles.models.articles import ArticleQuerySet
from articles.text.pipeline import PIPELINE_VERSION


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a reading changes: `what` it is, and its value before and after, "" for none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rereading:
    """What reading an article's original again changes, or why it could not be read: `failure`, a sentence."""

    article: Article
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class ReadAs:
    """In which format and encoding originals are read; "" for those that each was read in before."""

    format: str = ""
    encoding: str = ""


def rereadable(articles: ArticleQuerySet, *, only_older: bool) -> ArticleQuerySet:
    """Return articles whose original has its bytes; only those that an older engine read, when asked."""
    current = Original.objects.current().filter(erased_at__isnull=True, article__isnull=False)
    having = articles.filter(pk__in=current.values("article"))
    return having.exclude(pipeline_version=PIPELINE_VERSION) if only_older else having


def reread(keys: Iterable[int], *, apply: bool, read_as: ReadAs = ReadAs()) -> Iterator[Rereading]:
    """Read the originals of articles again, one transaction each, and yield what that changes in each.

    Goes through the code of an import, so that what an editor set stays and unchanged quotes keep
    their ids. Unless it is to `apply`, each transaction is taken back, and nothing is changed.
    """
    for key in keys:
        article = Article.objects.filter(pk=key).first()
        if article is None:
            continue
        try:
            yield attempt(lambda key=key: _reread(key, apply=apply, read_as=read_as), name=article.public_id)  # type: ignore[misc]
        except NotStored as error:
            yield Rereading(article, failure=str(error))


def _reread(key: int, *, apply: bool, read_as: ReadAs) -> Rereading:
    with transaction.atomic():
        original = Original.objects.current().select_related("article").filter(article=key).first()
        article = Article.objects.select_for_update().get(pk=key)
        if original is None or original.erased_at is not None:
            return Rereading(
                article, failure="Its original was erased." if original else "It has no current original."
            )
        before = _State.of(article)
        item = stored_item(original)
        result = store_reading(
            original,
            replace(item, format=read_as.format or item.format, encoding=read_as.encoding or item.encoding),
        )
        after = _State.of(Article.objects.get(pk=key))
        if not apply:
            transaction.set_rollback(True)
        return Rereading(article, tuple(_changes(before, after)), result.remarks)


@dataclass(frozen=True, slots=True)
class _State:
    """What readers and editors see of an article that a reading may change."""

    fields: dict[str, str]
    paragraphs: list[str]
    removed: list[str]
    quotes: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, article: Article) -> "_State":
        fields = {field: stored_value(article, field) for field in FIELDS}
        fields["byline"] = ", ".join(byline.name for byline in article.bylines.all())
        return cls(
            fields=fields,
            paragraphs=article.body.split("\n\n"),
            removed=[removed.text for removed in article.removed_texts.all()],
            quotes={
                quote.public_id: (quote.words, _told(quote))
                for quote in article.quotes.with_speaker().order_by("start")
            },
        )


def _told(quote: Quote) -> str:
    """Return what a page tells of who said a quote, and how it is quoted."""
    who = quote.speaker or quote.unnamed_source or "nobody known"
    return f"{'probably ' if quote.is_probable else ''}{who}, {quote.kind}"


def _changes(before: _State, after: _State) -> Iterator[Change]:
    for field, value in before.fields.items():
        if after.fields[field] != value:
            yield Change(field, value, after.fields[field])
    yield from _moved("paragraph", before.paragraphs, after.paragraphs)
    yield from _moved("removed text", before.removed, after.removed)
    for public_id, (words, who) in before.quotes.items():
        if public_id not in after.quotes:
            yield Change("quote", f"“{words}” ({who})", "")
        elif (now := after.quotes[public_id][1]) != who:
            yield Change(f"speaker of “{words}”", who, now)
    for public_id, (words, who) in after.quotes.items():
        if public_id not in before.quotes:
            yield Change("quote", "", f"“{words}” ({who})")


def _moved(what: str, before: list[str], after: list[str]) -> Iterator[Change]:
    """Yield the texts of one list that the other lacks, those that go first."""
    for text in (Counter(before) - Counter(after)).elements():
        yield Change(what, text, "")
    for text in (Counter(after) - Counter(before)).elements():
        yield Change(what, "", text)
