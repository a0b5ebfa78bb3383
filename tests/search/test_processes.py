"""Real processes that write, rebuild, search and are killed at once."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]

PREAMBLE = """
import os, sys, time
import django
django.setup()
from articles.models import Article, IndexChange, Quote
from articles.search import Scope, SearchRequest, drain_outbox, rebuild, search
from articles.search.backends import backend, filling, writing
from tests.factories import make_article, make_quote

def total(text="", scope=Scope.ARTICLES):
    return search(SearchRequest(text=text, scope=scope)).total

def comes_to(count, text):
    # Who finds another writing leaves it to a thread.
    until = time.monotonic() + 20
    while total(text) != count:
        assert time.monotonic() < until, (text, total(text), count)
        time.sleep(0.02)

def hang(*args, **kwargs):
    print("hanging", flush=True)
    time.sleep(60)

def mine(number):
    # The factory counts from 1 in every process; ids come from that number.
    import tests.factories as factories, itertools
    factories._numbers = itertools.count(number)
"""

DIFFERENCES = """
for scope, model in ((Scope.ARTICLES, Article), (Scope.QUOTES, Quote)):
    results = search(SearchRequest(scope=scope, page_size=10_000))
    found = {getattr(hit, "article" if scope is Scope.ARTICLES else "quote").pk for hit in results.hits}
    rows = set(model.objects.values_list("pk", flat=True))
    assert (found, results.total) == (rows, len(rows)), (scope, found ^ rows, results.total)
assert not IndexChange.objects.exists()
print(Article.objects.count())
"""


def migrated(folder, database=""):
    """Return the environment of a migrated archive in a folder, on SQLite where no other database is named."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database or f"sqlite:///{folder}/archive.sqlite3",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True, timeout=120
    )
    return environment


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return the environment of a migrated archive of its own."""
    return migrated(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def start(environment):
    """Return a function that starts a process of the archive; none outlives the test."""
    started = []

    def start(code):
        process = subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + code],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def finish(process):
    """Return what a process printed, once it has ended well."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def kill_while_hanging(process):
    assert process.stdout.readline() == "hanging\n", process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)


def test_a_killed_writer_leaves_nothing_stuck(start):
    kill_while_hanging(start("mine(100); writing.Writer.add = hang; make_article(headline='Ferry one')"))
    code = "mine(200); make_article(headline='Ferry two'); print(total('headline:ferry'))"
    assert finish(start(code + DIFFERENCES)).splitlines()[0] == "2"


def test_a_killed_rebuild_leaves_nothing_stuck(start, environment):
    kill_while_hanging(start("mine(300); make_article(); filling.fill = hang; rebuild()"))
    finish(
        start(
            "mine(400); make_article(headline='Bridge'); assert total('headline:bridge') == 1; rebuild()"
            + DIFFERENCES
        )
    )
    assert len(list((Path(environment["DATA_DIR"]) / "index").glob("generation-*"))) == 1


SIDE_BY_SIDE = """
filling.FEW = 0
filling.PART = 2
filling._processors = lambda: 2
if __name__ == "__main__":
    mine({first})
    for number in range(6):
        make_quote(make_article(headline=f"Weir {{number}}"))
"""


def start_file(start, folder, code):
    """Start a process from a file, as who starts others must be, which read it too."""
    path = folder / "rebuilding.py"
    path.write_text(PREAMBLE + code)
    return start(f"import runpy; runpy.run_path({str(path)!r}, run_name='__main__')")


def test_processes_side_by_side_index_what_one_would(start, tmp_path):
    code = """
    heard = []
    rebuild(progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] == Article.objects.count() + Quote.objects.count(), heard
    assert total("headline:weir") == 6
    keys = [entry.key for entry in backend().entries(Scope.ARTICLES)]
    assert keys == sorted(keys), "whichever process was done first"
"""
    finish(start_file(start, tmp_path, SIDE_BY_SIDE.format(first=4000) + code))
    finish(start(DIFFERENCES))


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        pytest.param(
            "row.update(headline=RawSQL(\"x'ff'\", ()))",
            "TypeError",
            id="a-row-that-cannot-be-indexed",
        ),
        pytest.param("kills = True", "BrokenProcessPool", id="a-process-that-is-killed"),
    ],
)
def test_an_error_in_one_process_ends_the_rebuild_and_leaves_the_old_index(
    start, environment, tmp_path, harm, error
):
    code = f"""
    from django.db.models.expressions import RawSQL
    import multiprocessing, signal
    kills = False
    before = total("")
    row = Article.objects.filter(pk=Article.objects.first().pk)
    {harm}
    def heard(done, whole):
        for child in multiprocessing.active_children() if kills else ():
            os.kill(child.pid, signal.SIGKILL)
    try:
        rebuild(progress=heard)
    except Exception as failed:
        print(type(failed).__name__)
    row.update(headline="Weir once more")
    assert total("") == before > 0
"""
    first = 5000 if "kills" in harm else 6000
    assert finish(start_file(start, tmp_path, SIDE_BY_SIDE.format(first=first) + code)) == error
    assert len(list((Path(environment["DATA_DIR"]) / "index").glob("generation-*"))) == 1


def test_many_processes_write_rebuild_and_search_at_once(start):
    finish(start("mine(500); [make_article(headline=f'Tariff {n}') for n in range(3)]"))
    writer = """
mine({first})
for number in range(9):
    article = make_article(headline=f"Quay {first} {{number}}")
    make_quote(article)
    comes_to(1, 'headline:"Quay {first} %d"' % number)
    if number % 3 == 0:
        article.delete()
        comes_to(0, 'headline:"Quay {first} %d"' % number)
"""
    searcher = """
count = 0
until = time.monotonic() + 3
while time.monotonic() < until:
    assert total("tariff headline:tariff") == 3
    count += 1
print(count)
"""
    rebuilder = "for _ in range(3): rebuild()"
    processes = [
        start(writer.format(first=1000)),
        start(writer.format(first=2000)),
        start(searcher),
        start(rebuilder),
    ]
    searches = [finish(process) for process in processes][2]
    assert int(searches) > 20
    finish(start(DIFFERENCES))


