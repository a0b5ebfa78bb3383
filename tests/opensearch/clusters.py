"""A real OpenSearch cluster on loopback: each node a process of its own, which can be killed and started again.

The server comes from Maven Central, as `pom.xml` says. A node ends with the process that started it, however
that ends: it reads from a pipe that closes then.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# Seconds until the nodes have found each other: a Java process with other work beside it takes its time.
LONGEST_START = 300.0
LONGEST_STOP = 30.0
# Enough for the archives of tests, and three of them fit beside everything else; quick to start rather than fast later.
MEMORY = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


class ClusterFailed(Exception):
    """The server cannot be fetched or started; its text says why."""


def server(folder: Path) -> str:
    """Return the class path of the server, fetched into a folder where it is not there yet.

    Raises:
        ClusterFailed: Maven or a Java compiler is missing, or either fails.
    """
    jars, classes = folder / "jars", folder / "classes"
    pom = HERE / "pom.xml"
    fetched = folder / "pom.xml"
    if not fetched.exists() or fetched.read_bytes() != pom.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run(
            "mvn",
            "--quiet",
            "--batch-mode",
            "--file",
            str(pom),
            "dependency:copy-dependencies",
            f"-DoutputDirectory={jars}",
        )
        shutil.copyfile(pom, fetched)
    source, made = HERE / "Node.java", classes / "Node.class"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        _run("javac", "-cp", f"{jars}/*", "-d", str(classes), str(source))
    return f"{classes}:{jars}/*"


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ClusterFailed(
            f"{command[0]} is missing: the OpenSearch tests need a JDK (17) and Maven."
        ) from None
    if done.returncode:
        raise ClusterFailed(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@dataclass(slots=True)
class Node:
    """One node: its name, where it listens, and its process while it runs."""

    name: str
    http: int
    transport: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"


@dataclass(slots=True)
class Cluster:
    """Nodes that know each other, and the folder that they keep everything in."""

    classpath: str
    folder: Path
    nodes: list[Node]
    name: str = field(default_factory=lambda: f"tests-{os.getpid()}")

    @property
    def search_url(self) -> str:
        """What SEARCH_URL says to use this cluster."""
        return "opensearch://" + ",".join(f"127.0.0.1:{node.http}" for node in self.nodes)

    def start(self, *nodes: Node) -> None:
        """Start some nodes, or all, and wait until the cluster has as many as run."""
        for node in nodes or self.nodes:
            self._start(node)
        self.wait(len([node for node in self.nodes if node.process]))

    def _start(self, node: Node) -> None:
        with (self.folder / f"{node.name}.log").open("ab") as log:
            node.process = subprocess.Popen(
                [
                    "java",
                    *MEMORY,
                    "-cp",
                    self.classpath,
                    "Node",
                    str(self.folder / node.name),
                    self.name,
                    node.name,
                    str(node.http),
                    str(node.transport),
                    ",".join(f"127.0.0.1:{each.transport}" for each in self.nodes),
                    ",".join(each.name for each in self.nodes),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    def kill(self, node: Node) -> None:
        """Kill a node as a power cut would."""
        if node.process:
            node.process.kill()
            node.process.communicate()
            node.process = None

    def stop(self) -> None:
        """Stop all nodes, gently first."""
        running = [node.process for node in self.nodes if node.process]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.communicate(timeout=LONGEST_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        for node in self.nodes:
            node.process = None

    def wait(self, count: int, *, status: str = "green") -> None:
        """Wait until so many nodes are one cluster of a status.

        Raises:
            ClusterFailed: they are not in time, or one of them has ended.
        """
        deadline = time.monotonic() + LONGEST_START
        asked = f"/_cluster/health?wait_for_nodes={count}&wait_for_status={status}&timeout=5s"
        while time.monotonic() < deadline:
            for node in self.nodes:
                if node.process and node.process.poll() is not None:
                    log = (self.folder / f"{node.name}.log").read_text(encoding="utf-8", errors="replace")
                    raise ClusterFailed(f"{node.name} ended:\n{log[-3000:]}")
            node = next(node for node in self.nodes if node.process)
            with suppress(OSError):
                if not ask(node, asked)["timed_out"]:
                    return
            time.sleep(0.2)
        raise ClusterFailed(f"{count} nodes were not {status} in {LONGEST_START:.0f} seconds.")


def ask(node: Node, path: str) -> Any:
    """Return what a node answers; OSError where it does not."""
    with urllib.request.urlopen(node.url + path, timeout=10) as response:  # noqa: S310  our own process
        return json.load(response)


def forget_indexes(connection: Mapping[str, Any]) -> None:
    """Delete what a test left on the cluster of one of Haystack's connections."""
    for url in connection["URL"]:
        asked = urllib.request.Request(f"{url}/{connection['INDEX_NAME']}-*", method="DELETE")  # noqa: S310  our own
        with suppress(OSError), urllib.request.urlopen(asked, timeout=30):  # noqa: S310  our own process
            return


def _free_ports(count: int) -> list[int]:
    with_sockets = [socket.socket() for _ in range(count)]
    for each in with_sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in with_sockets]
    for each in with_sockets:
        each.close()
    return ports


@contextmanager
def running(folder: Path, *, nodes: int, cache: Path) -> Iterator[Cluster]:
    """Run a cluster of so many nodes in a folder; the server is fetched into `cache` the first time."""
    ports = _free_ports(2 * nodes)
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(
        server(cache),
        folder,
        [Node(f"node-{number + 1}", ports[2 * number], ports[2 * number + 1]) for number in range(nodes)],
    )
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def main(arguments: Sequence[str]) -> int:
    """Run a command with SEARCH_URL naming a cluster of one node, and return how it ended."""
    cache = Path(os.environ.get("OPENSEARCH_DIR", HERE / "server"))
    # In memory where there is a place for that: every change of a cluster's state is synced to disk several times.
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own in it
    folder = Path(tempfile.mkdtemp(prefix="opensearch-", dir=memory if memory.is_dir() else None))
    # To be ended is to end in order: the nodes are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with running(folder, nodes=1, cache=cache) as cluster:
            return subprocess.run(
                arguments, env=os.environ | {"SEARCH_URL": cluster.search_url}, check=False
            ).returncode
    except ClusterFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
