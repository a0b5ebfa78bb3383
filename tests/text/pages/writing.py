"""Pages of our own words, as an outlet's system would write them."""

import json
from typing import Any

PARAGRAPHS = (
    "The harbour board met on Monday to discuss the new tariff, which every ship that enters the port has to pay.",
    "“We will lower the fee by spring,” Ada Marsh, who leads the board, told reporters after the meeting ended.",
    "Ships from the islands would pay half of it, and fishing boats nothing at all, according to the new draft.",
    "The council has to agree before the summer, and several of its members said that they would rather wait.",
    "Lionel Frost, the mayor, called the plan a gift to those who need it least, and asked for another study.",
)


def article(*paragraphs: str) -> str:
    return "<article>" + "".join(f"<p>{words}</p>" for words in paragraphs or PARAGRAPHS) + "</article>"


def structured(**fields: Any) -> str:
    """Return a JSON-LD script that describes a news article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def page(body: str = "", *, head: str = "", h1: str = "") -> str:
    """Return a page with menus around its article."""
    return (
        f"<!doctype html><html><head>{head}</head><body>"
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main>{f'<h1>{h1}</h1>' if h1 else ''}{body or article()}</main>"
        "<footer><p>Imprint and contact</p></footer></body></html>"
    )
