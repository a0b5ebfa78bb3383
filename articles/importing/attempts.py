"""Storing one thing whole or not at all, and why it could not be stored."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError

from articles.importing.articles import ErasedOriginal
from articles.text.errors import TextError

logger = logging.getLogger(__name__)

# Each attempt can meet another of the speakers that a second import makes at the same time.
OTHER_ATTEMPTS = 4
# PostgreSQL's names for two transactions that wait for each other; it ends one of them.
DEADLOCKS = ("40P01", "40001")

Stored = TypeVar("Stored")


class NotStored(Exception):
    """Something could not be understood or stored; the text is a sentence that says why."""


def attempt(store: Callable[[], Stored], *, name: str) -> Stored:
    """Return what `store` returns, a function of one transaction, tried again where another process overtook it.

    Raises:
        NotStored: it failed, and left nothing behind.
    """
    try:
        for _ in range(OTHER_ATTEMPTS):
            try:
                return store()
            except (IntegrityError, OperationalError) as error:
                if not _was_overtaken(error):
                    raise
        return store()
    except (TextError, ErasedOriginal) as error:
        raise NotStored(str(error)) from error
    except DatabaseError as error:
        raise NotStored(f"The database refused it: {error}") from error
    except Exception as error:
        # A fault of ours on one text must not keep the rest from being stored.
        logger.exception("%s could not be understood", name)
        raise NotStored(f"A fault of the archive: {error!r}") from error


def _was_overtaken(error: DatabaseError) -> bool:
    """Whether another process stored the same input or speaker meanwhile, so that now it can be found."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in DEADLOCKS
