"""Fixtures that every test may use."""

import os
import uuid
from pathlib import Path

import hypothesis
import pytest
from django.db import connection as database

from tests.opensearch.clusters import forget_indexes

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what only PostgreSQL can show where the suite runs on SQLite, and what one engine alone has on the other."""
    if item.get_closest_marker("postgresql") and database.vendor != "postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL")
    if item.get_closest_marker("whoosh") and os.environ.get("SEARCH_URL"):
        pytest.skip("it is about the files of Whoosh, and SEARCH_URL names a cluster")
    if item.get_closest_marker("opensearch") and not os.environ.get("SEARCH_URL"):
        pytest.skip("SEARCH_URL names no cluster: make test-opensearch starts one")


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the two seed files."""
    return SEEDS


@pytest.fixture(autouse=True)
def _own_data_dir(settings, tmp_path):
    """Give each test an index folder of its own, and manifests and limits outside of what it may import."""
    settings.MANIFESTS_DIR = tmp_path.with_name(f"{tmp_path.name}-manifests")
    settings.LIMITS_DIR = tmp_path.with_name(f"{tmp_path.name}-limits")
    indexes = getattr(settings, "HAYSTACK_CONNECTIONS", {}).values()
    for connection in indexes:
        connection["PATH"] = str(tmp_path / "index")
        if "INDEX_NAME" in connection:
            connection["INDEX_NAME"] = f"test-{uuid.uuid4().hex}"
    yield
    for connection in indexes:
        if "INDEX_NAME" in connection:
            forget_indexes(connection)


@pytest.fixture(autouse=True)
def _static_files_as_they_are(settings, tmp_path_factory):
    """Serve static files under their own names, without a collectstatic first."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hash passwords fast: a test's accounts guard nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# CI tries the same examples each time, so that a change is judged by itself; elsewhere they are new each time.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running beside the ORM
