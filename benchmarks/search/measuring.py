"""Clocks, and what is said of many times."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, Self

# A measurement ends after so many repetitions, or so many seconds of CPU.
REPEATS = 30
SECONDS = 4.0


class Clock:
    """What passed between entering and leaving, or until now: seconds of wall time and of CPU.

    `cpu` is that of this process with all its threads, `children` that of the processes it started and that ended.
    """

    def __enter__(self) -> Self:
        self.began = (time.perf_counter(), time.process_time(), _children())
        self.wall = self.cpu = self.children = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        wall, cpu, children = self.began
        self.wall = time.perf_counter() - wall
        self.cpu = time.process_time() - cpu
        self.children = _children() - children


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(
    function: Callable[[], Any], *, repeats: int = REPEATS, seconds: float = SECONDS
) -> dict[str, Any]:
    """Return medians in milliseconds of a function called again and again, and how its first call did.

    `first_ms` is CPU too. Where the first call takes longer than all may, it is the only one.
    """
    with Clock() as first:
        function()
    is_slow = first.cpu > seconds
    cpu, wall = ([first.cpu], [first.wall]) if is_slow else ([], [])
    while not is_slow and (len(cpu) < 2 or (len(cpu) < repeats and sum(cpu) < seconds)):
        with Clock() as clock:
            function()
        cpu.append(clock.cpu)
        wall.append(clock.wall)
    return {
        "cpu_ms": milliseconds(statistics.median(cpu)),
        "wall_ms": milliseconds(statistics.median(wall)),
        "first_ms": milliseconds(first.cpu),
        "repeats": len(cpu),
    }


def milliseconds(seconds: float) -> float:
    return round(1_000 * seconds, 3)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of values does not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return how times are spread, in milliseconds."""
    return {
        "p50_ms": milliseconds(percentile(seconds, 0.5)),
        "p99_ms": milliseconds(percentile(seconds, 0.99)),
        "worst_ms": milliseconds(max(seconds)),
    }
