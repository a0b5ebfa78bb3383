"""How an import went, input by input and in sum."""

from collections import Counter
from dataclasses import dataclass, field

from articles.models import Article, Outcome


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one item; `reason` is a sentence where it failed or conflicts.

    `remarks` are sentences about what could not be taken as it stood. `format` and `encoding` are those
    that its bytes were read in, "" where they were not read. An item passed over on purpose has no outcome.
    `may_pass` tells a failure that says nothing of the item: the database was busy or away.
    """

    name: str
    outcome: Outcome | None
    sha256: str = ""
    reason: str = ""
    article: Article | None = None
    remarks: tuple[str, ...] = ()
    format: str = ""
    encoding: str = ""
    may_pass: bool = False

    @property
    def explanation(self) -> str:
        """The reason and the remarks in one line, "" for none."""
        return " ".join(filter(None, (self.reason, *self.remarks)))


@dataclass(slots=True)
class Tally:
    """Counts of outcomes, and of what in a folder was passed over; whether any failure may pass."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped: int = 0
    may_pass: bool = False

    def add(self, result: ImportResult) -> None:
        self.may_pass |= result.may_pass
        if result.outcome is None:
            self.skipped += 1
        else:
            self.outcomes[result.outcome] += 1

    def __str__(self) -> str:
        """The counts that are not nought: "2 created, 1 skipped"; "nothing" for none."""
        counts = [(outcome.value, self.outcomes[outcome]) for outcome in Outcome] + [
            ("skipped", self.skipped)
        ]
        return ", ".join(f"{count} {word}" for word, count in counts if count) or "nothing"

    @property
    def total(self) -> int:
        return self.outcomes.total()

    @property
    def has_failures(self) -> bool:
        return self.outcomes[Outcome.FAILED] > 0
