"""What can go wrong while reading an input.

TextError
└── UnreadableInput     the bytes are not what a reader can read: empty, binary, a wrong encoding
"""


class TextError(Exception):
    """Base of every error that articles.text raises on purpose; its text is one plain sentence."""


class UnreadableInput(TextError):
    """The input cannot be read as an article; the message says why, in a sentence for its collector."""
