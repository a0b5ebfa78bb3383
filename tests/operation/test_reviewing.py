"""Several editors at one queue: no item is decided twice, none is lost."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import ChangedRow, Quote, Review
from tests.operation.machines import PROJECT, environment, manage
from tests.operation.reviewing import EDITORS, QUOTES, fill, review

EDITOR = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
import django
django.setup()
from tests.operation.reviewing import review
print(json.dumps(review(sys.argv[1])))
"""
LEFT = """
import json
from articles.models import ChangedRow, Quote, Review
print(json.dumps([
    Quote.objects.filter(review_state="unreviewed").count(),
    ChangedRow.objects.filter(model="quote").count(),
    Review.objects.count(),
]))
"""


def test_editors_at_once_decide_each_quote_once_on_sqlite(tmp_path):
    settings = environment(tmp_path)
    assert manage("migrate", "--verbosity=0", env=settings).returncode == 0
    made = manage("shell", "-v0", "-c", "from tests.operation.reviewing import fill; fill()", env=settings)
    assert made.returncode == 0, made.stderr
    editors = [
        subprocess.Popen(
            [sys.executable, "-c", EDITOR, f"editor{number}"],
            cwd=PROJECT,
            env=settings,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(EDITORS)
    ]
    said = [editor.communicate(timeout=120)[0] for editor in editors]
    decided = [key for keys in said for key in json.loads(keys)]
    assert len(decided) == len(set(decided)) == QUOTES
    left = manage("shell", "-v0", "-c", LEFT, env=settings)
    assert json.loads(left.stdout) == [0, QUOTES, 0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_editors_at_once_decide_each_quote_once_on_postgresql():
    fill()

    def work(number):
        try:
            return review(f"editor{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        decided = [key for keys in pool.map(work, range(EDITORS)) for key in keys]
    assert len(decided) == len(set(decided)) == QUOTES
    assert not Quote.objects.filter(review_state="unreviewed").exists()
    assert ChangedRow.objects.filter(model="quote").count() == QUOTES
    assert not Review.objects.exists()
