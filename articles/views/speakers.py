"""Speakers, and those quoted without a name."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.exports.page_metadata import speaker_metadata
from articles.forms import SPOKEN
from articles.models import Quote
from articles.profiles import printed_of, with_other_forms
from articles.search import SearchUnavailable, Sort, count_speaker, most_quoted, read_register
from articles.text.alphabets import filed
from articles.text.documents import SpeakerKind
from articles.views.addresses import find_speaker, lasting, refuse_unheard
from articles.views.exports import host_of, with_links
from articles.views.lists import Parameters, page_of
from articles.views.timelines import timeline_of

SPEAKERS_ON_A_PAGE = 100
MOST_QUOTED = 12
# Of publications, topics and people beside a speaker.
MOST_LISTED = 8
# Code points of a name that is looked for.
LONGEST_NAME = 100
KIND_LABELS = {SpeakerKind.PERSON: "People", SpeakerKind.BODY: "Organisations"}


@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    """Return the speakers from A to Z, under one letter, of one kind or by name, and who is quoted most."""
    parameters = Parameters.of(request)
    asked = _Asked.of(request)
    register = read_register(kinds=SPOKEN)
    counts = register.counts
    of_kind = register.of_kind(asked.kind) if asked.kind else register
    named = of_kind.named(asked.name) if asked.name else of_kind
    listed = named.under(asked.letter) if asked.letter else named
    page = page_of(request, listed.entries, size=SPEAKERS_ON_A_PAGE)
    kinds = register.kinds()
    return render(
        request,
        "articles/speakers.html",
        {
            "asked": asked,
            "total": len(register.entries),
            "kinds": [
                (each.value, label, kinds.get(each.value, 0), parameters.set_to("kind", each.value))
                for each, label in KIND_LABELS.items()
            ],
            "all_kinds": parameters.set_to("kind"),
            "letters": [
                (each, count, parameters.set_to("letter", each)) for each, count in named.letters().items()
            ],
            "all_letters": parameters.set_to("letter"),
            "page": page,
            "by_letter": [
                (letter, [(entry, None if counts is None else counts.get(entry.slug, 0)) for entry in group])
                for letter, group in groupby(page, key=attrgetter("letter"))
            ],
            "links": parameters.page_links(page.number, page.paginator.num_pages),
            "most_quoted": most_quoted(kinds=SPOKEN, most=MOST_QUOTED) if counts is not None else [],
            "is_away": counts is None,
        },
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a reader wants to see of the register; "" for all."""

    letter: str
    kind: str
    name: str

    @classmethod
    def of(cls, request: HttpRequest) -> "_Asked":
        letter = request.GET.get("letter", "").strip()
        kind = request.GET.get("kind", "")
        return cls(
            letter=filed(letter[:1]).letter if letter else "",
            kind=kind if kind in KIND_LABELS else "",
            name=" ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_NAME],
        )


@require_safe
@lasting
def speaker(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return one speaker: names, roles as printed, quotes newest first with the undated last."""
    speaker = find_speaker(slug)
    said = Quote.objects.published().said_by([slug])
    sort = Sort.OLDEST if request.GET.get("sort") == Sort.OLDEST else Sort.NEWEST
    spoken = said.spoken().with_article()
    page = page_of(request, spoken.oldest_first() if sort is Sort.OLDEST else spoken.newest_first())
    if not page.paginator.count:
        refuse_unheard(speaker)
    printed = printed_of(said, name=speaker.name)
    aliases = [alias.name for alias in speaker.aliases.all() if alias.name != speaker.name]
    metadata = speaker_metadata(speaker, aliases, host=host_of(request))
    parameters = Parameters.of(request)
    try:
        counts = count_speaker(slug, kinds=SPOKEN, most=MOST_LISTED)
    except SearchUnavailable:
        counts = None
    response = render(
        request,
        "articles/speaker.html",
        {
            "speaker": speaker,
            "roles": list(speaker.roles.all()),
            "feed": reverse("speaker-feed", args=[slug]),
            "forms": with_other_forms(printed.forms, aliases),
            "printed": printed,
            "counts": counts,
            "tally": said.spoken().tally(),
            "metadata": metadata,
            "page": page,
            "dated": [quote for quote in page if quote.article.date_earliest],
            "undated": [quote for quote in page if not quote.article.date_earliest],
            "is_oldest_first": sort is Sort.OLDEST,
            "other_sort": parameters.set_to("sort", "" if sort is Sort.OLDEST else Sort.OLDEST),
            "links": parameters.page_links(page.number, page.paginator.num_pages),
            "timeline": timeline_of(counts.years, noun="Quotes", address=reverse("quotes"), speaker=slug)
            if counts
            else None,
        },
    )
    return with_links(response, metadata)
