r"""What an article is once it is understood: frozen values, no behaviour beyond their own words.

Two texts are spoken of. The *source text* is the input decoded, with line ends made "\\n"; the
*body* is what is left of it as article, paragraphs separated by one blank line. Each Evidence
says which of the two its span refers to.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from articles.text.spans import Span

# Attributions at or above this confidence are shown plainly, those below with "probably".
CERTAIN = 0.95
# Characters of the longest name, description, outlet, place or cue; what is longer is none. Columns have room for it.
LONGEST_VALUE = 150


class Frame(StrEnum):
    """Which text a span refers to."""

    SOURCE = "source"
    BODY = "body"
    PAGE = "page"  # the markup of a page, front matter, or what a container says: words without a place


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a value was taken from; `span` is None in the frame PAGE only."""

    words: str
    span: Span | None
    frame: Frame


class DatePrecision(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """How a publication date is known."""

    EXPLICIT = "explicit"  # the text or the page states it
    PARTIAL = "partial"  # computed from words such as "Tuesday" and a known anchor
    EDITOR = "editor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article was published, as exactly as is known and never more.

    `earliest` and `latest` are equal for a day; both None when unknown. `time` is local wall
    time; `zone` is the zone as printed ("EDT", "+01:00") or empty, and never used to shift the day.
    `hints` are words that bear on the date without settling it, such as "Tuesday".
    """

    precision: DatePrecision = DatePrecision.UNKNOWN
    basis: DateBasis = DateBasis.UNKNOWN
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    time: datetime.time | None = None
    zone: str = ""
    evidence: tuple[Evidence, ...] = ()
    hints: tuple[Evidence, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.precision is not DatePrecision.UNKNOWN

    @property
    def iso(self) -> str:
        """The date as ISO 8601 to its own precision: "2009-06-26T16:21", "2016-09", "2016", or ""."""
        if self.earliest is None or self.latest is None:
            return ""
        match self.precision:
            case DatePrecision.MINUTE if self.time is not None:
                return f"{self.earliest.isoformat()}T{self.time:%H:%M}"
            case DatePrecision.MONTH:
                return f"{self.earliest:%Y-%m}"
            case DatePrecision.YEAR:
                return f"{self.earliest:%Y}"
            case DatePrecision.RANGE:
                return f"{self.earliest.isoformat()}/{self.latest.isoformat()}"
            case _:
                return self.earliest.isoformat()

    def __str__(self) -> str:
        """The date for reading: "26 June 2009, 4:21 pm", "September 2016", or "Undated"."""
        if self.earliest is None or self.latest is None:
            return "Undated"
        day = f"{self.earliest.day} {self.earliest:%B %Y}"
        match self.precision:
            case DatePrecision.MINUTE if self.time is not None:
                clock = f"{self.time.hour % 12 or 12}:{self.time:%M} {'am' if self.time.hour < 12 else 'pm'}"
                return f"{day}, {clock} {_zone_in_words(self.zone)}".rstrip()
            case DatePrecision.MONTH:
                return f"{self.earliest:%B %Y}"
            case DatePrecision.YEAR:
                return f"{self.earliest:%Y}"
            case DatePrecision.RANGE:
                return f"between {day} and {self.latest.day} {self.latest:%B %Y}"
            case _:
                return day


def _zone_in_words(zone: str) -> str:
    """Return a time zone for reading: what pages write as Z or +01:00 is said to be of UTC."""
    if zone in ("Z", "+00:00", "-00:00"):
        return "UTC"
    return f"UTC{zone}" if zone.startswith(("+", "-")) else zone


class AuthorRole(StrEnum):
    AUTHOR = "author"  # named by the byline
    REPORTER = "reporter"  # named by the text as having reported it: "ABC News' Yunji de Nies reports:"


@dataclass(frozen=True, slots=True)
class Author:
    """One person of the byline: "Josh Lederman", printed JOSH LEDERMAN."""

    name: str
    printed: str
    role: AuthorRole
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TextValue:
    """A headline, publication or dateline as understood, with the words it came from.

    `rule` names what found it; `is_inferred` is true where the text implies the value without stating it.
    """

    value: str
    rule: str
    evidence: Evidence
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Web boilerplate taken out of the article, with the rule that removed it.

    `position` is the code point of the body before which the text stood.
    """

    text: str
    rule: str
    position: int


class QuotationKind(StrEnum):
    DIRECT = "direct"  # a whole sentence or more between marks
    MIXED = "mixed"  # words between marks inside the reporter's sentence
    INDIRECT = "indirect"  # speech reported without marks


class MentionKind(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


class SpeakerKind(StrEnum):
    PERSON = "person"
    BODY = "body"  # an organisation, government, court, publication


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that introduces speech, with its span of the body: said, according to."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, description or pronoun as it stands in the body."""

    words: str
    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """A named person or body of one article.

    `name` is the fullest form in the article without title ("Barack Obama"); `forms` every form
    printed, titles included ("President Barack Obama", "Obama"), in order of appearance.
    """

    name: str
    kind: SpeakerKind
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnnamedSource:
    """Someone quoted without a name, as described: never a speaker, never tied to another article.

    `description` is without article word ("senior administration official"); `terms` are the
    conditions stated ("on background", "asked not to be named").
    """

    description: str
    is_several: bool
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who might have said a quotation, and how likely the engine holds it (0 to 1).

    At most one of `speaker` and `unnamed` says who that is; neither, that it is only known by `name`.
    """

    name: str
    score: float
    reason: str
    speaker: Speaker | None = None
    unnamed: UnnamedSource | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quotation, and how the engine knows.

    At most one of `speaker` and `unnamed` is set; neither means that nobody could be found with
    enough certainty, `candidates` then says who was considered. `chain` is the way from the
    mention to the speaker in plain words, first step first, recorded by the decision itself.
    `method` is one word: named, short-name, continued, pronoun, description, organisation, none.
    """

    method: str
    confidence: float
    cue: Cue | None = None
    mention: Mention | None = None
    speaker: Speaker | None = None
    unnamed: UnnamedSource | None = None
    chain: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the body that someone said, quotation marks excluded.

    `statement` numbers utterances from 1 in text order: the stretches of one utterance
    ("...," she said. "...") share it.
    """

    span: Span
    kind: QuotationKind
    statement: int
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Stated:
    """What a container, front matter or a record says of an article; "" and () for nothing.

    `where` names who says so, for provenance: "front matter", "JSON Lines record", "feed",
    "web archive". `published` is as it was written, and may turn out to be no date.
    `retrieved_at` has a time zone.
    """

    where: str = ""
    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publication: str = ""
    language: str = ""
    source_url: str = ""
    retrieved_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its lines or its page tell it, before the body itself is read.

    `body` has its paragraphs separated by one blank line. `remarks` are sentences for the
    collector about what could not be taken as it stood.
    """

    body: str
    headline: TextValue | None = None
    standfirst: TextValue | None = None
    authors: tuple[Author, ...] = ()
    published: PublicationDate = field(default_factory=PublicationDate)
    publication: TextValue | None = None
    source_url: str = ""
    language: str = ""
    removed: tuple[RemovedText, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article as understood. All spans of quotations refer to `body`.

    `headline`, `publication` and `dateline` are None where the text gives none. `language` is a
    BCP 47 tag, or "" where it cannot be told. `remarks` are sentences for the collector.
    """

    body: str
    headline: TextValue | None = None
    standfirst: TextValue | None = None
    authors: tuple[Author, ...] = ()
    published: PublicationDate = field(default_factory=PublicationDate)
    publication: TextValue | None = None
    dateline: TextValue | None = None
    source_url: str = ""
    retrieved_at: datetime.datetime | None = None
    language: str = ""
    removed: tuple[RemovedText, ...] = ()
    remarks: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
