"""Runs the whole engine on articles that its models were not learned from, fold by fold.

    python -m training.cross_validate ARTICLES.jsonl[.gz] … --persons PERSONS.jsonl … --out PREDICTED.jsonl
        [--folds 5] [--calibrate]

Writes what `manage.py extract_quotes` would write for each article, by models learned from the other
folds. With --calibrate the chances of the persons found are compared with who really spoke, and the
steps from one to the other are written to articles/text/weights/certainty.json; without it the
confidence written is calibrated as it stands.
"""

import argparse
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.attribution import read_article
from articles.text.documents import QuotationKind
from articles.text.linear import FOLDER, LinearModel, held_instead, log_odds
from articles.text.pipeline import find_quotations
from articles.text.records import quotation_record
from articles.text.resolution import MODELS
from training import train_indirect, train_persons, train_speakers, train_speech
from training.corpus import deal, read_documents
from training.examples import read_examples
from training.fitting import Learner, calibrate, fit_yes_no, write_model

Document = Mapping[str, Any]
LEAST_SEEN, LEAST_CHANCE = 3.0, 0.01  # log odds below the first step at which hardly a chance is left
FEWEST = 40  # decisions that a feature must have been seen in, for its weight to mean something
MOST_SHIFT = 3  # characters between a label's beginning and the quotation's


def learn(documents: Sequence[Document], persons: Iterable[Document]) -> dict[str, LinearModel]:
    """Return every model of the engine, learned from some articles and who spoke in them."""
    examples = [example for document in documents for example in read_examples(document)]
    reported = [
        document for document in documents if any(q["kind"] == "indirect" for q in document["quotes"])
    ]
    models = {
        "speech": LinearModel(
            train_speech.fit(train_speech.read_article(document, "") for document in documents)
        ),
        "speakers": LinearModel(train_speakers.fit(examples)),
        "indirect": train_indirect.learn(
            [
                list(train_indirect.examples_of(train_indirect.read_labelled(document)))
                for document in reported
            ]
        ),
    }
    articles = train_persons.read_articles(documents, persons)
    with held_instead(models):
        train_persons.listen(articles)
        known = train_persons.fit(articles)
    return models | {MODELS[kind]: model for kind, model in known.items()}


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision of the engine: its chance before calibration, its features, and whether it was right."""

    chance: float
    features: tuple[str, ...]
    confidence: float
    is_right: bool


def judge(document: Document, persons: Sequence[Document]) -> Iterator[Judged]:
    """Yield the engine's decisions on quotations between marks of which it is known who spoke."""
    article = read_article(document["text"])
    spoken = [q for q in article.run() if q.kind is not QuotationKind.INDIRECT]
    for quotation, decision in zip(spoken, article.decisions, strict=True):
        label = next((p for p in persons if abs(p["start"] - quotation.span.start) < MOST_SHIFT), None)
        if label is None or decision is None or label["speaker"] == "UNKNOWN":
            continue
        if train_persons.NO_PERSON.match(label.get("flag") or ""):
            continue
        said = train_persons.Label(label["start"], label["end"], None, label["speaker"], label["named"])
        is_right = train_persons.is_right(said, decision.best.resolved.name)
        yield Judged(decision.best.chance, decision.features, decision.confidence, is_right)


def fit_certainty(judged: Sequence[Judged]) -> LinearModel:
    """Return the model that turns a decision's chance and features into how often such are right."""
    counts = Counter(feature for one in judged for feature in one.features)
    examples = [([f for f in one.features if counts[f] >= FEWEST], one.is_right) for one in judged]
    offsets = [log_odds(one.chance) for one in judged]
    weights = fit_yes_no(examples, offsets=offsets, epochs=20, learner=Learner(alpha=0.05, l1=0.5, l2=2.0))
    model = LinearModel(weights)
    scored = [
        (offset + model.score(one.features), one.is_right)
        for one, offset in zip(judged, offsets, strict=True)
    ]
    steps = calibrate(scored)
    # Below the least that was seen, chance falls to nothing.
    return LinearModel(weights, [(steps[0][0] - LEAST_SEEN, LEAST_CHANCE), *steps] if steps else ())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--persons", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--calibrate", action="store_true")
    options = parser.parse_args()
    folds = deal(list(read_documents(options.articles)), options.folds)
    persons: dict[str, list[Document]] = defaultdict(list)
    for line in read_documents(options.persons):
        persons[line["id"]].append(line)
    learned = []
    judged: list[list[Judged]] = []
    for number, fold in enumerate(folds):
        others = [document for other in folds if other is not fold for document in other]
        learned.append(learn(others, (line for document in others for line in persons[document["id"]])))
        with held_instead(learned[-1]):
            judged.append([one for document in fold for one in judge(document, persons[document["id"]])])
        print(f"fold {number + 1} of {len(folds)}: {len(fold)} articles")
    stated: list[Judged] = []
    with options.out.open("w", encoding="utf-8") as out:
        for number, fold in enumerate(folds):
            certainty = fit_certainty(
                [one for other, of in enumerate(judged) if other != number for one in of]
            )
            with held_instead(learned[number] | {"certainty": certainty}):
                for document in fold:
                    stated += judge(document, persons[document["id"]])
                    quotes = [quotation_record(quotation) for quotation in find_quotations(document["text"])]
                    out.write(json.dumps({"id": document["id"], "quotes": quotes}) + "\n")
    print(table(stated))
    if options.calibrate:
        model = fit_certainty([one for of in judged for one in of])
        write_model(FOLDER / "certainty.json", dict(model.weights), model.steps)


def table(judged: Sequence[Judged]) -> str:
    """Return how often persons were right by mention and by stated confidence, a line each."""
    lines = []
    for mention in ("always", *sorted({one.features[1] for one in judged})):
        of = [one for one in judged if mention in one.features]
        parts = [f"{mention:20}"]
        for low, high in itertools.pairwise((0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
            here = [one.is_right for one in of if low <= one.confidence < high]
            parts.append(f"{low:.2f}: {100 * sum(here) / max(1, len(here)):3.0f} of {len(here):4}")
        lines.append("  ".join(parts))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
