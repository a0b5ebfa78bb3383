"""The names of files, in folders and in archives."""

import re

LONGEST_NAME = 500  # characters; the tables have room for it
# What would break a line of a report, or is half a character, is spelt out.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def printable(name: str) -> str:
    """Return a name as text that stands on one line and that any database holds.

    Of a very long one the end is kept, which tells more of a file than the folders above it.
    """
    return UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)[-LONGEST_NAME:]


def skip_reason(name: str) -> str:
    """Return why a file or folder among others is passed over by its own name, as a sentence, or ""."""
    if name.startswith(".") or name == "__MACOSX":
        return "Is hidden."
    return "Describes its folder." if name.partition(".")[0].lower() == "readme" else ""
