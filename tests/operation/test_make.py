"""The commands of the Makefile, as a person calls them."""

import os
import re
import signal
import socket
import stat
import subprocess
import urllib.request

import pytest

from tests.operation.machines import free_port, needs, run, running

pytestmark = pytest.mark.usefixtures("make")


@pytest.fixture
def make() -> str:
    return needs("make")


@pytest.fixture
def shell() -> dict[str, str]:
    """Return the environment of a person's shell; a make that runs these tests leaves nothing in it."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def test_make_alone_lists_every_command_with_a_line_each(shell):
    listed = run("make", env=shell).stdout
    names = re.findall(r"^  make ([\w-]+) +\S", listed, re.MULTILINE)
    assert names == [
        "help",
        "setup",
        "serve",
        "demo",
        "admin",
        "test",
        "test-opensearch",
        "quality",
        "check",
        "bench-search",
        "fuzz-search",
        "reset",
        "lock",
        "screenshots",
        "lighthouse",
    ]


def test_serve_starts_with_the_seeds_starts_again_and_stops_at_an_interrupt(shell, checkout):
    port = free_port()
    printed = []
    for _ in range(2):
        with running("make", "serve", f"BIND=127.0.0.1:{port}", port=port, cwd=checkout, env=shell) as server:
            for path in ("/", "/search/?q=sanctions", "/static/css/tokens.css", "/readyz"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
                    assert page.status == 200
            os.killpg(server.pid, signal.SIGINT)  # what a terminal does at Ctrl-C
            printed.append(server.communicate(timeout=30)[0])
    first, second = printed
    assert "2 created" in first
    assert "created" not in second
    for text in printed:
        assert f"http://127.0.0.1:{port}/" in text
        assert "make admin" in text
        assert "Traceback" not in text
    key = checkout / "var" / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_serve_says_in_one_sentence_that_the_port_is_busy(shell, checkout):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("make", "serve", f"BIND=127.0.0.1:{port}", cwd=checkout, env=shell)
    assert result.returncode != 0
    assert result.stderr.splitlines()[0] == (
        f"127.0.0.1:{port} is busy: stop what runs there, or say make serve BIND=127.0.0.1:{port + 1}."
    )
    assert "Traceback" not in result.stderr
    assert not (checkout / "var").exists()


@pytest.mark.parametrize(
    ("bind", "words"),
    [
        pytest.param("8000", "is not an address", id="no host"),
        pytest.param("127.0.0.1:http", "is not an address", id="port in letters"),
        pytest.param("127.0.0.1:65536", "is not an address", id="no such port"),
        pytest.param("192.0.2.1:8000", "cannot be served on", id="an address of another machine"),
    ],
)
def test_serve_says_what_is_wrong_with_an_address(shell, checkout, bind, words):
    result = run("make", "serve", f"BIND={bind}", cwd=checkout, env=shell)
    assert result.returncode != 0
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_the_address_to_serve_on_may_stand_in_the_env_file(shell, checkout):
    (checkout / ".env").write_text("BIND=127.0.0.1:99999\n")
    assert "127.0.0.1:99999 is not an address" in run("make", "serve", cwd=checkout, env=shell).stderr


def _python(folder, *, script: str):
    folder.mkdir(exist_ok=True)
    program = folder / "some python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_a_python_that_is_too_old_is_named(shell, checkout, tmp_path):
    old = _python(tmp_path / "old", script='[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1')
    result = run(
        "make", "setup", f"PYTHON={old}", "BIND=127.0.0.1:1", cwd=_without_environment(checkout), env=shell
    )
    assert result.returncode != 0
    assert "Python 3.11 or newer is needed, and Python 3.9.2 is what" in result.stdout
    assert not (checkout / ".venv" / "base.txt").exists()


def test_a_python_without_venv_says_what_to_install(shell, checkout, tmp_path):
    bare = _python(tmp_path / "bare", script='case "$2" in *ensurepip*) exit 1;; esac')
    result = run("make", "setup", f"PYTHON={bare}", cwd=_without_environment(checkout), env=shell)
    assert result.returncode != 0
    assert "apt install python3-venv" in result.stdout


def test_a_missing_python_says_what_to_install(shell, checkout):
    result = run("make", "setup", "PYTHON=no-such-python", cwd=_without_environment(checkout), env=shell)
    assert result.returncode != 0
    assert "There is no no-such-python here: install Python 3.11 or newer" in result.stdout


def _without_environment(checkout):
    (checkout / ".venv" / "base.txt").unlink()
    return checkout


def _fill(data):
    (data / "index").mkdir(parents=True)
    (data / "archive.sqlite3").write_text("rows")
    (data / "secret_key").write_text("key")
    (data / "notes.txt").write_text("not ours")
    return data


def test_reset_refuses_without_a_terminal(shell, checkout):
    data = _fill(checkout / "var")
    result = run("make", "reset", cwd=checkout, env=shell)
    assert result.returncode != 0
    assert "make reset YES=1" in result.stdout
    assert (data / "archive.sqlite3").is_file()


def test_reset_deletes_what_the_archive_made_and_nothing_else(shell, checkout):
    data = _fill(checkout / "var")
    assert run("make", "reset", "YES=1", cwd=checkout, env=shell).returncode == 0
    assert sorted(path.name for path in data.iterdir()) == ["notes.txt", "secret_key"]


def test_reset_follows_the_data_folder_of_the_env_file(shell, checkout, tmp_path):
    data = _fill(tmp_path / "elsewhere")
    (checkout / ".env").write_text(f"DATA_DIR='{data}'\n")
    assert run("make", "reset", "YES=1", cwd=checkout, env=shell).returncode == 0
    assert not (data / "archive.sqlite3").exists()


def test_reset_leaves_a_database_elsewhere_alone(shell, checkout):
    data = _fill(checkout / "var")
    (checkout / ".env").write_text("DATABASE_URL=postgresql://archive:secret@127.0.0.1/archive\n")
    result = run("make", "reset", "YES=1", cwd=checkout, env=shell)
    assert result.returncode != 0
    assert "DATABASE_URL names a database elsewhere" in result.stdout
    assert "secret" not in result.stdout + result.stderr
    assert (data / "index").is_dir()


@pytest.mark.parametrize(("answer", "is_kept"), [("n", True), ("", True), ("y", False)])
def test_reset_asks_on_a_terminal(shell, checkout, answer, is_kept):
    data = _fill(checkout / "var")
    terminal, theirs = os.openpty()
    with subprocess.Popen(
        ["make", "reset"], cwd=checkout, env=shell, stdin=theirs, stdout=theirs, stderr=theirs
    ) as asked:
        os.write(terminal, f"{answer}\n".encode())
        asked.wait(timeout=20)
    os.close(theirs)
    os.close(terminal)
    assert (data / "archive.sqlite3").exists() is is_kept


def test_an_installed_environment_is_not_installed_again(shell, checkout):
    result = run("make", "setup", "PYTHON=no-such-python", cwd=checkout, env=shell)
    assert result.returncode == 0
    assert "Installing" not in result.stdout


def test_a_changed_lock_file_makes_the_environment_anew(shell, checkout):
    lock = checkout / "requirements" / "base.txt"
    lock.write_text(lock.read_text() + "# another release\n")
    planned = run("make", "setup", "PYTHON=no-such-python", cwd=checkout, env=shell)
    assert planned.returncode != 0
    assert "no-such-python" in planned.stdout
