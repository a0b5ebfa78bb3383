"""What an import takes: files, and folders with all below them, as articles.text lists and opens them."""

from articles.text.readers.folders import Input, InputError, list_inputs
from articles.text.readers.names import LONGEST_NAME as NAME_LENGTH

__all__ = ["NAME_LENGTH", "Input", "InputError", "list_inputs"]
