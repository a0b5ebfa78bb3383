"""Fixtures of tests that change what is indexed, or start processes."""

import subprocess
import sys

import pytest

from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.search.processes import PREAMBLE, ROOT, migrated


@pytest.fixture
def article():
    """Return an article of one publication, with a quote by Ada Marsh, indexed."""
    article = make_article(
        headline="Ferry by night",
        body="The ferry runs by night.\n\n“Fares will stay,” Ada Marsh said.",
        publication=make_publication("The Harbour Times"),
    )
    make_quote(article, "Fares will stay,", speaker=make_speaker("Ada Marsh"))
    return article


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
