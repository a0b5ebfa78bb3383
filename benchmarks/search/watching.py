"""A reader beside the writer: for each word on standard input, when a search found it, and what seeing it took.

Prints one line when it watches and one when it saw, as JSON; `at` is the machine's monotonic clock in seconds, 0 where
nothing was seen in PATIENCE seconds.
"""

import json
import sys
import time

import django

PATIENCE = 5.0
PAUSE = 0.005


def main() -> None:
    django.setup()
    from articles.search import SearchRequest, search  # noqa: PLC0415  there are no models before
    from benchmarks.search.measuring import Clock, milliseconds  # noqa: PLC0415

    search(SearchRequest(text="orchard ferry"))
    print("{}", flush=True)
    for line in sys.stdin:
        asked = SearchRequest(text=line.strip(), page_size=1)
        search(asked)
        print("{}", flush=True)
        deadline = time.monotonic() + PATIENCE
        seen = {"at": 0.0, "refresh_ms": 0.0}
        while time.monotonic() < deadline:
            with Clock() as clock:
                total = search(asked).total
            if total:
                seen = {"at": time.monotonic(), "refresh_ms": milliseconds(clock.cpu)}
                break
            time.sleep(PAUSE)
        print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    main()
