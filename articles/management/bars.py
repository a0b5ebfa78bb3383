"""Progress on a terminal, nothing in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from tqdm import tqdm


@contextmanager
def shown_progress(
    stream: OutputWrapper, *, unit: str, is_quiet: bool
) -> Iterator[Callable[[int, int], None]]:
    """Yield what to call with how many are done and how many there are."""
    with tqdm(unit=f" {unit}", desc="Indexing", file=stream, disable=is_quiet or not stream.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
