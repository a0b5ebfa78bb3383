"""Learn which marked stretches are speech: `python -m training.train_speech TRAIN.jsonl.gz…`.

The labels are documents as extract_quotes writes them. A marked stretch that shares at least half of
its words with a quotation of kind "direct" or "mixed" is speech; one that only overlaps a quotation of
kind "ignore" is left out; any other is not speech. Titles and terms pass for speech in some corpora and not in others: `--weights` says how often
the documents of each file count.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.attribution import read_paragraphs
from articles.text.insides import WORD
from articles.text.linear import FOLDER, LinearModel
from articles.text.marks import find_marked
from articles.text.speech import LIKELY, SpeechJudge
from training.corpus import deal, read_documents
from training.fitting import Features, Learner, fit_yes_no, write_model


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch of a labelled article; `is_speech` is None where the labels leave it out.

    An evident one has no features.
    """

    features: Features
    is_speech: bool | None


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article: its stretches, and how many of its quotations no stretch holds."""

    corpus: str
    weight: int
    stretches: tuple[Stretch, ...]
    missed: int


def read_article(document: Mapping[str, Any], corpus: str, weight: int = 1) -> Article:
    text = document["text"]
    paragraphs = read_paragraphs(text, find_marked(text))
    judge = SpeechJudge(text, paragraphs, LinearModel({}))
    spoken = [
        _words(text, quote["start"], quote["end"])
        for quote in document["quotes"]
        if quote["kind"] in ("direct", "mixed")
    ]
    ignored = [
        _words(text, quote["start"], quote["end"])
        for quote in document["quotes"]
        if quote["kind"] == "ignore"
    ]
    left = [words for words in spoken if words]
    stretches = []
    for number, paragraph in enumerate(paragraphs):
        for at, mark in paragraph.marked.items():
            words = _words(text, mark.inner.start, mark.inner.end)
            held = next(
                (other for other in left if 2 * len(words & other) >= (len(words) + len(other)) / 2), None
            )
            if held is not None:
                left.remove(held)
            is_speech = (
                True if held is not None else None if any(words & other for other in ignored) else False
            )
            features = () if judge.is_evident(number, at) else judge.features(number, at)
            stretches.append(Stretch(features, is_speech))
    return Article(corpus, weight, tuple(stretches), len(left))


def _words(text: str, start: int, end: int) -> frozenset[int]:
    """Return where the words of a stretch begin."""
    return frozenset(match.start() for match in WORD.finditer(text, start, end))


# Labels that call these speech are slips of the corpus: a title in a row of titles, after its noun or its broadcaster.
TITLES = ("row of ", "work title", "outlet before title")


def is_slip(stretch: Stretch) -> bool:
    return bool(stretch.is_speech) and any(feature.startswith(TITLES) for feature in stretch.features)


def examples(articles: Iterable[Article]) -> Iterator[tuple[Features, bool]]:
    for article in articles:
        for stretch in article.stretches:
            if stretch.features and stretch.is_speech is not None and not is_slip(stretch):
                yield from [(stretch.features, stretch.is_speech)] * article.weight


def fit(articles: Iterable[Article]) -> dict[str, float]:
    """Return the weights of speech."""
    return fit_yes_no(list(examples(articles)), epochs=5, learner=Learner(l1=3.0, l2=1.0))


@dataclass(slots=True)
class Figures:
    """Counts of one corpus: right, wrongly taken for speech, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __str__(self) -> str:
        precision = 100 * self.right / max(1, self.right + self.wrong)
        recall = 100 * self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def cross_validate(articles: list[Article], folds: int) -> dict[str, Figures]:
    """Return figures by corpus, from models that never saw the article that they judge."""
    figures: dict[str, Figures] = {}
    parts = deal(articles, folds)
    for number, part in enumerate(parts):
        others = [article for index, other in enumerate(parts) if index != number for article in other]
        model = LinearModel(fit(others))
        for article in part:
            counts = figures.setdefault(article.corpus, Figures())
            counts.missed += article.missed
            for stretch in article.stretches:
                if stretch.is_speech is None:
                    continue
                is_taken = not stretch.features or model.probability(stretch.features) >= LIKELY
                counts.right += is_taken and stretch.is_speech
                counts.wrong += is_taken and not stretch.is_speech
                counts.missed += stretch.is_speech and not is_taken
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn which marked stretches are speech.")
    parser.add_argument("labelled", type=Path, nargs="+", help=".jsonl or .jsonl.gz files")
    parser.add_argument("--weights", type=int, nargs="+", help="how often the documents of each file count")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=FOLDER / "speech.json")
    options = parser.parse_args()
    weights_of = options.weights or [1] * len(options.labelled)
    articles = [
        read_article(document, path.name, weight)
        for path, weight in zip(options.labelled, weights_of, strict=True)
        for document in read_documents([path])
    ]
    figures = cross_validate(articles, options.folds)
    for corpus, counts in figures.items():
        print(f"{corpus}: {counts}")
    weights = fit(articles)
    write_model(options.out, weights)
    print(f"{len(weights)} features written to {options.out}")


if __name__ == "__main__":
    main()
