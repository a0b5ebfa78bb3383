"""Options that several commands take."""

from argparse import ArgumentParser, ArgumentTypeError

from articles.text.readers import FORMATS
from articles.text.readers.decoding import find_encoding


def add_reading_arguments(parser: ArgumentParser) -> None:
    """Add what overrides the content of inputs: --format and --encoding."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="",
        help="what the inputs are, where their content does not tell",
    )
    parser.add_argument(
        "--encoding",
        type=_encoding,
        default="",
        help="how the inputs are encoded, where that is guessed wrongly",
    )


def _encoding(name: str) -> str:
    """Return the name that Python knows an encoding by, "" for none given."""
    if name and not (known := find_encoding(name)):
        raise ArgumentTypeError(f"no encoding that texts are in is called {name!r}")
    return known if name else ""
