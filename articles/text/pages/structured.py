"""What a page says of its article in JSON-LD, by the vocabulary of schema.org."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.text.pages.trees import Tree

# Beyond these a script is no description of an article.
LONGEST_SCRIPT = 2_000_000  # characters
MOST_NODES = 5_000
MOST_AUTHORS = 50
# Kinds of schema.org, in order of preference; what ends so is one of them ("ReportageNewsArticle").
KINDS = ("NewsArticle", "Article", "Posting", "Report", "Review", "WebPage", "VideoObject")
TOLD = ("headline", "datePublished", "author", "articleBody", "publisher")
# What hides a script from browsers of long ago, at its start and at its end.
OPENING = re.compile(r"(?:<!--|//|/\*|\s|<!\[CDATA\[|\*/){1,20}")
CLOSING = re.compile(r"(?:-->|//|/\*|\s|\]\]>|\*/|;){1,20}$")
COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(frozen=True, slots=True)
class NamedAuthor:
    """An author as JSON-LD names them; `kind` is "Person", "Organization" or "" where it does not say."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The article of a page in JSON-LD; "" and () for what it does not say."""

    kind: str = ""
    headline: str = ""
    description: str = ""
    authors: tuple[NamedAuthor, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    body: str = ""


def read_structured(tree: Tree) -> StructuredArticle:
    """Return what JSON-LD says of the page's article; empty where it says nothing that can be read."""
    nodes = list(_nodes(tree))
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    ranked = [(rank, node) for node in nodes if (rank := _rank(node)) is not None]
    if not ranked:
        return StructuredArticle()
    kind, main = min(ranked, key=lambda one: one[0])
    # A page often describes its article twice, each time in part.
    same = [main, *(node for rank, node in ranked if node is not main and _is_same(main, node, rank[0] < 4))]
    return StructuredArticle(
        kind=KINDS[kind[0]],
        headline=_first(same, "headline") or _first(same[:1], "name"),
        description=_first(same, "description"),
        authors=next((named for node in same if (named := tuple(_authors(node, known)))), ()),
        published=_first(same, "datePublished") or _first(same, "dateCreated") or _first(same, "uploadDate"),
        publisher=next((found for node in same if (found := _name(node.get("publisher"), known))), ""),
        language=_first(same, "inLanguage"),
        url=_first(same, "url"),
        body=_first(same, "articleBody"),
    )


def _nodes(tree: Tree) -> Iterator[dict[str, Any]]:
    """Yield the objects of all scripts, outer ones before those inside them."""
    waiting: deque[Any] = deque()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= LONGEST_SCRIPT:
            waiting.append(_loaded(script.text or ""))
    count = 0
    while waiting and count < MOST_NODES:
        value = waiting.popleft()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting.extendleft(reversed(value[:MOST_NODES]))


def _loaded(text: str) -> Any:
    """Return the value of a script, or None; what pages commonly get wrong in JSON is put right."""
    text = text.strip()
    bare = OPENING.sub("", text[:40]) + text[40:]
    bare = bare[:-40] + CLOSING.sub("", bare[-40:])
    for attempt in (text, COMMA.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _rank(node: dict[str, Any]) -> tuple[int, int] | None:
    """Return how likely a node is the page's article, the lowest first; None for what is no article."""
    kinds = node.get("@type")
    names = [name for name in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(name, str)]
    ranks = [rank for rank, kind in enumerate(KINDS) for name in names if name.endswith(kind)]
    if not ranks:
        return None
    told = sum(1 for key in TOLD if node.get(key))
    return (min(ranks), -told) if told else None


def _is_same(main: dict[str, Any], other: dict[str, Any], is_article: bool) -> bool:
    one, two = (
        _text(main.get("headline") or main.get("name")),
        _text(other.get("headline") or other.get("name")),
    )
    if one and two:
        return one == two
    return not is_article and not two


def _first(nodes: list[dict[str, Any]], key: str) -> str:
    return next((found for node in nodes if (found := _text(node.get(key)))), "")


def _text(value: Any) -> str:
    """Return a value as plain text; pages escape it once too often."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _authors(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[NamedAuthor]:
    waiting = deque([node.get("author") or node.get("creator")])
    count = 0
    while waiting and count < MOST_AUTHORS:
        value = waiting.popleft()
        count += 1
        if isinstance(value, list):
            waiting.extendleft(reversed(value[:MOST_AUTHORS]))
        elif isinstance(value, str) and value.strip():
            yield NamedAuthor(html.unescape(value).strip())
        elif isinstance(value, dict):
            full = known.get(value.get("@id") or "", {}) if isinstance(value.get("@id"), str) else {}
            name = _name(value, known) or _text(value.get("byline"))
            kind = _text(value.get("@type") or full.get("@type"))
            if name:
                yield NamedAuthor(name, "Organization" if kind.endswith("Organization") else kind)


def _name(value: Any, known: dict[str, dict[str, Any]]) -> str:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str | dict)), None)
    if not isinstance(value, dict):
        return _text(value)
    if name := _text(value.get("name")):
        return name
    given, family = _text(value.get("givenName")), _text(value.get("familyName"))
    if given and family:
        return f"{given} {family}"
    reference = value.get("@id")
    return _text(known[reference].get("name")) if isinstance(reference, str) and reference in known else ""
