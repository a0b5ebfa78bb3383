"""What waits at the editors' desk, what came in last, and how good it is: the first page of the desk."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Model, QuerySet
from django.urls import reverse

from articles.audits import Audits, read_audits
from articles.editing.queues import Choice, Waiting, count_waiting
from articles.models import Conflict, ImportBatch, ImportRecord, NearDuplicate, Outcome, Report, Upload

# What is more is told as "more than": to count it all would read the archive.
MOST_COUNTED = 1_000
LATEST = 5


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of the desk: what waits in it, and where; `is_more` where more wait than were counted."""

    name: str
    url: str
    count: int
    is_more: bool
    told: str


@dataclass(frozen=True, slots=True)
class LatestImport:
    batch: ImportBatch
    outcomes: tuple[tuple[Outcome, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.outcomes)


@dataclass(frozen=True, slots=True)
class Dashboard:
    queues: tuple[Queue, ...]
    imports: tuple[LatestImport, ...]
    audits: Audits | None


def dashboard_for(user: User) -> Dashboard:
    """Return what an editor may see of what waits, what came in and how good it is."""
    may_review = user.has_perm("articles.view_quote") or user.has_perm("articles.change_quote")
    return Dashboard(
        queues=tuple(_queues(user, may_review=may_review)),
        imports=tuple(_imports()) if user.has_perm("articles.view_importbatch") else (),
        audits=read_audits() if may_review else None,
    )


def _queues(user: User, *, may_review: bool) -> list[Queue]:
    queues = []
    if may_review:
        address = reverse("admin:articles_review_changelist")
        for what, name, told in (
            (Waiting.GIVEN, "Quotes to review", "Who said it is inferred, and nobody has confirmed it."),
            (Waiting.NOBODY, "Quotes without a speaker", "The program found nobody who is likely enough."),
            (Waiting.FIELDS, "Inferred metadata", "A rule found an outlet or a date; is it so?"),
        ):
            count = count_waiting(Choice(what=what), most=MOST_COUNTED)
            queues.append(_queue(name, f"{address}?what={what.value}", count, told))
    lists: tuple[tuple[str, str, str, QuerySet[Model], str], ...] = (
        (
            "conflict",
            "Conflicts",
            "",
            Conflict.objects.open(),
            "A newer text differs from what an editor set.",
        ),
        ("report", "Reports of readers", "", Report.objects.open(), "A reader says that something is wrong."),
        (
            "nearduplicate",
            "Near-duplicates",
            "?rejected=no",
            NearDuplicate.objects.standing(),
            "Articles that are versions of one another.",
        ),
    )
    for model, name, query, rows, told in lists:
        if user.has_perm(f"articles.view_{model}") or user.has_perm(f"articles.change_{model}"):
            count = rows.order_by()[: MOST_COUNTED + 1].count()
            queues.append(_queue(name, reverse(f"admin:articles_{model}_changelist") + query, count, told))
    uploads = Upload.objects.filter(editor=user).count()
    if uploads:
        address = reverse("admin:articles_upload_changelist")
        queues.append(_queue("Your uploads", address, uploads, "Understood, and not accepted yet."))
    return queues


def _queue(name: str, url: str, count: int, told: str) -> Queue:
    return Queue(name, url, min(count, MOST_COUNTED), count > MOST_COUNTED, told)


def _imports() -> list[LatestImport]:
    batches = list(ImportBatch.objects.select_related("editor")[:LATEST])
    counted: dict[int, Counter[str]] = {batch.pk: Counter() for batch in batches}
    rows = ImportRecord.objects.filter(batch__in=batches).order_by().values_list("batch", "outcome")
    for batch, outcome, count in rows.annotate(count=Count("pk")):
        counted[batch][outcome] = count
    return [
        LatestImport(
            batch,
            tuple((outcome, counted[batch.pk][outcome]) for outcome in Outcome if counted[batch.pk][outcome]),
        )
        for batch in batches
    ]
