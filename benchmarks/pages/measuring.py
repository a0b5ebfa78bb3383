"""Asks for every kind of page in this process, and prints what each took as JSON.

python -m benchmarks.pages.measuring [ONLY]
"""

import json
import logging
import sys
from typing import Any

import django
from tqdm import tqdm

from benchmarks.search.measuring import measured

REPEATS = 15
# All repetitions of one page (seconds of CPU).
SECONDS = 6.0


def main() -> None:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    # A page that is not there is asked for on purpose.
    logging.disable(logging.WARNING)
    django.setup()
    json.dump(measure(only), sys.stdout)


def measure(only: str) -> list[dict[str, Any]]:
    """Return name, path, status, bytes, queries and times of every kind of page whose name has `only`."""
    # ruff: noqa: PLC0415  there are no models before django.setup()
    from django.core.management import call_command
    from django.test import Client

    from articles.search import read_ahead
    from benchmarks.pages.addresses import addresses

    call_command("collectstatic", interactive=False, verbosity=0)
    # As gunicorn does before it forks.
    read_ahead()
    client = Client(SERVER_NAME="localhost")
    asked = [each for each in addresses() if only in each.name]
    found = []
    for each in tqdm(asked, desc="pages", disable=None, leave=False):

        def ask(path: str = each.path) -> tuple[int, int]:
            response = client.get(path)
            return response.status_code, len(response.getvalue())

        ask()
        queries, (status, size) = counted(ask)
        found.append(
            {
                "name": each.name,
                "path": each.path,
                "is_file": each.is_file,
                "status": status,
                "bytes": size,
                "queries": queries,
                **measured(ask, repeats=REPEATS, seconds=SECONDS),
            }
        )
    return found


def counted(ask: Any) -> tuple[int, Any]:
    """Return how many queries a call makes, and what it returns."""
    from django.db import connection

    queries = []

    def count(execute: Any, *arguments: Any) -> Any:
        queries.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(count):
        answer = ask()
    return len(queries), answer


if __name__ == "__main__":
    main()
