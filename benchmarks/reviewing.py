"""Measures a step of the review queue in an archive of 100,000 quotes, in a SQLite database and index of its own.

    python benchmarks/reviewing.py [--articles 12500] [--steps 200]

A step is what an editor waits for: the answer to a decision, and the next screen. Time is CPU time, through Django's
test client with all middleware: that of the request alone, and that of the whole process, in which a thread brings the
index up meanwhile.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

QUOTES_EACH = 8
SPEAKERS, PUBLICATIONS = 3_000, 40
WORDS = 12_000
PART = 500


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=12_500)
    options.add_argument("--steps", type=int, default=200)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "DEBUG": "false",
            "SECRET_KEY": "benchmark",
            "ENV_FILE": "/dev/null",
            "ALLOWED_HOSTS": "testserver",
            "STATIC_ROOT": f"{folder}/static",
            "DATA_DIR": folder,
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        measure(chosen.articles, chosen.steps)


def measure(articles: int, steps: int) -> None:
    # ruff: noqa: PLC0415  there are no models before django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from articles.models import Publication, Quote, Speaker
    from articles.search import drain_outbox

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    editor = fill(articles)
    call_command("rebuild_index", interactive=False, verbosity=0)
    print(f"{Quote.objects.count():,} quotes of {articles:,} articles")
    client = Client()
    client.force_login(editor)
    from articles.editing.audits import draw_sample

    sample = draw_sample(size=2 * steps, seed=1, editor=editor)
    speaker = Speaker.objects.get(pk=Quote.objects.order_by("-pk")[0].speaker_id)
    queue = reverse("admin:articles_review_changelist")
    print(f"{'what':<34} {'request, median':>16} {'95 %':>8} {'process':>9}  (ms of CPU)")
    for name, query, count in (
        ("everything, least certain first", "", steps),
        ("one outlet of 40", f"?publication={Publication.objects.order_by('-pk')[0].pk}", steps // 4),
        ("one kind of attribution", "?method=pronoun", steps // 4),
        ("one speaker of 3,000", f"?speaker={speaker.name.replace(' ', '+')}", 8),
        ("a random sample", f"?sample={sample.pk}", steps // 4),
    ):
        times = list(walk(client, queue + query, count))
        request = sorted(one for one, _ in times)
        whole = statistics.median(both for _, both in times)
        worst = request[int(0.95 * (len(request) - 1))]
        print(f"{name:<34} {statistics.median(request):>16.1f} {worst:>8.1f} {whole:>9.1f}")
    for name, path in (("the queue's first page", queue), ("the desk's first page", reverse("admin:index"))):

        def ask(path: str = path) -> Any:
            return client.get(path)

        ask()
        taken = [clocked(ask)[0] for _ in range(9)]
        print(f"{name:<34} {statistics.median(taken):>16.1f} {max(taken):>8.1f}")
    drain_outbox()


def walk(client: Any, address: str, steps: int) -> Iterator[tuple[float, float]]:
    """Decide items one after the other, and yield what each step took."""
    here = client.post(address)["Location"]
    html = client.get(here).content.decode()
    dice = random.Random(3)
    for _ in range(steps):
        token = re.search(r'name="seen" value="(\w+)"', html)
        if token is None:
            return
        sent = {"seen": token[1], "verdict": "confirm"}
        if dice.random() < 0.15 and 'name="candidate"' in html:
            sent = {"seen": token[1], "candidate": "1"}

        def step(sent: dict[str, str] = sent, here: str = here) -> tuple[str, str]:
            following = client.post(here, sent)["Location"]
            return following, client.get(following).content.decode()

        request, process, (here, html) = clocked(step)
        yield request, process


def clocked(call: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the milliseconds of CPU of this thread and of the process that a call took, and what it returned."""
    thread, process = time.thread_time(), time.process_time()
    found = call()
    return 1000 * (time.thread_time() - thread), 1000 * (time.process_time() - process), found


def fill(articles: int) -> Any:
    """Make articles with quotes, by lot, the same each time, and return an editor."""
    from django.contrib.auth.models import User
    from tqdm import tqdm

    from articles.models import Article, Publication, Quote, Speaker, SpeakerAlias
    from articles.models.public_ids import name_key

    dice = random.Random(1)
    words = [f"w{number:x}" for number in range(WORDS)]
    outlets = Publication.objects.bulk_create(
        Publication(name=f"Outlet {n}", name_key=f"outlet {n}", slug=f"outlet-{n}")
        for n in range(PUBLICATIONS)
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(name=f"Given{n} Family{n}", slug=f"speaker-{n}", sort_name=f"Family{n}, Given{n}")
        for n in range(SPEAKERS)
    )
    SpeakerAlias.objects.bulk_create(
        SpeakerAlias(speaker=one, name=name, name_key=name_key(name), identifies=" " in name)
        for one in speakers
        for name in (one.name, one.name.split()[1])
    )
    methods = ("named", "short-name", "pronoun", "continued", "description")
    for start in tqdm(range(0, articles, PART), disable=None, leave=False):
        rows, told = [], []
        for number in range(start, min(start + PART, articles)):
            body, quotes = _text(dice, words, speakers)
            rows.append(
                Article(
                    public_id=f"a{number:011x}",
                    headline=" ".join(dice.choices(words, k=8)),
                    body=body,
                    publication=dice.choice(outlets),
                    language="en",
                )
            )
            told.append(quotes)
        Article.objects.bulk_create(rows)
        Quote.objects.bulk_create(
            Quote(
                public_id=f"q{row.pk:08x}{place:03x}",
                article=row,
                statement=place + 1,
                kind="direct",
                method=dice.choice(methods),
                confidence=round(dice.betavariate(6, 1), 3),
                **quote,
            )
            for row, quotes in zip(rows, told, strict=True)
            for place, quote in enumerate(quotes)
        )
    return User.objects.create_superuser("editor")


def _text(dice: random.Random, words: list[str], speakers: list[Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return a body of some 600 words, and its quotes as fields."""
    cast = dice.sample(speakers, 4)
    body, quotes = "", []
    for _ in range(QUOTES_EACH):
        who, other = dice.sample(cast, 2)
        body += " ".join(dice.choices(words, k=45)) + f" {other.name}.\n\n“"
        said = " ".join(dice.choices(words, k=24)) + ","
        start = len(body)
        body += f"{said}” {who.name} said.\n\n"
        mention = start + len(said) + 2
        quotes.append(
            {
                "start": start,
                "end": start + len(said),
                "words": said,
                "speaker": who,
                "cue": "said",
                "mention": who.name,
                "mention_start": mention,
                "mention_end": mention + len(who.name),
                "chain": ["“said” and its subject follow the quotation"],
                "candidates": [
                    {
                        "name": one.name,
                        "score": score,
                        "reason": "Named before",
                        "kind": "person",
                        "forms": [one.name],
                    }
                    for one, score in ((who, 0.8), (other, 0.1))
                ],
            }
        )
    return body.strip(), quotes


if __name__ == "__main__":
    main()
