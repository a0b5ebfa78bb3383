"""Real processes that write, rebuild, search and are killed at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PREAMBLE = """
import os, sys, time
import django
django.setup()
from articles.models import Article, IndexChange, Quote
from articles.search import Scope, SearchRequest, drain_outbox, rebuild, search
from articles.search.backends import filling, writing
from tests.factories import make_article, make_quote

def total(text="", scope=Scope.ARTICLES):
    return search(SearchRequest(text=text, scope=scope)).total

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


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return the environment of a migrated archive of its own."""
    folder = tmp_path_factory.mktemp("archive")
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True, timeout=60
    )
    return environment


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
    assert total('headline:"Quay {first} %d"' % number) == 1, "a save is found by the very next search"
    if number % 3 == 0:
        article.delete()
        assert total('headline:"Quay {first} %d"' % number) == 0, "a deletion is gone in the very next search"
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
