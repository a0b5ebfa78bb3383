"""SQLite under several processes that read and write at once."""

import sqlite3
import subprocess
import sys

from tests.operation.machines import PROJECT, environment, manage

PROCESSES, TRANSACTIONS = 4, 50

WRITER = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
import django
django.setup()
from django.db import OperationalError, transaction
from articles.models import Topic

failed = 0
for _ in range({TRANSACTIONS}):
    try:
        with transaction.atomic():
            topic = Topic.objects.get(slug="counted")
            topic.name = str(int(topic.name) + 1)
            topic.save()
    except OperationalError:
        failed += 1
print(failed)
"""


def test_transactions_that_read_and_then_write_neither_fail_nor_lose_a_count(tmp_path):
    settings = environment(tmp_path)
    assert manage("migrate", "--verbosity=0", env=settings).returncode == 0
    database = sqlite3.connect(tmp_path / "archive.sqlite3")
    made = manage(
        "shell",
        "-v0",
        "-c",
        "from articles.models import Topic; Topic.objects.create(name='0', slug='counted')",
        env=settings,
    )
    assert made.returncode == 0, made.stderr
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER], cwd=PROJECT, env=settings, stdout=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    failures = [writer.communicate(timeout=60)[0].strip() for writer in writers]
    (counted,) = database.execute("SELECT name FROM articles_topic").fetchone()
    (mode,) = database.execute("PRAGMA journal_mode").fetchone()
    database.close()
    assert failures == ["0"] * PROCESSES
    assert counted == str(PROCESSES * TRANSACTIONS)
    assert mode == "wal"
