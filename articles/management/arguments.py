"""Options that several commands take."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from articles.text.readers import FORMATS
from articles.text.readers.decoding import find_encoding


def add_reading_arguments(
    parser: ArgumentParser, *, of: str = "the inputs", formats: Sequence[str] = FORMATS
) -> None:
    """Add what overrides the content of inputs: --format and --encoding."""
    parser.add_argument(
        "--format", choices=formats, default="", help=f"what {of} are, where their content does not tell"
    )
    parser.add_argument(
        "--encoding",
        type=_encoding,
        default="",
        help=f"how {of} are encoded, where that is guessed wrongly",
    )


def _encoding(name: str) -> str:
    """Return the name that Python knows an encoding by, "" for none given."""
    if name and not (known := find_encoding(name)):
        raise ArgumentTypeError(f"no encoding that texts are in is called {name!r}")
    return known if name else ""
