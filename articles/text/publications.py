"""Which outlet ran an article, where its lines name one: mastheads, notes below, agencies."""

import re
from collections.abc import Iterable, Sequence

from articles.text.blocks import Block
from articles.text.bylines import AGENCIES, OUTLET_WORDS, begins_with_given_name
from articles.text.date_lines import DATE_LABEL, WEEKDAY
from articles.text.datelines import match_dateline
from articles.text.dates import DATE
from articles.text.documents import LONGEST_VALUE, Evidence, Frame, TextValue
from articles.text.spans import Span
from articles.text.wordlists import words

# Words of newspapers' names that no other name has often.
MASTHEADS = OUTLET_WORDS - words(
    "agency associated board chief columnist company contributor editor images photo political published report "
    "reporter reporters review senior service staff standard today updated work world writer writers"
) | words(
    "advertiser argus bulletin citizen despatch dispatch echo enquirer inquirer ledger messenger monitor record sentinel spectator statesman"
)
_NAME = r"(?:The )?[A-Z][\w&.’'-]*(?:\s(?:(?:of|the|and|on|&|de|del|der|des|di|du|la|le|van)\s){0,2}[A-Z][\w&.’'-]*){0,5}"
OUTLET = re.compile(_NAME)
FIRST_APPEARED = re.compile(
    rf"(?:this|the) (?:article|story|report|piece|column|post|essay) (?:was |has been )?(?:first |originally )?"
    rf"(?:appeared|published|ran) (?:\w+ )?(?:in|by|on|at) (?-i:(?P<outlet>{_NAME}))",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    rf"(?:copyright\s*)?(?:©|\(c\)|copyright\b)[\s,:]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,:]*(?:by )?(?-i:(?P<outlet>{_NAME}))",
    re.IGNORECASE,
)
# What follows the outlet's name in a copyright line.
ALL_RIGHTS = re.compile(r"\ball rights\b", re.IGNORECASE)
HOLDER = re.compile(r"\W*(?:(?:limited|ltd|inc|llc|plc|gmbh|sa|pty|co|media|group)\b.*)?", re.IGNORECASE)
# The mark below an agency's text.
MARK = re.compile(r"(?P<agency>Reuters?|AP|AFP|UPI|Xinhua)\W{0,3}", re.IGNORECASE)
SPELLED = {
    "afp": "AFP", "ap": "AP", "reuter": "Reuters", "reuters": "Reuters", "upi": "UPI", "xinhua": "Xinhua",
}  # fmt: skip


def read_masthead(block: Block) -> TextValue | None:
    """Return the outlet that stands beside a date, or alone on its line: "The Northern Ledger, 14 January 2025"."""
    rest = DATE_LABEL.sub(" ", DATE.sub("|", block.text))
    for part in re.split(r"[|,•·]|\s[-–—]\s", WEEKDAY.sub("|", rest)):
        name = part.strip()
        if is_masthead(name):
            return _value(block, name, "outlet beside the date", is_inferred=False)
    return None


def is_masthead(name: str) -> bool:
    """Whether words are spelled as a newspaper's name is and hold a word that such names have."""
    if not OUTLET.fullmatch(name) or not 3 <= len(name) <= LONGEST_VALUE or begins_with_given_name(name):
        return False
    parts = [part.strip(".,'’").lower() for part in name.split()]
    return len(parts) > 1 and any(part in MASTHEADS for part in parts[1:])


def find_publication(head: Iterable[Block], below: Sequence[Block], body: str) -> TextValue | None:
    """Return the outlet that lines around the article name, the surest first, or None.

    `head` are the lines between headline and body that gave no other field, `below` those under the
    article. What an agency's dateline or a copyright line implies is inferred.
    """
    for block in head:
        if is_masthead(block.text):
            return _value(block, block.text, "outlet above the article", is_inferred=False)
    for block in below:
        match = FIRST_APPEARED.search(block.text)
        if match and len(match["outlet"]) <= LONGEST_VALUE:
            return _value(block, match["outlet"].rstrip("."), "where it first appeared", is_inferred=False)
    for block in below:
        claim = ALL_RIGHTS.split(block.text)[0].rstrip()
        match = COPYRIGHT.match(claim) if len(claim) <= LONGEST_VALUE else None
        if match and HOLDER.fullmatch(claim, match.end()) and not begins_with_given_name(match["outlet"]):
            return _value(block, match["outlet"].rstrip("."), "holder of the copyright", is_inferred=True)
    dateline = match_dateline(body)
    if dateline and dateline["agency"] and dateline["agency"].lower() in AGENCIES:
        evidence = Evidence(dateline["agency"], Span(*dateline.span("agency")), Frame.BODY)
        return TextValue(dateline["agency"], "agency of the dateline", evidence, is_inferred=True)
    for block in below:
        if mark := MARK.fullmatch(block.text):
            evidence = Evidence(block.text, block.span, Frame.SOURCE)
            return TextValue(
                SPELLED[mark["agency"].lower()], "mark of the agency", evidence, is_inferred=True
            )
    return None


def _value(block: Block, name: str, rule: str, *, is_inferred: bool) -> TextValue:
    start = block.span.start + block.text.index(name)
    evidence = Evidence(name, Span(start, start + len(name)), Frame.SOURCE)
    return TextValue(without_article(name), rule, evidence, is_inferred=is_inferred)


def without_article(name: str) -> str:
    """Return an outlet's name without a "the" that is not part of it, an agency's as it spells itself."""
    name = name.removeprefix("the ").strip(" .")
    return SPELLED.get(name.lower(), name)
