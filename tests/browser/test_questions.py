"""The job: did X say Y, and when? Asked of the demonstration as it is served, by a person who sees only the site.

What they cite resolves after the same files are imported again, and from the backup that docs/operating.md describes.
"""

import re
import shlex
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.walking import Walk
from demo.questions import QUESTIONS
from tests.operation.machines import PROJECT, environment, free_port, manage, run, running

MOST_VIEWS = 4


@dataclass(frozen=True)
class Archive:
    """A data folder, and the variables of programs that work on it."""

    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        return environment(self.folder, DEMO="true", WORKERS="1", LOG_LEVEL="ERROR")

    def manage(self, *arguments: str) -> str:
        done = manage(*arguments, env=self.variables, timeout=900)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def served(self, port: int):
        """Serve the archive with gunicorn; yield its address."""
        command = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archive.wsgi")
        with running(*command, port=port, env=self.variables | {"BIND": f"127.0.0.1:{port}"}):
            yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def archive(tmp_path) -> Archive:
    made = Archive(tmp_path / "archive")
    made.folder.mkdir()
    made.manage("prepare_demo", "--static")
    return made


@pytest.fixture
def page(chromium):
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


# One test, for the import takes as long as all that follows.
def test_twenty_questions_are_answered_and_their_citations_last(page, archive, tmp_path):
    port = free_port()
    with archive.served(port) as home:
        seen = {question.id: Walk(page, home).ask(question) for question in QUESTIONS}
    for question in QUESTIONS:
        said = seen[question.id]
        assert said.views <= MOST_VIEWS, question.id
        if question.answer is None:
            assert said.refusal.startswith(("No quote was found.", "No quote has ")), question.id
            continue
        assert said.words == question.answer.words
        assert said.speaker == question.speaker
        assert question.answer.headline in said.head
        assert question.answer.outlet in said.head
        assert said.day == question.answer.published
        assert ("Undated" in said.head) is (question.answer.published == ""), question.id
        assert said.is_in_its_place, question.id
        assert said.words.rstrip(",") in said.citation
        assert said.permalink in said.citation

    again = archive.manage("import_articles", str(archive.folder / "sources"))
    assert again.strip() == "0 created, 0 updated, 300 unchanged, 0 conflict, 0 failed"
    with archive.served(port):
        assert_citations_resolve(page, seen.values())

    with restored(archive, tmp_path).served(port):
        assert_citations_resolve(page, seen.values())


def assert_citations_resolve(page, seen):
    """Follow each permalink as it was cited, to the same words with the same citation."""
    cited = [said for said in seen if said.permalink]
    assert len(cited) == 15
    for said in cited:
        response = page.goto(said.permalink)
        assert response.status == 200
        assert page.url == said.permalink
        assert page.get_by_role("heading", level=1).inner_text() == f"“{said.words}”"
        assert page.locator(".citation__text").inner_text() == said.citation


def restored(archive: Archive, tmp_path: Path) -> Archive:
    """Return another archive, from nothing but the backup of the first that docs/operating.md tells people to make."""
    text = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^    (.*VACUUM INTO.*)$", text, re.MULTILINE)
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "var").symlink_to(archive.folder)
    made = run(sys.executable, *shlex.split(command)[1:], cwd=desk)
    assert made.returncode == 0, made.stderr
    other = Archive(tmp_path / "restored")
    other.folder.mkdir()
    (desk / "backup.sqlite3").rename(other.folder / "archive.sqlite3")
    other.manage("rebuild_index", "--noinput")
    other.manage("collectstatic", "--noinput")
    assert other.manage("verify_archive") == archive.manage("verify_archive")
    return other
