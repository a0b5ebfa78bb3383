"""What changed of a thing that readers may see, and its earlier versions, each at an address that lasts.

The address of a version names the second from which on it stood, so that it stays the same whatever is added later. As
Memento (RFC 7089) has it, the page of a history leads those who ask for a moment to the version of then.
"""

import datetime
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.histories.addresses import Addresses, addresses_of
from articles.histories.tellers import TEXT
from articles.histories.versions import BEGINNING, STAMP, History, Thing, Version, history_of
from articles.models import Article, RedirectKind
from articles.models.telling import tell
from articles.reading import set_for_reading
from articles.text.differences import compare_paragraphs
from articles.versions import COMPARED_LENGTH, versions_of
from articles.views.addresses import (
    Gone,
    Moved,
    Stub,
    find_article,
    find_publication,
    find_quote,
    find_speaker,
    find_topic,
    lasting,
    refuse_unheard,
)
from articles.views.exports import host_of

KEPT_BACK = "It is kept from readers"


def _find_speaker(slug: str) -> Thing:
    speaker = find_speaker(slug)
    refuse_unheard(speaker)
    return speaker


_FIND: dict[RedirectKind, Callable[[str], Thing]] = {
    RedirectKind.ARTICLE: find_article,
    RedirectKind.QUOTE: find_quote,
    RedirectKind.SPEAKER: _find_speaker,
    RedirectKind.TOPIC: find_topic,
    RedirectKind.PUBLICATION: find_publication,
}


def _found(kind: RedirectKind, of: str, lead_to: Callable[[Addresses], str]) -> tuple[Thing, Addresses]:
    """Return a thing and the addresses of its history; what moved leads to the same of the thing's new address."""
    try:
        thing = _FIND[kind](of)
    except Moved as moved:
        raise Moved(lead_to(addresses_of(moved.thing)), moved.thing) from moved
    return thing, addresses_of(thing)


@require_safe
@lasting
def history(request: HttpRequest, kind: RedirectKind, of: str) -> HttpResponseBase:
    """Return what changed of a thing, the last first, with a link to each earlier version."""
    thing, addresses = _found(kind, of, lambda new: new.history)
    told = history_of(thing)
    if wanted := _moment(request.headers.get("Accept-Datetime", "")):
        answer: HttpResponse = HttpResponseRedirect(addresses.version(told.at(wanted).stamp))
    else:
        context = {
            **_context(request, thing, addresses),
            "turns": _turns(told, addresses),
            "first": told.versions[-1],
        }
        if isinstance(thing, Article):
            context["versions"] = versions_of(thing)
        answer = render(request, "articles/history.html", context)
    answer["Vary"] = "Accept-Datetime"
    answer["Link"] = _links(request, thing, addresses)
    return answer


@require_safe
@lasting
def version(request: HttpRequest, kind: RedirectKind, of: str, stamp: str) -> HttpResponseBase:
    """Return a thing as readers saw it at a moment; any moment leads to the version that stood then."""
    thing, addresses = _found(kind, of, lambda new: new.version(stamp))
    told = history_of(thing)
    found = told.at(_read_stamp(stamp))
    if found.stamp != stamp:
        return HttpResponseRedirect(addresses.version(found.stamp))
    if found.facts is None:
        raise Gone(Stub("version", KEPT_BACK, None))
    now = told.versions[0]
    context = _context(request, thing, addresses) | {
        "version": found,
        "is_now": found is now,
        "facts": [(name, value) for name, value in found.facts.items() if name != TEXT],
        "paragraphs": set_for_reading(found.facts.get(TEXT, "")),
    }
    if "compare" in request.GET and now.facts is not None and TEXT in found.facts and TEXT in now.facts:
        context["rows"] = _compared(found.facts[TEXT], now.facts[TEXT])
    elif found is not now and now.facts is not None:
        context["may_compare"] = found.facts.get(TEXT, "") != now.facts.get(TEXT, "")
    answer = render(request, "articles/version.html", context)
    if found.since:
        answer["Memento-Datetime"] = http_date(found.since.timestamp())
    answer["Link"] = _links(request, thing, addresses)
    return answer


@require_safe
@lasting
def timemap(request: HttpRequest, kind: RedirectKind, of: str) -> HttpResponseBase:
    """Return the list of all versions that readers may see, as programs read it."""
    thing, addresses = _found(kind, of, lambda new: new.timemap)
    host = host_of(request)
    lines = [_links(request, thing, addresses)]
    lines += [
        f'<{host}{addresses.version(one.stamp)}>; rel="memento"; datetime="{http_date(one.since.timestamp())}"'
        for one in reversed(history_of(thing).versions)
        if one.facts is not None and one.since is not None
    ]
    return HttpResponse(",\n".join(lines) + "\n", content_type="application/link-format; charset=utf-8")


def link_of_history(request: HttpRequest, thing: Thing) -> str:
    """Return the links of a thing's page to its versions, for its header."""
    addresses, host = addresses_of(thing), host_of(request)
    return (
        f'<{host}{addresses.history}>; rel="timegate", '
        f'<{host}{addresses.timemap}>; rel="timemap"; type="application/link-format"'
    )


def _links(request: HttpRequest, thing: Thing, addresses: Addresses) -> str:
    del addresses
    return (
        f'<{host_of(request)}{thing.get_absolute_url()}>; rel="original", {link_of_history(request, thing)}'
    )


def _context(request: HttpRequest, thing: Thing, addresses: Addresses) -> dict[str, Any]:
    if isinstance(thing, Article):
        tell(thing)
    return {
        "thing": thing,
        "noun": addresses.kind.value,
        "name": getattr(thing, "title", "") or getattr(thing, "name", "") or str(thing),
        "addresses": addresses,
        "url": request.build_absolute_uri(thing.get_absolute_url()),
    }


def _turns(told: History, addresses: Addresses) -> list[tuple[Any, str]]:
    """Return the turns, the last first, each with the address of what stood before, "" where that is not for readers."""
    return [
        (turn, addresses.version(turn.earlier.stamp) if _has_page(told, turn.earlier) else "")
        for turn in told.turns
    ]


def _has_page(told: History, version: Version) -> bool:
    """Whether a version is for readers and stood longer than the second that its address names."""
    return version.facts is not None and told.at(_read_stamp(version.stamp)) is version


def _compared(earlier: str, now: str) -> tuple[Any, ...]:
    return () if max(len(earlier), len(now)) > COMPARED_LENGTH else compare_paragraphs(earlier, now)


def _read_stamp(stamp: str) -> datetime.datetime:
    """Return the end of the second that a stamp names.

    Raises:
        Http404: there is no such second.
    """
    if stamp == BEGINNING:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)
    try:
        moment = datetime.datetime.strptime(stamp, STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        raise Http404("There is no such moment.") from None
    return moment.replace(microsecond=999_999)


def _moment(header: str) -> datetime.datetime | None:
    """Return the moment that a program asks for, None where it asks for none that is understood."""
    try:
        moment = parsedate_to_datetime(header) if header else None
    except (TypeError, ValueError):
        return None
    return moment.replace(tzinfo=datetime.UTC) if moment and moment.tzinfo is None else moment
