"""What the commands that store articles have in common: an argument, and how values are shown."""

import codecs
from argparse import ArgumentTypeError

# Characters of a value that a report shows.
SHOWN = 200


def shown(value: str) -> str:
    """Return a value on one line, cut where it is a whole text; "(nothing)" for none."""
    line = " ".join(value.split())
    return (line if len(line) <= SHOWN else f"{line[:SHOWN]} … ({len(value):,} characters)") or "(nothing)"


def encoding_name(name: str) -> str:
    """Return the name that Python knows an encoding by, "" for none given."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        raise ArgumentTypeError(f"no encoding is called {name!r}") from None
