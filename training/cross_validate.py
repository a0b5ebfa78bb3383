"""Runs the whole engine on articles that its models were not learned from, fold by fold.

    python -m training.cross_validate ARTICLES.jsonl[.gz] … --persons PERSONS.jsonl … --out PREDICTED.jsonl
        [--folds 5] [--calibrate]

Writes what `manage.py extract_quotes` would write for each article, by models learned from the other
folds. With --calibrate the chances of the persons found are compared with who really spoke, and the
steps from one to the other are written to articles/text/weights/confidence.json; without it the
confidence written is calibrated as it stands.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from articles.text.documents import Quotation, QuotationKind
from articles.text.linear import FOLDER, LinearModel, held_instead
from articles.text.pipeline import find_quotations
from articles.text.records import quotation_record
from articles.text.resolution import MODELS
from training import train_indirect, train_persons, train_speakers, train_speech
from training.corpus import deal, read_documents
from training.examples import read_examples
from training.fitting import calibrate, write_model

Document = Mapping[str, Any]


def learn(documents: Sequence[Document], persons: Iterable[Document]) -> dict[str, LinearModel]:
    """Return every model of the engine, learned from some articles and who spoke in them."""
    examples = [example for document in documents for example in read_examples(document)]
    reported = [document for document in documents if any(q["kind"] == "indirect" for q in document["quotes"])]
    models = {
        "speech": LinearModel(train_speech.fit(train_speech.read_article(document, "") for document in documents)),
        "speakers": LinearModel(train_speakers.fit(examples)),
        "indirect": train_indirect.learn(
            [list(train_indirect.examples_of(train_indirect.read_labelled(document))) for document in reported]
        ),
    }
    articles = train_persons.read_articles(documents, persons)
    with held_instead(models):
        train_persons.listen(articles)
        known = train_persons.fit(articles)
    return models | {MODELS[kind]: model for kind, model in known.items()}


def judge(quotations: Iterable[Quotation], persons: Sequence[Document]) -> list[tuple[float, bool, str]]:
    """Return (chance before calibration, whether it is the right person, method) of each likeliest person."""
    judged = []
    for quotation in quotations:
        label = next((p for p in persons if abs(p["start"] - quotation.span.start) < 3), None)
        first = next(iter(quotation.attribution.candidates), None)
        if label is None or first is None or quotation.kind is QuotationKind.INDIRECT:
            continue
        if label["speaker"] == "UNKNOWN" or train_persons.NO_PERSON.match(label.get("flag") or ""):
            continue
        said = train_persons.Label(label["start"], label["end"], None, label["speaker"], label["named"])
        is_right = train_persons.is_right(said, first.name)
        judged.append((first.score, is_right, quotation.attribution.method))
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    judged = []
    with options.out.open("w", encoding="utf-8") as out:
        for number, fold in enumerate(folds):
            others = [document for other in folds if other is not fold for document in other]
            models = learn(others, (line for document in others for line in persons[document["id"]]))
            with held_instead(models):
                for document in fold:
                    found = find_quotations(document["text"])
                    judged += judge(found, persons[document["id"]])
                    quotes = [quotation_record(quotation) for quotation in found]
                    out.write(json.dumps({"id": document["id"], "quotes": quotes}) + "\n")
            print(f"fold {number + 1} of {len(folds)}: {len(fold)} articles")
    if options.calibrate:
        steps = calibrate([(chance, is_right) for chance, is_right, _ in judged])
        write_model(FOLDER / "confidence.json", {}, [(0.0, 0.0), *steps])
    for line in table(judged):
        print(line)


def table(judged: Sequence[tuple[float, bool, str]]) -> list[str]:
    """Return how often persons were right by method and by stated chance, a line each."""
    lines = []
    for method in ("all", *sorted({method for _, _, method in judged})):
        parts = [f"{method:13}"]
        for low, high in ((0.0, 0.3), (0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
            here = [is_right for chance, is_right, of in judged if low <= chance < high and method in ("all", of)]
            parts.append(f"{low:.2f}: {100 * sum(here) / max(1, len(here)):3.0f} of {len(here):4}")
        lines.append("  ".join(parts))
    return lines


if __name__ == "__main__":
    main()
