"""A real browser: the installed Chromium, never a downloaded one."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.operation.machines import environment, free_port, manage, running
from tests.web.shelf import Shelf, fill_shelf

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """Make the folder WhiteNoise looks for as soon as the live server starts; files come from static/."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium; without one the test is skipped, or fails where REQUIRE_BROWSER is 1."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        reason = "no Chromium is installed: `apt-get install chromium`"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER is set, but {reason}")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def shelf(transactional_db) -> Shelf:
    """Return a small archive with one article of every kind, seen by the live server."""
    return fill_shelf()


@pytest.fixture
def page(chromium, live_server) -> Iterator[Page]:
    """Return a page of a fresh profile; what the browser reports as an error fails the test."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    refused = [complaint for complaint in complaints if "status of 4" not in complaint]
    assert not refused


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory) -> Iterator[str]:
    """Return the address of the demonstration as `make demo` serves it: files collected, gunicorn, no DEBUG."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    variables = environment(folder, DEMO="true", BIND=f"127.0.0.1:{port}", WORKERS="1")
    made = manage("prepare_demo", "--static", env=variables, timeout=600)
    assert made.returncode == 0, made.stderr
    command = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archive.wsgi")
    with running(*command, port=port, env=variables):
        yield f"http://127.0.0.1:{port}"
