"""Addresses of web pages: which of them may be kept and linked to."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

# Bytes: PostgreSQL indexes no more than 2,704.
LONGEST_ADDRESS = 2000
UNPRINTABLE = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069]")
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


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  reading it tells whether it is a number
    except ValueError:
        return None
    return parts
