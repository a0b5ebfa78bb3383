"""What articles print of a speaker beside their quotes: roles and forms of the name."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from articles.models import Origin
from articles.models.quotes import QuoteQuerySet
from articles.periods import Period, joined, period_of
from articles.text.documents import MentionKind


@dataclass(frozen=True, slots=True)
class Printed:
    """Words as printed, and beside how many quotes; none where they stand in articles, but beside no quote."""

    words: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class PrintedRole:
    """A role as printed, beside how many quotes, and the period of the articles that print it.

    The period is None where all of these are undated; `undated` counts the quotes of those that are.
    """

    words: str
    count: int
    undated: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class PrintedBeside:
    """What is printed beside the quotes of a speaker, that which is printed most first.

    `roles` stand in the order of their first days, those of undated articles alone last. `forms` are names,
    `descriptions` what stands for the name ("the bank's governor").
    """

    roles: tuple[PrintedRole, ...]
    forms: tuple[Printed, ...]
    descriptions: tuple[Printed, ...]


def printed_of(said: QuoteQuerySet, *, name: str) -> PrintedBeside:
    """Return what is printed beside quotes, two queries; the speaker's own name is no other form of it."""
    mentions = list(
        said.exclude(mention="")
        .order_by()
        .values_list("mention_kind", "mention")
        .annotate(count=Count("pk"))
        .order_by("-count", "mention")
    )
    return PrintedBeside(
        roles=roles_of(said),
        forms=_of_kind(MentionKind.NAME, mentions, but=name),
        descriptions=_of_kind(MentionKind.DESCRIPTION, mentions),
    )


def roles_of(said: QuoteQuerySet) -> tuple[PrintedRole, ...]:
    """Return the roles printed beside quotes in one query; forms that differ in capitals alone are one.

    A quote that an editor gave to somebody else than the engine has its role from whoever it was taken from.
    """
    earliest, latest = "article__date_earliest", "article__date_latest"
    rows = (
        said.exclude(role="")
        .exclude(attribution_origin=Origin.EDITOR)
        .order_by()
        .values_list("role")
        .annotate(
            count=Count("pk"),
            undated=Count("pk", filter=Q(**{f"{earliest}__isnull": True})),
            first_earliest=Min(earliest),
            first_latest=Min(latest),
            last_earliest=Max(earliest),
            last_latest=Max(latest),
        )
        .order_by("-count", "role")
    )
    found: dict[str, PrintedRole] = {}
    for words, count, undated, *days in rows:
        role = PrintedRole(words, count, undated, period_of(*days))
        key = role.words.casefold()
        found[key] = _joined(found[key], role) if key in found else role
    return tuple(sorted(found.values(), key=lambda role: (_first_day(role), -role.count, role.words)))


def _joined(one: PrintedRole, other: PrintedRole) -> PrintedRole:
    """Return two forms of a role as one, written as the first is."""
    return PrintedRole(
        one.words,
        one.count + other.count,
        one.undated + other.undated,
        joined(one.period, other.period),
    )


def _first_day(role: PrintedRole) -> datetime.date:
    return role.period.first.earliest if role.period else datetime.date.max


def with_other_forms(forms: Iterable[Printed], others: Iterable[str]) -> tuple[Printed, ...]:
    """Return forms, and after them those that are printed beside no quote."""
    counted = tuple(forms)
    known = {form.words for form in counted}
    return (*counted, *(Printed(other) for other in others if other not in known))


def _of_kind(
    kind: MentionKind, mentions: Iterable[tuple[str, str, int]], *, but: str = ""
) -> tuple[Printed, ...]:
    return tuple(Printed(words, count) for found, words, count in mentions if found == kind and words != but)
