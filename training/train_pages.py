"""Learn which blocks of a page are its article: `python -m training.train_pages PAGES.jsonl.gz…`.

The labels are pages as JSON Lines: {"id", "host", "html_base64"} with either "body", the article's
paragraphs, and "optional", those that may be left out; or "chunks_with" and "chunks_without", some words
that the article holds and some that it does not. Cross-validated by host: pages of one site are made alike.
"""

import argparse
import base64
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.errors import UnreadableInput
from articles.text.linear import FOLDER, LinearModel, held_instead
from articles.text.pages.blocks import PageBlock, compact
from articles.text.pages.bodies import MODEL, choose_blocks
from articles.text.pages.features import Page
from articles.text.pages.reading import read_evidence
from articles.text.readers import Item, read
from training.corpus import deal, read_documents
from training.fitting import Features, Learner, fit_yes_no, write_model

WORD = re.compile(r"\w+")
SHINGLE = 4  # words
# A block is the article's where this share of its shingles is.
SHARE = 0.6
SHORTEST_FOUND = 15  # letters that, found in the article, are no accident
NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page to learn from; of its blocks, by number, whether they are the article's (None where nobody says)."""

    site: str
    corpus: str
    page: Page
    labels: tuple[bool | None, ...]
    features: Mapping[int, Features]
    body: tuple[str, ...]
    optional: frozenset[str]


def read_page(document: Mapping[str, Any], corpus: str) -> LabelledPage | None:
    """Return a labelled page, or None for one that cannot be read."""
    try:
        source = read(Item(document["id"], base64.b64decode(document["html_base64"]), format="html"))
    except UnreadableInput:
        return None
    evidence = read_evidence(source.text, url="")
    if evidence is None:
        return None
    page = evidence.page
    if "body" in document:
        optional = frozenset(map(compact, document.get("optional") or ()))
        labels = labels_of_body(page.blocks, document["body"], optional)
    else:
        optional = frozenset()
        labels = labels_of_chunks(page.blocks, document["chunks_with"], document["chunks_without"])
    features = {index: page.features(index) for index in page.candidates if labels[index] is not None}
    return LabelledPage(
        _site(document["host"]),
        corpus,
        page,
        tuple(labels),
        features,
        tuple(document.get("body") or ()),
        optional,
    )


def _site(host: str) -> str:
    """Return what pages of one site share: "harbour-times" of "www.harbour-times.example"."""
    parts = host.split(".")
    return parts[-2] if len(parts) > 1 else host


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def labels_of_body(
    blocks: Sequence[PageBlock], body: Iterable[str], optional: frozenset[str]
) -> list[bool | None]:
    """Return which blocks are paragraphs of a body, one that stands twice only where most of its neighbours are."""
    paragraphs = Counter(map(compact, body))
    whole = "".join(map(compact, body))
    known = shingles("\n".join(body))
    labels: list[bool | None] = []
    for block in blocks:
        if not block.compact or (block.compact in optional and block.compact not in paragraphs):
            labels.append(None)
        elif block.compact in paragraphs:
            labels.append(True)
        elif (found := shingles(block.text)).total() >= 2:
            labels.append(sum(count for key, count in found.items() if key in known) >= SHARE * found.total())
        else:
            labels.append(len(block.compact) >= SHORTEST_FOUND and block.compact in whole)
    places: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        if label:
            places.setdefault(blocks[index].compact, []).append(index)
    for letters, indexes in places.items():
        by_company = sorted(indexes, key=lambda index: _company(blocks, labels, index), reverse=True)
        for index in by_company[max(1, paragraphs[letters]) :]:
            labels[index] = False
    return labels


def _company(blocks: Sequence[PageBlock], labels: Sequence[bool | None], index: int) -> int:
    """Return how many other paragraphs of the article stand around a block."""
    near = range(max(0, index - NEIGHBOURS), min(len(blocks), index + NEIGHBOURS + 1))
    return sum(1 for other in near if labels[other] and blocks[other].compact != blocks[index].compact)


def labels_of_chunks(
    blocks: Sequence[PageBlock], wanted: Iterable[str], unwanted: Iterable[str]
) -> list[bool | None]:
    """Return which blocks hold words that the article has, or that it has not; None for the others."""
    wanted, unwanted = list(map(compact, wanted)), list(map(compact, unwanted))
    return [
        True
        if any(words in block.compact for words in wanted)
        else False
        if any(words in block.compact for words in unwanted)
        else None
        for block in blocks
    ]


def examples(pages: Iterable[LabelledPage]) -> Iterator[tuple[Features, bool]]:
    """Yield the blocks to learn from; a long one counts up to four times, as it does to a reader."""
    for page in pages:
        for index, features in page.features.items():
            times = 1 + min(3, len(page.page.blocks[index].compact) // 100)
            yield from [(features, bool(page.labels[index]))] * times


def fit(pages: Iterable[LabelledPage]) -> dict[str, float]:
    """Return the weights of a block's being the article's."""
    return fit_yes_no(list(examples(pages)), epochs=4, learner=Learner(alpha=0.05, l1=2.0, l2=2.0))


@dataclass(frozen=True, slots=True)
class Judged:
    """A page and the blocks that were chosen of it."""

    page: LabelledPage
    chosen: frozenset[int]

    @property
    def text(self) -> str:
        blocks = (self.page.page.blocks[index] for index in sorted(self.chosen))
        return "\n".join(block.text for block in blocks if block.compact not in self.page.optional)


def f1(judged: Iterable[Judged]) -> float:
    """Return the F1 of mean precision and mean recall of shingles, as article-extraction-benchmark counts."""
    precisions, recalls = [], []
    for one in judged:
        taken, wanted = shingles(one.text), shingles("\n".join(one.page.body))
        right = (taken & wanted).total()
        recalls.append(right / max(1, wanted.total()))
        if taken:
            precisions.append(right / taken.total())
    precision, recall = statistics.mean(precisions or [0]), statistics.mean(recalls or [0])
    return 2 * precision * recall / max(1e-9, precision + recall)


def figures(judged: Sequence[Judged]) -> str:
    """Return how good the bodies of a corpus are, in words."""
    exact = sum(WORD.findall(one.text) == WORD.findall("\n".join(one.page.body)) for one in judged)
    return f"F1 of bodies {f1(judged):.3f}, word for word {exact / len(judged):.3f} of {len(judged)}"


def cross_validate(pages: Sequence[LabelledPage], folds: int) -> dict[str, list[Judged]]:
    """Return what was chosen of pages with a known body, by corpus, by models that never saw the site of the page they judge."""
    judged: dict[str, list[Judged]] = {}
    for part in deal(sorted({page.site for page in pages}), folds):
        held = set(part)
        model = LinearModel(fit(page for page in pages if page.site not in held))
        with held_instead({MODEL: model}):
            for page in pages:
                if page.site in held and page.body:
                    judged.setdefault(page.corpus, []).append(Judged(page, choose_blocks(page.page)))
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn which blocks of a page are its article.")
    parser.add_argument("labelled", type=Path, nargs="+", help=".jsonl or .jsonl.gz files")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{MODEL}.json")
    options = parser.parse_args()
    pages = [
        page
        for path in options.labelled
        for document in read_documents([path])
        if (page := read_page(document, path.name)) is not None
    ]
    for corpus, judged in cross_validate(pages, options.folds).items():
        print(f"{corpus}: {figures(judged)}")
    weights = fit(pages)
    write_model(options.out, weights)
    print(f"{len(weights)} features written to {options.out}")


if __name__ == "__main__":
    main()
