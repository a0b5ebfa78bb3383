"""Erasure on legal ground: the bytes of an article, its text, its quotes and all that is kept of their past.

What stays are the digests of its originals, so that it is not imported again, and stubs at its addresses that say
why and since when. Nothing brings the rest back: this is no act that can be undone, and none that is recorded with
its values.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.changes import TRACKED, current_recorder
from articles.changes.tracked import name_of
from articles.models import (
    Article,
    Change,
    ChangedRow,
    ImportBatch,
    ImportRecord,
    KeyDate,
    Original,
    Quote,
    Redirect,
    RedirectKind,
    Report,
    SourceLink,
    Speaker,
    UnnamedSource,
    Upload,
    Visibility,
    WithheldReason,
)

# What stands where a file's name stood.
ERASED = "(erased)"


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took, and what it left to people.

    `digests` are the SHA-256 of the originals, `names` the files they came in, `public_ids` those of the article and
    its quotes. `speakers` counts those that nothing else named, `key_dates` are sentences of editors that led to it.
    """

    public_id: str
    public_ids: frozenset[str]
    digests: frozenset[str]
    names: frozenset[str]
    speakers: int
    key_dates: tuple[str, ...]


def may_erase(user: Any) -> bool:
    """Return whether an account may erase: a superuser's, or one of the group of administrators."""
    return bool(user.is_staff and user.has_perm("articles.erase_article"))


