"""The query language by example: what to write, what it finds, and what it leaves out. Help and tests share them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article in a few words; what is not said of it, it has not."""

    text: str = ""
    headline: str = ""
    byline: str = ""
    publication: str = ""
    topic: str = ""
    speaker: str = ""
    cue: str = ""
    kind: str = ""
    date: str = ""
    # Of its quote: the description of an unnamed source, what an editor decided, and whether "probably" is said.
    source: str = ""
    review: str = ""
    is_probable: bool = False

    def __str__(self) -> str:
        """Return an article other than one of a text as the help calls it."""
        said = {
            "headlined": self.headline,
            "by": self.byline,
            "published in": self.publication,
            "under the topic": self.topic,
            "quoting": self.speaker,
            "with a quote introduced by": self.cue,
            "with speech that is": self.kind,
            "dated": self.date,
            "quoting an unnamed": self.source,
            "with a quote": f"{self.review} by an editor" if self.review else "",
            "with a quote that is": "only probably by its speaker" if self.is_probable else "",
        }
        return "one " + (", ".join(f"{how} {what}" for how, what in said.items() if what) or "without a date")


@dataclass(frozen=True, slots=True)
class Example:
    query: str
    meaning: str
    finds: Sample
    misses: Sample


@dataclass(frozen=True, slots=True)
class FilterExample:
    """A filter of the list of quotes, as its address has it, and articles with a quote that it finds and misses."""

    name: str
    value: str
    meaning: str
    finds: Sample
    misses: Sample


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    examples: tuple[Example, ...]


def _text(query: str, meaning: str, finds: str, misses: str) -> Example:
    return Example(query, meaning, Sample(text=finds), Sample(text=misses))


