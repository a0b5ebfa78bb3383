"""The place line that opens an agency's text: LISBON, March 4 (Meridian News) -."""

import re

# LISBON, March 4 (Meridian News) -
_CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-Z.’' -]{2,40}(?:, (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d)[A-Z][\w.’' ]{1,20})?)"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?))?,?\s?"
    r"(?:\((?P<agency>[^()]{2,40})\))?\s?(?:-{1,3}|–|—)\s?(?=\S)"
)
# "MOSUL, Iraq (AP) —" in mixed case needs the agency.
_MIXED = re.compile(
    r"(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?:, (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d)[A-Z][\w.’' ]{1,20})?)"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?))?,?\s?"
    r"\((?P<agency>[A-Z][^()]{1,40})\)\s?(?:-{1,3}|–|—|:)\s?(?=\S)"
)
# "New York, March 3 -" in mixed case needs the day.
_DATED = re.compile(
    r"(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}), (?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?),?\s?"
    r"(?:\((?P<agency>[^()]{2,40})\))?\s?(?:-{1,3}|–|—)\s(?=\S)"
)


def match_dateline(text: str, start: int = 0) -> re.Match[str] | None:
    """Return the dateline that stands at a place of a text, with its `place`, `date` and `agency`, or None.

    The match ends where the first sentence begins.
    """
    return _CAPITALS.match(text, start) or _MIXED.match(text, start) or _DATED.match(text, start)
