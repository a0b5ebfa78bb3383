"""Learn which passages are indirect speech: `python -m training.train_indirect TRAIN.jsonl.gz… [--folds 5]`.

Prints what articles left out of each fold would give, by threshold; writes articles/text/weights/indirect.json.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.attribution import read_paragraphs
from articles.text.chunks import Chunk, ChunkedSentence
from articles.text.indirect import SHORTEST, Models, choose, split
from articles.text.indirect_passages import (
    cue_features,
    further_features,
    passage_features,
    proposals_of,
    readings_of,
    source_features,
    sources_of,
)
from articles.text.linear import FOLDER, LinearModel
from articles.text.marks import find_marked
from articles.text.paragraphs import Paragraph
from training.corpus import deal, read_documents
from training.fitting import Features, Learner, fit_yes_no, write_model

WORD = re.compile(r"\w+(?:['’]\w+)?")
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
# How much of a proposal must be labelled for it to be right, and how much of a chunk beyond it.
SHARE = 0.8
SHARE_FURTHER = 0.6
FEWEST = 12  # articles in which a feature occurs


@dataclass(frozen=True)
class Labelled:
    """An article with its words that are indirect speech and those that do not count, by where they begin."""

    text: str
    paragraphs: list[Paragraph]
    said: frozenset[int]
    aside: frozenset[int]

    def words(self, paragraph: Paragraph, start: int, stop: int) -> set[int]:
        """Return the words among tokens [start, stop) of a paragraph."""
        tokens = paragraph.tokens
        return {
            match.start() for match in WORD.finditer(self.text, tokens[start].start, tokens[stop - 1].end)
        }

    def is_right(self, paragraph: Paragraph, chunk: Chunk, share: float) -> bool:
        words = self.words(paragraph, chunk.start, chunk.stop)
        return bool(words) and len(words & self.said) >= share * len(words)


def read_labelled(document: Mapping[str, Any]) -> Labelled:
    text = document["text"]
    said: set[int] = set()
    aside: set[int] = set()
    for quote in document["quotes"]:
        starts = {match.start() for match in WORD.finditer(text, quote["start"], quote["end"])}
        (said if quote["kind"] == "indirect" else aside).update(starts)
    paragraphs = read_paragraphs(text, find_marked(text))
    return Labelled(text, paragraphs, frozenset(said), frozenset(aside - said))


def sentences_of(labelled: Labelled) -> Iterator[ChunkedSentence]:
    for paragraph in labelled.paragraphs:
        for sentence in paragraph.sentences:
            yield ChunkedSentence(paragraph, sentence)


def examples_of(labelled: Labelled) -> Iterator[tuple[Features, bool]]:
    """Yield the proposals of an article, and, beyond those that are right, the chunks that follow.

    A cue inside a labelled passage teaches nothing: its words are labelled for the sake of another cue.
    """
    for sentence in sentences_of(labelled):
        for place in sentence.cues:
            if sentence.tokens[place.start].start in labelled.said:
                continue
            of_cue = cue_features(sentence, place)
            for source in sources_of(sentence, place):
                shared = of_cue + source_features(sentence, place, source)
                for reading in readings_of(sentence, place, source):
                    for proposal in proposals_of(sentence, reading):
                        features = shared + passage_features(sentence, proposal)
                        is_right = labelled.is_right(sentence.paragraph, proposal.chunk, SHARE)
                        yield _named(reading.side, features), is_right
                        ahead = range(proposal.number + 1, len(sentence.chunks))
                        back = range(proposal.number - 1, -1, -1)
                        for number in ahead if reading.side == "after" else back:
                            if not is_right:
                                break
                            features = further_features(sentence, proposal, number)
                            chunk = sentence.chunks[number]
                            is_right = labelled.is_right(sentence.paragraph, chunk, SHARE_FURTHER)
                            yield _named("further " + reading.side, features), is_right


def _named(part: str, features: Features) -> Features:
    return [f"{part}: {feature}" for feature in features]


def learn(articles: Sequence[Sequence[tuple[Features, bool]]]) -> LinearModel:
    """Return the model that the examples of articles teach."""
    counts: Counter[str] = Counter()
    for examples in articles:
        counts.update({feature for features, _ in examples for feature in features})
    frequent = {feature for feature, count in counts.items() if count >= FEWEST}
    kept = [
        ([feature for feature in features if feature in frequent], is_right)
        for examples in articles
        for features, is_right in examples
    ]
    return LinearModel(fit_yes_no(kept, epochs=8, learner=Learner(l1=7.0, l2=20.0)))


def found_words(labelled: Labelled, models: Models, likely: float) -> Iterator[set[int]]:
    """Yield the words of each passage that a model finds in an article."""
    for sentence in sentences_of(labelled):
        for passage in choose(sentence, models, likely):
            for start, stop in passage.parts:
                words = labelled.words(sentence.paragraph, start, stop)
                if len(words) >= SHORTEST:
                    yield words


def measure(articles: Sequence[Labelled], models: Sequence[Models], likely: float) -> str:
    """Return precision and recall by words, and the share of passages wholly outside all labelled ones."""
    found = right = said = outside = passages = 0
    for article, model in zip(articles, models, strict=True):
        said += len(article.said)
        mine: set[int] = set()
        for words in found_words(article, model, likely):
            passages += 1
            outside += not words & (article.said | article.aside)
            mine |= words
        mine -= article.aside
        found += len(mine)
        right += len(mine & article.said)
    return (
        f"{likely:.2f}: precision {100 * right / max(1, found):.1f}, recall {100 * right / max(1, said):.1f}, "
        f"{100 * outside / max(1, passages):.1f} % of {passages} passages wholly outside"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    articles = [read_labelled(document) for document in read_documents(arguments.files)]
    taught = [(article, list(examples_of(article))) for article in articles]
    folds = deal(taught, arguments.folds) if arguments.folds > 1 else []
    tested: list[Labelled] = []
    models: list[Models] = []
    for number, fold in enumerate(folds):
        others = [examples for other, part in enumerate(folds) if other != number for _, examples in part]
        tested += [article for article, _ in fold]
        models += [split(learn(others))] * len(fold)
    for likely in THRESHOLDS if folds else ():
        print(measure(tested, models, likely))
    model = learn([examples for _, examples in taught])
    write_model(FOLDER / "indirect.json", dict(model.weights))
    print(f"{len(model.weights)} features")


if __name__ == "__main__":
    main()