SECTIONS = (
    Section(
        "Words",
        (
            _text("sanctions", "a word in any of its forms", "a sanctioned bank", "a sanctuary"),
            _text("sanctions loopholes", "articles with both words", "a loophole in the sanctions", "new sanctions"),
            _text("Café", "capitals and accents make no difference", "the CAFE opened", "a coffee house"),
            _text("U.S.", "nor do the stops of initials", "US officials", "United States"),
            _text("C++", "signs that belong to a name do", "written in C++", "vitamin C"),
        ),
    ),
    Section(
        "Phrases, and words near each other",
        (
            _text('"existing sanctions"', "these words, as they stand and in this order",
                  "better enforcement of existing sanctions", "sanctions existing since May"),
            _text('"to be or not to be"', "no word is too common to count", "the question to be or not to be",
                  "to be and not to be"),
            _text('"trade partners"~5', "these words in any order, with at most 5 others between them",
                  "partners with whom we want to trade", "partners who said yesterday that they would rather not trade"),
            _text('"trade partners"~0', "side by side, in any order", "partners trade freely", "partners in trade"),
        ),
    ),
    Section(
        "Either, without, together",
        (
            _text("tax OR levy", "either word, or both; AND, OR and NOT in capitals", "a carbon levy", "a carbon price"),
            _text("sanctions -dialogue", "the first word without the second", "tougher sanctions", "sanctions, then dialogue"),
            _text("sanctions NOT dialogue", "the same", "tougher sanctions", "sanctions, then dialogue"),
            _text("(tax OR levy) carbon", "parentheses keep words together; AND binds tighter than OR",
                  "the levy on carbon", "the levy on sugar"),
            _text('-"free trade" trade', "phrases, parentheses and fields can be left out too", "trade in arms", "free trade"),
        ),
    ),
    Section(
        "Beginnings, and slips of the pen",
        (
            _text("loophole*", "every word that begins so", "close the loopholes", "a black hole"),
            _text("sactions~", "words like this one: 1 letter different in words of up to five, else 2",
                  "the sanctions", "the mansions"),
            _text("tariff~1", "at most 1 letter different; ~2 allows 2", "the tarif", "the tarfi and the traif"),
        ),
    ),
    Section(
        "Fields",
        (
            Example("speaker:rhodes", "articles that quote someone of this name",
                    Sample(speaker="Ben Rhodes"), Sample(text="Rhodes kept silent")),
            Example('speaker:"Ben Rhodes"', "a field takes a phrase",
                    Sample(speaker="Ben Rhodes"), Sample(speaker="Cecil Rhodes")),
            Example("speaker:(rhodes OR gore)", "or a parenthesis", Sample(speaker="Al Gore"), Sample(speaker="Ben Hale")),
            Example("headline:enforcement", "words of the headline; title: is the same",
                    Sample(headline="Stronger Enforcement Sought"), Sample(text="stronger enforcement")),
            Example("by:lederman", "words of the byline; author: is the same",
                    Sample(byline="Josh Lederman"), Sample(speaker="Josh Lederman")),
            Example('publication:"ABC News"', "words of the publication’s name; source: is the same",
                    Sample(publication="ABC News"), Sample(publication="BBC News")),
            Example("topic:trade", "articles under a topic", Sample(topic="Trade"), Sample(text="trade")),
            Example("cue:vowed", "the word that introduces speech", Sample(cue="vowed"), Sample(cue="said")),
            Example("kind:indirect", "articles with speech of this kind: direct, mixed or indirect",
                    Sample(kind="indirect"), Sample(kind="direct")),
            Example("has:headline",
                    "articles that have one; also has: date, byline, publication, topic, quote and speaker",
                    Sample(headline="Board to Meet"), Sample(text="a text without a headline")),
            Example("-has:speaker", "and those that have not", Sample(text="nobody is quoted"), Sample(speaker="Ada Marsh")),
        ),
    ),
    Section(
        "Dates",
        (
            Example("date:2009", "a year; date:2009-06 is a month, date:2009-06-26 a day",
                    Sample(date="2009-06-26"), Sample(date="2010-01-01")),
            Example("date:2009..2010", "from one to another; [2009 TO 2010] is the same",
                    Sample(date="2010-12-31"), Sample(date="2011-01-01")),
            Example("date:2009-06..2009-08", "months and days have ranges too", Sample(date="2009-08-31"), Sample(date="2009-09-01")),
            Example("date:>=2009", "from a date on; also > < and <=", Sample(date="2009-01-01"), Sample(date="2008-12-31")),
            Example("before:2010", "and before, after, since, until", Sample(date="2009-12-31"), Sample(date="2010-01-01")),
            Example('date:"26 June 2009"', "dates in words stand in quotation marks",
                    Sample(date="2009-06-26"), Sample(date="2009-06-27")),
            Example("date:undated", "articles of which no date is known", Sample(), Sample(date="2009-06-26")),
        ),
    ),
)  # fmt: skip

QUOTE_FILTERS = (
    FilterExample("cue", "say", "introduced with any form of this word; cue=said is the same",
                  Sample(cue="said"), Sample(cue="vowed")),
    FilterExample("cue", "according to", "several words stand as they are", Sample(cue="according to"), Sample(cue="said")),
    FilterExample("attribution", "named", "by a speaker with a name", Sample(speaker="Ada Marsh"), Sample(source="official")),
    FilterExample("attribution", "unnamed", "by somebody who is described and not named",
                  Sample(source="official"), Sample(speaker="Ada Marsh")),
    FilterExample("attribution", "nobody", "by somebody whom the text does not tell with enough certainty",
                  Sample(cue="said"), Sample(source="official")),
    FilterExample("review", "confirmed", "confirmed by an editor; also corrected, and unreviewed",
                  Sample(speaker="Ada Marsh", review="confirmed"), Sample(speaker="Ada Marsh")),
    FilterExample("review", "probable", "where “probably” stands before the speaker",
                  Sample(speaker="Ada Marsh", is_probable=True), Sample(speaker="Tom Hale")),
    FilterExample("kind", "indirect", "reported in the words of the reporter", Sample(kind="indirect"), Sample(kind="direct")),
)  # fmt: skip