def erase(article: Article, *, editor: User | None, reason: WithheldReason, note: str) -> Erased:
    """Destroy an article in one transaction, and return what went.

    The files of the database and the index may hold bytes of it until they are written anew, which is not done here.
    `note` says on what ground, for the log.
    """
    if current_recorder() is not None:
        raise RuntimeError("An erasure is recorded without what it erased, and by itself.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        key = article.pk
        quotes = dict(article.quotes.values_list("pk", "public_id"))
        originals = list(article.originals.defer("content"))
        digests = frozenset(original.sha256 for original in originals)
        names = frozenset(original.name for original in originals)
        past = _past_quotes(article, quotes)
        speakers = list(Speaker.objects.filter(quotes__in=quotes).distinct())
        key_dates = KeyDate.objects.filter(Q(article=article) | Q(quote__in=quotes))
        erased = Erased(
            public_id=article.public_id,
            public_ids=frozenset({article.public_id, *quotes.values()}),
            digests=digests,
            names=names,
            speakers=0,
            key_dates=tuple(map(str, key_dates)),
        )
        _leave_stubs(article, quotes.values(), told=f"Erased: {reason.label.lower()}")
        _empty_originals(originals)
        _empty_records(article, digests, names)
        _empty_reports(erased.public_ids)
        _forget_sources(article)
        _forget(Article, [article.pk])
        _forget(Quote, past)
        article.delete()
        gone = [speaker for speaker in speakers if _is_unused(speaker)]
        for speaker in gone:
            _forget(Speaker, [speaker.pk])
            speaker.delete()
        if editor is not None:
            LogEntry.objects.create(
                user=editor,
                content_type=ContentType.objects.get_for_model(Article),
                object_id=str(key),
                object_repr=erased.public_id,
                action_flag=CHANGE,
                change_message=f"Erased: {reason.label.lower()}. {note}".strip(),
            )
    return Erased(**{**_fields(erased), "speakers": len(gone)})


def _fields(erased: Erased) -> dict[str, Any]:
    return {field: getattr(erased, field) for field in Erased.__slots__}


def _past_quotes(article: Article, quotes: Iterable[int]) -> set[int]:
    """Return the keys of all quotes that the article ever had, as far as its history tells."""
    owned = ChangedRow.objects.filter(model=name_of(Quote), owner_model=name_of(Article), owner_id=article.pk)
    return {*quotes, *owned.values_list("object_id", flat=True)}


def _forget_sources(article: Article) -> None:
    """Destroy what is recorded of the unnamed sources of an article, and of whom editors linked them to."""
    owned = ChangedRow.objects.filter(
        model=name_of(UnnamedSource), owner_model=name_of(Article), owner_id=article.pk
    )
    past = {*owned.values_list("object_id", flat=True), *article.unnamed_sources.values_list("pk", flat=True)}
    links = SourceLink.objects.filter(Q(one__in=past) | Q(other__in=past))
    _forget(SourceLink, list(links.values_list("pk", flat=True)))
    _forget(UnnamedSource, past)


def _leave_stubs(article: Article, quotes: Iterable[str], *, told: str) -> None:
    """Let the addresses of an article and its quotes say that they were erased, those that led there too."""
    kinds = {RedirectKind.VANISHED_ARTICLE: {article.public_id: ""}}
    kinds[RedirectKind.VANISHED_QUOTE] = dict.fromkeys(quotes, article.public_id)
    for kind, stubs in kinds.items():
        for old, new in stubs.items():
            Redirect.objects.update_or_create(kind=kind, old=old, defaults={"new": new, "reason": told})
    Redirect.objects.filter(kind=RedirectKind.VANISHED_QUOTE, new=article.public_id).update(reason=told)


def _empty_originals(originals: Collection[Original]) -> None:
    """Destroy the bytes, and what their collector said of them; the digests stay, and the sizes."""
    Original.objects.filter(pk__in=[original.pk for original in originals]).update(
        content=None, erased_at=timezone.now(), name=ERASED, stated={}, source_url="", retrieved_at=None
    )


def _empty_records(article: Article, digests: Collection[str], names: Collection[str]) -> None:
    """Take the names of its files out of the records of imports, and what waits at the desk with the same bytes."""
    records = ImportRecord.objects.filter(Q(article=article) | Q(sha256__in=digests))
    batches = set(records.values_list("batch", flat=True))
    records.update(name=ERASED, remarks="", reason="")
    files = {PurePath(name.partition("#")[0]).name for name in names}
    for batch in ImportBatch.objects.filter(pk__in=batches):
        lines = batch.given.split("\n")
        kept = [ERASED if PurePath(line).name in files else line for line in lines]
        if kept != lines:
            batch.given = "\n".join(kept)
            batch.save(update_fields=["given"])
    sizes = Original.objects.filter(sha256__in=digests).values("size")
    for upload in Upload.objects.annotate(size=models.functions.Length("content")).filter(size__in=sizes):
        if hashlib.sha256(bytes(upload.content)).hexdigest() in digests:
            upload.delete()


def _empty_reports(public_ids: Collection[str]) -> None:
    """Take out what readers and editors wrote of it; that there was a report stays."""
    reports = Report.objects.filter(about__in=public_ids)
    _forget(Report, list(reports.values_list("pk", flat=True)))
    reports.update(message="")
    reports.exclude(note="").update(note=ERASED)


def _forget(model: type[models.Model], keys: Collection[int]) -> None:
    """Destroy what is recorded of the past of these things and of what belonged to them."""
    of_them = Q(model=name_of(model), object_id__in=keys) | Q(owner_model=name_of(model), owner_id__in=keys)
    rows = ChangedRow.objects.filter(of_them)
    # Quotes that went, and their values, were the article's.
    changes = set(rows.values_list("change", flat=True))
    _forget_log(rows)
    rows.delete()
    Change.objects.filter(pk__in=changes).update(reason="")
    empty = Change.objects.filter(pk__in=changes, rows__isnull=True)
    # An act that took another back is forgotten before that.
    for change in empty.order_by(F("pk").desc()):
        if not Change.objects.filter(undoes=change).exists():
            change.delete()
    types = ContentType.objects.get_for_models(model)
    LogEntry.objects.filter(content_type=types[model], object_id__in=[str(key) for key in keys]).update(
        object_repr=ERASED, change_message=""
    )


def _forget_log(rows: "models.QuerySet[ChangedRow]") -> None:
    """Take the words of what belonged to these things out of the log of the desk."""
    tables = {name_of(model): model for model in TRACKED}
    for name, key in set(rows.values_list("model", "object_id")):
        kind = ContentType.objects.get_for_model(tables[name])
        LogEntry.objects.filter(content_type=kind, object_id=str(key)).update(
            object_repr=ERASED, change_message=""
        )


def _is_unused(speaker: Speaker) -> bool:
    """Return whether nothing but what was erased told of a speaker, whose name is then erased with it."""
    if speaker.quotes.exists() or speaker.biography or speaker.wikidata_id:
        return False
    is_plain = speaker.visibility == Visibility.PUBLIC
    return is_plain and not Redirect.objects.filter(kind=RedirectKind.SPEAKER, new=speaker.slug).exists()
