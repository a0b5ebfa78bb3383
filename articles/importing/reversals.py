"""An import taken back: what it brought goes, unless an editor had a hand in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from articles.importing.articles import store_reading
from articles.importing.attempts import NotStored, attempt
from articles.importing.statements import stored_item
from articles.models import (
    Article,
    ImportBatch,
    ImportRecord,
    Origin,
    Original,
    Outcome,
    Publication,
    Quote,
    Redirect,
    RedirectKind,
    Rights,
    Speaker,
    Visibility,
)

STORED = (Outcome.CREATED, Outcome.UPDATED, Outcome.CONFLICT)
UNDONE = "The import that brought it was undone."
ARTICLE_UNDONE = "The import that brought its article was undone."


class Deed(Enum):
    REMOVED = "removed"
    TAKEN_BACK = "taken back"  # to its previous original
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Reversal:
    """What became of one thing that an import brought; `reason` is a sentence where it was kept."""

    noun: str
    name: str
    deed: Deed
    reason: str = ""


@dataclass(slots=True)
class _Released:
    """Whom and what articles no longer name: by key, in which articles, and whether readers saw one of them."""

    speakers: dict[int, set[int]] = field(default_factory=dict)
    publications: dict[int, set[int]] = field(default_factory=dict)
    seen: set[tuple[type[Model], int]] = field(default_factory=set)

    def add(self, article: Article, *, speakers: set[int], publications: set[int], was_seen: bool) -> None:
        for model, keys, released in (
            (Speaker, speakers, self.speakers),
            (Publication, publications, self.publications),
        ):
            for key in keys:
                released.setdefault(key, set()).add(article.pk)
                if was_seen:
                    self.seen.add((model, key))


def undo_batch(batch: ImportBatch, *, apply: bool) -> Iterator[Reversal]:
    """Take back what a batch brought, one transaction an article, and yield what becomes of each thing.

    An article that it created goes with its originals and quotes, and with speakers and publications that
    nothing else names. One that it updated goes back to its previous original, which today's engine
    reads. What an editor had a hand in, or a later import changed, is kept whole. Unless it is to `apply`,
    each transaction is taken back. Killed on the way, it can be run again.
    """
    released = _Released()
    records = ImportRecord.objects.filter(batch=batch, article__isnull=False)
    for key in dict.fromkeys(records.order_by("-pk").values_list("article", flat=True)):
        if key is None or (article := Article.objects.filter(pk=key).first()) is None:
            continue
        try:
            reversal = attempt(
                lambda article=article: _undo(article, batch, released, apply=apply),  # type: ignore[misc]
                name=article.public_id,
            )
        except NotStored as error:
            reversal = _kept(article, str(error))
        if reversal is not None:
            yield reversal
    yield from _remove_unused(Speaker.objects.all(), released.speakers, released.seen, apply=apply)
    yield from _remove_unused(Publication.objects.all(), released.publications, released.seen, apply=apply)
    if apply:
        batch.undone_at = timezone.now()
        batch.save(update_fields=["undone_at"])


def _undo(given: Article, batch: ImportBatch, released: _Released, *, apply: bool) -> Reversal | None:
    """Return what becomes of an article that a batch has records of; None where it brought nothing of it."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=given.pk)
        digests = list(batch.records.filter(article=article).values_list("sha256", flat=True))
        # Bytes that were there before, such as those of a deleted article, are not the batch's.
        brought = article.originals.filter(sha256__in=digests, received_at__gte=batch.started_at)
        keys = list(brought.values_list("pk", flat=True))
        stored = batch.records.filter(article=article, outcome__in=STORED)
        is_new = stored.filter(outcome=Outcome.CREATED).exists() and article.created_at >= batch.started_at
        if not is_new and not keys:
            return (
                _kept(article, "It was only read anew: its bytes were there before.")
                if stored.exists()
                else None
            )
        if not stored.exists():
            return _drop_beside(article, keys, apply=apply)
        if reason := _touched(article) or _moved_on(article, batch, digests):
            return _kept(article, reason)
        was_seen, speakers, publications = article.is_published, *_named(article)
        if is_new:
            if was_seen:
                _leave_stubs(article)
            brought.delete()
            article.delete()
        else:
            previous = _previous(article, keys)
            if previous is None:
                return _kept(article, "Its previous original was erased.")
            # The batch's originals go last: the article has a current one at every moment.
            store_reading(previous, stored_item(previous))
            Original.objects.filter(pk__in=keys).delete()
            still = _named(Article.objects.get(pk=given.pk))
            speakers, publications = speakers - still[0], publications - still[1]
        released.add(given, speakers=speakers, publications=publications, was_seen=was_seen)
        if not apply:
            transaction.set_rollback(True)
        return Reversal("article", _name(given), Deed.REMOVED if is_new else Deed.TAKEN_BACK)


def _drop_beside(article: Article, keys: list[int], *, apply: bool) -> Reversal:
    """Remove originals that the batch brought and that never were what the article is made from."""
    if article.originals.filter(pk__in=keys, is_current=True).exists():
        return _kept(article, "A later import has made it from what this one brought: undo that one first.")
    if apply:
        article.originals.filter(pk__in=keys).delete()
    return Reversal("earlier version", f"of {_name(article)}", Deed.REMOVED)


