"""How well articles were understood, against labelled ones: shares, 0 to 1.

A labelled article is an object with any of `headline`, `authors`, `published` (with `date_class`: explicit,
partial or absent), `body` (list of paragraphs), `optional` (paragraphs that may be there), `noise` (lines that must
not), `chunks_with` and `chunks_without` (words that must and must not be in the body). What is missing is not scored.
"""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(r"\w+")
SHINGLE = 4  # tokens, as in article-extraction-benchmark
# A shorter line is in many a body by chance.
TELLING = 12  # characters


def fold(text: str | None) -> str:
    """Return words for comparing: case, accents, marks and spaces do not count."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
    return " ".join(TOKEN.findall(bare))


def fold_name(text: str) -> str:
    return fold(re.sub(r"^\s*by\s+", "", text, flags=re.IGNORECASE))


def tokens(paragraphs: Sequence[str]) -> list[str]:
    return TOKEN.findall(unicodedata.normalize("NFKC", "\n".join(paragraphs)))


def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    count = max(1, len(words) - SHINGLE + 1) if words else 0
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(count))


@dataclass
class Score:
    """What was right so far; `row` says it in shares."""

    shares: dict[str, list[bool]] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)

    def add(self, gold: dict[str, Any], found: dict[str, Any]) -> None:
        """Compare one article with its label; `found` as parse_article prints it."""
        if "headline" in gold:
            self._note("headline", fold(gold["headline"]) == fold(found.get("headline")))
        if "authors" in gold:
            self._add_authors(gold["authors"] or [], found.get("authors") or [])
        if gold.get("published"):
            self._add_date(gold, (found.get("published") or "")[:10], found.get("published_kind"))
        body = found.get("body") or []
        if gold.get("body") is not None:
            self._add_body(gold, body)
        folded = f" {fold(' '.join(body))} "
        for key, name in (("chunks_with", "chunks kept"), ("chunks_without", "chunks left")):
            for chunk in gold.get(key) or []:
                self._note(name, fold(chunk) in folded)

    def _note(self, name: str, is_so: bool) -> None:
        self.shares.setdefault(name, []).append(is_so)

    def _add_authors(self, gold: Sequence[str], found: Sequence[str]) -> None:
        wanted, got = ({fold_name(name) for name in names} - {""} for names in (gold, found))
        self._note("authors", wanted == got)
        self.names += Counter(right=len(wanted & got), found=len(got), gold=len(wanted))

    def _add_date(self, gold: dict[str, Any], day: str, kind: str | None) -> None:
        stated = gold.get("date_class") or "explicit"
        if stated == "explicit":
            self._note("date", day == gold["published"][:10])
        else:
            self._note("overclaimed", bool(day) and kind == "explicit")

    def _add_body(self, gold: dict[str, Any], found: Sequence[str]) -> None:
        wanted = {fold(paragraph) for paragraph in gold["body"]}
        optional = {fold(paragraph) for paragraph in gold.get("optional") or []} - wanted
        kept = [paragraph for paragraph in found if fold(paragraph) not in optional]
        mine, theirs = tokens(kept), tokens(gold["body"])
        one, other = shingles(mine), shingles(theirs)
        same = (one & other).total()
        if one:
            self.precisions.append(same / one.total())
        self.recalls.append(same / other.total() if other else 0.0)
        self._note("same tokens", mine == theirs)
        folded = f" {fold(' '.join(kept))} "
        for line in map(fold, gold.get("noise") or []):
            if len(line) >= TELLING:
                self._note("noise left", f" {line} " in folded)
        for paragraph in map(fold, gold["body"]):
            if len(paragraph) >= TELLING:
                self._note("lost", f" {paragraph} " not in folded)

    def row(self) -> dict[str, float]:
        """Return each measure that any article had a label for."""
        row = {name: sum(notes) / len(notes) for name, notes in self.shares.items()}
        if self.names["gold"]:
            row["authors F1"] = 2 * self.names["right"] / (self.names["found"] + self.names["gold"])
        if self.recalls:
            precision = statistics.mean(self.precisions) if self.precisions else 0.0
            recall = statistics.mean(self.recalls)
            row["body F1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return row
