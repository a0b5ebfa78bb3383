"""The product served by gunicorn as it is in use, and what its processes take."""

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command

from benchmarks.search.folders import PROJECT, Folder
from benchmarks.search.preparing import bar
from benchmarks.search.queries import QueryMaker
from benchmarks.search.rows import material

PATIENCE = 60.0
CLIENTS = 8
# Which worker takes a connection is chance: asked again until each has had its share.
MOST_ROUNDS = 6
WORKERS = 2
_TICKS = 100.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn."""

    process: "subprocess.Popen[bytes]"
    port: int

    def workers(self) -> list[int]:
        """Return the ids of the worker processes."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(
            encoding="ascii"
        )
        return [int(each) for each in listed.split()]

    def cpu_seconds(self) -> float:
        """Return the CPU time of the workers so far."""
        used = 0.0
        for worker in self.workers():
            fields = Path(f"/proc/{worker}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            used += (int(fields[11]) + int(fields[12])) / _TICKS
        return used

    def memory(self) -> list[dict[str, int]]:
        """Return what each worker holds, in megabytes.

        `uss` is its alone, `pss` counts what it shares by its share, `rss` counts that whole.
        """
        return [_memory(worker) for worker in self.workers()]

    def together_mb(self) -> int:
        """Return what the workers and the process they are forked from hold together, what they share counted once."""
        return sum(_memory(process)["pss"] for process in (self.process.pid, *self.workers()))


def _memory(process: int) -> dict[str, int]:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    sizes = {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", rollup, re.MULTILINE)}
    private = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return {"uss": private // 1024, "pss": sizes["Pss"] // 1024, "rss": sizes["Rss"] // 1024}


@contextmanager
def served(folder: Folder, *, workers: int) -> Iterator[Server]:
    """Serve the archive on a free port of this machine until the end of the block."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = folder.environment() | {
        "BIND": f"127.0.0.1:{port}",
        "WORKERS": str(workers),
        "LOG_LEVEL": "ERROR",
    }
    environment.pop("DJANGO_SETTINGS_MODULE")
    errors = (folder.path / "gunicorn.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "gunicorn.conf.py",
            "archive.wsgi",
            "--graceful-timeout",
            "2",
        ],
        cwd=PROJECT,
        env=environment,
        stderr=errors,
    )
    try:
        _wait_until_ready(port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(20)
        errors.close()


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(
        "gunicorn was not ready in a minute; its messages are in gunicorn.log of the data folder"
    )


def addresses(maker: QueryMaker, count: int) -> list[str]:
    """Return addresses of pages with searches as readers make them: mostly words, filters and pages from there."""
    made = []
    for asked in maker.make(count):
        path = "/quotes/" if asked.pop("scope", "") == "quotes" else "/search/"
        names = {
            "text": "q",
            "speakers": "speaker",
            "publications": "publication",
            "topics": "topic",
            "years": "year",
        }
        asked.pop("page", None)
        made.append(f"{path}?{urlencode({names.get(k, k): v for k, v in asked.items()}, doseq=True)}")
    return made


def asked_of(server: Server, listed: list[str], *, clients: int) -> dict[str, Any]:
    """Ask a server for pages from a process of its own; return what `benchmarks.search.client` says."""
    before = server.cpu_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search.client", str(server.port), str(clients)],
        input=json.dumps(listed),
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"server_cpu_ms": round(1_000 * (server.cpu_seconds() - before) / len(listed), 2)}


def http_pages(folder: Folder, count: int = 3_000) -> dict[str, Any]:
    """Measure whole pages with two workers and eight clients, and the workers' memory afterwards."""
    maker = QueryMaker(material())
    listed = addresses(maker, count + 200)
    with bar(2, "pages over HTTP", " runs") as progress, served(folder, workers=WORKERS) as server:
        # What a server that has run for a while has open already.
        asked_of(server, listed[:200], clients=CLIENTS)
        progress(1)
        found = asked_of(server, listed[200:], clients=CLIENTS)
        memory = server.memory()
    return {"clients": CLIENTS, "workers": WORKERS} | found | {"memory_mb": memory}


def memory(folder: Folder, count: int = 600) -> dict[str, Any]:
    """Measure what a server with one worker holds that has served many pages, and what one with two and with three."""
    listed = addresses(QueryMaker(material()), count)
    found: dict[str, Any] = {}
    for workers in (1, 2, 3):
        with served(folder, workers=workers) as server:
            for _ in range(MOST_ROUNDS):
                asked_of(server, listed, clients=CLIENTS)
                held, together = server.memory(), server.together_mb()
                if min(each["uss"] for each in held) > 0.7 * max(each["uss"] for each in held):
                    break
        found[str(workers)] = {"workers_mb": held, "together_mb": together}
    sums = [found[str(workers)]["together_mb"] for workers in (1, 2, 3)]
    return found | {"one_mb": sums[0], "each_further_mb": round((sums[2] - sums[0]) / 2)}
