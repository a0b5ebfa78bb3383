"""Which outlet ran what: reports of each event, copies of the agency's, and looks back."""

import dataclasses
import datetime
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from demo.errors import with_errors
from demo.events import Event, Line, backgrounds, events
from demo.grammar import Planted, Writer
from demo.outlets import COURIER, GAZETTE, HERALD, OUTLETS, WIRE, Outlet
from demo.speakers import SPEAKERS

SEED = 1911
# Whom the paper of the other country asks first.
SELMARK = frozenset({"dahlen", "volmar", "tarrow", "saal"})
# Every so manieth report of the Courier was collected without its date.
UNDATED = 5
LOOKS_BACK = 20
# What was said from then on is news, and nobody looks back on it yet.
NEWS_SINCE = datetime.date(2020, 10, 1)
SUBJECTS = {
    "border_levy": "the border levy and the governments it outlived",
    "central_bank": "prices and the bank",
    "kessary_dam": "the Kessary dam",
    "marren_fisheries": "the herring of the Gulf of Marren",
    "price_cap": "the price of electricity",
    "public_records": "the right to know",
}
# Which of an event's facts an outlet tells, by number.
TOLD_FACTS = {"wire": (0, 1, 3), "courier": (2, 3, 0), "herald": (1, 3), "gazette": (2, 0, 1)}
# Characters; what is shorter is left whole.
SHORTEST = 40
# What an outlet's desk changes in the agency's words, quoted or not.
DESK = (
    (r"\bshall\b", "will"),
    (r"\bnobody\b", "no one"),
    (r"\bNobody\b", "No one"),
    (r"\ba great many\b", "very many"),
    (r"\bcannot\b", "can't"),
    (r"\bdo not\b", "don't"),
    (r"\bdid not\b", "didn't"),
    (r"\bI have been\b", "I was"),
    (r"\bwould like to\b", "want to"),
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the demo as its outlet ran it, and what was planted in it.

    `day` is the day of publication even where `is_dated` is false and the file does not say it;
    `printed_day` is what it says, where an error makes that another. `event` is "" for a look back.
    `note` tells an editor's finding of it, "" where there is none.
    """

    outlet: Outlet
    event: str
    headline: str
    byline: str
    day: datetime.date
    minute: int
    paragraphs: tuple[str, ...]
    planted: tuple[Planted, ...]
    is_dated: bool = True
    is_copy: bool = False
    printed_day: datetime.date | None = None
    note: str = ""

    @property
    def slug(self) -> str:
        plain = unicodedata.normalize("NFKD", self.headline).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].rstrip("-")

    @property
    def url(self) -> str:
        return f"https://{self.outlet.domain}/{self.day:%Y/%m}/{self.slug}"

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def make_articles(seed: int = SEED) -> tuple[Article, ...]:
    """Return all articles by day and outlet, the same for the same seed."""
    reports = list(_reports(seed))
    written = [*reports, *_looks_back(seed, reports)]
    order = [outlet.key for outlet in OUTLETS]
    written.sort(key=lambda article: (article.day, order.index(article.outlet.key), article.slug))
    return tuple(with_errors(written))


def _reports(seed: int) -> Iterator[Article]:
    past: dict[str, list[Event]] = {}
    for number, event in enumerate(events()):
        before = past.setdefault(event.story, [])
        is_foreign = any(line.who in SELMARK for line in event.lines)
        own = [WIRE, COURIER]
        if number % 4:
            own.append(HERALD)
        if is_foreign:
            own.append(GAZETTE)
        shares = _shared_out(event, own, random.Random(f"{seed}/{event.id}"))
        reports = {outlet.key: _report(event, outlet, shares[outlet.key], before, seed) for outlet in own}
        if number % UNDATED == 2:
            reports["courier"] = dataclasses.replace(reports["courier"], is_dated=False)
        yield from reports.values()
        for outlet in (HERALD, GAZETTE):
            # The Gazette runs the agency's text on some of what none of its own people spoke about.
            if outlet not in own and (outlet is HERALD or number % 3):
                yield _copied(reports["wire"], outlet, random.Random(f"{seed}/{event.id}/{outlet.key}"))
        before.append(event)


def _shared_out(event: Event, outlets: Sequence[Outlet], dice: random.Random) -> dict[str, list[Line]]:
    """Return the lines that each outlet has: some shared, one that nobody else has for one of them."""
    told = {"Courier": COURIER, "Herald": HERALD}
    owners: dict[Line, Outlet] = {}
    for line in event.lines:
        for word, outlet in told.items():
            if line.is_spoken and line.verb.endswith(word) and outlet in outlets:
                owners[line] = outlet
    shares: dict[str, list[Line]] = {outlet.key: [] for outlet in outlets}
    for line, owner in owners.items():
        shares[owner.key].append(line)
    free = [line for line in event.lines if line not in owners]
    if not owners and len(free) > 3:
        alone = dice.choice(
            [line for line in free[1:] if line.is_spoken and line.who not in SELMARK] or free[1:]
        )
        shares[dice.choice([outlet for outlet in outlets if outlet is not WIRE]).key].append(alone)
        free.remove(alone)
    # Every other line goes to two outlets, whichever have least; Selmark's own always to its paper.
    for line in free:
        for _ in range(2):
            without = [outlet for outlet in outlets if line not in shares[outlet.key]]
            wanted = [outlet for outlet in without if outlet is GAZETTE and line.who in SELMARK] or without
            least = min(len(shares[outlet.key]) for outlet in wanted)
            chosen = dice.choice([outlet for outlet in wanted if len(shares[outlet.key]) == least])
            shares[chosen.key].append(line)
    return {key: [line for line in event.lines if line in lines] for key, lines in shares.items()}


def _report(event: Event, outlet: Outlet, lines: list[Line], before: list[Event], seed: int) -> Article:
    dice = random.Random(f"{seed}/{event.id}/{outlet.key}/text")
    cast = {line.who for line in lines} | set(re.findall(r"\{(\w+)\}", " ".join(event.ledes)))
    cast |= {key for key, speaker in SPEAKERS.items() if any(speaker.name in text for text in _texts(event))}
    late = 0 if outlet is WIRE else 1
    day = event.day + datetime.timedelta(days=late)
    writer = Writer(outlet=outlet.key, day=event.day, dice=dice, cast=cast & SPEAKERS.keys())
    facts = [event.facts[number] for number in TOLD_FACTS[outlet.key] if number < len(event.facts)]
    if outlet is HERALD:
        lines = [_shortened(line, dice) for line in lines]
    spoken = [line for line in lines if line.is_spoken and line.is_named]
    if outlet is HERALD and spoken:
        writer.add_line(spoken[0], when=f"on {event.day:%A}" if spoken[0].verb == "said" else "")
        lines = [line for line in lines if line is not spoken[0]]
        writer.add(event.angle)
    elif outlet is GAZETTE and spoken:
        ours = next((line for line in spoken if line.who in SELMARK), spoken[0])
        writer.add(f"{event.ledes[len(before) % 2]} {event.nut}")
        writer.add_line(ours, when=f"on {event.day:%A}" if ours.verb == "said" else "")
        lines = [line for line in lines if line is not ours]
    else:
        writer.add(event.ledes[0 if outlet is WIRE else 1])
    told = dice.sample(backgrounds()[event.story][outlet.key], 2)
    _tell(writer, lines, facts, told[0])
    writer.add(told[1])
    recalls = [earlier.recall for earlier in before if earlier.recall]
    if recalls:
        count = 1 if outlet is WIRE else 2
        chosen = sorted(dice.sample(range(len(recalls)), min(count, len(recalls))))
        writer.add(" ".join(recalls[number] for number in chosen))
    headlines = {
        "wire": event.headlines[0],
        "courier": event.headlines[1],
        "herald": event.headlines[2],
        "gazette": event.foreign_headline,
    }
    paragraphs = list(writer.paragraphs)
    if outlet is WIRE:
        paragraphs[0] = f"{event.place.upper()} (Corvane Wire) — {paragraphs[0]}"
    elif outlet is GAZETTE or dice.random() < 0.3:
        paragraphs[0] = f"{event.place.upper()} — {paragraphs[0]}"
    return Article(
        outlet=outlet,
        event=event.id,
        headline=headlines[outlet.key],
        byline=dice.choice(outlet.reporters),
        day=day,
        minute=dice.randrange(6 * 60, 20 * 60),
        paragraphs=tuple(paragraphs),
        planted=tuple(writer.planted),
    )


def _shortened(line: Line, dice: random.Random) -> Line:
    """Return a line as it stands, or without its second part: no two reporters keep the same of a speech."""
    is_short = line.is_spoken and len(line.parts[0]) > SHORTEST and dice.random() < 0.5
    return dataclasses.replace(line, parts=line.parts[:1]) if is_short else line


def _texts(event: Event) -> Iterable[str]:
    return (*event.ledes, *event.facts, event.nut, *(line.words for line in event.lines))


def _tell(writer: Writer, lines: list[Line], facts: list[str], background: str) -> None:
    """Add lines with facts between them, and some background after the first."""
    if facts:
        writer.add(" ".join(facts[:2]) if len(lines) < 3 else facts[0])
        facts = facts[2:] if len(lines) < 3 else facts[1:]
    for number, line in enumerate(lines):
        writer.add_line(line)
        if number == 0:
            writer.add(" ".join((*facts[:1], background)))
            facts = facts[1:]
        elif number % 2 and facts:
            writer.add(facts.pop(0))


def _copied(original: Article, outlet: Outlet, dice: random.Random) -> Article:
    """Return the agency's text as another outlet ran it: shortened, and a word of a quote changed."""
    kept = list(original.paragraphs)
    kept[0] = kept[0].replace("(Corvane Wire) — ", "— ")
    planted = list(original.planted)
    for number, one in enumerate(planted):
        changed = next(
            (re.sub(old, new, one.words, count=1) for old, new in DESK if re.search(old, one.words)), ""
        )
        if changed:
            kept = [paragraph.replace(one.words, changed) for paragraph in kept]
            planted[number] = dataclasses.replace(one, words=changed)
            break
    # What quotes nobody may go, but for the first paragraph.
    plain = [
        number for number, text in enumerate(kept) if number and not any(one.words in text for one in planted)
    ]
    for number in sorted(dice.sample(plain, min(len(plain), 1 + (len(kept) > 7))), reverse=True):
        del kept[number]
    return dataclasses.replace(
        original,
        outlet=outlet,
        byline="",
        day=original.day + datetime.timedelta(days=1),
        headline=original.headline,
        paragraphs=tuple(kept),
        planted=tuple(planted),
        is_copy=True,
    )


def _looks_back(seed: int, reports: Sequence[Article]) -> Iterator[Article]:
    """Yield what those who spoke most about a subject said over the years, as far as several outlets ran it."""
    said: dict[tuple[str, str], list[tuple[Event, Line]]] = {}
    for event in events():
        for line in event.lines:
            told = sum(line.parts[0][:-1] in report.body for report in reports if report.event == event.id)
            if line.is_spoken and line.is_named and told > 1 and event.day < NEWS_SINCE:
                said.setdefault((line.who, event.story), []).append((event, line))
    most = sorted(said, key=lambda key: (-len(said[key]), key))[:LOOKS_BACK]
    for key in sorted(most):
        yield _look_back(*key, said[key], random.Random(f"{seed}/{key}"))


def _look_back(who: str, story: str, said: list[tuple[Event, Line]], dice: random.Random) -> Article:
    speaker = SPEAKERS[who]
    outlet = GAZETTE if who in SELMARK else COURIER
    said = said[: dice.randint(min(4, len(said)), len(said))]
    chosen = [said[number] for number in sorted(dice.sample(range(len(said)), min(4, len(said))))]
    day = said[-1][0].day + datetime.timedelta(days=dice.randrange(11, 40))
    writer = Writer(outlet=outlet.key, day=day, dice=dice, cast={who})
    paper = outlet.name.removeprefix("The ").split()[-1]
    pronoun, whose = ("she", "her") if speaker.is_female else ("he", "his")
    writer.add(
        dice.choice(
            (
                f"{{{who}}} has spoken about {SUBJECTS[story]} more often than most. This is what {pronoun} said, and when.",
                f"The {paper} has gone through its files for what {{{who}}} has said about {SUBJECTS[story]}.",
                f"Asked about {SUBJECTS[story]}, {{{who}}} points to what is on record. The {paper} has looked it up.",
            )
        )
    )
    for event, line in chosen:
        when = f"in {event.day:%B %Y}"
        if event.recall:
            writer.add(event.recall)
        writer.add_line(line, when="that month" if when.lower() in event.recall.lower() else when)
    name = speaker.printed(outlet.key)
    return Article(
        outlet=outlet,
        event="",
        headline=f"{name} on {SUBJECTS[story]}, in {whose} own words",
        byline=dice.choice(outlet.reporters),
        day=day,
        minute=dice.randrange(6 * 60, 20 * 60),
        paragraphs=tuple(writer.paragraphs),
        planted=tuple(writer.planted),
    )
