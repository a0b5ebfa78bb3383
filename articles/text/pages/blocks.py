"""The visible blocks of a page, in their order: its text as paragraphs, with what holds each of them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from articles.text.pages.trees import Tree
from articles.text.wordlists import words

INLINE = words(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small
    span strike strong sub sup time tt u var wbr
    """
)
# What a browser shows no words of.
UNSEEN = words(
    """
    area audio base canvas datalist embed frame head iframe link map math meta noembed noframes noscript object option
    param script select source style svg template textarea title track video
    """
)
STYLED = words("a b h1 h2 h3 h4 h5 h6 strong th time")
BOLD = words("b h1 h2 h3 h4 h5 h6 strong th")
# Layout marks inside words: soft hyphen, zero-width space, word joiner, byte-order mark.
MARKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»“‘)\]]*$")
# Words of classes, ids and roles that tell what a part of a page is; no outlet's own.
HINT = re.compile(
    r"""absatz|abstract|accordion|advert|aside|audio|author|autor|banner|bio|body|box|breadcrumb|button|byline|caption
    |card|category|comment|consent|content|contributor|cookie|copy|copyright|credit|cta|date|deck|dek|description
    |disclaimer|discussion|embed|entry|excerpt|feed|figure|footer|footnote|form|gallery|header|headline|heading|hidden
    |image|info|intro|keyword|kicker|label|lead|link|list|login|main|media|menu|meta|modal|more|nav|newsletter|note
    |offer|paragraph|paywall|person|photo|picture|piano|player|poll|popup|post|premium|print|profile|promo|prose
    |publish|pullquote|quote|rail|read|recommend|register|related|section|share|sharing|sidebar|signup|social|source
    |sponsor|standfirst|story|subhead|subscri|subtitle|summary|table|tag|teaser|text|ticker|time|title|tooltip|topic
    |topline|tweet|twitter|update|video|widget|article|artikel|item|tile|live|lede""".replace(
        "\n", ""
    ).replace(" ", "")
)
SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
ATTRIBUTES = ("class", "id", "itemprop", "role")
# Around a block, a hint nearer than so many elements counts as near.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page words stand: the tags and hints of the elements around them.

    `near` are the hints of the innermost elements. `path` is how the innermost two are marked up, so
    that blocks made alike can be told. `number` and `parent` count elements in their order.
    """

    tag: str
    tags: frozenset[str]
    hints: frozenset[str]
    near: tuple[frozenset[str], ...]
    path: tuple[str, ...]
    number: int
    parent: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, heading, item or line of a page; `text` has single spaces and no line ends.

    `compact` are its letters and digits alone, of which `linked` stand in links and `bold` are bold.
    """

    text: str
    place: Place
    compact: str
    linked: int
    bold: int
    has_time: bool

    @property
    def words(self) -> int:
        return len(WORD.findall(self.text))

    @property
    def ends_a_sentence(self) -> bool:
        return ends_a_sentence(self.text)


def ends_a_sentence(text: str) -> bool:
    return SENTENCE_END.search(text, max(0, len(text) - 10)) is not None


def compact(text: str) -> str:
    """Return the letters and digits of a text alone, to compare what differs in spaces and marks."""
    return "".join(WORD.findall(text)).casefold()


def find_page_blocks(tree: Tree) -> tuple[PageBlock, ...]:
    """Return the blocks of a page in their order.

    What is hidden by markup is among them, and says so. A line break ends a block where a sentence
    ends, and a double one always.
    """
    walk = _Walk()
    walk.enter(tree, Place("html", frozenset(), frozenset(), (), (), 0, 0, is_hidden=False), _PLAIN)
    return tuple(walk.blocks)


class _Style(NamedTuple):
    """What inline elements say of words."""

    is_linked: bool
    is_bold: bool
    is_time: bool


_Piece = tuple[str, _Style]
_PLAIN = _Style(is_linked=False, is_bold=False, is_time=False)
_BREAK = ("\n", _PLAIN)
_SPACE = (" ", _PLAIN)


class _Walk:
    """One walk over a tree: the blocks done, and the pieces of the one that is open."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._count = 0
        self._pieces: list[_Piece] = []
        self._has_words = False

    def enter(self, element: Tree, outer: Place, style: _Style) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return
        if tag == "br":
            self._pieces.append(_BREAK)
            return
        if tag in STYLED:
            style = _Style(
                style.is_linked or tag == "a", style.is_bold or tag in BOLD, style.is_time or tag == "time"
            )
        is_inline = tag in INLINE
        if is_inline:
            place = outer
        else:
            self._end(outer)
            self._count += 1
            place = _place(element, tag, outer, self._count)
        if element.text:
            self._take(element.text, style)
        for child in element:
            self.enter(child, place, style)
            if child.tail:
                self._take(child.tail, style)
        if not is_inline:
            self._end(place)

    def _take(self, words: str, style: _Style) -> None:
        if words.isspace():
            words = " "
        else:
            self._has_words = True
        self._pieces.append((words, style))

    def _end(self, place: Place) -> None:
        """Close the open block, or several where line breaks part it, and open the next."""
        pieces, has_words = self._pieces, self._has_words
        self._pieces, self._has_words = [], False
        if not has_words:
            return
        lines: list[list[_Piece]] = [[]]
        for piece in pieces:
            if piece is _BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        part: list[_Piece] = []
        is_parted = False
        for line in lines:
            words = "".join([words for words, _ in line]).strip()
            if not words:
                is_parted = True
                continue
            if part and is_parted:
                self._add(part, place)
                part = []
            part += [_SPACE, *line]
            is_parted = ends_a_sentence(words)
        self._add(part, place)

    def _add(self, pieces: list[_Piece], place: Place) -> None:
        text = " ".join(MARKS.sub("", "".join([words for words, _ in pieces])).split())
        if text:
            linked = sum([len(compact(words)) for words, style in pieces if style.is_linked])
            bold = sum([len(compact(words)) for words, style in pieces if style.is_bold])
            has_time = any(style.is_time for _, style in pieces)
            self.blocks.append(PageBlock(text, place, compact(text), linked, bold, has_time))


_NONE: frozenset[str] = frozenset()


def _place(element: Tree, tag: str, outer: Place, number: int) -> Place:
    names = " ".join(filter(None, map(element.get, ATTRIBUTES)))
    hints = hints_of(names) if names else _NONE
    return Place(
        tag,
        outer.tags if tag in outer.tags else outer.tags | {tag},
        outer.hints | hints if hints else outer.hints,
        (hints, *outer.near[: NEAR - 1]),
        (f"{tag} {element.get('class') or ''}", *outer.path[:1]),
        number,
        outer.number,
        outer.is_hidden or element.get("hidden") is not None or _is_hidden(element.get("style")),
    )


def _is_hidden(style: str | None) -> bool:
    return style is not None and HIDDEN_STYLE.search(style) is not None


@lru_cache(maxsize=8192)
def hints_of(names: str) -> frozenset[str]:
    """Return the hints among the words of classes and ids: {"newsletter", "box"} of "newsletterBox--wide"."""
    found = (HINT.match(part.lower()) for part in SPLIT.split(names))
    return frozenset(match[0] for match in found if match)
