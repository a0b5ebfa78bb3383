"""Two editors at the desk and an import, at once: real processes, on either database.

Each save of an editor counts on from what its form showed, so that a save which overwrites another is one
that the count lacks in the end. The import meanwhile brings newer versions of the same articles.
"""

import http.cookiejar
import os
import random
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.admin.forms import form_values
from tests.operation.machines import PROJECT, environment, free_port, manage, running
from tests.operation.test_gunicorn import GUNICORN

ARTICLES = 8
SAVES = 20  # of each editor

ACCOUNTS = """
from django.contrib.auth.models import User
for name in ("ada", "ben"):
    User.objects.create_superuser(name, password="a long walk")
"""

FOUND = """
from articles.models import Article, Origin, Provenance
for article in Article.objects.order_by("pk"):
    edited = Provenance.objects.filter(article=article, field="headline", origin=Origin.EDITOR).exists()
    print(article.pk, edited, article.headline, sep="|")
"""


def page_of(number: int, version: int) -> str:
    return (
        f'<html lang="en"><head><title>Report {number} as printed in version {version}</title>'
        f'<link rel="canonical" href="https://news.example/report-{number}">'
        f'<meta property="article:published_time" content="2026-03-0{1 + number}T08:00:00Z"></head><body><article>'
        f"<h1>Report {number} as printed in version {version}</h1>"
        f"<p>The harbour board met for the {number}. time to discuss the fee and the old roof at length.</p>"
        f"<p>“We will lower fee {number} by spring,” Ada Marsh said after meeting {number} of the board.</p>"
        f"<p>In version {version} the neighbours were asked what they think of plan {number}, and they agreed.</p>"
        "</article></body></html>"
    )


@pytest.fixture
def archive(tmp_path):
    """Yield the environment of an archive of web pages and two accounts, and a folder of newer versions of them."""
    server, name = os.environ.get("DATABASE_URL", ""), f"desk_{os.getpid()}"
    settings = environment(tmp_path / "var")
    if server.startswith("postgres"):
        settings["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
        with psycopg.connect(server, autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {name}")
    try:
        assert manage("prepare", "--static", env=settings).returncode == 0
        for version in range(3):
            folder = tmp_path / f"version-{version}"
            folder.mkdir()
            for number in range(ARTICLES):
                (folder / f"{number}.html").write_text(page_of(number, version), encoding="utf-8")
        imported = manage("import_articles", str(tmp_path / "version-0"), env=settings, timeout=120)
        assert f"{ARTICLES} created" in imported.stdout, imported.stderr
        assert manage("shell", "-v0", "-c", ACCOUNTS, env=settings).returncode == 0
        yield settings, tmp_path
    finally:
        if "DATABASE_URL" in settings:
            with psycopg.connect(server, autocommit=True) as administrator:
                administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Editor:
    """Somebody signed in at the desk, with cookies of their own."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.desk = f"http://127.0.0.1:{port}/admin/"
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(cookies)
        values = form_values(self.ask("login/"))
        answer = self.ask("login/?next=/admin/", {**values, "username": name, "password": "a long walk"})
        assert 'action="/admin/logout/"' in answer, answer[:500]

    def ask(self, path: str, values=None) -> str:
        data = urllib.parse.urlencode(values, doseq=True).encode() if values else None
        with self.browser.open(self.desk + path, data, timeout=60) as answer:
            return answer.read().decode()

    def count_on(self, article: int) -> bool:
        """Count an article on by one in its headline, and return whether that was saved or refused."""
        path = f"articles/article/{article}/change/"
        values = form_values(self.ask(path))
        headline = values["headline"][0]
        count = int(headline.removeprefix("Count ")) if headline.startswith("Count ") else 0
        answer = self.ask(path, {**values, "headline": f"Count {count + 1}", "_continue": "1"})
        if "was changed successfully" in answer:
            return True
        # Told so, and nothing saved.
        assert "changed this article after you opened it" in answer, answer
        return False

    def work(self, articles: list[int]) -> Counter[int]:
        """Return how often each article was counted on, of as many tries as it took."""
        lots = random.Random(self.name)
        saved: Counter[int] = Counter()
        while saved.total() < SAVES:
            article = lots.choice(articles)
            saved[article] += self.count_on(article)
        return saved


def test_no_save_is_lost_and_none_overwritten_by_an_import(archive):
    settings, folder = archive
    port = free_port()
    settings = {**settings, "BIND": f"127.0.0.1:{port}", "WORKERS": "2"}
    keys = [
        line.split("|")[0]
        for line in manage("shell", "-v0", "-c", FOUND, env=settings).stdout.split("\n")
        if line
    ]
    articles = [int(key) for key in keys]
    with running(*GUNICORN, port=port, env=settings), ThreadPoolExecutor(2) as threads:
        editors = [Editor(name, port) for name in ("ada", "ben")]
        work = [threads.submit(editor.work, articles) for editor in editors]
        for version in (1, 2):
            imported = subprocess.run(
                [sys.executable, "manage.py", "import_articles", str(folder / f"version-{version}")],
                cwd=PROJECT, env=settings, capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert imported.returncode == 0, imported.stdout + imported.stderr
            assert " 0 failed" in imported.stdout
            assert " 0 updated" not in imported.stdout or " 0 conflict" not in imported.stdout
        saved = sum((done.result(timeout=300) for done in work), Counter())
    found = manage("shell", "-v0", "-c", FOUND, env=settings).stdout.splitlines()
    counted = {
        int(key): int(headline.removeprefix("Count "))
        for key, edited, headline in (line.split("|") for line in found)
        if edited == "True"
    }
    assert counted == dict(saved)
    assert manage("prepare", env=settings, timeout=120).returncode == 0
    verified = manage("verify_archive", env=settings, timeout=120)
    assert verified.returncode == 0, verified.stdout