def _previous(article: Article, brought: list[int]) -> Original | None:
    """Return the original that an article was made from before those that a batch brought; None where it was erased."""
    others = article.originals.exclude(pk__in=brought).order_by("-received_at", "-pk")
    made = ImportRecord.objects.filter(article=article, outcome__in=STORED)
    # Others were kept beside it, and never were what the article was made from.
    previous = others.filter(sha256__in=made.values("sha256")).first() or others.first()
    return previous if previous and previous.erased_at is None else None


def _name(article: Article) -> str:
    return f"{article.public_id} ({article.title})"


def _kept(article: Article, reason: str) -> Reversal:
    return Reversal("article", _name(article), Deed.KEPT, reason)


def _touched(article: Article) -> str:
    """Return what an editor did to an article, in a sentence, or ""."""
    fields = list(article.provenance.filter(origin=Origin.EDITOR).values_list("field", flat=True))
    of_quotes = article.quotes.filter(provenance__origin=Origin.EDITOR).exists()
    removed_quotes = Redirect.objects.removed_by_editor(article.public_id)
    if fields:
        return f"An editor set its {', '.join(fields)}."
    if of_quotes or removed_quotes or any(quote.is_edited for quote in article.quotes.all()):
        return "An editor decided on its quotes."
    if article.removed_texts.filter(restored_at__isnull=False).exists():
        return "An editor restored removed text."
    if article.conflicts.filter(resolved_at__isnull=False).exists():
        return "An editor decided on a conflict."
    is_described = article.notes or article.rights or article.withheld_note or article.topics.exists()
    if is_described or article.visibility != Visibility.PUBLIC:
        return "An editor changed it."
    return ""


def _moved_on(article: Article, batch: ImportBatch, digests: list[str]) -> str:
    """Return why an article is no longer as the batch left it, in a sentence, or ""."""
    later = article.originals.filter(received_at__gte=batch.started_at).exclude(sha256__in=digests)
    return "A later import brought a newer version: undo that one first." if later.exists() else ""


def _named(article: Article) -> tuple[set[int], set[int]]:
    """Return the speakers and the publication that an article names, by key."""
    speakers = article.quotes.filter(speaker__isnull=False).order_by().values_list("speaker", flat=True)
    publication = {article.publication_id} if article.publication_id else set()
    return {key for key in speakers if key is not None}, publication


def _leave_stubs(article: Article) -> None:
    """Let the addresses of an article and its quotes, which readers have seen, say why they are gone."""
    stubs = [Redirect(kind=RedirectKind.VANISHED_ARTICLE, old=article.public_id, reason=UNDONE)]
    stubs += [
        Redirect(
            kind=RedirectKind.VANISHED_QUOTE,
            old=quote.public_id,
            new=article.public_id,
            reason=ARTICLE_UNDONE,
        )
        for quote in article.quotes.shown()
    ]
    _store_stubs(stubs)


def _store_stubs(stubs: list[Redirect]) -> None:
    Redirect.objects.bulk_create(
        stubs, update_conflicts=True, unique_fields=["kind", "old"], update_fields=["new", "reason"]
    )


def _remove_unused(
    things: QuerySet[Speaker] | QuerySet[Publication],
    released: dict[int, set[int]],
    seen: set[tuple[type[Model], int]],
    *,
    apply: bool,
) -> Iterator[Reversal]:
    """Remove those that only the released articles named and that no editor had a hand in."""
    for key in sorted(released):
        with transaction.atomic():
            thing = things.select_for_update().filter(pk=key).first()
            if thing is None or _is_named_elsewhere(thing, released[key]):
                continue
            kind = RedirectKind.SPEAKER if isinstance(thing, Speaker) else RedirectKind.PUBLICATION
            if _is_described(thing, kind):
                yield Reversal(kind.value, thing.name, Deed.KEPT, "An editor changed it.")
                continue
            if apply:
                if (type(thing), key) in seen:
                    _store_stubs([Redirect(kind=kind, old=thing.slug, reason=UNDONE)])
                thing.delete()
            yield Reversal(kind.value, thing.name, Deed.REMOVED)


def _is_named_elsewhere(thing: Speaker | Publication, articles: set[int]) -> bool:
    if isinstance(thing, Speaker):
        return Quote.objects.filter(speaker=thing).exclude(article__in=articles).exists()
    return Article.objects.filter(publication=thing).exclude(pk__in=articles).exists()


def _is_described(thing: Speaker | Publication, kind: RedirectKind) -> bool:
    """Whether an editor wrote about a speaker or publication, renamed it, or merged others into it."""
    if isinstance(thing, Speaker):
        written = thing.biography or thing.wikidata_id or thing.withheld_note
        is_plain = thing.visibility == Visibility.PUBLIC
    else:
        written = thing.website or thing.notes
        is_plain = thing.rights == Rights.FULL
    is_renamed = Redirect.objects.filter(kind=kind, new=thing.slug).exists()
    return bool(written) or not is_plain or is_renamed or _is_logged(thing)


def _is_logged(thing: Model) -> bool:
    """Whether the desk's log has an entry about a thing that an import made: only an editor writes there."""
    kind = ContentType.objects.get_for_model(thing)
    return LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk)).exists()
