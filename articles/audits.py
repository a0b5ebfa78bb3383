"""How often the archive is right, as the random samples that editors judged tell it."""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.models import AuditItem, AuditSample, Quote, ReviewState, Told, Visibility
from articles.pictures.intervals import Estimate, Intervals, draw_intervals

# Of the normal distribution: 95 of 100 such intervals hold the true share.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Judged:
    """Quotes that editors judged: how many were as readers were told, and how many were not."""

    right: int
    wrong_speaker: int = 0
    no_quotation: int = 0

    @property
    def count(self) -> int:
        return self.right + self.wrong_speaker + self.no_quotation

    @property
    def share(self) -> float:
        return self.right / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 95 % interval of the share, 0 to 1 (Wilson 1927)."""
        return wilson(self.right, self.count)

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]


@dataclass(frozen=True, slots=True)
class JudgedSample:
    """A sample as far as it counts: in the order drawn, up to the first quote that waits for its judgement.

    What was judged beyond that counts once the gap is closed: editors choose what they look at, and what they chose
    would be no sample. `gone` are those before it that are withdrawn or no longer in the archive.
    """

    sample: AuditSample
    judged: Judged
    waiting: int
    gone: int

    @property
    def day(self) -> datetime.date:
        return timezone.localdate(self.sample.drawn_at)


@dataclass(frozen=True, slots=True)
class Audits:
    """All samples, oldest first; `by_told` is what they say together for each thing that readers are told."""

    samples: tuple[JudgedSample, ...]
    by_told: tuple[tuple[Told, Judged], ...]
    picture: Intervals | None

    @property
    def judged(self) -> Judged:
        return _together(judged for _, judged in self.by_told)


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return the ends of the interval that holds the true share with a chance of 95 %, each 0 to 1.

    It is honest at the edges: ten of ten leave a doubt, and nought of nought all of it.
    """
    if not count:
        return 0.0, 1.0
    share, square = right / count, Z * Z
    middle = share + square / (2 * count)
    half = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    scale = 1 + square / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def read_audits() -> Audits:
    """Return what the samples say, in three queries; in one where there are none."""
    drawn = list(AuditSample.objects.all())
    if not drawn:
        return Audits((), (), None)
    shown = Quote.objects.filter(
        audit_item__isnull=False, visibility=Visibility.PUBLIC, article__visibility=Visibility.PUBLIC
    )
    now = dict(shown.order_by().values_list("public_id", "review_state"))
    states: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    items: Any = AuditItem.objects.order_by("sample", "position").values_list("sample", "told", "quote_id")
    for drawn_in, told, public_id in items:
        states[drawn_in].append((told, now.get(public_id)))
    samples = []
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for sample in drawn:
        counted = list(_counted(states[sample.pk]))
        for told, state in counted:
            if state is not None:
                totals[told][state] += 1
        judged = _judged(Counter(state for _, state in counted if state is not None))
        samples.append(
            JudgedSample(
                sample,
                judged,
                waiting=sum(state == ReviewState.UNREVIEWED for _, state in states[sample.pk]),
                gone=sum(state is None for _, state in counted),
            )
        )
    return Audits(
        tuple(samples),
        tuple((told, _judged(totals[told])) for told in Told),
        draw_intervals(_estimates(samples)),
    )


def _counted(items: Sequence[tuple[str, str | None]]) -> Iterable[tuple[str, str | None]]:
    """Yield the items of a sample up to the first that nobody has judged."""
    for told, state in items:
        if state == ReviewState.UNREVIEWED:
            return
        yield told, state


def _judged(states: Counter[str]) -> Judged:
    return Judged(
        right=states[ReviewState.CONFIRMED],
        wrong_speaker=states[ReviewState.CORRECTED],
        no_quotation=states[ReviewState.REJECTED],
    )


def _together(all_judged: Iterable[Judged]) -> Judged:
    each = list(all_judged)
    return Judged(
        sum(one.right for one in each),
        sum(one.wrong_speaker for one in each),
        sum(one.no_quotation for one in each),
    )


def _estimates(samples: Iterable[JudgedSample]) -> list[Estimate]:
    return [
        Estimate(f"{one.day.day} {one.day:%b %Y}", one.judged.share, one.judged.low, one.judged.high)
        for one in samples
        if one.judged.count
    ]
