"""docker/entrypoint.sh, run where there is no Docker."""

import os
import sys

import psycopg
import pytest

from tests.operation.machines import PROJECT, environment, free_port, run

ENTRYPOINT = str(PROJECT / "docker" / "entrypoint.sh")


@pytest.fixture
def container(tmp_path):
    """Return the environment of a container: `python` is this Python, the data folder is empty."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    data_dir = tmp_path / "data"
    path = f"{programs}:{os.environ['PATH']}"
    # A virtual environment is found beside the program's name; here its packages are named.
    packages = os.pathsep.join(
        [str(PROJECT), *(entry for entry in sys.path if entry.endswith("site-packages"))]
    )
    return environment(data_dir, PATH=path, PYTHONPATH=packages)


def test_it_becomes_the_command_it_was_given(container):
    result = run(
        ENTRYPOINT, "sh", "-c", 'echo "$1 in $PWD"; exit 7', "sh", "two words", env=container, cwd="/"
    )
    assert result.stdout == f"two words in {PROJECT}\n"
    assert result.returncode == 7


def test_it_migrates_only_when_told_so(container):
    show = (ENTRYPOINT, "python", "manage.py", "migrate", "--check")
    assert run(*show, env=container).returncode == 1
    assert run(*show, env={**container, "MIGRATE": "true"}).returncode == 0
    assert run(*show, env=container).returncode == 0


def test_it_says_that_the_database_did_not_answer(container):
    url = f"postgresql://archive:secret@127.0.0.1:{free_port()}/archive"
    absent = {**container, "DATABASE_URL": url, "DATABASE_TIMEOUT": "0.5"}
    result = run(ENTRYPOINT, "echo", "served", env=absent)
    assert result.returncode != 0
    assert "The database did not answer in 0.5 seconds" in result.stderr
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr
    assert "served" not in result.stdout


def test_it_prepares_an_empty_postgresql(container):
    server = os.environ.get("POSTGRESQL_URL")
    if not server:
        (pytest.fail if os.environ.get("REQUIRE_POSTGRESQL") else pytest.skip)(
            "POSTGRESQL_URL names no server, as in postgresql://user:password@127.0.0.1:5432/postgres"
        )
    name = f"entrypoint_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            url = server.rpartition("/")[0] + f"/{name}"
            result = run(
                ENTRYPOINT,
                *("python", "manage.py", "migrate", "--check"),
                env={**container, "DATABASE_URL": url, "MIGRATE": "true"},
            )
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert result.returncode == 0, result.stderr
