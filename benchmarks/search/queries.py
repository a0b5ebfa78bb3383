"""What is asked: a few queries that every engine answers alike, and many by lot."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.search import words

# In six of ten articles, in one of five, and in one of five again.
COMMON = "government"
FREQUENT, OTHER_FREQUENT = "campaign", "loan"


def _rare() -> str:
    """Return an invented noun of few articles, whose plural both Porter's stemmers and ours stem alike."""
    rank = next(rank for rank in range(2_000, 3_000) if words.spelt(rank, words.NOUN_ENDINGS).endswith("lk"))
    return words.spelt(rank, words.NOUN_ENDINGS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query before it is written in some engine's language: words that all must stand there (or any), and more."""

    name: str
    words: tuple[str, ...] = ()
    phrase: str = ""
    prefix: str = ""
    without: tuple[str, ...] = ()
    publication: str = ""
    years: tuple[str, str] = ("", "")
    is_any: bool = False

    @property
    def text(self) -> str:
        """The query as a reader types it."""
        parts = list(self.words)
        parts += [f'"{self.phrase}"'] if self.phrase else []
        parts += [f"{self.prefix}*"] if self.prefix else []
        joined = " OR ".join(parts) if self.is_any else " ".join(parts)
        return " ".join(
            [f"({joined})" if self.is_any and self.without else joined, *(f"-{w}" for w in self.without)]
        )

    @property
    def filters(self) -> dict[str, Any]:
        """What a SearchRequest filters by beside the query."""
        if not self.publication:
            return {}
        low, high = self.years
        years = tuple(str(year) for year in range(int(low), int(high) + 1))
        return {"publications": (self.publication,), "years": years}


# The page of the table: a word of six of ten articles and another frequent one.
PAGE = Asked("two words", words=(COMMON, FREQUENT))
FACETS = Asked("common word", words=(COMMON,))
COMPARED = (
    Asked("rare word", words=(_rare(),)),
    FACETS,
    PAGE,
    Asked("three words", words=("budget", FREQUENT, OTHER_FREQUENT)),
    Asked("either word", words=(FREQUENT, OTHER_FREQUENT), is_any=True),
    Asked("phrase", phrase="two diplomats"),
    Asked("without", words=(COMMON,), without=("minister",)),
    Asked("beginning", prefix="trea"),
)


@dataclass(frozen=True, slots=True)
class Material:
    """Words and values that occur in an archive, to make queries of."""

    bodies: tuple[str, ...]
    speakers: tuple[tuple[str, str], ...]
    publications: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class QueryMaker:
    """Draws queries of every construct of the language, with words as frequent as readers' words are."""

    material: Material
    draw: random.Random = field(default_factory=lambda: random.Random("queries"))
    tokens: list[list[str]] = field(init=False)
    words: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = [re.findall(r"[^\W\d_]+", body) for body in self.material.bodies]
        self.words = [[token.lower() for token in tokens if len(token) > 3] for tokens in self.tokens]

    def make(self, count: int) -> list[dict[str, Any]]:
        """Return the arguments of as many SearchRequests, no two alike."""
        made: dict[str, dict[str, Any]] = {}
        while len(made) < count:
            asked = self._asked()
            made.setdefault(repr(asked), asked)
        return list(made.values())

    def _asked(self) -> dict[str, Any]:
        asked: dict[str, Any] = {"text": self.text()}
        if self.draw.random() < 0.2:
            asked["scope"] = "quotes"
        if self.draw.random() < 0.2:
            asked["sort"] = self.draw.choice(("newest", "oldest"))
        if self.draw.random() < 0.1:
            asked["page"] = self.draw.randint(2, 4)
        if self.draw.random() < 0.15:
            name, values = self.draw.choice(
                (("publications", self.material.publications), ("topics", self.material.topics))
            )
            asked[name] = (self.draw.choice(values)[0],)
        if self.draw.random() < 0.1:
            asked["years"] = tuple({str(self.draw.randint(2001, 2024)) for _ in range(2)})
        if self.draw.random() < 0.03:
            asked["speakers"] = (self.draw.choice(self.material.speakers)[0],)
        return asked

    def text(self) -> str:
        kind = self.draw.choices(
            (
                self._words,
                self._phrase,
                self._joined,
                self._beginning,
                self._fuzzy,
                self._near,
                self._field,
                self._dated,
            ),
            weights=(38, 12, 16, 8, 7, 4, 10, 5),
        )[0]
        return kind()

    def word(self) -> str:
        """Return a word of some length as it stands in some text."""
        return self.draw.choice(self.draw.choice(self.words))

    def _words(self) -> str:
        return " ".join(self.word() for _ in range(self.draw.choice((1, 1, 2, 2, 2, 3, 4))))

    def _phrase(self) -> str:
        tokens = self.draw.choice(self.tokens)
        length = self.draw.choice((2, 2, 3, 4))
        start = self.draw.randrange(len(tokens) - length)
        return f'"{" ".join(tokens[start : start + length])}"'

    def _joined(self) -> str:
        one, two, three = self.word(), self.word(), self.word()
        shapes = (
            f"{one} OR {two}",
            f"{one} -{two}",
            f"({one} OR {two}) {three}",
            f"{one} NOT ({two} OR {three})",
            f"{one} AND {two} OR {three}",
            f"{self._phrase()} OR {one}",
        )
        return self.draw.choice(shapes)

    def _beginning(self) -> str:
        return f"{self.word()[: self.draw.randint(2, 5)]}*"

    def _fuzzy(self) -> str:
        word = self.word()
        at = self.draw.randrange(1, len(word) - 1)
        return f"{word[:at]}{word[at + 1 :]}~{self.draw.choice(('', '1', '2'))}"

    def _near(self) -> str:
        return f'"{self.word()} {self.word()}"~{self.draw.choice((3, 5, 10, 50))}'

    def _field(self) -> str:
        speaker, publication = (
            self.draw.choice(self.material.speakers)[1],
            self.draw.choice(self.material.publications)[1],
        )
        shapes = (
            f"speaker:{speaker.split()[-1]}",
            f'speaker:"{speaker}" {self.word()}',
            f"headline:{self.word()}",
            f"title:{self.word()} {self.word()}",
            f'publication:"{publication}" {self.word()}',
            f"topic:{self.draw.choice(self.material.topics)[1].split()[0]} {self.word()}",
            f"by:{speaker.split()[0]}",
            f"kind:indirect {self.word()}",
            f"has:speaker {self.word()}",
        )
        return self.draw.choice(shapes)

    def _dated(self) -> str:
        year = self.draw.randint(2001, 2023)
        shapes = (
            f"date:{year}",
            f"date:{year}..{year + 1}",
            f"date:..{year}",
            f"date:{year}-06",
            "date:undated",
        )
        return f"{self.draw.choice(shapes)} {self.word()}"


def shown(values: Sequence[str], *, most: int = 60) -> str:
    """Return a query for a table: short, and without what would not print."""
    text = " ".join(values)
    printable = "".join(sign if sign.isprintable() else "·" for sign in text)
    return printable if len(printable) <= most else printable[:most] + "…"
