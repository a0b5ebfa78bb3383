"""Measures finding near-duplicates and quote clusters as an archive grows, in a SQLite database of its own.

    python benchmarks/duplicates.py [--articles 20000]

The texts are made by lot of invented words: each word is often followed by the same few, so that runs of four come
back in other quotes as often as they do in news (measured: of 3,900 wordings of news one run in 300 is in three or
more). One article in twenty is a version of an earlier one, with sentences cut, added and changed.
"""

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

WORDS = 20_000
SLOPE = 0.9
FOLLOWERS = 8
FOLLOWED = 0.42
VERSIONS = 0.05
WINDOW = 500


class Writer:
    """Writes articles by lot, the same ones each time."""

    def __init__(self) -> None:
        self.draw = random.Random(1)
        self.weights = list(itertools.accumulate((rank + 2) ** -SLOPE for rank in range(WORDS)))
        self.followers = [self._words(FOLLOWERS) for _ in range(WORDS)]
        self.written: list[list[str]] = []

    def _words(self, count: int) -> list[int]:
        return self.draw.choices(range(WORDS), cum_weights=self.weights, k=count)

    def _sentence(self, length: int) -> str:
        [word] = self._words(1)
        said = []
        for _ in range(length):
            said.append(f"w{word}")
            if self.draw.random() < FOLLOWED:
                word = self.followers[word][min(int(self.draw.expovariate(0.7)), FOLLOWERS - 1)]
            else:
                [word] = self._words(1)
        return " ".join(said)

    def _article(self) -> list[str]:
        """Return the sentences of some 600 words; every fourth is a quote."""
        return [
            f"“{self._sentence(5 + int(self.draw.expovariate(1 / 14)))}”"
            if number % 4 == 1
            else self._sentence(20)
            for number in range(30)
        ]

    def articles(self, count: int) -> Iterator[str]:
        for _ in range(count):
            if self.written and self.draw.random() < VERSIONS:
                sentences = self._version(self.draw.choice(self.written))
            else:
                sentences = self._article()
                self.written.append(sentences)
            yield "\n\n".join(sentences)

    def _version(self, sentences: list[str]) -> list[str]:
        """Return some sentences with a fifth cut, three changed by a word and two added."""
        kept = [sentence for sentence in sentences if self.draw.random() < 0.8]
        for place in self.draw.sample(range(len(kept)), 3):
            words = kept[place].split()
            words[len(words) // 2] = "changed"
            kept[place] = " ".join(words)
        return [*kept, self._sentence(20), self._sentence(20)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=20_000)
    count = options.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
            "ENV_FILE": "/dev/null",
            "DATA_DIR": folder,
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        measure(count, Path(folder))


def measure(count: int, folder: Path) -> None:
    # ruff: noqa: PLC0415  there are no models before django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from tqdm import tqdm

    from articles.importing.near_duplicates import find_near_duplicates
    from articles.importing.quote_clusters import cluster_quotes
    from articles.models import Article, NearDuplicate, SketchEntry, Wording, WordingEntry, WordingVariant
    from articles.text.pipeline import parse
    from articles.text.readers import Item
    from benchmarks.corpus import make_articles

    call_command("migrate", verbosity=0)
    parsed = [text.encode() for text in make_articles(21)]
    parse(Item(name="", data=parsed[0]))
    start = time.process_time()
    for data in parsed[1:]:
        parse(Item(name="", data=data))
    parsing = 1000 * (time.process_time() - start) / (len(parsed) - 1)
    print(f"understanding one article with its quotations: {parsing:.1f} ms")
    print(
        f"{'articles':>9} {'sketch and pairs':>17} {'quote clusters':>15} {'together':>9} {'of parsing':>11}"
    )

    spent = {"articles": 0.0, "quotes": 0.0}
    for number, body in enumerate(
        tqdm(Writer().articles(count), total=count, unit=" articles", disable=None, leave=False), start=1
    ):
        with transaction.atomic():
            [article] = Article.objects.bulk_create([Article(public_id=f"{number:012}", body=body)])
            quotes = _quotes(article)
            start = time.process_time()
            find_near_duplicates(article)
            middle = time.process_time()
            cluster_quotes(quotes)
            spent["articles"] += middle - start
            spent["quotes"] += time.process_time() - middle
        if number % WINDOW == 0:
            if number in (WINDOW, count) or number % 5_000 == 0:
                one, other = (1000 * seconds / WINDOW for seconds in spent.values())
                print(
                    f"{number:>9} {one:>14.2f} ms {other:>12.2f} ms {one + other:>6.2f} ms {(one + other) / parsing:>11.2f}"
                )
            spent = dict.fromkeys(spent, 0.0)
    with connection.cursor() as cursor:
        cursor.execute("select sum(pgsize) from dbstat where name like '%sketch%' or name like '%wording%'")
        [size] = cursor.fetchone()
    print(
        f"{SketchEntry.objects.count()} sketch entries, {NearDuplicate.objects.count()} pairs, "
        f"{Wording.objects.count()} wordings, {WordingEntry.objects.count()} entries of them, "
        f"{WordingVariant.objects.count()} variants; {size / count / 1000:.1f} kB an article "
        f"of {(folder / 'archive.sqlite3').stat().st_size / count / 1000 if (folder / 'archive.sqlite3').exists() else 0:.1f}"
    )


def _quotes(article: "Article") -> "list[Quote]":  # noqa: F821
    import re

    from articles.models import Quote

    return Quote.objects.bulk_create(
        Quote(
            public_id=f"{article.pk:08}{number:04}",
            article=article,
            start=match.start(1),
            end=match.end(1),
            words=match[1],
            kind="direct",
            statement=number,
        )
        for number, match in enumerate(re.finditer("“([^”]+)”", article.body))
    )


if __name__ == "__main__":
    main()
