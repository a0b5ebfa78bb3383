"""Labelled articles as JSON Lines: the form that extract_quotes writes, with the right answers in it."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

Item = TypeVar("Item")


def read_documents(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the documents of .jsonl and .jsonl.gz files: {"id", "text", "quotes": [{"start", "end", "kind", …}]}."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def deal(items: Sequence[Item], folds: int) -> list[list[Item]]:
    """Return the items dealt into folds at random, the same way each time; deal documents, not quotations."""
    shuffled = list(items)
    random.Random(1).shuffle(shuffled)
    return [shuffled[number::folds] for number in range(folds)]
