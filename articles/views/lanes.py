"""Uses of words as strips of time: one lane for each term and speaker, all on one scale."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles.forms import SPOKEN, asks_for_kinds
from articles.models import Speaker
from articles.pictures.scales import Tick, TimeScale, last_day, time_scale
from articles.pictures.shading import shade
from articles.pictures.strips import LinkedMark, Mark, Silence, Stretch, draw_marks, in_words, longest_silence
from articles.search import Use, UseRequest, Uses, find_uses, name_days

# Lanes side by side, and marks in all of them together.
MOST_LANES = 6
MOST_MARKS = 600
# Lines of a lane's concordance, and of all of them together, but a few of each at least.
LINES, MOST_LINES, FEWEST_LINES = 25, 48, 8
# Undated quotes with a mark of their own, side by side in pixels: they have no place in time.
MOST_UNDATED = 20
UNDATED_STEP = 11
# Stands for the public id of any quote.
ANY_ID = "a" * 12
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
    def request(self) -> UseRequest:
        """What to look for: no indirect speech, which is the reporter's wording, unless the term asks for it."""
        kinds = () if asks_for_kinds(self.term) else SPOKEN
        return UseRequest(self.term, self.speaker.slug if self.speaker else "", kinds)

    @property
    def quotes_url(self) -> str:
        """The address of the search for these quotes, oldest first."""
        asked = {"q": self.term, "speaker": self.speaker.slug if self.speaker else "", "sort": "oldest"}
        given = {name: value for name, value in asked.items() if value}
        return f"{reverse('quotes')}?{urlencode(given)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What is known of one lane. `unplaced` counts dated quotes that a lane by months cannot place."""

    number: int
    asked: Asked
    uses: Uses
    marks: tuple[LinkedMark, ...]
    undated: tuple[LinkedMark, ...]
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


def draw_strips(asked: Sequence[Asked]) -> Strips:
    """Return the lanes with their marks and the lines of their concordances.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    most = MOST_MARKS // max(1, len(asked))
    lines = max(FEWEST_LINES, min(LINES, MOST_LINES // max(1, len(asked))))
    found = find_uses([each.request for each in asked], most=most, lines=lines)
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
    return Lane(
        number=number,
        asked=asked,
        uses=uses,
        marks=_of_quotes(uses, marks) if uses.is_whole else _of_months(asked, uses, stretches, marks),
        undated=_of_undated(uses),
        unplaced=0 if uses.is_whole else dated - sum(uses.months.values()),
        first=name_days(uses.first.earliest, uses.first.latest) if uses.first else "",
        last=name_days(uses.last.earliest, uses.last.latest) if uses.last else "",
        silence=silence,
        silence_mark=silence_mark,
    )


def _of_quotes(uses: Uses, marks: Sequence[Mark]) -> tuple[LinkedMark, ...]:
    return tuple(
        LinkedMark(mark=mark, url=url, told=f"{name_days(use.earliest, use.latest)}: {_told(use)}")
        for use, url, mark in zip(uses.dated, _addresses(uses.dated), marks, strict=True)
    )


def _of_undated(uses: Uses) -> tuple[LinkedMark, ...]:
    first = [use for use in uses.uses if not use.earliest][:MOST_UNDATED]
    return tuple(
        LinkedMark(mark=Mark(UNDATED_STEP * place + 0.5, 0), url=url, told=_told(use))
        for place, (use, url) in enumerate(zip(first, _addresses(first), strict=True))
    )


def _of_months(
    asked: Asked, uses: Uses, stretches: Sequence[Stretch], marks: Sequence[Mark]
) -> tuple[LinkedMark, ...]:
    highest = max(uses.months.values(), default=0)
    url = asked.quotes_url
    return tuple(
        LinkedMark(
            mark=mark,
            url=f"{url}&month={month}",
            told=f"{stretch.earliest:%B %Y}: {count} quote{'' if count == 1 else 's'}",
            shade=shade(count, highest=highest),
        )
        for (month, count), stretch, mark in zip(uses.months.items(), stretches, marks, strict=True)
    )


def _addresses(uses: Sequence[Use]) -> list[str]:
    """Return where quotes stand. The pattern is asked for once: Django takes forty microseconds each time."""
    before, after = reverse("quote", args=[ANY_ID]).split(ANY_ID)
    return [f"{before}{use.public_id}{after}" for use in uses]


def _told(use: Use) -> str:
    words = use.words if len(use.words) <= TOLD else use.words[: TOLD - 1].rstrip() + "…"
    return f"“{words}”"
