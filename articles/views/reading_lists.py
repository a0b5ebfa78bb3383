"""The visitor's reading list, and lists that others share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from articles.exports import FORMATS
from articles.exports.records import Listing, Record, record_of_article, record_of_quote
from articles.models import Article, Quote
from articles.reading_lists import (
    MOST_ENTRIES,
    NOTE_LENGTH,
    TITLE_LENGTH,
    BadLink,
    Entry,
    EntryKind,
    ReadingList,
    entry_of,
    keep,
    link_to,
    list_of,
    read_link,
)
from articles.views.addresses import Gone, Moved, Stub, find_article, find_quote
from articles.views.exports import host_of, listing_response

UNTITLED = "Reading list"
# What a button makes of the list, from the key of the entry that it stands at.
_BUTTONS: dict[str, Callable[[ReadingList, str], ReadingList]] = {
    "remove": lambda mine, key: mine.without(key),
    "up": lambda mine, key: mine.moved(key, -1),
    "down": lambda mine, key: mine.moved(key, 1),
    "clear": lambda *_: ReadingList(),
    "save": lambda mine, _: mine,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with the article or the quote it is of; with neither, `stub` says why, or the archive has none."""

    entry: Entry
    article: Article | None = None
    quote: Quote | None = None
    stub: Stub | None = None

    @property
    def is_there(self) -> bool:
        return self.article is not None


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True)
def reading_list(request: HttpRequest) -> HttpResponseBase:
    """Return the visitor's list; a POST changes it, and leads back to where the button was."""
    mine = list_of(request.session)
    if request.method == "POST":
        return _changed(request, mine)
    link = link_to(mine)
    context = {
        "title": mine.title or UNTITLED,
        "reading_list": mine,
        "listed": _look_up(mine),
        "most": MOST_ENTRIES,
        "title_length": TITLE_LENGTH,
        "note_length": NOTE_LENGTH,
        "has_notes": link.has_notes,
        "share_url": request.build_absolute_uri(reverse("shared-list", args=[link.signed])),
        "exports": [(one.label, reverse("list-export", args=[one.ending])) for one in FORMATS.values()],
    }
    return render(request, "articles/reading_list.html", context)


