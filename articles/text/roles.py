"""What an article says of the people it names: their offices, parties and places."""

import re
from collections.abc import Iterator

from articles.text import nouns
from articles.text.casts import PARTY_TAG, Cast, Member
from articles.text.descriptions import find_role
from articles.text.documents import MentionKind
from articles.text.genders import gender_of_words
from articles.text.mentions import FoundMention, base
from articles.text.paragraphs import Paragraph
from articles.text.tokens import Token

LONGEST_ROLE = 8  # words before a name
BEING = frozenset(("is", "was", "became", "remains"))
PARTY_WORDS = {
    "R": ("republican", "gop"),
    "D": ("democrat", "democratic"),
    "I": ("independent",),
}
# As newspapers and the post shorten them in "(R-Fla.)" and "(D-TX)".
STATES = {
    "ala": "alabama", "al": "alabama", "alaska": "alaska", "ak": "alaska", "ariz": "arizona", "az": "arizona",
    "ark": "arkansas", "ar": "arkansas", "calif": "california", "ca": "california", "colo": "colorado", "co": "colorado",
    "conn": "connecticut", "ct": "connecticut", "del": "delaware", "de": "delaware", "fla": "florida", "fl": "florida",
    "ga": "georgia", "hawaii": "hawaii", "hi": "hawaii", "idaho": "idaho", "id": "idaho", "ill": "illinois",
    "il": "illinois", "ind": "indiana", "in": "indiana", "iowa": "iowa", "ia": "iowa", "kan": "kansas", "ks": "kansas",
    "ky": "kentucky", "la": "louisiana", "maine": "maine", "me": "maine", "md": "maryland", "mass": "massachusetts",
    "ma": "massachusetts", "mich": "michigan", "mi": "michigan", "minn": "minnesota", "mn": "minnesota",
    "miss": "mississippi", "ms": "mississippi", "mo": "missouri", "mont": "montana", "mt": "montana", "neb": "nebraska",
    "ne": "nebraska", "nev": "nevada", "nv": "nevada", "nh": "new hampshire", "nj": "new jersey", "nm": "new mexico",
    "ny": "new york", "nc": "north carolina", "nd": "north dakota", "ohio": "ohio", "oh": "ohio", "okla": "oklahoma",
    "ok": "oklahoma", "ore": "oregon", "or": "oregon", "pa": "pennsylvania", "ri": "rhode island", "sc": "south carolina",
    "sd": "south dakota", "tenn": "tennessee", "tn": "tennessee", "tex": "texas", "texas": "texas", "tx": "texas",
    "utah": "utah", "ut": "utah", "vt": "vermont", "va": "virginia", "wash": "washington", "wa": "washington",
    "wva": "west virginia", "wv": "west virginia", "wis": "wisconsin", "wi": "wisconsin", "wyo": "wyoming", "wy": "wyoming",
}  # fmt: skip


def learn_roles(paragraphs: list[Paragraph], cast: Cast) -> None:
    """Tell the cast what stands beside its people's names: "former governor Ada Holt (D-Maine), who is …"."""
    for paragraph in paragraphs:
        for mention in paragraph.mentions:
            if mention.kind is not MentionKind.NAME or mention.is_body:
                continue
            members = cast.matches(mention)
            if len(members) == 1 and not members[0].is_body:
                _learn(paragraph, mention, members[0])


def _learn(paragraph: Paragraph, mention: FoundMention, member: Member) -> None:
    before = paragraph.tokens[mention.first - 1].low if mention.first else ""
    member.times_after_in += before in ("in", "at", "near")
    member.times_after_the += before == "the"
    words = {word for token in _before(paragraph, mention) for word in _words(token)}
    role = [word for word in words if find_role(word).is_role and not find_role(word).is_thing]
    if role:
        member.roles |= words
        member.is_surely_person = True
        member.gender = member.gender or gender_of_words(role)
    member.roles.update(_after(paragraph, mention))


def _before(paragraph: Paragraph, mention: FoundMention) -> Iterator[Token]:
    """Yield the words of the noun phrase that ends in the name: "longtime Obama adviser"."""
    for index in range(mention.first - 1, max(-1, mention.first - 1 - LONGEST_ROLE), -1):
        token = paragraph.tokens[index]
        if not token.is_word or token.low in nouns.FUNCTION_WORDS:
            return
        other = paragraph.mention_at(index)
        if other is not None and other.is_possessive:
            return
        yield token


def _after(paragraph: Paragraph, mention: FoundMention) -> Iterator[str]:
    """Yield the words of a party tag, a place after "of", or what the name is said to be."""
    tokens = paragraph.tokens
    at = mention.last + 1
    if at + 1 >= len(tokens) or mention.is_possessive:
        return
    following = tokens[at]
    if following.words in ("(", ",") and (tag := PARTY_TAG.match(tokens[at + 1].words)):
        yield from PARTY_WORDS[tag[1]]
        yield from STATES.get(tag[2].replace(".", "").lower(), "").split()
    elif following.low in ("of", "from") and tokens[at + 1].is_capital:
        while at + 1 < len(tokens) and tokens[at + 1].is_capital and at - mention.last < 4:
            at += 1
            yield from _words(tokens[at])
    elif following.low in BEING:
        yield from _said_to_be(paragraph, at + 1)
    elif following.words == "," and tokens[at + 1].low == "who":
        relative = tokens[at + 2] if at + 2 < len(tokens) else following
        if relative.low in BEING:
            yield from _said_to_be(paragraph, at + 3)


def _said_to_be(paragraph: Paragraph, at: int) -> Iterator[str]:
    said = paragraph.mention_at(at)
    if said is None or said.kind is not MentionKind.DESCRIPTION or said.first != at:
        return
    if not said.is_several and not said.is_body:
        yield from re.findall(r"[a-z][\w-]+", said.name.lower())


def _words(token: Token) -> list[str]:
    low = base(token.low)
    return [nouns.TITLE_NOUNS.get(low, low)]
