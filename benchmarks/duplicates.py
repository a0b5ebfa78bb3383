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
import re
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
# Sizes of the archive at which WINDOW articles are measured.
SIZES = (1_000, 5_000, 10_000)
WINDOW = 250
NUMBERS = itertools.count(1)


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
        measure(count)


def measure(count: int) -> None:
    # ruff: noqa: PLC0415  there are no models before django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from tqdm import tqdm

    from articles.importing.near_duplicates import find_near_duplicates
    from articles.importing.quote_clusters import cluster_quotes
    from articles.models import Article, SketchEntry, WordingEntry

    call_command("migrate", verbosity=0)
    parsing = _parsing()
    print(f"understanding one article with its quotations: {parsing:.1f} ms")
    print(
        f"{'articles':>9} {'sketch and pairs':>17} {'quote clusters':>15} {'together':>9} {'of parsing':>11}"
    )
    bodies = Writer().articles(count)
    stops = [size for size in SIZES if size < count] + [count]
    with tqdm(total=count, unit=" articles", disable=None, leave=False) as bar:
        for size in stops:
            while bar.n < size - WINDOW:
                _fill(list(itertools.islice(bodies, min(WINDOW, size - WINDOW - bar.n))))
                bar.n = Article.objects.count()
                bar.refresh()
            spent, other_spent = 0.0, 0.0
            for body in itertools.islice(bodies, WINDOW):
                with transaction.atomic():
                    [article] = Article.objects.bulk_create([Article(public_id=_id(), body=body)])
                    quotes = _quotes([article])
                    start = time.process_time()
                    find_near_duplicates(article)
                    middle = time.process_time()
                    cluster_quotes(quotes)
                    spent, other_spent = spent + middle - start, other_spent + time.process_time() - middle
                bar.update()
            one, other = 1000 * spent / WINDOW, 1000 * other_spent / WINDOW
            print(
                f"{size:>9} {one:>14.2f} ms {other:>12.2f} ms {one + other:>6.2f} ms {(one + other) / parsing:>11.2f}"
            )
    with connection.cursor() as cursor:
        cursor.execute("select sum(pgsize) from dbstat where name like '%sketch%' or name like '%wording%'")
        [tables] = cursor.fetchone()
    print(
        f"{SketchEntry.objects.count()} entries of articles, {WordingEntry.objects.count()} of quotes; "
        f"{tables / count / 1000:.1f} kB of tables an article"
    )


def _parsing() -> float:
    """Return the milliseconds it takes to understand an article."""
    from articles.text.pipeline import parse
    from articles.text.readers import Item
    from benchmarks.corpus import make_articles

    items = [Item(name="", data=text.encode()) for text in make_articles(41)]
    parse(items[0])
    start = time.process_time()
    for item in items[1:]:
        parse(item)
    return 1000 * (time.process_time() - start) / (len(items) - 1)


def _fill(bodies: list[str]) -> None:
    """Store articles with their sketches, without looking for what is like them: so the archive grows faster."""
    from django.db import transaction

    from articles.models import Article, QuotedWording, SketchEntry, Wording, WordingEntry
    from articles.text.documents import QuotationKind
    from articles.text.sketches import digest_of, sketch_of_quote, sketch_of_text
    from articles.text.wordings import compared_words

    with transaction.atomic():
        articles = Article.objects.bulk_create([Article(public_id=_id(), body=body) for body in bodies])
        SketchEntry.objects.store(
            {article.pk: sketch_of_text(article.body) for article in articles}, owner="article"
        )
        said = {
            quote.pk: " ".join(compared_words(quote.words, QuotationKind.DIRECT))
            for quote in _quotes(articles)
        }
        keys = {digest_of(words): words for words in said.values()}
        known = {wording.key: wording for wording in Wording.objects.filter(key__in=keys)}
        made = Wording.objects.bulk_create(
            Wording(key=key, words=words, word_count=len(words.split()))
            for key, words in keys.items()
            if key not in known
        )
        WordingEntry.objects.store(
            {wording.pk: sketch_of_quote(wording.words.split()) for wording in made}, owner="wording"
        )
        wordings = known | {wording.key: wording for wording in made}
        QuotedWording.objects.bulk_create(
            QuotedWording(quote_id=quote, wording=wordings[digest_of(words)]) for quote, words in said.items()
        )


def _id() -> str:
    return f"{next(NUMBERS):012}"


def _quotes(articles: "list[Article]") -> "list[Quote]":  # noqa: F821
    from articles.models import Quote

    return Quote.objects.bulk_create(
        Quote(
            public_id=_id(),
            article=article,
            start=match.start(1),
            end=match.end(1),
            words=match[1],
            kind="direct",
            statement=number,
        )
        for article in articles
        for number, match in enumerate(re.finditer("“([^”]+)”", article.body))
    )


if __name__ == "__main__":
    main()
