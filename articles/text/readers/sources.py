"""What a reader hands over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""One article's source text, decoded, line ends made "\\n", and how it was read.

    `media_type` and `encoding` are what was detected, not what was claimed.
    """

    text: str
    media_type: str
    encoding: str
