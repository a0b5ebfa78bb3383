"""An erased article is in no byte of what the archive keeps: its files are searched for it."""

import gzip
import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.search.processes import ROOT, migrated

TEXT = """Quizzelford Reservoir Leaks

By Hermia Plonkworth

WUNDERSTADT, March 3, 2021 - The Quizzelford reservoir has leaked since autumn, its owner said.

"We have known of the brackenflaw for years," said Oswin Trebbletharn, the owner. "Nobody asked."

Share this on Chirper
"""
OTHER = """Bridge To Open

By Iris Bell

DALHOLM, March 4, 2021 - The bridge opens in May, the town said.

"We open in May," said Piet Lund, the mayor.
"""
# No other text has them. The engine keeps names and words in its own ways, none of which changes these letters.
WORDS = (b"quizzelford", b"plonkworth", b"brackenflaw", b"trebbletharn", b"wunderstadt", b"leaky-dam")

EDIT = """
import django; django.setup()
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from articles.changes import changing
from articles.editing import set_visibility
from articles.models import *
editor = User.objects.create_superuser("edith")
article = Article.objects.get(headline__startswith="Quizzelford")
with changing(editor, action=Action.EDIT, reason="The Quizzelford paper wrote to us"):
    article.headline = "Quizzelford Reservoir Leaks Brackenflaw"
    article.body += "\\n\\nA last word on Quizzelford."
    article.save()
quote = article.quotes.first()
set_visibility(quote, Visibility.WITHHELD, reason="privacy", note="Trebbletharn asked", editor=editor)
set_visibility(quote, Visibility.PUBLIC, editor=editor)
Report.objects.create(kind="article", about=article.public_id, reason="other", message="Trebbletharn is my uncle")
kind = ContentType.objects.get_for_model(Article)
LogEntry.objects.create(user=editor, content_type=kind, object_id=str(article.pk), object_repr=str(article),
                        action_flag=2, change_message="Quizzelford")
Upload.objects.create(editor=editor, name="leaky-dam.txt", content=article.originals.get().content)
topic = Topic.objects.create(name="Dams", slug="dams")
TopicArticle.objects.create(topic=topic, article=article, reason="It is on Quizzelford")
PinnedQuote.objects.create(topic=topic, quote=quote)
print(article.public_id)
"""

ASK = """
import django; django.setup()
from django.test import Client
from articles.importing import verify
client = Client(SERVER_NAME="localhost")
print(*[client.get(path).status_code for path in {paths}])
print(b"Legal order" in client.get({paths}[0]).content.lower() or b"legal order" in client.get({paths}[0]).content)
"""


def manage(environment, *arguments, code=0):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def files_with(folder, words):
    """Return the names of the files below a folder that hold any of the words, whatever their case."""
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes().lower() for word in words)
    }


@pytest.fixture
def archive(tmp_path):
    """An archive of two articles, one of which editors have worked on, and a folder of its dumps."""
    environment = migrated(tmp_path / "var", f"sqlite:///{tmp_path}/var/archive.sqlite3")
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "leaky-dam.txt").write_text(TEXT)
    (inputs / "bridge.txt").write_text(OTHER)
    manage(
        environment, "manage.py", "import_articles", str(inputs / "leaky-dam.txt"), str(inputs / "bridge.txt")
    )
    public_id = manage(environment, "-c", EDIT).strip()
    manage(environment, "manage.py", "dump_jsonl", str(tmp_path / "dumps"), "--gzip")
    return environment, public_id, tmp_path


def test_nothing_of_an_erased_article_is_left_in_any_file(archive):
    environment, public_id, folder = archive
    before = files_with(folder / "var", WORDS)
    assert {"archive.sqlite3", "import-1.jsonl"} <= before
    assert any(name.endswith(".seg") for name in before)
    preview = manage(environment, "manage.py", "erase_article", public_id, "--reason", "legal")
    assert "Nothing was changed; --yes destroys them for good." in preview
    with closing(sqlite3.connect(folder / "var" / "archive.sqlite3")) as database:
        quotes = [key for (key,) in database.execute("SELECT public_id FROM articles_quote ORDER BY id")]

    said = manage(environment, "manage.py", "erase_article", public_id, "--reason", "legal", "--note", "Court of W., 12/3",
                  "--editor", "edith", "--dumps", str(folder / "dumps"), "--yes")  # fmt: skip
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert f"Erased {public_id}. SHA-256: {digest}" in said
    assert files_with(folder / "var", WORDS) == set()
    lines = gzip.decompress((folder / "dumps" / "articles.jsonl.gz").read_bytes()).lower()
    lines += gzip.decompress((folder / "dumps" / "quotes.jsonl.gz").read_bytes()).lower()
    assert b"we open in may" in lines
    assert not any(word in lines for word in WORDS)

    assert "erased" in manage(environment, "manage.py", "verify_archive")
    paths = [f"/articles/{public_id}/", f"/quotes/{quotes[0]}/", "/articles/", "/search/?q=bridge"]
    answered = manage(environment, "-c", ASK.replace("{paths}", repr(paths)))
    assert answered.split() == ["410", "410", "200", "200", "True"]
    refused = manage(
        environment, "manage.py", "import_articles", str(folder / "inputs" / "leaky-dam.txt"), code=1
    )
    assert "Was erased on legal ground and is not imported again." in refused
    with closing(sqlite3.connect(folder / "var" / "archive.sqlite3")) as database:
        [(kept, content)] = database.execute(
            "SELECT sha256, content FROM articles_original WHERE erased_at IS NOT NULL"
        )
        [(message,)] = database.execute(
            "SELECT change_message FROM django_admin_log WHERE object_repr = ?", [public_id]
        )
    assert (kept, content) == (digest, None)
    assert message == "Erased: legal order. Court of W., 12/3"
