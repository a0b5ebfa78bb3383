"""What a page says of itself in its head: meta elements, title, canonical address, language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from articles.text.pages.trees import Tree

LONGEST_CONTENT = 2_000  # characters
NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The meta elements of a page by their names in small letters, each with its contents in order."""

    contents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    language: str = ""

    def first(self, *names: str) -> tuple[str, str]:
        """Return the first content of the first of these names that has one, and that name; else two empty strings."""
        return next(((self.contents[name][0], name) for name in names if name in self.contents), ("", ""))


def read_metadata(tree: Tree) -> Metadata:
    """Return what the head of a page says; elements anywhere on the page are read, as browsers do."""
    contents: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        if content and len(content) <= LONGEST_CONTENT:
            for name in {(element.get(key) or "").strip().lower() for key in NAMES} - {""}:
                contents.setdefault(name, []).append(content)
    title = next(
        (found for element in tree.iter("title") if (found := " ".join((element.text or "").split()))), ""
    )
    return Metadata(
        {name: tuple(found) for name, found in contents.items()},
        title[:LONGEST_CONTENT],
        _canonical(tree, contents),
        _language(tree, contents),
    )


def _canonical(tree: Tree, contents: Mapping[str, list[str]]) -> str:
    links = [
        str(element.get("href") or "")
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    for address in map(str.strip, [*links, *contents.get("og:url", ())]):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and len(address) <= LONGEST_CONTENT:
            return address
    return ""


def _language(tree: Tree, contents: Mapping[str, list[str]]) -> str:
    stated = (tree.get("lang"), tree.get("xml:lang"), *contents.get("content-language", ()))
    for tag in map(str, filter(None, stated)):
        language = tag.replace("_", "-").split("-")[0].strip().lower()
        if 2 <= len(language) <= 3 and language.isascii() and language.isalpha():
            return language
    return ""
