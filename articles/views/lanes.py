"""Uses of words as strips of time: one lane for each term and speaker, all on one scale."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles.models import Speaker
from articles.pictures.scales import Tick, TimeScale, last_day, time_scale
from articles.pictures.shading import SHADES, shade
from articles.pictures.strips import Mark, Silence, Stretch, draw_marks, in_words, longest_silence
from articles.search import Use, UseRequest, Uses, find_uses, name_days

# Lanes side by side, and marks in all of them together.
MOST_LANES = 6
MOST_MARKS = 600
# Lines of a lane's concordance on the page.
LINES = 25
# Undated quotes with a mark of their own, side by side in pixels: they have no place in time.
MOST_UNDATED = 20
UNDATED_STEP = 11
# Code points of a quote that its mark tells.
TOLD = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """One lane as it is asked for: a term, "" for any words, and a speaker, None for anybody."""

    term: str
    speaker: Speaker | None

    @property
    def name(self) -> str:
        """Who, and which words, as pages name it."""
        if self.speaker is None:
            return self.term
        return f"{self.speaker.name}: {self.term}" if self.term else self.speaker.name

    @property
    def quotes_url(self) -> str:
        """The address of the search for these quotes, oldest first."""
        return self.narrowed()

    def narrowed(self, **more: str) -> str:
        asked = {"q": self.term, "speaker": self.speaker.slug if self.speaker else "", **more}
        given = {name: value for name, value in asked.items() if value}
        return f"{reverse('quotes')}?{urlencode({**given, 'sort': 'oldest'})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A mark with the quote or the month it leads to; `shade` is that of the most where it is one quote."""

    mark: Mark
    url: str
    told: str
    shade: int = SHADES

    @property
    def opacity(self) -> float:
        """How much of the colour is seen, 0 to 1."""
        return round(self.shade / SHADES, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What is known of one lane. `unplaced` counts dated quotes that a lane by months cannot place."""

    number: int
    asked: Asked
    uses: Uses
    marks: tuple[Drawn, ...]
    undated: tuple[Drawn, ...]
    unplaced: int
    first: str
    last: str
    silence: Silence | None
    silence_mark: Mark | None

    @property
    def is_by_month(self) -> bool:
        return not self.uses.is_whole

    @property
    def undated_width(self) -> int:
        """Pixels that the marks of the undated take."""
        return UNDATED_STEP * len(self.undated)

    @property
    def silence_in_words(self) -> str:
        return in_words(self.silence.days) if self.silence else ""

    @property
    def silence_days(self) -> str:
        return f"{name_days(self.silence.first, self.silence.last)}" if self.silence else ""

    @property
    def description(self) -> str:
        """The strip in sentences, for those who do not see it."""
        count = self.uses.total
        parts = [f"{count} quote{'' if count == 1 else 's'}"]
        if self.first:
            parts.append(f"the first {self.first}, the last {self.last}")
        if self.silence:
            parts.append(f"none for {self.silence_in_words} ({self.silence_days})")
        if self.uses.undated:
            parts.append(f"{self.uses.undated} undated")
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Strips:
    """All lanes on one scale; `ticks` are its labels, empty where nothing is dated."""

    lanes: tuple[Lane, ...]
    scale: TimeScale | None

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return self.scale.ticks if self.scale else ()

    @property
    def with_undated(self) -> tuple[Lane, ...]:
        return tuple(lane for lane in self.lanes if lane.uses.undated)


def draw_strips(asked: Sequence[Asked], *, kinds: Sequence[str]) -> Strips:
    """Return the lanes with their marks and the lines of their concordances.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    requests = [UseRequest(each.term, each.speaker.slug if each.speaker else "") for each in asked]
    most = MOST_MARKS // max(1, len(requests))
    found = find_uses(requests, kinds=kinds, most=most, lines=LINES)
    placed = [_stretches(uses) for uses in found]
    days = [day for stretch in itertools.chain(*placed) for day in (stretch.earliest, stretch.latest)]
    scale = time_scale(days)
    return Strips(
        tuple(
            _lane(number, one, uses, stretches, scale)
            for number, (one, uses, stretches) in enumerate(zip(asked, found, placed, strict=True), start=1)
        ),
        scale,
    )


def _stretches(uses: Uses) -> list[Stretch]:
    """Return when the dated uses were, or the months that have any where they are too many."""
    if uses.is_whole:
        return [Stretch(use.earliest, use.latest) for use in uses.uses if use.earliest and use.latest]
    months = [(int(month[:4]), int(month[5:])) for month in uses.months]
    return [Stretch(datetime.date(year, month, 1), last_day(year, month)) for year, month in months]


def _lane(
    number: int, asked: Asked, uses: Uses, stretches: Sequence[Stretch], scale: TimeScale | None
) -> Lane:
    marks = draw_marks(scale, stretches) if scale else ()
    silence = longest_silence(stretches)
    silence_mark = None
    if scale and silence:
        [silence_mark] = draw_marks(scale, [Stretch(silence.first, silence.last)])
    dated = uses.total - uses.undated
    last = uses.last
    return Lane(
        number=number,
        asked=asked,
        uses=uses,
        marks=_of_quotes(uses, marks) if uses.is_whole else _of_months(asked, uses, marks),
        undated=tuple(
            Drawn(mark=Mark(UNDATED_STEP * place + 0.5, 0), url=_address(use), told=_told(use))
            for place, use in enumerate([use for use in uses.uses if not use.earliest][:MOST_UNDATED])
        ),
        unplaced=0 if uses.is_whole else dated - sum(uses.months.values()),
        first=name_days(stretches[0].earliest, stretches[0].latest) if stretches else "",
        last=name_days(last.earliest, last.latest) if last else "",
        silence=silence,
        silence_mark=silence_mark,
    )


def _of_quotes(uses: Uses, marks: Sequence[Mark]) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(mark=mark, url=_address(use), told=f"{name_days(use.earliest, use.latest)}: {_told(use)}")
        for use, mark in zip(uses.dated, marks, strict=True)
    )


def _of_months(asked: Asked, uses: Uses, marks: Sequence[Mark]) -> tuple[Drawn, ...]:
    highest = max(uses.months.values(), default=0)
    return tuple(
        Drawn(
            mark=mark,
            url=asked.narrowed(month=month),
            told=f"{month}: {count} quote{'' if count == 1 else 's'}",
            shade=shade(count, highest=highest),
        )
        for (month, count), mark in zip(uses.months.items(), marks, strict=True)
    )


def _address(use: Use) -> str:
    return reverse("quote", args=[use.public_id])


def _told(use: Use) -> str:
    words = use.words if len(use.words) <= TOLD else use.words[: TOLD - 1].rstrip() + "…"
    return f"“{words}”"
