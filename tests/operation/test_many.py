"""An import of many articles, which other processes read and index meanwhile."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.operation.machines import PROJECT, environment, manage
from tests.operation.test_killed import text_of

ARTICLES = 400  # more than the index waits for before it follows


@pytest.fixture
def archive(tmp_path):
    """Return the environment of an empty archive on disk, and a folder of articles."""
    settings = environment(tmp_path / "var")
    folder = tmp_path / "collection"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(text_of(number), encoding="utf-8")
    assert manage("migrate", "--verbosity=0", env=settings).returncode == 0
    return settings, folder


def test_an_import_of_many_articles_is_whole_and_indexed(archive):
    settings, folder = archive
    done = manage("import_articles", "--processes=2", str(folder), env=settings, timeout=300)
    assert f"{ARTICLES} created" in done.stdout, done.stderr
    assert done.stderr == ""
    verified = manage("verify_archive", env=settings, timeout=300)
    assert verified.returncode == 0, verified.stdout
    manifest = next((Path(settings["DATA_DIR"]) / "manifests").iterdir()).read_text().splitlines()
    assert [json.loads(line)["item"] for line in manifest] == [f"{n:03}.txt" for n in range(ARTICLES)]


def test_a_killed_import_leaves_no_process_behind(archive):
    settings, folder = archive
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_articles", "--processes=2", str(folder)],
        cwd=PROJECT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    children = wait_for(lambda: children_of(process.pid))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not any(is_running(child) for child in children))


def wait_for(condition, *, seconds=60):
    """Return what a condition comes to once it is true; fail when it is not in time."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
    return found


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
