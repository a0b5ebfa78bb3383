"""Plain text."""

from articles.text.readers.decoding import decoded
from articles.text.readers.items import Item
from articles.text.readers.sources import SourceText


class PlainText:
    """Reads text as a scraper or a person saved it."""

    format = "text"

    @staticmethod
    def accepts(data: bytes, *, name: str, media_type: str) -> bool:  # noqa: ARG004  the last resort takes all
        return True

    @staticmethod
    def read(item: Item) -> SourceText:
        """Return the text.

        Raises:
            UnreadableInput: the input is empty, binary or in no known encoding.
        """
        text, encoding, remarks = decoded(item)
        return SourceText(text, PlainText.format, "text/plain", encoding, stated=item.stated, remarks=remarks)
