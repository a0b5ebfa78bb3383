"""How the reports of commands show values."""

# Characters of a value that a report shows.
SHOWN = 200


def shown(value: str) -> str:
    """Return a value on one line, cut where it is a whole text; "(nothing)" for none."""
    line = " ".join(value.split())
    return (line if len(line) <= SHOWN else f"{line[:SHOWN]} … ({len(value):,} characters)") or "(nothing)"
