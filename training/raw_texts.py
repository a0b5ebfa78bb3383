"""Pages whose article is known, as the raw texts that scrapers make of them, each line labelled.

A page is cut as scrapers cut: the whole page, the element that holds headline and article, that of the
article alone, the same without the headline; and as a person pastes it, with little or nothing around.
"""

import base64
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import lxml.html
import trafilatura

from articles.text.bylines import read_byline
from articles.text.date_lines import has_date
from articles.text.wordlists import words

BLOCKS = words(
    """
    address article aside blockquote body br button center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html img legend li main menu nav ol option p picture pre section summary
    table tbody td tfoot th thead title tr ul
    """
)
UNSEEN = words(
    "audio canvas head iframe math noscript object script select style svg template textarea video"
)
CERTAIN = 25  # characters of a line that is the article's wherever its words stand in it
JOINED = 3_000  # characters up to which paragraphs are joined where a scraper loses their ends

BODY, HEADLINE, OTHER, UNKNOWN = "body", "headline", "other", ""


@dataclass(frozen=True, slots=True)
class RawText:
    """The lines of a page as one scraper leaves them, and the role of each.

    `headline` is the page's, folded, "" where it is not known; `cut` names how the page was cut.
    """

    id: str
    host: str
    cut: str
    headline: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    is_silver: bool = False  # labelled by an extractor, checked by chunks that are known


def fold(text: str) -> str:
    """Return the words of a text without case, accents and signs."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", plain))


def raw_texts(page: Mapping[str, Any]) -> Iterator[RawText]:
    """Yield the raw texts of a labelled page; none where its article is not found in its lines.

    A page has `id`, `host`, `html_base64`, and `body` (paragraphs) or `chunks_with` and
    `chunks_without`; `headline` and `optional` paragraphs where they are known.
    """
    data = base64.b64decode(page["html_base64"])
    body, is_silver = page.get("body"), False
    if body is None:
        body, is_silver = _extracted(data, page), True
    if not body:
        return
    document = _parsed(data)
    root = document.find("body")
    seen = list(_lines(document if root is None else root))
    folded = [fold(line) for line, _ in seen]
    roles = _roles(
        folded, [fold(paragraph) for paragraph in body], {fold(p) for p in page.get("optional") or ()}
    )
    own = [index for index, role in enumerate(roles) if role == BODY]
    if not own:
        return
    headline = fold(page.get("headline") or "")
    roles = [
        HEADLINE if headline and line == headline and role != BODY else role
        for line, role in zip(folded, roles, strict=True)
    ]
    titles = [index for index in range(own[0]) if roles[index] == HEADLINE]

    def cut(name: str, indexes: Iterable[int]) -> RawText:
        chosen = list(indexes)
        lines, kept = tuple(seen[i][0] for i in chosen), tuple(roles[i] for i in chosen)
        return RawText(page["id"], page["host"], name, headline, lines, kept, is_silver)

    everything = range(len(seen))
    yield cut("page", everything)
    elements = [seen[index][1] for index in own]
    around = _inside(seen, _common([*elements, *(seen[index][1] for index in titles[-1:])]))
    yield cut("container", around)
    within = _inside(seen, _common(elements))
    if within:
        yield cut("tight", range(titles[-1] if titles else within[0], within[-1] + 1))
        if titles:
            yield cut("nohead", range(titles[-1] + 1, min(len(seen), within[-1] + 26)))


def joined(raw: RawText) -> RawText:
    """Return a raw text whose paragraphs stand on one line where nothing stands between them."""
    lines: list[str] = []
    roles: list[str] = []
    for line, role in zip(raw.lines, raw.roles, strict=True):
        if roles and role == roles[-1] == BODY and len(lines[-1]) < JOINED:
            lines[-1] += " " + line
        else:
            lines.append(line)
            roles.append(role)
    return replace(raw, lines=tuple(lines), roles=tuple(roles))


def pasted(raw: RawText, chance: random.Random) -> RawText | None:
    """Return a raw text as a person would paste it: some paragraphs, perhaps headline, byline, date, a line below."""
    own = [index for index, role in enumerate(raw.roles) if role == BODY]
    if len(own) < 2:
        return None
    titles = [index for index in range(own[0]) if raw.roles[index] == HEADLINE]
    above = range(titles[-1] + 1 if titles else max(0, own[0] - 8), own[0])
    marks = [i for i in above if raw.roles[i] == OTHER and _is_mark(raw.lines[i])][:3]
    chosen = [(raw.lines[i], HEADLINE) for i in titles[-1:] if chance.random() < 0.75]
    chosen += [(raw.lines[i], OTHER) for i in marks if chance.random() < 0.7]
    count = chance.choice((1, 1, 2, 2, 3, 4, 5, 6, 8, 12, 20, 99))
    start = 0 if chance.random() < 0.6 else chance.randrange(max(1, len(own) - count))
    paragraphs = [raw.lines[index] for index in own[start : start + count]]
    if chance.random() < 0.35:
        sentences = [part for line in paragraphs for part in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", line)]
        paragraphs = sentences[: chance.choice((2, 3, 5, 8))]
    chosen += [(line, BODY) for line in paragraphs]
    if chance.random() < 0.3:
        below = [i for i in range(own[-1] + 1, min(len(raw.lines), own[-1] + 15)) if raw.roles[i] == OTHER]
        chosen += [(raw.lines[i], OTHER) for i in below[: chance.choice((1, 1, 2, 3))]]
    lines, roles = zip(*chosen, strict=True)
    return replace(raw, cut="pasted", lines=lines, roles=roles)


def _is_mark(line: str) -> bool:
    return len(line) < 90 and (read_byline(line) is not None or has_date(line))


def _extracted(data: bytes, page: Mapping[str, Any]) -> list[str]:
    """Return the article that trafilatura finds, where it holds all chunks that it must and none that it must not."""
    text = trafilatura.extract(data, include_comments=False, include_tables=False, favor_precision=True) or ""
    folded = fold(text)
    is_right = all(fold(chunk) in folded for chunk in page.get("chunks_with") or ("",)) and not any(
        fold(chunk) in folded for chunk in page.get("chunks_without") or ()
    )
    title = fold(page.get("headline") or "")
    return [line for line in text.split("\n") if line.strip() and fold(line) != title] if is_right else []


def _parsed(data: bytes) -> lxml.html.HtmlElement:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4000])
        text = data.decode(declared[1].decode() if declared else "cp1252", "replace")
    return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", ""))


def _lines(root: lxml.html.HtmlElement) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """Yield the lines that a reader sees of an element, each with the element that it begins in."""
    pieces: list[str] = []
    begins: list[lxml.html.HtmlElement] = []

    def ended() -> Iterator[tuple[str, lxml.html.HtmlElement]]:
        if line := " ".join("".join(pieces).split()):
            yield line, begins[0]
        pieces.clear()
        begins.clear()

    def add(text: str | None, element: lxml.html.HtmlElement) -> None:
        if text:
            pieces.append(text)
            if text.strip():
                begins.append(element)

    steps: list[tuple[lxml.html.HtmlElement, bool]] = [(root, True)]
    while steps:
        element, opens = steps.pop()
        is_seen = isinstance(element.tag, str) and element.tag not in UNSEEN and not _is_hidden(element)
        if is_seen and element.tag in BLOCKS:
            yield from ended()
        if opens and is_seen:
            add(element.text, element)
            steps.append((element, False))
            steps += [(child, True) for child in reversed(element)]
        elif element is not root:
            parent = element.getparent()
            add(element.tail, element if parent is None else parent)
    yield from ended()


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(
        " ", ""
    )


def _roles(lines: Sequence[str], paragraphs: Sequence[str], optional: set[str]) -> list[str]:
    """Return the roles of folded lines; a short line is the article's only in the midst of it."""
    own = set(paragraphs)
    whole = " ".join(paragraphs)
    found = [_found(line, own, whole, optional) for line in lines]
    first, last = _densest(
        [
            _WEIGHTS[kind] + (len(line) / 20 if kind == "sure" else 0)
            for kind, line in zip(found, lines, strict=True)
        ]
    )
    roles = []
    for index, (kind, line) in enumerate(zip(found, lines, strict=True)):
        is_within = first <= index <= last
        if kind == "sure":
            roles.append(BODY if is_within or len(line) >= 120 else OTHER)
        elif kind in ("short", "part"):
            roles.append(OTHER if not is_within else BODY if kind == "short" else UNKNOWN)
        else:
            roles.append(UNKNOWN if kind == "optional" else OTHER)
    return roles


