"""Runs the whole engine on articles that its models were not learned from, fold by fold.

    python -m training.cross_validate ARTICLES.jsonl[.gz] … --out PREDICTED.jsonl [--folds 5]

Writes what `manage.py extract_quotes` would write for each article, by models learned from the other folds.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from articles.text.linear import LinearModel, held_instead
from articles.text.pipeline import find_quotations
from articles.text.records import quotation_record
from training import train_speakers
from training.corpus import deal, read_documents
from training.examples import read_examples


def learn(documents: Sequence[Mapping[str, Any]]) -> dict[str, LinearModel]:
    """Return every model of the engine, learned from some articles."""
    examples = [example for document in documents for example in read_examples(document)]
    return {"speakers": LinearModel(train_speakers.fit(examples))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    folds = deal(list(read_documents(options.articles)), options.folds)
    with options.out.open("w", encoding="utf-8") as out:
        for number, fold in enumerate(folds):
            models = learn([document for other in folds if other is not fold for document in other])
            with held_instead(models):
                for document in fold:
                    quotes = [quotation_record(quotation) for quotation in find_quotations(document["text"])]
                    out.write(json.dumps({"id": document["id"], "quotes": quotes}) + "\n")
            print(f"fold {number + 1} of {len(folds)}: {len(fold)} articles")


if __name__ == "__main__":
    main()
