"""Commands that write, killed at random moments: what is there is whole, and running them again completes it."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.operation.machines import PROJECT, environment, manage

ARTICLES = 60
KILLS = 3
PLACES = (
    "harbour",
    "airport",
    "station",
    "market",
    "bridge",
    "museum",
    "theatre",
    "library",
    "stadium",
    "lake",
)
PEOPLE = ("Ada Marsh", "Tom Hale", "Nora Lind", "Ivo Frost", "Mara Quist", "Olaf Brandt")


def text_of(number: int) -> str:
    place, who, other = (words[number % len(words)] for words in (PLACES, PEOPLE, PEOPLE[::-1]))
    return (
        f"The {place} plan, part {number}\n\nBy {other}\n\n"
        f"The board of the {place} met for the {number}. time to discuss fee {number} and the old roof.\n\n"
        f"“We will lower fee {number} by spring,” {who} said after meeting {number} of the {place}.\n\n"
        f"{other}, a neighbour, called plan {number} “long overdue” and asked for promise {number}.\n"
    )


class Archive:
    """An archive on disk, whose commands are real processes."""

    def __init__(self, folder: Path) -> None:
        self.settings = environment(folder / "var")
        self.database = folder / "var" / "archive.sqlite3"
        self.collection = folder / "collection"
        self.collection.mkdir()
        for number in range(ARTICLES):
            (self.collection / f"{number:02}.txt").write_text(text_of(number), encoding="utf-8")
        assert self.run("migrate", "--verbosity=0").returncode == 0

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return manage(*arguments, env=self.settings, timeout=120)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def count(self, what: str) -> int:
        with closing(sqlite3.connect(self.database)) as database:
            (count,) = database.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608
        return count

    def execute(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as database:
            database.execute(statement)
            database.commit()

    def kill_between(self, *arguments: str, progress: str, least: int, most: int) -> int:
        """Kill a command at a random moment after `progress` counts `least`; return what it counted then."""
        process = self.start(*arguments)
        try:
            deadline = time.monotonic() + 100
            while self.count(progress) < least:
                assert process.poll() is None, "the command ended before it could be killed"
                assert time.monotonic() < deadline
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
        finally:
            process.kill()
            process.wait(timeout=20)
        done = self.count(progress)
        assert least <= done < most
        return done

    def is_whole(self) -> str:
        """Return the report of a verification that found nothing wrong."""
        verified = self.run("verify_archive")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        return verified.stdout


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return Archive(tmp_path_factory.mktemp("killed"))


def test_an_import_killed_at_any_moment_leaves_whole_articles_and_can_be_run_again(archive):
    done = 0
    for kill in range(KILLS):
        least = done + random.randint(1, 10)
        done = archive.kill_between(
            "import_articles",
            str(archive.collection),
            progress="articles_article",
            least=least,
            most=ARTICLES,
        )
        assert archive.count("articles_original") == archive.count("articles_article") == done
        stored = "articles_importrecord WHERE outcome = 'created'"
        assert archive.count(stored) == done, "every article has its record, every record its article"
        # What was indexed before the kill is compared; the rest waits in the outbox.
        assert "Waiting to be indexed: " in archive.is_whole()
        manifest = archive.database.parent / "manifests" / f"import-{kill + 1}.jsonl"
        for line in manifest.read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["outcome"] in ("created", "unchanged")
    finished = archive.run("import_articles", str(archive.collection))
    assert f"{ARTICLES - done} created, 0 updated, {done} unchanged, 0 conflict, 0 failed" in finished.stdout
    assert archive.count("articles_article") == ARTICLES
    assert archive.count("(SELECT DISTINCT body FROM articles_article)") == ARTICLES
    report = archive.is_whole()
    assert f"{ARTICLES} articles OK" in report
    assert "Waiting to be indexed: " not in report


def test_a_rereading_killed_at_any_moment_can_be_run_again(archive):
    archive.run("import_articles", str(archive.collection))
    quotes = archive.count("articles_quote")
    archive.execute("UPDATE articles_article SET pipeline_version = '1', language = 'xx'")
    current = "articles_article WHERE pipeline_version <> '1'"
    done = 0
    for _ in range(KILLS):
        least = done + random.randint(1, 10)
        done = archive.kill_between("reextract", "--apply", progress=current, least=least, most=ARTICLES)
        assert archive.count("articles_article WHERE language = 'en'") == done
        assert "Waiting to be indexed: " in archive.is_whole()
    finished = archive.run("reextract", "--apply")
    assert f"{ARTICLES - done} changed, 0 the same, 0 failed" in finished.stdout
    assert archive.count("articles_quote") == quotes
    assert "Waiting to be indexed: " not in archive.is_whole()
