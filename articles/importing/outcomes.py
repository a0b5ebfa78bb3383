"""How an import went, input by input and in sum."""

from collections import Counter
from dataclasses import dataclass, field

from articles.models import Article, Outcome


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one item; `reason` is a sentence where it failed or conflicts.

    `remarks` are sentences about what could not be taken as it stood. `format` and `encoding` are those
    that its bytes were read in, "" where they were not read. An item passed over on purpose has no outcome.
    """

    name: str
    outcome: Outcome | None
    sha256: str = ""
    reason: str = ""
    article: Article | None = None
    remarks: tuple[str, ...] = ()
    format: str = ""
    encoding: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of outcomes, and of what in a folder was passed over."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped: int = 0

    def add(self, result: ImportResult) -> None:
        if result.outcome is None:
            self.skipped += 1
        else:
            self.outcomes[result.outcome] += 1

    @property
    def total(self) -> int:
        return self.outcomes.total()

    @property
    def has_failures(self) -> bool:
        return self.outcomes[Outcome.FAILED] > 0
