"""The only places where HTML is made outside templates: Markdown, JSON-LD, passages, hits, pictures, facets, dates, buttons.

Text is escaped by the standard library's function: Django's calls the same, and asks first whether it is lazy.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import markdown
import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.pictures.bars import BASE, HEIGHT, LinkedBar
from articles.pictures.strips import DAY, DOUBT, DOUBT_FROM, STRIP, LinkedMark
from articles.search import ArticleHit, Passage
from articles.text.documents import DateBasis, DatePrecision, PublicationDate

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


# What a date is said to be where not the text itself states it.
_BASES = {DateBasis.PARTIAL: "computed", DateBasis.EDITOR: "set by an editor"}


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
        return mark_safe(escape(text))  # noqa: S308  just escaped
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


def render_date(published: PublicationDate, basis: str = "") -> SafeString:
    """Return when an article was published, and where the date is from: `basis`, else in a word where that matters."""
    if not published.is_known:
        return mark_safe('<span class="undated">Undated</span>')
    written: str = escape(str(published))
    if published.precision != DatePrecision.RANGE:
        written = f'<time datetime="{escape(published.iso)}">{written}</time>'
    told = basis or _BASES.get(published.basis, "")
    if told:
        written += f' <span class="basis">({escape(told)})</span>'
    return mark_safe(f'<span class="date">{written}</span>')  # noqa: S308  each part was just escaped


def render_article_hit(hit: ArticleHit, query: str) -> SafeString:
    """Return an article that was found as a row; `query` is that of its address, as it is when it was found.

    In one call as well: a page has twenty, and most of its values are theirs.
    """
    article = hit.article
    place = f"&at={hit.place}" if hit.place and "from=" in query else ""
    headline = article.headline
    title = render_passages(hit.headline) if headline and hit.headline else escape(article.title)
    label = "" if headline else ' class="label"'
    url = escape(f"{article.get_absolute_url()}{query}{place}")
    shown = f'<p class="row__snippet" dir="auto">{render_passages(hit.snippet)}</p>' if hit.snippet else ""
    if hit.printed:
        shown = f'<p class="hint">Printed as “<bdi>{render_passages(hit.printed)}</bdi>” [<i>sic</i>]</p>\n{shown}'
    publication = article.shown_publication
    if publication:
        printed = (
            f'<a class="quiet" href="{escape(publication.get_absolute_url())}">{escape(publication.name)}</a>'
        )
    else:
        printed = f"<span>Publication not {'shown' if article.publication else 'stated'}</span>"
    return mark_safe(  # noqa: S308  each part was just escaped
        f'<article class="row">\n<h3 class="row__title"><a{label} href="{url}" dir="auto">{title}</a></h3>\n{shown}\n'
        f'<p class="byline-line">{printed} {render_date(article.published)}</p>\n</article>'
    )


def render_list_button(key: str, *, noun: str, is_listed: bool) -> SafeString:
    """Return the button that puts a thing on the reader's list, or takes it off; `list_form` is what it sends."""
    name, label = ("remove", "Take off my list") if is_listed else ("add", "Put on my list")
    link = f' <a href="{reverse("reading-list")}">My list</a>' if is_listed else ""
    return mark_safe(  # noqa: S308  a key is escaped, the rest is ours
        f'<p class="list-button"><button class="link-button" form="reading-list" name="{name}" value="{escape(key)}">'
        f'{label}<span class="visually-hidden">: this {noun}</span></button>{link}</p>'
    )


def render_bars(bars: Iterable[LinkedBar]) -> SafeString:
    """Return the bars of a timeline as SVG, each a link where it leads anywhere.

    In one call: every page of hits has a bar for each year, and a template takes its time over each of its values.
    """
    return mark_safe("\n".join(map(_bar, bars)))  # noqa: S308  what was not made of numbers is escaped below


def _bar(linked: LinkedBar) -> str:
    bar, told = linked.bar, escape(f"{linked.name}: {linked.count}")
    shape = ""
    if bar.height:
        shape = f'<rect class="timeline__bar" x="{bar.x}%" width="{bar.width}%" y="{bar.y}" height="{bar.height}"/>'
    if bar.shows_number:
        shape += (
            f'<text class="timeline__number" x="{bar.middle}%" y="{bar.number_y}" text-anchor="{bar.anchor}">'
            f"{linked.count}</text>"
        )
    apart = " timeline__entry--apart" if linked.is_apart else ""
    if linked.url:
        chosen, current = (
            (" timeline__entry--selected", ' aria-current="true"') if linked.is_selected else ("", "")
        )
        shape = (
            f'<a class="timeline__entry{apart}{chosen}" href="{escape(linked.url)}" aria-label="{told}"{current}>'
            f'<title>{told}</title><rect class="timeline__room" x="{bar.slot}%" width="{bar.slot_width}%" '
            f'height="{BASE}"/>{shape}</a>'
        )
    elif bar.height:
        shape = f'<g class="timeline__entry timeline__entry--apart">{shape}</g>'
    if not linked.label:
        return shape
    minor = " minor" if linked.is_minor and not linked.is_apart else ""
    return (
        f'{shape}<text class="timeline__label{minor}" x="{bar.middle}%" y="{HEIGHT - 4}" '
        f'text-anchor="{bar.anchor}">{escape(linked.label)}</text>'
    )


def render_rows_of_bars(bars: Iterable[LinkedBar]) -> SafeString:
    """Return the same as rows of a table."""
    return mark_safe("\n".join(map(_row_of_bar, bars)))  # noqa: S308  names and addresses are escaped below


def _row_of_bar(linked: LinkedBar) -> str:
    name: str = escape(linked.name)
    if linked.url:
        name = f'<a href="{escape(linked.url)}">{name}</a>'
    return f'<tr><th scope="row">{name}</th><td class="table__number">{linked.count}</td></tr>'


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