_WEIGHTS = {"sure": 1.0, "short": 1.0, "part": 0.0, "optional": 0.0, "other": -1.0}


def _found(line: str, own: set[str], whole: str, optional: set[str]) -> str:
    if line in optional and line not in own:
        return "optional"
    if len(line) >= CERTAIN and (line in own or line in whole):
        return "sure"
    if line in own:
        return "short"
    if any(len(paragraph) >= 40 and paragraph in line for paragraph in own):
        return "sure"
    return "part" if line and len(line) < CERTAIN and f" {line} " in f" {whole} " else "other"


def _densest(weights: Sequence[float]) -> tuple[int, int]:
    best, first, last, total, start = 0.0, 0, -1, 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, first, last = total, start, index
    return first, last


def _common(elements: Sequence[lxml.html.HtmlElement]) -> lxml.html.HtmlElement | None:
    """Return the smallest element that holds all of them."""
    chain: list[lxml.html.HtmlElement] = []
    for number, element in enumerate(elements):
        own = [*reversed([element, *element.iterancestors()])]
        shared = [one for one, other in zip(chain, own, strict=False) if one is other]
        chain = shared if number else own
    return chain[-1] if chain else None


def _inside(
    seen: Sequence[tuple[str, lxml.html.HtmlElement]], element: lxml.html.HtmlElement | None
) -> list[int]:
    held = set() if element is None else set(element.iter())
    return [index for index, (_, begins) in enumerate(seen) if begins in held]
