"""The few words that templates have beyond Django's."""

import math
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.bundles import files_of
from articles.exports.speakers import printed_otherwise, shows_name, speaker_label
from articles.models import Article, Quote
from articles.pictures.bars import LinkedBar
from articles.pictures.strips import LinkedMark
from articles.reading import passage_url
from articles.reading_lists import Entry, EntryKind, list_of
from articles.rendering import (
    FacetOption,
    render_article_hit,
    render_bars,
    render_date,
    render_facet_options,
    render_json_ld,
    render_list_button,
    render_markdown,
    render_marks,
    render_passages,
    render_rows_of_bars,
)
from articles.search import ArticleHit, Passage
from articles.text.addresses import short_address, web_address
from articles.text.documents import PublicationDate

register = template.Library()
register.filter(files_of)
register.filter(passage_url)
register.filter(printed_otherwise)
register.filter(shows_name)
register.filter(short_address)
register.filter(web_address)


@register.filter
def markdown(text: str) -> SafeString:
    """Return what an editor wrote as cleaned HTML."""
    return render_markdown(text)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Return data for the inside of <script type="application/ld+json">."""
    return render_json_ld(data)


@register.filter
def said_by(quote: Quote) -> str:
    """Return who said a quote, as pages name them."""
    return speaker_label(quote)


@register.filter
def marked(passages: Iterable[Passage]) -> SafeString:
    """Return passages of a hit escaped, those that match within <mark>."""
    return render_passages(passages)


@register.filter
def as_row(hit: ArticleHit, query: str) -> SafeString:
    """Return an article that was found as a row, with a query to its address."""
    return render_article_hit(hit, query)


@register.filter
def linked(marks: Iterable[LinkedMark], site: str) -> SafeString:
    """Return the marks of a strip as links to the pages of a site, "" for this one."""
    return render_marks(marks, site=site)


@register.filter
def as_date(published: PublicationDate, basis: str = "") -> SafeString:
    """Return when an article was published, with where the date is from, in these words or where it matters."""
    return render_date(published, basis)


@register.filter
def as_bars(bars: Iterable[LinkedBar]) -> SafeString:
    """Return the bars of a timeline as SVG."""
    return render_bars(bars)


@register.filter
def as_rows(bars: Iterable[LinkedBar]) -> SafeString:
    """Return the same as rows of a table."""
    return render_rows_of_bars(bars)


@register.filter
def as_items(options: Iterable[FacetOption]) -> SafeString:
    """Return the values of a facet as items of a list, each a link."""
    return render_facet_options(options)


@register.filter
def percent(share: float) -> int:
    """Return a share of one in hundredths."""
    return round(100 * share)


@register.filter
def tenths(share: float) -> str:
    """Return a share of one in hundredths with one place, never rounded to none or to all: "99.9 %"."""
    shown = round(100 * share, 1)
    if 0 < share < 1:
        shown = min(max(shown, 0.1), 99.9)
    return f"{shown:.1f} %"


@register.filter
def share_of(part: int, whole: int) -> str:
    """Return a part as hundredths of a whole: "12 %"; less than one and more than 99 are never rounded away."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if 0 < share < 1:
        return "below 1 %"
    if 99 < share < 100:
        return "above 99 %"
    return f"{share:.0f} %"


@register.filter
def share(part: float) -> str:
    """Return a share of one in full hundredths: "92 %". Never rounded up: not to all, nor to a line that it misses."""
    # A float is a little off: 100 * 0.29 is less than 29.
    return f"{math.floor(round(100 * part, 6))} %"


@register.inclusion_tag("components/list_form.html", takes_context=True)
def list_form(context: Context) -> dict[str, Any]:
    """Return the form that the list buttons of a page belong to: one for all, so that rows stay light."""
    return {"back": context["request"].get_full_path(), "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def list_button(context: Context, thing: Article | Quote) -> SafeString:
    """Return the button that puts an article or a quote on the reader's list, or takes it off."""
    kind = EntryKind.QUOTE if isinstance(thing, Quote) else EntryKind.ARTICLE
    key = Entry(kind, thing.public_id).key
    return render_list_button(
        key,
        noun="quote" if isinstance(thing, Quote) else "article",
        is_listed=key in list_of(context["request"].session).keys,
    )


@register.simple_tag(takes_context=True)
def current(context: Context, name: str) -> str:
    """Return the value of aria-current for a link to a named page: "page" on it, "true" below it, else ""."""
    here = context["request"].path
    there = reverse(name)
    if here == there:
        return "page"
    return "true" if here.startswith(there) else ""
