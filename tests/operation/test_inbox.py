"""`watch_inbox` as a service: signals, two at once, a folder that comes and goes, and the documented units."""

import configparser
import contextlib
import re
import shlex
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from tests.operation.machines import PROJECT, environment, manage

TEXT = "Harbour fee to fall\n\nThe harbour board lowered its fee on Monday, after a long debate.\n"
PATIENCE = 60  # seconds for what takes one on an idle machine


@pytest.fixture
def archive(tmp_path):
    """Return the environment of an archive with its tables, and an empty inbox."""
    env = environment(tmp_path / "var")
    migrated = manage("migrate", env=env)
    assert migrated.returncode == 0, migrated.stderr
    (tmp_path / "inbox").mkdir()
    return env, tmp_path / "inbox"


@contextlib.contextmanager
def watching(env, folder, log):
    with log.open("w") as output:
        watcher = subprocess.Popen(
            [sys.executable, "manage.py", "watch_inbox", str(folder), "--interval", "0.2"],
            cwd=PROJECT, env=env, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield watcher
    finally:
        watcher.kill()
        watcher.wait()


def wait_for(words: str, log) -> None:
    deadline = time.monotonic() + PATIENCE
    while words not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def test_a_watcher_imports_what_arrives_waits_for_its_folder_and_ends_on_sigterm(archive, tmp_path):
    env, folder = archive
    log = tmp_path / "log"
    with watching(env, folder, log) as watcher:
        (folder / "fee.txt").write_text(TEXT)
        wait_for("In all: 1 created\n", log)
        second = manage("watch_inbox", str(folder), "--once", env=env)
        assert second.returncode != 0
        assert f"Another watch_inbox watches {folder} already." in second.stderr
        folder.rename(tmp_path / "away")
        wait_for("cannot be read: No such file or directory. Waiting.\n", log)
        (tmp_path / "away").rename(folder)
        wait_for("Reading again.\n", log)
        (folder / "toll.txt").write_text(TEXT.replace("fee", "toll").replace("Monday", "Friday"))
        wait_for("toll.txt: 1 created\n", log)
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(PATIENCE) == 0
    assert "Traceback" not in log.read_text()
    # Its lock went with it, and what it imported is known.
    again = manage("watch_inbox", str(folder), "--once", "--settle", "0", env=env)
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("seconds", ["-1", "nan", "soon", "86401"])
def test_a_time_that_is_none_is_refused(tmp_path, seconds):
    with pytest.raises(CommandError, match="is no number of seconds from 0 to 86400"):
        call_command("watch_inbox", str(tmp_path), f"--interval={seconds}")


@pytest.mark.django_db(transaction=True)
def test_the_documented_units_are_such_as_systemd_reads(tmp_path):
    text = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    units = {}
    for name, block in re.findall(r"`/etc/systemd/system/([\w.-]+)`:\n\n((?:    .*\n|\n)+)", text):
        parser = configparser.ConfigParser(interpolation=None, strict=True)
        parser.optionxform = str
        parser.read_string(re.sub(r"^    ", "", block, flags=re.MULTILINE))
        units[name] = parser
    assert sorted(units) == ["archive-inbox.service", "archive-inbox.timer"]
    assert units["archive-inbox.timer"]["Timer"]["OnUnitInactiveSec"]
    assert units["archive-inbox.timer"]["Install"]["WantedBy"] == "timers.target"
    service = units["archive-inbox.service"]["Service"]
    assert service["Type"] == "oneshot"
    python, script, *arguments = shlex.split(service["ExecStart"])
    assert (python, script) == (".venv/bin/python", "manage.py") or python.startswith("/")
    # The very arguments, on an inbox of this test.
    command, *arguments = arguments
    assert command == "watch_inbox"
    (tmp_path / "fee.txt").write_text(TEXT)
    call_command(command, *[str(tmp_path) if part.startswith("/") else part for part in arguments])
