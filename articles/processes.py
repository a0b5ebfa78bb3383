"""What every process that another one starts needs."""

import multiprocessing
import os
import threading
from importlib import import_module
from typing import Any

import django
from django.conf import settings


def end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it sends nobody the word to stop."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def run_in_django(function: str, databases: dict[str, Any], indexes: dict[str, Any], *args: Any) -> None:
    """Call a function ("articles.search.drainers.follow") in a new process, on these databases and indexes.

    They are those of the parent, which a test for instance has of its own.
    """
    end_with_parent()
    settings.DATABASES = databases
    settings.HAYSTACK_CONNECTIONS = indexes
    django.setup()
    module, name = function.rsplit(".", 1)
    getattr(import_module(module), name)(*args)
