"""News-like articles by lot: the same seed gives the same archive, and a small one begins the larger ones.

Sentences are filled from `grammar` with the words of `words`, batch by batch with numpy. Each article has words of
its own that come back in it, as its subject does in a news text, and a cast of people who are quoted.
"""

import datetime
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.search import words
from benchmarks.search.drafts import Draft, DraftQuote
from benchmarks.search.grammar import SLOTS, Shapes
from benchmarks.search.names import (
    Spellings,
    adjective,
    noun,
    number_word,
    place_name,
    speaker_name,
    verb,
)
from benchmarks.search.words import Law

# To be raised with every change to what is generated.
VERSION = 1
SEED = 1
BATCH = 250

PUBLICATIONS = 60
TOPICS = 40
# Sentences of an article: the median, and how far the lengths spread (of a log-normal distribution).
SENTENCES, SPREAD = 34, 0.45
QUOTES = 5.0
TYPOS = 0.25
SELF_REPEATED = 0.3
FIRST_DAY = datetime.date(2001, 1, 1)
DAYS = 8_766

NOUN_LAW = Law(shift=21, turn=3_000, beyond=0.026)
VERB_LAW = Law(shift=12, turn=900, beyond=0.004)
ADJECTIVE_LAW = Law(shift=12, turn=1_200, beyond=0.01)
ADVERB_LAW = Law(shift=5, turn=len(words.ADVERBS))
PLACE_LAW = Law(shift=12, turn=1_000, beyond=0.02)
SPEAKER_LAW = Law(shift=25, turn=3_000, beyond=0.1, last=300_000)
NUMBER_LAW = Law(shift=3, turn=300, beyond=0.03, last=9_000_000)
PUBLICATION_LAW = Law(shift=4, turn=PUBLICATIONS)
TOPIC_LAW = Law(shift=6, turn=TOPICS)

