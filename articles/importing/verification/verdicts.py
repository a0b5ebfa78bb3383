"""What a verification says of each thing it looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing looked at; `differences` are plain sentences that name it, none where it is as it should be.

    `kind` is what it is one of, in the plural; `name` says which.
    """

    kind: str
    name: str
    differences: tuple[str, ...] = ()
