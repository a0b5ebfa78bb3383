"""Addresses of web pages: which of them may be kept and linked to."""

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

# Bytes: PostgreSQL indexes no more than 2,704.
LONGEST_ADDRESS = 2000
UNPRINTABLE = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# Words of a passage that a link to it names in full, and from either end of a longer one.
WORDS_IN_FULL = 12
WORDS_OF_AN_END = 5
LONGEST_END = 300
# What campaigns add to tell where a reader came from.
TRACKING = re.compile(r"(?:^|&)(?:utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid)=[^&]*", re.IGNORECASE)


def web_address(address: str) -> str:
    """Return an address that a page may link to, "" for any other: not of the web, too long, with a password."""
    address = address.strip()
    parts = _split(address)
    is_safe = (
        parts is not None
        and len(address.encode("utf-8", "replace")) <= LONGEST_ADDRESS
        and not UNPRINTABLE.search(address)
        and parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
    )
    return address if is_safe else ""


def same_addresses(address: str) -> tuple[str, ...]:
    """Return the forms under which one page is found: http and https, with a last slash and without, untracked."""
    parts = _split(web_address(address))
    if parts is None or not parts.netloc:
        return ()
    path = parts.path.rstrip("/")
    queries = dict.fromkeys((parts.query, TRACKING.sub("", parts.query).lstrip("&")))
    forms = [
        urlunsplit((scheme, parts.netloc, path + end, query, ""))
        for query in queries
        for scheme in ("http", "https")
        for end in ("", "/")
    ]
    return tuple(dict.fromkeys((address, *forms)))


def short_address(address: str, *, length: int = 60) -> str:
    """Return an address as readers are shown it: "example.org/2024/fee", cut at the end where it is long."""
    shown = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"


def text_fragment(words: str) -> str:
    """Return what has a browser find and mark words on a page, to stand behind an anchor: ":~:text=We%20vote".

    Of a long passage, and of one that runs over paragraphs, it names both ends. "" where a word has no end.
    See https://wicg.github.io/scroll-to-text-fragment/.
    """
    lines = [line.split() for line in words.splitlines() if line.strip()]
    named = [word for line in lines for word in line]
    if len(lines) == 1 and len(named) <= WORDS_IN_FULL:
        ends = [named]
    else:
        # No end reaches from one paragraph into another: there a browser would not find it.
        ends = [line[part] for line, part in zip(lines[:1] + lines[-1:], _ENDS, strict=False)]
    terms = [" ".join(end) for end in ends]
    if not named or any(len(term) > LONGEST_END for term in terms):
        return ""
    return ":~:text=" + ",".join(quote(term, safe="").replace("-", "%2D") for term in terms)


_ENDS = (slice(None, WORDS_OF_AN_END), slice(-WORDS_OF_AN_END, None))


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  reading it tells whether it is a number
    except ValueError:
        return None
    return parts