OFFICES = (
    "Senator",
    "Minister",
    "Mayor",
    "Judge",
    "Governor",
    "Professor",
    "Dr.",
    "Commissioner",
    "Councillor",
)
UNNAMED = (
    "a senior official", "officials", "a person close to the talks", "an aide to the minister", "two diplomats",
)  # fmt: skip
CUES = (
    "said",
    "said",
    "said",
    "said",
    "told reporters",
    "argued",
    "warned",
    "insisted",
    "added",
    "explained",
)
PRECISIONS = (
    ("day", 0.70), ("minute", 0.14), ("month", 0.06), ("year", 0.03), ("range", 0.02), ("unknown", 0.05),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Own:
    """What each article of a batch has of its own, by rank: words that come back, and who is quoted."""

    nouns: NDArray[np.int64]
    adjectives: NDArray[np.int64]
    cast: NDArray[np.int64]


@dataclass(slots=True)
class _Pen:
    """Writes the paragraphs of one body and knows where everything came to stand."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    quotes: list[DraftQuote] = field(default_factory=list)
    statements: int = 0

    def write(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Writer:
    """Writes articles, batch by batch; each batch depends on the seed and its number alone."""

    def __init__(self, *, seed: int = SEED) -> None:
        self.seed = seed
        self.shapes = Shapes(seed=seed)
        self.standing = np.array(self.shapes.standing, dtype=object)
        self.nouns, self.plurals = Spellings(noun), Spellings(lambda rank: words.plural(noun(rank)))
        self.verbs = Spellings(verb)
        self.pasts = Spellings(lambda rank: words.past(verb(rank)))
        self.gerunds = Spellings(lambda rank: words.gerund(verb(rank)))
        self.adjectives, self.places = Spellings(adjective), Spellings(place_name)
        self.adverbs = Spellings(lambda rank: words.ADVERBS[rank % len(words.ADVERBS)])
        self.numbers = Spellings(number_word)
        self.speakers, self.families = (
            Spellings(speaker_name),
            Spellings(lambda rank: speaker_name(rank).split()[-1]),
        )

    def articles(self, count: int) -> Iterator[Draft]:
        """Yield the first `count` articles of the archive."""
        for batch in range(math.ceil(count / BATCH)):
            for draft in self.batch(batch):
                if draft.number < count:
                    yield draft

    def batch(self, number: int) -> Iterator[Draft]:
        """Yield the articles of one batch."""
        lots = np.random.default_rng([self.seed, number])
        draw = random.Random(f"{self.seed} {number}")
        counts = np.clip(np.exp(lots.normal(np.log(SENTENCES), SPREAD, BATCH)), 5, 160).astype(np.int64) + 2
        own = _Own(
            cast=SPEAKER_LAW.draw(lots.random((BATCH, 6))),
            nouns=NOUN_LAW.draw(lots.random((BATCH, 10))),
            adjectives=ADJECTIVE_LAW.draw(lots.random((BATCH, 6))),
        )
        sentences = self._sentences(lots, counts, own)
        publications = PUBLICATION_LAW.draw(lots.random(BATCH)).tolist()
        topics = TOPIC_LAW.draw(lots.random((BATCH, 3))).tolist()
        start = 0
        for place, length in enumerate(counts.tolist()):
            told = sentences[start : start + length]
            start += length
            yield self._draft(
                number * BATCH + place,
                draw,
                told,
                cast=own.cast[place].tolist(),
                publication=publications[place],
                topics=topics[place],
            )

    def _sentences(self, lots: np.random.Generator, counts: NDArray[np.int64], own: _Own) -> list[str]:
        """Return the sentences of all articles, without capitals at their beginning or a stop at their end."""
        chosen = lots.integers(0, len(self.shapes.lengths), counts.sum())
        tokens = self.shapes.laid_out(chosen)
        lengths = self.shapes.lengths[chosen]
        article = np.repeat(np.repeat(np.arange(len(counts)), counts), lengths)
        filled = np.empty(len(tokens), dtype=object)
        stands = tokens >= len(SLOTS)
        filled[stands] = self.standing[tokens[stands] - len(SLOTS)]
        for code, slot in enumerate(SLOTS):
            here = np.flatnonzero(tokens == code)
            filled[here] = self._filled(slot, lots, article[here], own)
        self._add_typos(lots, filled, len(counts))
        ends = np.cumsum(lengths).tolist()
        listed = filled.tolist()
        found, start = [], 0
        for end in ends:
            found.append(" ".join(listed[start:end]).replace(" ,", ","))
            start = end
        return found

    def _filled(  # noqa: PLR0911  one case for each slot
        self, slot: str, lots: np.random.Generator, article: NDArray[np.int64], own: _Own
    ) -> NDArray[np.object_]:
        count = len(article)
        match slot:
            case "N" | "NS":
                ranks = _repeated(lots, NOUN_LAW, article, own.nouns)
                return (self.nouns if slot == "N" else self.plurals).of(ranks)
            case "PAIR":
                first = self.nouns.of(_repeated(lots, NOUN_LAW, article, own.nouns))
                paired: NDArray[np.object_] = first + "-" + self.nouns.of(NOUN_LAW.draw(lots.random(count)))
                return paired
            case "A":
                return self.adjectives.of(_repeated(lots, ADJECTIVE_LAW, article, own.adjectives))
            case "V" | "VED" | "VING":
                spellings = {"V": self.verbs, "VED": self.pasts, "VING": self.gerunds}[slot]
                return spellings.of(VERB_LAW.draw(lots.random(count)))
            case "ADV":
                return self.adverbs.of(ADVERB_LAW.draw(lots.random(count)))
            case "PLACE":
                return self.places.of(PLACE_LAW.draw(lots.random(count)))
            case "NUMBER":
                return self.numbers.of(NUMBER_LAW.draw(lots.random(count)))
            case "PERSON":
                named = own.cast[article, lots.integers(0, own.cast.shape[1], count)]
                return np.where(lots.random(count) < 0.3, self.speakers.of(named), self.families.of(named))
        raise AssertionError(slot)

    def _add_typos(self, lots: np.random.Generator, filled: NDArray[np.object_], articles: int) -> None:
        for place in lots.integers(0, len(filled), int(TYPOS * articles)).tolist():
            word = filled[place]
            if len(word) > 4 and word.isalpha():
                at = 1 + place % (len(word) - 3)
                filled[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _draft(  # noqa: PLR0913  what was drawn for one article
        self,
        number: int,
        draw: random.Random,
        sentences: list[str],
        *,
        cast: list[int],
        publication: int,
        topics: list[int],
    ) -> Draft:
        headline, standfirst, *told = sentences
        precision, earliest, latest, time = _date(draw)
        pen = _Pen()
        quoted = _quoted(draw, len(told))
        for place, sentence in enumerate(told):
            if place:
                pen.write("\n\n" if place in quoted or draw.random() < 0.4 else " ")
            text = _articled(sentence)
            if place in quoted:
                self._quote(pen, draw, text, draw.choice(cast))
            else:
                pen.write(_opened(text) + ".")
        return Draft(
            number=number,
            headline="" if draw.random() < 0.04 else _headline(headline),
            standfirst=_opened(_articled(standfirst)) + "." if draw.random() < 0.3 else "",
            body=pen.text,
            publication=None if draw.random() < 0.02 else publication,
            topics=tuple(dict.fromkeys(topics[: draw.choice((0, 1, 1, 2, 3))])),
            bylines=tuple(
                dict.fromkeys(
                    speaker_name(5_000 + int(draw.paretovariate(0.8)) % 2_000)
                    for _ in range(draw.choice((0, 1, 1, 1, 1, 1, 1, 2)))
                )
            ),
            precision=precision,
            earliest=earliest,
            latest=latest,
            time=time,
            quotes=tuple(pen.quotes),
        )

    def _quote(self, pen: _Pen, draw: random.Random, text: str, speaker: int) -> None:
        """Write one sentence as somebody's words, and note which of them are."""
        pen.statements += 1
        cue = draw.choice(CUES)
        name = speaker_name(speaker)
        who = draw.choice((f"{draw.choice(OFFICES)} {name}", name, name.split()[-1]))
        description = draw.choice(UNNAMED) if draw.random() < 0.1 else ""
        if description:
            who = description
        half = text.find(", ")
        kind = draw.random()
        if kind < 0.15:
            mention = pen.write(_opened(who))
            pen.write(" ")
            said = pen.write(cue)
            pen.write(" that ")
            spans, kind_name = [pen.write(text)], "indirect"
            pen.write(".")
        elif kind < 0.3:
            mention = pen.write(_opened(who))
            pen.write(" ")
            said = pen.write(cue)
            pen.write(" it was “")
            spans, kind_name = [pen.write(" ".join(text.split()[-4:]))], "mixed"
            pen.write("”.")
        else:
            kind_name = "direct"
            pen.write("“")
            spans = [pen.write(_opened(text[: half + 1] if half > 0 else text + ","))]
            pen.write("” ")
            mention = pen.write(who)
            pen.write(" ")
            said = pen.write(cue)
            if half > 0:
                pen.write(", “")
                spans.append(pen.write(text[half + 2 :] + "."))
                pen.write("”")
            else:
                pen.write(".")
        pen.quotes += [
            DraftQuote(
                start=start,
                end=end,
                kind=kind_name,
                statement=pen.statements,
                speaker=None if description else speaker,
                description=description,
                cue=said,
                mention=mention,
            )
            for start, end in spans
        ]


def make_articles(count: int, *, seed: int = SEED) -> Iterator[Draft]:
    """Yield the first `count` articles of the archive of this seed."""
    return Writer(seed=seed).articles(count)


def _repeated(
    lots: np.random.Generator, law: Law, article: NDArray[np.int64], own: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return ranks by law, some of them replaced by those that an article has of its own."""
    ranks = law.draw(lots.random(len(article)))
    again = lots.random(len(article)) < SELF_REPEATED
    ranks[again] = own[article[again], lots.integers(0, own.shape[1], int(again.sum()))]
    return ranks


_BEFORE_VOWEL = re.compile(r"\ba (?=[aeiouAEIOU])")


def _articled(sentence: str) -> str:
    return _BEFORE_VOWEL.sub("an ", sentence)


def _opened(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _headline(sentence: str) -> str:
    kept = [
        word for word in sentence.partition(",")[0].split() if word not in ("the", "a", "an", "of", "its")
    ]
    return _opened(" ".join(kept[:9]))


def _quoted(draw: random.Random, sentences: int) -> set[int]:
    """Return which sentences somebody says: about five in an article of usual length."""
    count = min(sentences - 1, max(0, round(draw.gauss(QUOTES * 0.8, 2) * min(2.5, sentences / SENTENCES))))
    return set(draw.sample(range(sentences), count))


def _date(
    draw: random.Random,
) -> tuple[str, datetime.date | None, datetime.date | None, datetime.time | None]:
    [precision] = draw.choices(
        [name for name, _ in PRECISIONS], weights=[share for _, share in PRECISIONS], k=1
    )
    day = FIRST_DAY + datetime.timedelta(days=int(DAYS * draw.random() ** 0.6))
    match precision:
        case "unknown":
            return precision, None, None, None
        case "minute":
            return precision, day, day, datetime.time(draw.randrange(24), draw.randrange(60))
        case "month":
            last = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
            return precision, day.replace(day=1), last - datetime.timedelta(days=1), None
        case "year":
            return precision, day.replace(month=1, day=1), day.replace(month=12, day=31), None
        case "range":
            return precision, day, day + datetime.timedelta(days=draw.randint(2, 90)), None
        case _:
            return precision, day, day, None
