"""Asks a server for pages with several clients at once, each on a connection it keeps.

    python -m benchmarks.search.client PORT CLIENTS < addresses.json

Reads a list of addresses and prints how long they took, in milliseconds, and what came back. It is a process of its own, so
that its CPU time is told apart from the server's.
"""

import http.client
import json
import queue
import sys
import threading
import time
from collections import Counter

from benchmarks.search.measuring import spread


def ask(
    port: int, waiting: "queue.SimpleQueue[str]", times: list[tuple[float, str]], statuses: Counter[str]
) -> None:
    """Ask for addresses until none waits."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            address = waiting.get_nowait()
        except queue.Empty:
            return
        start = time.perf_counter()
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            response.read()
            status = str(response.status)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            status = type(error).__name__
        times.append((time.perf_counter() - start, address))
        statuses[status] += 1


def main() -> None:
    port, clients = int(sys.argv[1]), int(sys.argv[2])
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for address in json.load(sys.stdin):
        waiting.put(address)
    times: list[tuple[float, str]] = []
    statuses: Counter[str] = Counter()
    threads = [
        threading.Thread(target=ask, args=(port, waiting, times, statuses), daemon=True)
        for _ in range(clients)
    ]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    slowest = sorted(times, reverse=True)[:5]
    found = {
        "pages": len(times),
        "pages_per_s": round(len(times) / took, 1),
        "wall": spread([seconds for seconds, _ in times]),
        "client_cpu_ms": round(1_000 * (time.process_time() - cpu) / len(times), 2),
        "statuses": dict(sorted(statuses.items())),
        "slowest": [
            {"address": address[:160], "wall_ms": round(1_000 * seconds, 1)} for seconds, address in slowest
        ],
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
