"""Writers, readers, a worker and rebuilds as real processes, killed at random moments; then index and database compared.

    python -m tests.search.faults <seed> <changes>

on the archive that the environment names, which has to be migrated and empty. Prints what was done; ends with 1
and says why where a reader met an error, part of an answer or a ghost, where a process ended by itself, or
where the index is not in the end what the database makes of it.
"""

import logging
import mmap
import os
import random
import signal
import struct
import sys
import threading
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  after the setup
from django.db import connections, transaction  # noqa: E402

from articles.models import Article, IndexChange, Publication, Quote, Rights, Speaker, Visibility  # noqa: E402
from articles.search import (  # noqa: E402
    Scope,
    SearchRequest,
    compare_index,
    deferred_indexing,
    drain_outbox,
    rebuild,
    search,
    work,
)
from articles.search.backends import backend  # noqa: E402
from tests.factories import make_publication, make_speaker  # noqa: E402

WRITERS = 4
READERS = 2
# Articles that are there from the beginning; the first few are never changed.
ARTICLES = 60
KEPT = 5
# Seconds without any change after which the writers are stuck: nothing is as slow.
LONGEST = 240.0
NAMES = ("Ada Marsh", "Tom Hale", "Nora Lind", "Ivo Frost", "Mara Quist")
WORDS = [
    "ferry",
    "bridge",
    "harbour",
    "fee",
    "roof",
    "market",
    "station",
    "night",
    "board",
    "vote",
    "spring",
    "plan",
    "lake",
    "museum",
]


class Shared:
    """Numbers that every process sees: changes of each writer, answers of each reader, and whether to stop."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 * (WRITERS + READERS + 1))

    def __getitem__(self, place: int) -> int:
        return int(struct.unpack_from("q", self._memory, 8 * place)[0])

    def __setitem__(self, place: int, value: int) -> None:
        struct.pack_into("q", self._memory, 8 * place, value)

    @property
    def changes(self) -> int:
        return sum(self[place] for place in range(WRITERS))

    @property
    def answers(self) -> int:
        return sum(self[place] for place in range(WRITERS, WRITERS + READERS))

    @property
    def is_over(self) -> bool:
        return bool(self[WRITERS + READERS])

    def end(self) -> None:
        self[WRITERS + READERS] = 1


class Complaints(logging.Handler):
    """Keeps what articles.search logs: nothing may fail, whoever dies."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fork(role: Callable[[], None]) -> int:
    """Start a process that plays a role and return its number; this one has neither threads nor connections."""
    if number := os.fork():
        return number
    status = 1
    try:
        complaints = Complaints()
        logging.getLogger("articles.search").addHandler(complaints)
        role()
        connections.close_all()
        assert not complaints.lines, "\n".join(complaints.lines)
        status = 0
    except BaseException:  # noqa: BLE001  whatever it is, this process ends here and says so
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


# Changes


def add(chance: random.Random, headline: str, *, quotes: int) -> None:
    words = [f"We will {chance.choice(WORDS)} {number} {uuid.uuid4().hex}" for number in range(quotes)]
    prose = " ".join(chance.choices(WORDS, k=40))
    body = "\n\n".join([prose, *(f"“{said},” someone said." for said in words)])
    article = Article.objects.create(
        public_id=uuid.uuid4().hex[:12],
        headline=headline,
        body=body,
        publication=chance.choice((None, *Publication.objects.all())),
    )
    for place, said in enumerate(words):
        start = body.index(said)
        Quote.objects.create(
            article=article,
            public_id=uuid.uuid4().hex[:12],
            start=start,
            end=start + len(said),
            words=said,
            kind="direct",
            statement=place + 1,
            confidence=0.9,
            method="named",
            speaker=chance.choice(Speaker.objects.all()),
        )


def change_one(chance: random.Random, gone: Path) -> None:
    """Add, edit, withdraw, publish again or delete something, in one transaction."""
    deeds = ("add", "edit", "hide", "show", "delete", "unquote", "rename", "undo")
    deed = chance.choices(deeds, (40, 24, 8, 6, 10, 6, 2, 4))[0]
    if deed == "add":
        with transaction.atomic():
            add(chance, f"Quay {uuid.uuid4().hex}", quotes=chance.randint(0, 2))
    elif deed == "rename":
        speaker = chance.choice(Speaker.objects.all())
        speaker.biography = uuid.uuid4().hex
        speaker.save()
    else:
        keys = Article.objects.exclude(headline__startswith="Tariff").values_list("pk", flat=True)
        key = chance.choice(sorted(keys))
        with transaction.atomic():
            article = Article.objects.select_for_update().filter(pk=key).first()
            taken = change_stored(chance, deed, article) if article else []
        if deed == "delete" and article:
            with gone.open("a", encoding="ascii") as file:
                file.write(" ".join(map(str, (key, *taken))) + "\n")


def change_stored(chance: random.Random, deed: str, article: Article) -> list[int]:
    """Do something to an article that is locked; return the keys of its quotes."""
    quotes = list(article.quotes.select_for_update().order_by("pk"))
    keys = [quote.pk for quote in quotes]
    match deed:
        case "delete":
            article.delete()
            return keys
        case "unquote":
            for quote in quotes[:1]:
                quote.delete()
            return keys
        case "hide" | "show":
            article.visibility = Visibility.HIDDEN if deed == "hide" else Visibility.PUBLIC
        case "edit" | "undo":
            article.headline = f"Pier {chance.random()}"
    article.save(force_update=True)
    if deed == "undo":
        transaction.set_rollback(True)
    return keys


