"""Learn which lines of a raw text are its article, and which its headline: `python -m training.train_lines PAGES.jsonl.gz …`.

Pages are as raw_texts reads them; what a later file says of a page with the same `id` is added to it
where nothing was said. All raw texts of one host are learned from or tested on together. `--texts` are
raw texts, {"id", "host", "raw"}, understood by models that never saw a page of their hosts; `--out` is
where they go, as parse_article writes them.
"""

import argparse
import gzip
import json
import random
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text import headlines, line_roles
from articles.text.blocks import Block, read_block
from articles.text.boilerplate import boilerplate_rule
from articles.text.cleaning import find_prose
from articles.text.line_features import line_features
from articles.text.linear import FOLDER, LinearModel, held_instead
from articles.text.pipeline import Item, parse
from articles.text.records import article_record
from articles.text.spans import Span
from articles.text.wordlists import words
from training.corpus import read_documents
from training.fitting import Features, Learner, fit_choice, fit_yes_no, write_model
from training.raw_texts import BODY, HEADLINE, UNKNOWN, RawText, fold, joined, pasted, raw_texts

FOLDS = 5
NEAR = 14  # lines around the article within which each line is learned from; of those beyond, some
SOME = 0.12
# Endings of hosts' names, which say nothing of whose they are.
ENDINGS = words("au blog co com de dev edu fr gov html in info io net news ng nz org uk www za")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A raw text read as the engine reads it, and the lines of it to learn from."""

    raw: RawText
    fold: int
    blocks: tuple[Block, ...]
    rules: tuple[str | None, ...]
    lines: tuple[tuple[Features, bool], ...]


def main() -> None:
    """Fit the models, print how they do on hosts they did not see, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, help="raw texts to understand by models of other hosts")
    parser.add_argument("--out", type=Path, help="where what was understood of them goes")
    parser.add_argument("--write", action="store_true", help="write articles/text/weights/")
    arguments = parser.parse_args()
    texts = read_texts(arguments.pages)
    held_out = {}
    for number in range(FOLDS):
        held_out[number] = fit([text for text in texts if text.fold != number])
        print(describe(number, [text for text in texts if text.fold == number], held_out[number]), flush=True)
    if arguments.texts and arguments.out:
        write_understood(arguments.texts, arguments.out, held_out)
    if arguments.write:
        for name, model in fit(texts).items():
            write_model(FOLDER / f"{name}.json", dict(model.weights))


def read_texts(paths: Iterable[Path]) -> list[Labelled]:
    """Return the raw texts of labelled pages, read and dealt by host."""
    pages: dict[str, dict[str, Any]] = {}
    for document in read_documents(paths):
        held = pages.setdefault(document["id"], {})
        held |= {key: value for key, value in document.items() if value and not held.get(key)}
    chance = random.Random(3)
    return [read_text(raw) for page in pages.values() if "html_base64" in page for raw in _cuts(page, chance)]


def _cuts(page: Mapping[str, Any], chance: random.Random) -> Iterator[RawText]:
    for raw in raw_texts(page):
        yield joined(raw) if raw.cut == "container" and chance.random() < 0.5 else raw
        if raw.cut in ("tight", "container") and not raw.is_silver and (short := pasted(raw, chance)):
            yield short


def read_text(raw: RawText) -> Labelled:
    """Return a raw text with the features of the lines to learn from."""
    blocks = tuple(read_block(line, Span(0, len(line))) for line in raw.lines)
    rules = tuple(boilerplate_rule(block) for block in blocks)
    near = {
        at
        for index, role in enumerate(raw.roles)
        if role in (BODY, HEADLINE)
        for at in range(index - NEAR, index + NEAR + 1)
    }
    own = [index for index, role in enumerate(raw.roles) if role == BODY] or [0]
    chance = random.Random(zlib.crc32(f"{raw.id} {raw.cut}".encode()))
    lines = []
    for index, features in enumerate(line_features(blocks, rules, find_prose(blocks, rules))):
        role = raw.roles[index]
        if role == UNKNOWN or (index not in near and chance.random() > SOME):
            continue
        # Extractors take captions for paragraphs and leave subheadings out.
        is_doubtful = own[0] <= index <= own[-1] and not (role == BODY and blocks[index].is_prose)
        if not (raw.is_silver and is_doubtful):
            lines.append((features, role == BODY))
    return Labelled(raw, fold_of(raw.host), blocks, rules, tuple(lines))


def fold_of(host: str) -> int:
    """Return the fold that a host is dealt to; www.example.co.uk and news.example.com share one."""
    name = host.removeprefix("traf/").removesuffix(".html").partition("-")[0]
    parts = [part for part in name.split(".") if part not in ENDINGS]
    return zlib.crc32(max(parts[:2], key=len, default=host).encode()) % FOLDS


def fit(texts: Sequence[Labelled]) -> dict[str, LinearModel]:
    """Return the models of lines and of headlines, learned from texts."""
    examples = [example for text in texts for example in text.lines]
    lines = LinearModel(fit_yes_no(examples, epochs=3, learner=Learner(l1=1.0)))
    with held_instead({line_roles.MODEL: lines}):
        groups = [group for text in texts if (group := headline_choice(text))]
    chosen = fit_choice(groups, epochs=5, learner=Learner(l1=0.5))
    return {line_roles.MODEL: lines, headlines.MODEL: LinearModel(chosen)}


def headline_choice(text: Labelled) -> tuple[list[Features], list[int]] | None:
    """Return the features of the lines that may be the headline, of none last, and which are right.

    None where the page's headline is not known, or stands there in other words.
    """
    if not text.raw.headline:
        return None
    article = line_roles.find_article(text.blocks, text.rules)
    if not article.stretch:
        return None
    candidates, features, none = headlines.headline_features(text.blocks, text.rules, article.stretch)
    folded = [fold(text.raw.lines[index]) for index in candidates]
    right = [number for number, line in enumerate(folded) if line == text.raw.headline]
    if not right:
        is_near = any(line.endswith(text.raw.headline) for line in folded)
        if is_near or text.raw.cut not in ("nohead", "pasted"):
            return None
    return [*features, none], right or [len(candidates)]


def describe(number: int, texts: Sequence[Labelled], models: Mapping[str, LinearModel]) -> str:
    """Return how models do on the texts of hosts they did not see."""
    lines = [example for text in texts if not text.raw.is_silver for example in text.lines]
    model = models[line_roles.MODEL]
    wrong = sum((model.score(features) > 0) != is_body for features, is_body in lines)
    with held_instead(models):
        groups = [group for text in texts if (group := headline_choice(text))]
    chosen = models[headlines.MODEL]
    hits = 0
    for features, right in groups:
        scores = [chosen.score(each) for each in features]
        hits += scores.index(max(scores)) in right
    return (
        f"fold {number}: {wrong / len(lines):.1%} of {len(lines):,} lines wrong, "
        f"{hits / len(groups):.1%} of {len(groups)} headlines right"
    )


def write_understood(source: Path, target: Path, held_out: Mapping[int, Mapping[str, LinearModel]]) -> None:
    """Write what is understood of raw texts by the models of the other hosts."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            document = json.loads(line)
            with held_instead(held_out[fold_of(document.get("host") or document["id"])]):
                item = Item(document["id"], document["raw"].encode(), format="text")
                record = article_record(parse(item, finds_quotations=False))
            out.write(json.dumps({"id": document["id"], **record}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
