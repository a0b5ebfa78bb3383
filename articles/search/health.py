"""Whether search can answer and follow, and which command helps where it cannot."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.checks import WARNING, CheckMessage, register
from django.db import DatabaseError
from django.utils import timezone

from articles.models import IndexChange
from articles.search.backends import backend
from articles.search.backends.generations.storage import IndexMissing, IndexUnwritable
from articles.search.outbox import outbox_is_complete
from articles.search.requests import Problem, SearchUnavailable

# Beyond this nobody drains the outbox: a save does so at once, a process that starts within seconds.
LONGEST_WAIT = timedelta(minutes=10)


def index_problem() -> Problem | None:
    """Return why search cannot answer or follow, in a sentence, or None where it can do both.

    It may be asked every few seconds: of an index of which nothing was written it looks at the files' lengths alone.
    """
    engine = backend()
    try:
        engine.check_changes()
        engine.inspect()
    except SearchUnavailable as error:
        return Problem(str(error))
    return None


def read_ahead() -> None:
    """Read the index before the first search; processes forked after this share what was read.

    Where it cannot be read, the first search says so.
    """
    with suppress(SearchUnavailable):
        backend().prepare()


def needs_rebuild() -> bool:
    """Return whether there is no index that can be read."""
    engine = backend()
    try:
        engine.check()
        engine.inspect()
    except IndexUnwritable:
        return False
    except SearchUnavailable:
        return True
    return False


@register
def check_index(**_: Any) -> Iterable[CheckMessage]:
    """Warn where the index cannot answer or follow: its pointer, its version, the lengths of its files."""
    return _warnings(in_full=False)


@register(deploy=True)
def check_index_in_full(**_: Any) -> Iterable[CheckMessage]:
    """Warn where a file of the index is not what was written, by its digest."""
    return [] if _warnings(in_full=False) else _warnings(in_full=True)


def _warnings(*, in_full: bool) -> list[CheckMessage]:
    """Return what is wrong; a database that does not answer is another check's concern."""
    try:
        backend().inspect(in_full=in_full)
    except IndexMissing as error:
        try:
            return [] if outbox_is_complete() else [_warning(str(error), "W001")]
        except DatabaseError:
            return []
    except SearchUnavailable as error:
        return [_warning(str(error), "W001")]
    try:
        since = timezone.now() - LONGEST_WAIT
        waiting = IndexChange.objects.filter(queued_at__lt=since).count()
    except DatabaseError:
        return []
    if not waiting or in_full:
        return []
    changes = "1 change has" if waiting == 1 else f"{waiting} changes have"
    return [_warning(f"{changes} waited long to be indexed. Run `manage.py index_worker --once`.", "W002")]


def _warning(message: str, code: str) -> CheckMessage:
    sentence, _, hint = message.rpartition(" Run ")
    return CheckMessage(
        WARNING, sentence or message, hint=f"Run {hint}" if sentence else None, id=f"articles.{code}"
    )