def test_update_index_fails_on_a_damaged_index_and_rebuild_index_mends_it(start, environment):
    finish(start("mine(3000); make_article()"))
    for segment in Path(environment["DATA_DIR"]).glob("index/generation-*/*.seg"):
        segment.write_bytes(segment.read_bytes()[:100])

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
        )

    assert manage("update_index", "--max-retries=1").returncode != 0
    assert manage("rebuild_index").returncode == 0
    assert manage("update_index", "--remove", "--max-retries=1").returncode == 0
    finish(start(DIFFERENCES))


# Each of these changes is one of a writer that may be killed at that moment.
CHANGES = 1_000


def play_faults(environment):
    """Run the play of faults to its end and return what it printed."""
    played = subprocess.run(
        [sys.executable, "-m", "tests.search.faults", "7", str(CHANGES)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    return played.stdout


def test_whoever_is_killed_the_index_is_what_the_database_makes_of_it(tmp_path):
    assert "articles are in the index as in the database" in play_faults(migrated(tmp_path))


@pytest.mark.postgresql
def test_whoever_is_killed_on_postgresql_the_index_is_what_the_database_makes_of_it(tmp_path):
    server = os.environ["DATABASE_URL"]
    name = f"faults_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            report = play_faults(migrated(tmp_path, f"{server.rpartition('/')[0]}/{name}"))
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert "articles are in the index as in the database" in report


# Whoever drains


def test_a_change_to_many_is_indexed_by_a_thread(start):
    code = """
mine(7000)
import threading
from django.db import transaction
from articles.search import outbox
make_article()
follow, who = outbox._follow, set()
def follow_and_tell(*args):
    who.add(threading.current_thread().name)
    follow(*args)
outbox._follow = follow_and_tell
with transaction.atomic():
    for number in range(40):
        make_article(headline=f"Lantern {number}")
comes_to(40, "headline:lantern")
assert who == {"outbox"}, who
"""
    finish(start(code))


def test_a_save_does_not_wait_for_the_writer_and_is_found_when_that_is_done(start):
    code = """
mine(4100)
import threading
from articles.search.backends import backend
with backend().writing():
    began = time.monotonic()
    make_article(headline="Beacon")
    assert time.monotonic() - began < 5
    assert total("headline:beacon") == 0
comes_to(1, "headline:beacon")
"""
    finish(start(code))


def test_many_small_saves_leave_few_segments(start):
    code = """
mine(4800)
import json
from haystack import connections
for number in range(40):
    make_article(headline=f"Trestle {number}")
folder = connections["default"].get_backend().folder
until = time.monotonic() + 30
def segments():
    sealed = json.loads((folder.current() / "seal").read_text())
    return [name for name, record in sealed.items() if record and name.startswith("articles_")]
while len(segments()) > 20:
    assert time.monotonic() < until
    time.sleep(0.1)
comes_to(40, "headline:trestle")
"""
    finish(start(code))


def test_what_a_process_leaves_to_its_thread_is_done_before_it_ends(start):
    code = """
mine(4200)
from django.db import transaction
with transaction.atomic():
    for number in range(40):
        make_article(headline=f"Gantry {number}")
"""
    finish(start(code))
    finish(start("assert total('headline:gantry') == 40"))


def test_a_forked_process_has_a_thread_of_its_own(start):
    code = """
mine(4300)
from django.db import connections, transaction
from articles.search import wake_thread
wake_thread()
time.sleep(0.5)
connections.close_all()
child = os.fork()
if not child:
    mine(4400)
    with transaction.atomic():
        for number in range(40):
            make_article(headline=f"Davit {number}")
    comes_to(40, "headline:davit")
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""
    finish(start(code))


def test_a_process_that_starts_indexes_what_a_killed_one_left(start):
    kill_while_hanging(
        start(
            "mine(4500); from articles.search import outbox; outbox._follow = hang; make_article(headline='Capstan')"
        )
    )
    finish(start("import archive.wsgi; comes_to(1, 'headline:capstan')"))


def test_of_two_workers_one_is_on_duty_and_the_other_takes_over(environment, start):
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "index_worker"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        record = "from django.db import transaction; IndexChange.objects.record('article', [Article.objects.first().pk])"
        done = """
until = time.monotonic() + 40
while IndexChange.objects.exists():
    assert time.monotonic() < until
    time.sleep(0.1)
"""
        finish(start("mine(4600); make_article();" + record + done))
        workers[0].kill()
        finish(start(record + done))
        workers[1].send_signal(signal.SIGTERM)
        told, complaints = workers[1].communicate(timeout=40)
        assert workers[1].returncode == 0, complaints
        assert re.fullmatch(r"(Indexed \d+ changes? in \d+\.\d\d s\.\n)+", told)
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def test_a_worker_told_to_work_once_indexes_what_waits_and_ends(environment, start):
    finish(
        start(
            "mine(4700); make_article(); IndexChange.objects.record('article', [Article.objects.first().pk])"
        )
    )
    told = subprocess.run(
        [sys.executable, "manage.py", "index_worker", "--once"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    assert re.fullmatch(r"Indexed 1 change in \d+\.\d\d s\.\n", told)
    finish(start("assert not IndexChange.objects.exists()"))
