"""An import taken back: what it brought goes, unless an editor had a hand in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.importing.articles import Cause, store_reading
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
    Redirect,
    RedirectKind,
    Rights,
    Speaker,
    Visibility,
)
from articles.models.imports import TAKEN_BACK

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


# A speaker or publication: the model and the key.
Named = tuple[type[Speaker] | type[Publication], int]


@dataclass(slots=True)
class _Released:
    """How often undone articles named what they no longer name, and what of it readers saw in one of them."""

    times: Counter[Named] = field(default_factory=Counter)
    seen: set[Named] = field(default_factory=set)


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
            yield from attempt(
                lambda article=article: _undo(article, batch, released, apply=apply),  # type: ignore[misc]
                name=article.public_id,
            )
        except NotStored as error:
            yield _kept(article, str(error))
    if not apply:
        yield from _remove_unused(released, released.times, apply=False)
    if apply:
        batch.undone_at = timezone.now()
        batch.save(update_fields=["undone_at"])


def _undo(given: Article, batch: ImportBatch, released: _Released, *, apply: bool) -> list[Reversal]:
    """Return what becomes of an article that a batch has records of; nothing where it brought nothing of it."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=given.pk)
        records = batch.records.filter(article=article)
        # Bytes that were there before, such as those of a deleted article, are not the batch's.
        brought = article.originals.filter(
            sha256__in=list(records.values_list("sha256", flat=True)), received_at__gte=batch.started_at
        )
        keys = list(brought.values_list("pk", flat=True))
        made = set(records.filter(outcome__in=STORED).values_list("outcome", flat=True))
        is_new = Outcome.CREATED in made and article.created_at >= batch.started_at
        if not is_new and not keys:
            return [_kept(article, "It was only read anew: its bytes were there before.")] if made else []
        if not made:
            return [_drop_beside(article, batch, keys, apply=apply)]
        previous = None if is_new else _previous(article, keys)
        reason = _touched(article) or _moved_on(article, batch, keys)
        if reason or not (is_new or previous):
            return [_kept(article, reason or "Its previous original was erased.")]
        _note(article, batch)
        was_seen, named = article.is_published, _named(article)
        if previous is None:
            if was_seen:
                _leave_stubs(article)
            brought.delete()
            article.delete()
        else:
            # The batch's originals go last: the article has a current one at every moment.
            cause = Cause(batch=batch, reason="The import was taken back.")
            store_reading(previous, stored_item(previous), cause=cause)
            Original.objects.filter(pk__in=keys).delete()
            for thing in _named(Article.objects.get(pk=given.pk)):
                del named[thing]
        released.seen |= named.keys() if was_seen else set()
        reversals = [Reversal("article", _name(given), Deed.TAKEN_BACK if previous else Deed.REMOVED)]
        if apply:
            # At once, and not at the end, which a killed undoing never reaches.
            reversals += _remove_unused(released, named, apply=True)
        else:
            released.times += named
            transaction.set_rollback(True)
        return reversals


def _note(article: Article, batch: ImportBatch) -> None:
    """Say in the records of a batch that what they brought of an article is taken back."""
    batch.records.filter(article=article).update(reason=TAKEN_BACK)


def _drop_beside(article: Article, batch: ImportBatch, keys: list[int], *, apply: bool) -> Reversal:
    """Remove originals that the batch brought and that never were what the article is made from."""
    if article.originals.filter(pk__in=keys, is_current=True).exists():
        return _kept(article, "A later import has made it from what this one brought: undo that one first.")
    if apply:
        article.originals.filter(pk__in=keys).delete()
        _note(article, batch)
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
    is_described = article.notes or article.rights or article.withheld_note or article.concealed
    is_placed = article.topicarticle_set.filter(by_hand=True).exists() or article.topic_omissions.exists()
    if is_described or is_placed or article.visibility != Visibility.PUBLIC:
        return "An editor changed it."
    return ""


def _moved_on(article: Article, batch: ImportBatch, brought: list[int]) -> str:
    """Return why an article is no longer as the batch left it, in a sentence, or ""."""
    later = article.originals.filter(received_at__gte=batch.started_at).exclude(pk__in=brought)
    return "A later import brought a newer version: undo that one first." if later.exists() else ""


def _named(article: Article) -> Counter[Named]:
    """Return the speakers and the publication that an article names, and how often."""
    speakers = article.quotes.filter(speaker__isnull=False).values_list("speaker", flat=True)
    named: Counter[Named] = Counter((Speaker, key) for key in speakers if key is not None)
    if article.publication_id is not None:
        named[Publication, article.publication_id] = 1
    return named


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


def _remove_unused(released: _Released, named: Iterable[Named], *, apply: bool) -> list[Reversal]:
    """Remove what is no longer named by anything and no editor had a hand in.

    Where it is to `apply`, that is what nothing names; in a preview the articles are still there.
    """
    reversals = []
    for model, key in sorted(named, key=lambda thing: (thing[0] is Publication, thing[1])):
        thing: Speaker | Publication | None = model._base_manager.filter(pk=key).first()  # noqa: SLF001  public in all but name
        if thing is None or _times_named(thing) > released.times[model, key]:
            continue
        kind = RedirectKind.SPEAKER if model is Speaker else RedirectKind.PUBLICATION
        if _is_described(thing, kind):
            reversals.append(Reversal(kind.value, thing.name, Deed.KEPT, "An editor changed it."))
            continue
        if apply:
            if (model, key) in released.seen:
                _store_stubs([Redirect(kind=kind, old=thing.slug, reason=UNDONE)])
            thing.delete()
        reversals.append(Reversal(kind.value, thing.name, Deed.REMOVED))
    return reversals


def _times_named(thing: Speaker | Publication) -> int:
    return thing.quotes.count() if isinstance(thing, Speaker) else thing.articles.count()


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
