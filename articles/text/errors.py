"""What can go wrong while reading an input.

TextError
└── UnreadableInput     the bytes are not what a reader can read: empty, binary, a wrong encoding
    └── NoRunningText   they can be read, and hold no article: a start page, a form, a gallery
"""


class TextError(Exception):
    """Base of every error that articles.text raises on purpose; its text is one plain sentence."""


class UnreadableInput(TextError):
    """The input cannot be read as an article; the message says why, in a sentence for its collector."""


class NoRunningText(UnreadableInput):
    """The input holds no running text, as many pages of a web archive do not."""
