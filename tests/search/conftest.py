"""Fixtures of tests that start processes."""

import subprocess
import sys

import pytest

from tests.search.processes import PREAMBLE, ROOT, migrated


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
