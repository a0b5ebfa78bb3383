"""Processes of an archive of their own: how tests start them, and what each of them begins with."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Seconds after which a process hangs: nothing is as slow.
LONGEST = 300

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
    # Who finds another writing leaves it to a thread. What never comes ends with the process (see LONGEST).
    while total(text) != count:
        time.sleep(0.02)

def hang(*args, **kwargs):
    print("hanging", flush=True)
    time.sleep(600)

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


def _of_cluster():
    """Return where search lies if on a cluster: under a name of its own."""
    url = os.environ.get("SEARCH_URL")
    return {"SEARCH_URL": f"{url}/process-{uuid.uuid4().hex}"} if url else {}


def migrated(folder, database=""):
    """Return the environment of a migrated archive in a folder, on SQLite where no other database is named."""
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database or f"sqlite:///{folder}/archive.sqlite3",
        **_of_cluster(),
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True, timeout=120
    )
    return environment


def finish(process):
    """Return what a process printed, once it has ended well."""
    out, err = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, err
    return out.strip()


def kill_while_hanging(process):
    assert process.stdout.readline() == "hanging\n", process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=LONGEST)
