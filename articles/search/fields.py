"""The names that a reader may write before a colon, and the fixed values that some of them take."""

import re
from collections.abc import Mapping
from enum import StrEnum

from articles.text.documents import QuotationKind

# Fields whose values are no words.
DATE = "date"
KINDS = "kinds"
THINGS = "has"

# The values of the filters of years and months.
YEAR = re.compile(r"[1-9][0-9]{3}")
MONTH = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")

# Beside the states of review, where pages say "probably".
PROBABLE = "probable"


class Attributed(StrEnum):
    """How much readers are told of who said a quote."""

    NAMED = "named"
    UNNAMED = "unnamed"
    WITHHELD = "withheld"
    NOBODY = "nobody"


FIELDS = {
    "author": "byline",
    "by": "byline",
    "byline": "byline",
    "cue": "cue",
    "date": DATE,
    "has": THINGS,
    "headline": "headline",
    "kind": KINDS,
    "publication": "publication",
    "source": "publication",
    "speaker": "speaker",
    "title": "headline",
    "topic": "topic",
    "year": DATE,
}
FIELDS_IN_WORDS = "speaker:, headline:, by:, publication:, topic:, cue:, date:, kind: and has:"
# "before:2010" is a limit on the date; before anything but a date it is a word.
LIMITS = frozenset({"after", "before", "since", "until"})

_VALUES: Mapping[str, Mapping[str, str]] = {
    KINDS: {
        "direct": QuotationKind.DIRECT,
        "direct quote": QuotationKind.DIRECT,
        "direct quotes": QuotationKind.DIRECT,
        "direct speech": QuotationKind.DIRECT,
        "indirect": QuotationKind.INDIRECT,
        "indirect speech": QuotationKind.INDIRECT,
        "mixed": QuotationKind.MIXED,
        "mixed quote": QuotationKind.MIXED,
        "mixed quotes": QuotationKind.MIXED,
        "paraphrase": QuotationKind.INDIRECT,
        "partial": QuotationKind.MIXED,
        "reported": QuotationKind.INDIRECT,
        "reported speech": QuotationKind.INDIRECT,
    },
    THINGS: {
        "author": "byline",
        "byline": "byline",
        "bylines": "byline",
        "date": "date",
        "dates": "date",
        "headline": "headline",
        "headlines": "headline",
        "outlet": "publication",
        "publication": "publication",
        "publications": "publication",
        "quotation": "quote",
        "quotations": "quote",
        "quote": "quote",
        "quotes": "quote",
        "source": "publication",
        "speaker": "speaker",
        "speakers": "speaker",
        "title": "headline",
        "topic": "topic",
        "topics": "topic",
    },
}
_VALUES_IN_WORDS: Mapping[str, str] = {
    KINDS: "is no kind of quote: kind: takes direct, mixed or indirect",
    THINGS: "is nothing that can be asked for: has: takes date, headline, byline, publication, topic, quote or speaker",
}


def find_value(field: str, written: str) -> str:
    """Return the value of `kind:` or `has:` that is meant, or "" where there is none."""
    return _VALUES[field].get(" ".join(written.lower().replace("-", " ").split()), "")


def explain_values(field: str, written: str) -> str:
    """Return the sentence on a value that such a field does not take."""
    return f"“{written[:40]}” {_VALUES_IN_WORDS[field]}."
