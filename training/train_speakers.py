"""Learns who said a quotation: weights for articles.text.ranking, from articles whose speakers people labelled.

    python -m training.train_speakers ARTICLES.jsonl[.gz] … [--folds 5]

Prints, by cross-validation over articles, how often the labelled mention (or an earlier quotation of
the same speaker) is the likeliest lead, and writes the weights learned from all.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from articles.text.linear import FOLDER, LinearModel, softmax
from training.corpus import deal, read_documents
from training.examples import Example, read_examples
from training.fitting import Learner, fit_choice, write_model

SURE_SHARE = 0.7  # of all quotations, the surest; how often the likeliest lead is wrong among them


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the ranker's weights."""
    return fit_choice(
        [(example.features, example.right) for example in examples], epochs=6, learner=Learner(l1=0.6)
    )


def report(held_out: Sequence[tuple[Example, LinearModel]]) -> str:
    """Return the shares right over labelled quotations that name a speaker, each judged by its own model."""
    count: Counter[str] = Counter()
    judged = []
    for example, model in held_out:
        if not example.label["speaker_text"]:
            continue
        chances = softmax([model.score(features) for features in example.features])
        best = max(range(len(chances) - 1), key=chances.__getitem__, default=0)
        is_right = example.is_reachable and best in example.right
        judged.append((chances[best], is_right))
        for name in ("all", example.label["kind"]):
            count[name] += 1
            count[f"{name} right"] += is_right
        count["reachable"] += example.is_reachable
    judged.sort(reverse=True)
    sure = judged[: int(len(judged) * SURE_SHARE)]
    lines = [
        f"{kind:8}{100 * count[f'{kind} right'] / count[kind]:6.1f} % of {count[kind]}"
        for kind in ("all", "direct", "mixed")
    ]
    lines.append(f"reachable {100 * count['reachable'] / count['all']:.1f} %")
    lines.append(
        f"wrong among the surest {SURE_SHARE:.0%}: {100 * sum(not ok for _, ok in sure) / len(sure):.1f} %"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    documents = list(read_documents(options.articles))
    folds = deal([read_examples(document) for document in documents], options.folds)
    held_out: list[tuple[Example, LinearModel]] = []
    for number, fold in enumerate(folds):
        others = [
            example for other in folds if other is not fold for document in other for example in document
        ]
        model = LinearModel(fit(others))
        held_out += [(example, model) for document in fold for example in document]
        print(f"fold {number + 1}: {len(model.weights)} features")
    print(report(held_out))
    write_model(
        FOLDER / "speakers.json",
        fit([example for fold in folds for document in fold for example in document]),
    )


if __name__ == "__main__":
    main()
