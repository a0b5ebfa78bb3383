"""The only places where HTML is made outside templates: cleaned Markdown, JSON-LD, passages, summaries, strips, facets."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import markdown
import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.pictures.strips import DAY, DOUBT, DOUBT_FROM, STRIP, LinkedMark
from articles.search import Passage

# python-markdown takes seconds on some long inputs (measured: 8,000 "[" took 5 s), and nobody writes
# a longer note.
MARKDOWN_LIMIT = 20_000
BRACKET_LIMIT = 1_000

ALLOWED_TAGS = {
    "a", "abbr", "blockquote", "br", "cite", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "hr", "li", "ol",
    "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"scope"}}
ALLOWED_SCHEMES = {"http", "https", "mailto"}

# As Django's json_script does: nothing inside can end the element or open a comment.
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value to filter by; `url` adds it, or takes it away where it is selected; `inner` are parts of it."""

    label: str
    count: int | None
    url: str
    is_selected: bool
    inner: tuple["FacetOption", ...] = ()


def render_markdown(text: str) -> SafeString:
    """Return Markdown as HTML of an allow-list of tags; text too long to render comes back as it is, escaped."""
    if len(text) > MARKDOWN_LIMIT or text.count("[") > BRACKET_LIMIT:
        return escape(text)
    html = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    cleaned = nh3.clean(
        _without_first_headings(html),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(cleaned)  # noqa: S308  nh3 has just cleaned it


def render_json_ld(data: dict[str, Any]) -> SafeString:
    """Return JSON-LD for the inside of a script element of data, which no policy runs."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_JSON_ESCAPES))  # noqa: S308  escaped above


def render_passages(passages: Iterable[Passage]) -> SafeString:
    """Return passages escaped, those that match within <mark>.

    In one call: twenty hits have hundreds of passages, and a template takes its time over each.
    """
    written = (f"<mark>{escape(p.text)}</mark>" if p.is_match else escape(p.text) for p in passages)
    return mark_safe("".join(written))  # noqa: S308  each was just escaped


def render_paragraphs(*texts: str) -> SafeString:
    """Return texts escaped, each in a paragraph of its own."""
    return mark_safe("".join(f"<p>{escape(text)}</p>" for text in texts))  # noqa: S308  each was just escaped


def render_marks(marks: Iterable[LinkedMark], *, site: str = "") -> SafeString:
    """Return the marks of a strip as links in SVG, to addresses of a site or, with "", of the page's own.

    On a page none is a stop of the keyboard: there are hundreds, and the table beside them has the same links.
    In one call, for the same reason.
    """
    stop = "" if site else ' tabindex="-1"'
    written = (
        f'<a href="{escape(site + each.url)}"{stop}>{_shape(each)}<title>{escape(each.told)}</title></rect></a>'
        for each in marks
    )
    return mark_safe("".join(written))  # noqa: S308  what was not made of numbers was just escaped


def _shape(each: LinkedMark) -> str:
    """Return the beginning of a mark's rectangle."""
    x, width = each.mark.x, each.mark.width
    if each.shade is not None:
        return f'<rect x="{x}%" width="{width}%" height="{STRIP}" fill-opacity="{each.opacity}">'
    if each.mark.is_day:
        return f'<rect x="{x}%" width="{DAY}" height="{STRIP}">'
    return f'<rect class="strip__doubt" x="{x}%" width="{width}%" y="{DOUBT_FROM}" height="{DOUBT}" fill-opacity="0.45">'


def render_facet_options(options: Iterable[FacetOption]) -> SafeString:
    """Return the values of a facet as items of a list, the parts of a value as a list within its item.

    In one call as well: a page has some eighty, most of them folded away.
    """
    return mark_safe("".join(map(_facet_option, options)))  # noqa: S308  each is escaped below


def _facet_option(option: FacetOption) -> str:
    url, label = escape(option.url), escape(option.label)
    if option.is_selected:
        link = (
            f'<a href="{url}" class="facets__selected"><bdi>{label}</bdi>'
            '<span class="visually-hidden"> (remove this filter)</span></a>'
        )
    else:
        link = f'<a href="{url}"><bdi>{label}</bdi></a>'
    count = f' <span class="count">{option.count}</span>' if option.count else ""
    inner = f'<ul class="facets__inner">{render_facet_options(option.inner)}</ul>' if option.inner else ""
    return f"<li>{link}{count}{inner}</li>\n"


def _without_first_headings(html: str) -> str:
    """Return HTML whose first-level headings are second-level: the page has its own."""
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
