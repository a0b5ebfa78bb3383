"""Whoever is killed, whenever: the play of faults (see faults.py)."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.search.processes import ROOT, migrated

pytestmark = pytest.mark.whoosh

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
        timeout=1_800,
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
