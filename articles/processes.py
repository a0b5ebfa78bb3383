"""What every process that another one starts needs."""

import multiprocessing
import os
import threading
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.db import connection


def end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it sends nobody the word to stop."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def is_in_memory() -> bool:
    """Return whether the database is one in memory, which no other process sees."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and (":memory:" in name or "mode=memory" in name)


def settings_for_others() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the databases and indexes that this process uses, for `run_in_django`; a test has its own."""
    databases = {"default": {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}}
    return databases, settings.HAYSTACK_CONNECTIONS


def run_in_django(function: str, databases: dict[str, Any], indexes: dict[str, Any], *args: Any) -> None:
    """Call a function ("articles.search.drainers.follow") in a new process, on its parent's databases and indexes."""
    end_with_parent()
    settings.DATABASES = databases
    settings.HAYSTACK_CONNECTIONS = indexes
    django.setup()
    module, name = function.rsplit(".", 1)
    getattr(import_module(module), name)(*args)
