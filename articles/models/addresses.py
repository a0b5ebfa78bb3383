"""Addresses of the pages of things, a hundred to a page: Django is asked once for each pattern, which takes it thirty times as long."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

# What every pattern takes for a public id or a slug, and no pattern has in itself.
_PLACE = "a2a2a2a2a2a2"


def address_of(name: str, *parts: str) -> str:
    """Return the address of a named page; its parts are public ids and slugs, which stand in it as they are."""
    pieces = _pieces(name, len(parts), get_script_prefix())
    return "".join(piece for pair in zip(pieces, (*parts, ""), strict=True) for piece in pair)


@lru_cache
def _pieces(name: str, parts: int, prefix: str) -> tuple[str, ...]:
    """Return what stands before, between and behind the parts of an address; they begin with a prefix."""
    del prefix  # It tells addresses below one path from those below another; `reverse` puts it in.
    return tuple(reverse(name, args=[_PLACE] * parts).split(_PLACE))
