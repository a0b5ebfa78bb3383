"""The whole index anew."""

from articles.search.backends import Progress, WriterBusy, backend
from articles.search.outbox import drain_outbox

BATCH = 500


class RebuildRunning(Exception):
    """Another rebuild is under way."""


def _unheard(done: int, total: int) -> None:
    del done, total


def rebuild(*, batch_size: int = BATCH, progress: Progress = _unheard) -> None:
    """Build the index aside from the database and put it in place at once, then drain the outbox.

    Readers see the old index until the new one is whole. `progress` hears how many documents are done and
    how many there are.

    Raises:
        RebuildRunning: somebody else is at it.
    """
    try:
        backend().rebuild(batch_size=batch_size, progress=progress)
    except WriterBusy:
        raise RebuildRunning("Another rebuild of the search index is running.") from None
    drain_outbox()