# Roles


def begin() -> None:
    """Fill the archive and build its index."""
    chance = random.Random(0)
    for name in NAMES:
        make_speaker(name)
    make_publication("The Harbour Times", rights=Rights.FULL)
    with deferred_indexing():
        for number in range(ARTICLES):
            add(chance, f"{'Tariff' if number < KEPT else 'Quay'} {number}", quotes=2)
    rebuild()


def write(shared: Shared, place: int, seed: str, gone: Path) -> None:
    """Change the archive until it is over or this process is killed."""
    chance = random.Random(seed)
    while not shared.is_over:
        change_one(chance, gone)
        shared[place] += 1


def read(shared: Shared, place: int, seed: str, gone: Path) -> None:
    """Search until it is over: every answer is whole, and nothing is left of what was deleted and drained."""
    chance = random.Random(seed)
    while not shared.is_over:
        for scope, whole in ((Scope.ARTICLES, KEPT), (Scope.QUOTES, 2 * KEPT)):
            found = search(SearchRequest(text="headline:tariff", scope=scope)).total
            assert found == whole, f"{found} of {whole} {scope.value}"
        lines = gone.read_text(encoding="ascii").splitlines() if gone.exists() else []
        if lines:
            article, *quotes = map(int, chance.choice(lines[-20:]).split())
            if not IndexChange.objects.filter(kind="article", object_id=article).exists():
                assert not list(backend().entries_of(Scope.ARTICLES, [article])), "the ghost of an article"
                assert not list(backend().entries_of(Scope.QUOTES, quotes)), "the ghost of a quote"
        time.sleep(0.02)
        shared[place] += 1


def do_rebuild() -> None:
    rebuild(batch_size=20)


def do_work() -> None:
    for _ in work(threading.Event()):
        pass


def compare() -> None:
    """Drain what is left and hold every document against the database, and every file against its seal."""
    drain_outbox()
    # Whoever writes next clears what the last who was killed has left.
    Article.objects.published().earliest("pk").save()
    drain_outbox()
    assert not IndexChange.objects.exists()
    differences = list(compare_index(progress=lambda *_: None))
    assert not differences, differences[:10]
    for scope, rows in ((Scope.ARTICLES, Article.objects), (Scope.QUOTES, Quote.objects)):
        documents = sorted(entry.key for entry in backend().entries(scope))
        published = sorted(rows.published().values_list("pk", flat=True))
        assert documents == published, (scope, set(documents) ^ set(published))
        say(f"{len(documents)} {scope.value} are in the index as in the database")
    backend().inspect(in_full=True)
    folder = Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    (generation,) = folder.glob("generation-*")
    scraps = [file.name for file in generation.iterdir() if "tmp" in file.name or file.name == "missed"]
    assert not scraps, scraps


# The play


def wait_for(process: int) -> int:
    """Return the exit status of a process, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def play(seed: int, changes: int) -> None:
    """Start everybody, kill writers until enough is changed, let the rest end by themselves, and compare."""
    chance = random.Random(seed)
    shared = Shared()
    gone = Path(settings.DATA_DIR) / "gone"
    assert wait_for(fork(begin)) == 0, "nothing could begin"
    readers = {
        fork(lambda place=place: read(shared, place, f"{seed}-{place}", gone))
        for place in range(WRITERS, WRITERS + READERS)
    }
    kills = 0

    def writer(place: int) -> int:
        return fork(lambda: write(shared, place, f"{seed}-{place}-{kills}", gone))

    writers = {place: writer(place) for place in range(WRITERS)}
    others: dict[int, str] = {}
    planned = {
        0.1: ("doomed rebuild", do_rebuild),
        0.4: ("worker", do_work),
        0.5: ("rebuild", do_rebuild),
    }
    seen, until = 0, time.monotonic() + LONGEST
    while shared.changes < changes:
        if shared.changes > seen:
            seen, until = shared.changes, time.monotonic() + LONGEST
        assert time.monotonic() < until, f"only {shared.changes} changes"
        time.sleep(chance.uniform(0.1, 0.8))
        place = chance.randrange(WRITERS)
        os.kill(writers[place], signal.SIGKILL)
        assert wait_for(writers[place]) == -signal.SIGKILL, "a writer failed"
        kills += 1
        writers[place] = writer(place)
        for share in sorted(planned):
            if shared.changes > share * changes:
                name, role = planned.pop(share)
                others[fork(role)] = name
                if name == "doomed rebuild":
                    time.sleep(chance.uniform(0.0, 0.2))
                    os.kill(next(iter(others)), signal.SIGKILL)
    shared.end()
    for process, name in others.items():
        if name == "worker":
            os.kill(process, signal.SIGKILL)
        status = wait_for(process)
        assert status == (0 if name == "rebuild" else -signal.SIGKILL), f"a {name} failed"
    failed = [process for process in {*writers.values(), *readers} if wait_for(process)]
    say(f"{shared.changes} changes, {kills} kills, {shared.answers} answers")
    assert not failed, f"{len(failed)} processes failed"
    assert shared.answers > kills
    assert wait_for(fork(compare)) == 0, "the index is not what the database makes of it"


if __name__ == "__main__":
    os.setpgid(0, 0)
    try:
        play(int(sys.argv[1]), int(sys.argv[2]))
    except BaseException:  # noqa: BLE001  whoever plays goes too, or who reads what they say would wait for ever
        traceback.print_exc()
        sys.stderr.flush()
        os.killpg(0, signal.SIGKILL)
