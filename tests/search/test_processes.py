"""Real processes that write, rebuild, search and are killed at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.processes import DIFFERENCES, LONGEST, PREAMBLE, ROOT, finish, kill_while_hanging


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
    # A change that finds a merge going on is left to a thread: what it adds is not to be taken for the rebuild's.
    comes_to(Article.objects.count(), "")
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
    assert total("") == Article.objects.count() > 0
"""
    first = 5000 if "kills" in harm else 6000
    assert finish(start_file(start, tmp_path, SIDE_BY_SIDE.format(first=first) + code)) == error
    assert len(list((Path(environment["DATA_DIR"]) / "index").glob("generation-*"))) == 1


def test_many_processes_write_rebuild_and_search_at_once(start, tmp_path):
    finish(
        start(
            "mine(500); [make_article(headline=f'Tariff {n}') for n in range(3)]; comes_to(3, 'headline:tariff')"
        )
    )
    is_done = tmp_path / "done"
    searcher = start(f"""
assert total("tariff headline:tariff") == 3
print("searching", flush=True)
while not os.path.exists({str(is_done)!r}):
    assert total("tariff headline:tariff") == 3
""")
    assert searcher.stdout.readline() == "searching\n", searcher.stderr.read()
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
    writers = [
        start(writer.format(first=1000)),
        start(writer.format(first=2000)),
        start("for _ in range(3): rebuild()"),
    ]
    for process in writers:
        finish(process)
    is_done.touch()
    finish(searcher)
    finish(start(DIFFERENCES))


def test_update_index_fails_on_a_damaged_index_and_rebuild_index_mends_it(start, environment):
    finish(start("mine(3000); make_article()"))
    for segment in Path(environment["DATA_DIR"]).glob("index/generation-*/*.seg"):
        segment.write_bytes(segment.read_bytes()[:100])

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=LONGEST, check=False
        )

    assert manage("update_index", "--max-retries=1").returncode != 0
    assert manage("rebuild_index").returncode == 0
    assert manage("update_index", "--remove", "--max-retries=1").returncode == 0
    finish(start(DIFFERENCES))
