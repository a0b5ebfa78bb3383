"""Reads tests/cases and says, claim by claim, what the engine understands otherwise."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.documents import AuthorRole, ParsedArticle, Quotation, QuotationKind
from articles.text.pipeline import parse

CASES = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class Claim:
    """One thing that a careful reader understands, and what the engine made of it."""

    case: str
    what: str
    expected: Any
    found: Any

    @property
    def holds(self) -> bool:
        return self.expected == self.found


def case_names() -> list[str]:
    return sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


def known_misses() -> dict[str, str]:
    return json.loads((CASES / "known_misses.json").read_text(encoding="utf-8"))


def claims(name: str) -> list[Claim]:
    """Return the claims of one case in the order of its expected.json."""
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    article = parse((CASES / name / "input.txt").read_bytes(), name="input.txt")
    return [Claim(name, what, wanted, got) for what, wanted, got in _compared(expected, article)]


def _compared(expected: dict[str, Any], article: ParsedArticle) -> Iterator[tuple[str, Any, Any]]:
    values = {
        "headline": article.headline and article.headline.value,
        "publication": article.publication and article.publication.value,
        "dateline": article.dateline and article.dateline.value,
        "authors": [author.name for author in article.authors if author.role is AuthorRole.AUTHOR],
        "reporters": [author.name for author in article.authors if author.role is AuthorRole.REPORTER],
        "published": article.published.iso,
        "hints": [hint.words for hint in article.published.hints],
        "language": article.language,
        "body": article.body,
    }
    for key in expected.keys() & values.keys():
        yield key, expected[key], values[key]
    if "quotations" in expected:
        yield from _quotations(expected["quotations"], article)
    for wanted in expected.get("indirect", []):
        found = {
            quotation.span.of(article.body): _speaker(quotation)
            for quotation in article.quotations
            if quotation.kind is QuotationKind.INDIRECT
        }
        yield f"indirect “{wanted['words']}”", wanted["speaker"], found.get(wanted["words"], "not found")


def _quotations(wanted: list[dict[str, Any]], article: ParsedArticle) -> Iterator[tuple[str, Any, Any]]:
    spoken = [q for q in article.quotations if q.kind is not QuotationKind.INDIRECT]
    words = [quotation.span.of(article.body) for quotation in spoken]
    yield "the words quoted", [quotation["words"] for quotation in wanted], words
    by_words = dict(zip(words, spoken, strict=True))
    for expected in wanted:
        quotation = by_words.get(expected["words"])
        what = f"“{expected['words']}”"
        if quotation is None:
            yield what, expected.get("speaker", expected.get("unnamed")), "not found"
            continue
        if "unnamed" in expected:
            unnamed = quotation.attribution.unnamed
            found = unnamed and (unnamed.description, unnamed.is_several)
            yield what, (expected["unnamed"], expected["several"]), found
            if "terms" in expected:
                yield f"terms of {what}", expected["terms"], list(unnamed.terms) if unnamed else None
        else:
            yield what, expected["speaker"], _speaker(quotation)
        if "kind" in expected:
            yield f"kind of {what}", expected["kind"], quotation.kind.value


def _speaker(quotation: Quotation) -> str | None:
    attribution = quotation.attribution
    if attribution.unnamed is not None:
        return f"[{attribution.unnamed.description}]"
    return attribution.speaker.name if attribution.speaker else None
