"""Whether the one who is shown is the one who spoke: nobody is better than somebody else."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.text.wordlists import words
from tests.quality.labels import Reading, Saying, TrueSpeaker

# Words of a name that tell nobody from another.
PLAIN = words("""
    a an the jr sr ii iii mr mrs ms dr sir sen rep gov senator secretary president minister prime former
""")
SHORT_FORMS = {
    "ben": "benjamin", "bill": "william", "bob": "robert", "chris": "christopher", "dan": "daniel", "jeff": "jeffrey",
    "jim": "james", "joe": "joseph", "ken": "kenneth", "liz": "elizabeth", "matt": "matthew", "mike": "michael",
    "steve": "stephen", "ted": "theodore", "tim": "timothy", "tom": "thomas",
}  # fmt: skip
LONGEST_NAME = 8  # words; more than a reader would take for a name
STEPS = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    SILENT = "silent"  # found, and given to nobody
    MISSED = "missed"  # not found


@dataclass(frozen=True, slots=True)
class Judged:
    """One quotation with the verdict, and how sure the engine was."""

    speaker: TrueSpeaker
    shown: str
    confidence: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Of the most certain `coverage` % of all quotations, `wrong` % of those shown with a name have the wrong one.

    `confidence` is that of the least certain among them.
    """

    coverage: int
    wrong: float
    confidence: float


def judge(readings: Iterable[Reading], speakers: Iterable[TrueSpeaker]) -> list[Judged]:
    """Return the verdict on each quotation whose speaker is known, in the order given."""
    by_article: dict[str, list[TrueSpeaker]] = defaultdict(list)
    for speaker in speakers:
        by_article[speaker.article].append(speaker)
    judged = []
    for reading in readings:
        named = {speaker.name for speaker in by_article[reading.id]}
        for speaker in by_article[reading.id]:
            found = _at(speaker, reading.found)
            shown = found.shown if found else ""
            if found is None:
                verdict = Verdict.MISSED
            elif not shown:
                verdict = Verdict.SILENT
            elif is_same_person(shown, speaker, others=named - {speaker.name}):
                verdict = Verdict.RIGHT
            else:
                verdict = Verdict.WRONG
            judged.append(Judged(speaker, shown, found.confidence if found else 0.0, verdict))
    return judged


def risk_curve(judged: Collection[Judged]) -> list[RiskPoint]:
    """Return how many are wrong among the most certain parts of all quotations.

    Quotations shown with nobody come last and are never wrong.
    """
    ranked = sorted(judged, key=lambda one: one.confidence if one.shown else -1.0, reverse=True)
    points = []
    for coverage in STEPS:
        part = [one for one in ranked[: max(1, len(ranked) * coverage // 100)] if one.shown]
        if part:
            wrong = sum(one.verdict is Verdict.WRONG for one in part)
            points.append(RiskPoint(coverage, 100 * wrong / len(part), part[-1].confidence))
    return points


def is_same_person(shown: str, speaker: TrueSpeaker, *, others: Collection[str] = ()) -> bool:
    """Whether who is shown is who spoke; `others` are the article's other speakers.

    A name is right if last names agree and, where both have more, first names too. A bare last
    name is right where no other speaker of the article bears it; a description, if its noun is.
    """
    wanted, given = name_words(speaker.name), name_words(shown)
    if not wanted or not given or len(given) > LONGEST_NAME:
        return False
    if not speaker.is_named:
        is_part = set(given) <= set(wanted) if len(given) > 1 else False
        is_whole = set(wanted) <= set(given) if len(wanted) > 1 else False
        return wanted[-1].rstrip("s") == given[-1].rstrip("s") or is_part or is_whole
    if len(given) == 1 and len(wanted) > 1:
        is_shared = any(given[0] in name for other in others if (name := name_words(other)) != wanted)
        return given[0] in (wanted[0], wanted[-1]) and not is_shared
    if len(wanted) == 1:
        return wanted[0] in given
    return (
        given[-len(wanted) :] == wanted
        or (wanted[0], wanted[-1]) == (given[0], given[-1])
        or (set(wanted) < set(given) and len(given) <= len(wanted) + 2)
        or (len(given) > 1 and set(given) < set(wanted))
    )


def name_words(name: str) -> list[str]:
    """Return the words that tell a name from others: small letters, no titles, no initials, whole first names."""
    low = re.sub(r"(?<=\w)['’]s?\b", "", name.lower())
    low = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match.group().replace(".", ""), low)
    telling = [word for word in re.findall(r"\w[\w’'-]*", low) if word not in PLAIN]
    return [SHORT_FORMS.get(word, word) for word in telling if len(word) > 1 or word.isdigit()]


def _at(speaker: TrueSpeaker, found: Iterable[Saying]) -> Saying | None:
    """Return the found quotation that covers most of a place, at least half of it."""

    def common(one: Saying) -> int:
        return min(one.span.end, speaker.span.end) - max(one.span.start, speaker.span.start)

    best = max(found, key=common, default=None)
    return best if best is not None and 2 * common(best) >= len(speaker.span) else None
