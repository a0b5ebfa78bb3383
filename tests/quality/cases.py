"""Reads tests/cases and says, claim by claim, what the engine understands otherwise."""

import functools
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.documents import AuthorRole, ParsedArticle, Quotation, QuotationKind
from articles.text.pipeline import parse
from articles.text.readers import Item

CASES = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    """One shape of article: the class of error it is for, what a reader understands, what the engine does."""

    name: str
    error_class: str
    expected: dict[str, Any]
    article: ParsedArticle

    @property
    def spoken(self) -> list[Quotation]:
        """The direct and mixed quotations found."""
        return [one for one in self.article.quotations if one.kind is not QuotationKind.INDIRECT]

    def found(self, words: str) -> Quotation | None:
        """Return the direct or mixed quotation of these words."""
        return next((one for one in self.spoken if one.span.of(self.article.body) == words), None)


@dataclass(frozen=True)
class Claim:
    """One thing that a careful reader understands, and what the engine made of it."""

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


def digest() -> str:
    """Return the SHA-256 of all inputs and labels, so that a changed label is seen."""
    found = hashlib.sha256()
    for name in case_names():
        for file in ("input.txt", "expected.json"):
            found.update(f"{name}/{file}\0".encode() + (CASES / name / file).read_bytes())
    return found.hexdigest()


@functools.cache
def read_case(name: str) -> Case:
    """Return a case with what the engine understands of it."""
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    article = parse(Item("input.txt", (CASES / name / "input.txt").read_bytes()))
    return Case(name, expected.pop("class"), expected, article)


def claims(name: str) -> list[Claim]:
    """Return the claims of one case in the order of its expected.json."""
    case = read_case(name)
    return [Claim(what, wanted, got) for what, wanted, got in _compared(case)]


def told_speaker(quotation: Quotation) -> str | None:
    """Return who is told to have said a quotation; an unnamed source stands in brackets."""
    attribution = quotation.attribution
    if attribution.unnamed is not None:
        return f"[{attribution.unnamed.description}]"
    return attribution.speaker.name if attribution.speaker else None


def _compared(case: Case) -> Iterator[tuple[str, Any, Any]]:
    article, expected = case.article, case.expected
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
    for key, value in values.items():
        if key in expected:
            yield key, expected[key], value
    if "quotations" in expected:
        yield from _quotations(case)
    for wanted in expected.get("indirect", []):
        found = {
            quotation.span.of(article.body): told_speaker(quotation)
            for quotation in article.quotations
            if quotation.kind is QuotationKind.INDIRECT
        }
        yield f"indirect “{wanted['words']}”", wanted["speaker"], found.get(wanted["words"], "not found")


def _quotations(case: Case) -> Iterator[tuple[str, Any, Any]]:
    wanted = case.expected["quotations"]
    words = [quotation.span.of(case.article.body) for quotation in case.spoken]
    yield "the words quoted", [quotation["words"] for quotation in wanted], words
    for expected in wanted:
        quotation = case.found(expected["words"])
        what = f"“{expected['words']}”"
        if quotation is None:
            yield what, expected.get("speaker", expected.get("unnamed")), "not found"
            continue
        if "unnamed" in expected:
            unnamed = quotation.attribution.unnamed
            found = (unnamed.description, unnamed.is_several) if unnamed else told_speaker(quotation)
            yield what, (expected["unnamed"], expected["several"]), found
            if "terms" in expected:
                yield f"terms of {what}", expected["terms"], list(unnamed.terms) if unnamed else None
        else:
            yield what, expected["speaker"], told_speaker(quotation)
        if "kind" in expected:
            yield f"kind of {what}", expected["kind"], quotation.kind.value
