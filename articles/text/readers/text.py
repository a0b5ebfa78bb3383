"""Plain text."""

import re

from articles.text.errors import UnreadableInput
from articles.text.readers.decoding import decoded
from articles.text.readers.items import Item
from articles.text.readers.sources import SourceText

# The root of a document in XML, behind what may stand before it.
XML = re.compile(
    r"\s*+(<\?xml\b[^>]{0,1000}>)?(?:\s++|<\?[^>]{0,1000}>|<!--.{0,5000}?-->|<!(?!--)[^>]{0,1000}>)*+"
    r"<([a-z_][\w.:-]{0,100})",
    re.IGNORECASE | re.DOTALL,
)


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
            UnreadableInput: the input is empty, binary, markup that no reader knows, or in no known encoding.
        """
        text, encoding, remarks = decoded(item)
        # Who says that it is text has seen it.
        root = None if item.format else XML.match(text)
        if root is not None and (root[1] or text.rstrip().endswith(f"</{root[2]}>")):
            raise UnreadableInput(f"The file is XML that no reader knows: its root is <{root[2]}>.")
        return SourceText(text, PlainText.format, "text/plain", encoding, stated=item.stated, remarks=remarks)
