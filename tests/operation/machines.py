"""What tests of operation start: programs of this project, in folders and on ports of their own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

# What is made from the project, not part of it.
MADE = shutil.ignore_patterns(".*", "var", "__pycache__", "tests", "docs", "benchmarks")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(data_dir: Path, **changes: str) -> dict[str, str]:
    """Return an environment in which programs find this Python, data_dir and nothing of the tests' own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only-for-testing",
        "DATA_DIR": str(data_dir),
        "PYTHONPATH": str(PROJECT),
        **changes,
    }


def run(*command: str, cwd: Path = PROJECT, **options) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, with nothing on standard input unless given."""
    options = {"stdin": subprocess.DEVNULL, "timeout": 60, **options}
    if "input" in options:
        del options["stdin"]
    return subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False, **options)


def manage(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "manage.py", *arguments, **options)


def needs(program: str) -> str:
    """Return the path of an installed program; skips, or fails where REQUIRE_TOOLS says so, when it is not there."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    if not found:
        (pytest.fail if os.environ.get("REQUIRE_TOOLS") else pytest.skip)(f"{program} is not installed")
    return found


@contextlib.contextmanager
def running(*command: str, port: int, **options) -> Iterator[subprocess.Popen[str]]:
    """Start a server, wait until its port answers, and end it afterwards with all that it started."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **{"cwd": PROJECT, **options},
    ) as process:
        try:
            deadline = time.monotonic() + 40
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    if process.poll() is None:
                        os.killpg(process.pid, signal.SIGKILL)
                    pytest.fail(f"{command} did not answer on port {port}:\n{process.communicate()[0]}")
                time.sleep(0.05)
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0