@require_safe
def shared_list(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Return a list that someone shares, to read and to take over."""
    shared = _shared(signed)
    context = {
        "title": shared.title or UNTITLED,
        "reading_list": shared,
        "listed": _look_up(shared),
        "signed": signed,
        "exports": [
            (one.label, reverse("shared-list-export", args=[signed, one.ending])) for one in FORMATS.values()
        ],
    }
    return render(request, "articles/shared_list.html", context)


@require_safe
@cache_control(private=True)
def export_list(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Return the visitor's list in a format."""
    mine = list_of(request.session)
    url = reverse("shared-list", args=[link_to(mine).signed])
    return _exported(request, mine, ending, url=url)


@require_safe
def export_shared_list(request: HttpRequest, signed: str, ending: str) -> HttpResponseBase:
    """Return a list that someone shares in a format."""
    return _exported(request, _shared(signed), ending, url=reverse("shared-list", args=[signed]))


def _shared(signed: str) -> ReadingList:
    try:
        return read_link(signed)
    except BadLink:
        raise Http404(
            "This address holds no reading list of this archive: it was cut short or changed on its way. "
            "Ask who sent it for the whole address."
        ) from None


class _Full(Exception):
    """There is no room on the list for what was to be added."""


def _changed(request: HttpRequest, mine: ReadingList) -> HttpResponseBase:
    """Return where to go after a change; what was written in the form is kept whichever button was pressed."""
    asked = request.POST
    if "title" in asked:
        mine = mine.titled(str(asked["title"]))
    notes = {name.removeprefix("note-"): str(asked[name]) for name in asked if name.startswith("note-")}
    mine = mine.noted(notes)
    try:
        keep(_pressed(asked, mine), request.session)
    except _Full:
        return render(request, "articles/full_list.html", {"most": MOST_ENTRIES}, status=409)
    back = str(asked.get("back", ""))
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(back if is_ours else reverse("reading-list"))


def _pressed(asked: QueryDict, mine: ReadingList) -> ReadingList:
    """Return the list as a button leaves it.

    Raises:
        BadRequest: no button of ours was pressed.
        Http404: what is to be added is not in the archive, or no list that it signed.
        _Full: it does not fit.
    """
    button = next((name for name in ("add", "take", *_BUTTONS) if name in asked), "")
    value = str(asked.get(button, ""))
    if button == "add":
        return _with_room(mine, [_known(value)])
    if button == "take":
        taken = _shared(value)
        return _with_room(replace(mine, title=mine.title or taken.title), taken.entries)
    if button:
        return _BUTTONS[button](mine, value)
    raise BadRequest("This changes nothing of a reading list.")


def _with_room(mine: ReadingList, more: Sequence[Entry]) -> ReadingList:
    if len(mine.keys | {entry.key for entry in more}) > MOST_ENTRIES:
        raise _Full
    return mine.with_entries(more)


def _known(key: str) -> Entry:
    """Return the entry of something that readers may see."""
    entry = entry_of(key)
    if entry is None:
        raise BadRequest("This is no article or quote.")
    things = Quote.objects.published() if entry.kind is EntryKind.QUOTE else Article.objects.published()
    if not things.filter(public_id=entry.public_id).exists():
        raise Http404("The archive has no such article or quote.")
    return entry


def _look_up(reading_list: ReadingList) -> list[Listed]:
    """Return the entries with what they are of, in a few queries, and some more for each that is no longer there."""
    ids = {
        kind: [entry.public_id for entry in reading_list.entries if entry.kind is kind] for kind in EntryKind
    }
    articles = (
        Article.objects.published()
        .with_bylines()
        .prefetch_related("topics")
        .in_bulk(ids[EntryKind.ARTICLE], field_name="public_id")
    )
    quotes = (
        Quote.objects.published()
        .with_article()
        .prefetch_related("article__bylines", "article__topics")
        .in_bulk(ids[EntryKind.QUOTE], field_name="public_id")
    )
    listed = []
    for entry in reading_list.entries:
        if entry.kind is EntryKind.ARTICLE and entry.public_id in articles:
            listed.append(Listed(entry, articles[entry.public_id]))
        elif entry.kind is EntryKind.QUOTE and entry.public_id in quotes:
            quote = quotes[entry.public_id]
            listed.append(Listed(entry, quote.article, quote))
        else:
            listed.append(_missing(entry, entry.public_id))
    return listed


def _missing(entry: Entry, public_id: str) -> Listed:
    """Return an entry with what took its place, or with the stub that says why it went."""
    try:
        if entry.kind is EntryKind.QUOTE:
            quote = find_quote(public_id)
            return Listed(entry, quote.article, quote)
        return Listed(entry, find_article(public_id))
    except Moved as moved:
        return _missing(entry, resolve(moved.url).kwargs["public_id"])
    except Gone as gone:
        return Listed(entry, stub=gone.stub)
    except Http404:
        return Listed(entry)


def _exported(request: HttpRequest, reading_list: ReadingList, ending: str, *, url: str) -> HttpResponseBase:
    listed = _look_up(reading_list)
    title = reading_list.title or UNTITLED
    there = [one for one in listed if one.is_there]
    listing = Listing(
        title=title,
        url=request.build_absolute_uri(url),
        records=_records(there, host=host_of(request)),
        found=len(there),
        most=MOST_ENTRIES,
        withdrawn=len(listed) - len(there),
        exported=timezone.localdate(),
    )
    return listing_response(listing, ending, name=title)


def _records(listed: list[Listed], *, host: str) -> Iterator[Record]:
    for one in listed:
        if one.quote is not None:
            record = record_of_quote(one.quote, host=host)
        elif one.article is not None:
            record = record_of_article(one.article, host=host)
        else:
            continue
        yield replace(record, remark=one.entry.note)
