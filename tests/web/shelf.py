"""A small archive with one article of every kind, for tests that look at all pages."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from articles.changes import changing
from articles.models import (
    Action,
    Article,
    Byline,
    KeyDate,
    PinnedQuote,
    Provenance,
    Publication,
    Quote,
    Redirect,
    RemovedText,
    Report,
    Speaker,
    SpeakerAlias,
    Topic,
)
from articles.reading_lists import Entry, EntryKind, ReadingList, link_to
from articles.search import deferred_indexing, drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

FULL_BODY = (
    "The Mirefield lock will close for the winter, the canal trust said on Friday.\n\n"
    "“We have run out of money for the gates,” said Ada Marsh, its director. “Nobody is to blame.”\n\n"
    "A senior trust official called the closure “a disaster for the town”."
)
UNDATED_BODY = (
    "Boat owners marched through Mirefield on Tuesday against the closing of the lock.\n\n"
    "“The lock is our road,” one of the owners said. “They could have asked us.”"
)
QUOTES_ONLY_BODY = (
    "The ministry promised to look at the gates of the canal next spring.\n\n"
    "“There will be no blank cheque,” said Tom Hale, the minister for waterways.\n\n"
    "This sentence stands in the text and nowhere in a quote."
)
HOSTILE_BODY = (
    "<script>alert('body')</script> and <img src=x onerror=alert(1)\n\n"
    "“<b>Not bold</b> at all,” said Ada Marsh.\n\n"
    "\u202eright to left \u2066 and never back\n\n" + "x" * 2000
)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    full: Article
    undated: Article
    quotes_only: Article
    hostile: Article
    private: Article
    hidden: Article
    withheld: Article
    publication: Publication
    topic: Topic
    speaker: Speaker
    named: Quote
    unnamed: Quote
    probable: Quote
    unattributed: Quote
    withheld_quote: Quote
    rejected: Quote
    open_report: Report
    resolved_report: Report

    @property
    def pages(self) -> list[str]:
        """The addresses of all pages that answer 200."""
        return [
            "/",
            "/articles/",
            "/articles/?year=2019&publication=mirefield-mercury&speaker=ada-marsh&topic=canals",
            "/articles/?year=1850",
            "/articles/?month=2019-10&undated=include",
            self.full.get_absolute_url(),
            self.full.get_absolute_url() + "?marks=lock&marks=gate*",
            self.full.get_absolute_url() + "?from=q%3Dlock%26sort%3Dnewest&at=2",
            self.full.get_absolute_url() + "?from=q%3Dlock%26sort%3Dnewest&at=2&marks=",
            self.undated.get_absolute_url(),
            self.quotes_only.get_absolute_url(),
            self.hostile.get_absolute_url(),
            "/quotes/",
            "/quotes/?q=money&speaker=ada-marsh",
            "/quotes/?year=2019",
            "/quotes/?cue=said&review=probable&attribution=unnamed",
            "/quotes/?group=speaker",
            "/quotes/?group=speaker&q=gates&cue=deny",
            "/quotes/years/",
            "/wording/",
            "/wording/?terms=money,%22blank+cheque%22,not&speaker=ada-marsh&speaker=Tom+Hale",
            "/wording/?terms=lock,cheque",
            "/wording/?terms=a,b,c,d,e,f,g&speaker=ada-mash",
            self.named.get_absolute_url(),
            self.unnamed.get_absolute_url(),
            self.probable.get_absolute_url(),
            self.unattributed.get_absolute_url(),
            "/speakers/",
            "/speakers/?letter=M",
            self.speaker.get_absolute_url(),
            self.speaker.get_absolute_url() + "?sort=oldest",
            "/speakers/?q=marsh&kind=person",
            "/speakers/?q=nobody",
            "/speakers/unnamed/",
            "/speakers/unnamed/?institution=trust",
            "/speakers/unnamed/?institution=nobody&rank=senior",
            "/publications/",
            self.publication.get_absolute_url(),
            "/topics/",
            self.topic.get_absolute_url(),
            f"/report/?about={self.named.public_id}",
            f"/report/?about={self.full.public_id}",
            "/report/?about=ada-marsh",
            self.open_report.get_absolute_url(),
            self.resolved_report.get_absolute_url(),
            "/search/",
            "/search/?q=lock&sort=newest",
            "/search/?q=%22lock+%28&year=2019",
            "/search/?q=zyzzyva",
            "/search/?q=lcok",
            "/help/search/",
            "/lists/",
            self.shared_list,
            f"/articles/{self.full.public_id}/history",
            f"/articles/{self.hostile.public_id}/history",
            f"/articles/{self.hostile.public_id}/history/{self.first_stamp}",
            f"/quotes/{self.named.public_id}/history",
            "/speakers/ada-marsh/history",
            "/topics/canals/history",
            "/publications/mirefield-mercury/history",
            "/about/",
            "/about/quality/",
            "/api/",
            "/accounts/sign-in/",
        ]

    @property
    def shared_list(self) -> str:
        """The address of a reading list with something of every kind on it."""
        things = (self.full, self.named, self.withheld, self.withheld_quote, self.rejected, self.hidden)
        entries = [
            Entry(
                EntryKind.QUOTE if isinstance(thing, Quote) else EntryKind.ARTICLE,
                thing.public_id,
                "See also",
            )
            for thing in things
        ]
        return f"/lists/{link_to(ReadingList('Locks', tuple(entries))).signed}/"

    @property
    def first_stamp(self) -> str:
        """How the address of the first version of the hostile article ends."""
        return self.hostile.created_at.astimezone(datetime.UTC).strftime("%Y%m%d%H%M%S")

    @property
    def refusals(self) -> dict[str, int]:
        """Addresses that do not answer 200, with what they answer."""
        return {
            "/nowhere/": 404,
            "/articles/?page=99": 404,
            self.shared_list.replace("/lists/", "/lists/x"): 404,
            self.withheld.get_absolute_url(): 410,
            self.withheld_quote.get_absolute_url(): 410,
            f"/articles/{self.withheld.public_id}/history": 410,
            f"/articles/{self.hidden.public_id}/history": 404,
            f"/quotes/{self.rejected.public_id}/history": 410,
            "/topics/canals/history/20991399000000": 404,
            self.rejected.get_absolute_url(): 410,
            f"/articles/{self.quotes_only.public_id}/original": 403,
            "/report/": 404,
            "/report/aaaaaaaaaaaa/": 404,
            f"/report/?about={self.hidden.public_id}": 404,
            f"/report/?about={self.withheld_quote.public_id}": 410,
        }


def fill_shelf() -> Shelf:
    """Return an archive of seven articles, indexed."""
    with deferred_indexing():  # one commit, where each row would make its own
        shelf = _filled()
    drain_outbox()
    return shelf


def _filled() -> Shelf:
    mercury = make_publication(
        "Mirefield Mercury", notes="A *weekly* since 1902.", website="https://mercury.example/"
    )
    courier = make_publication("Waterways Courier", rights="quotes")
    topic = Topic.objects.create(name="Canals", slug="canals", introduction="Of **locks** and gates.")
    ada = make_speaker("Ada Marsh", biography="Director of the *trust*.", wikidata_id="Q42")
    SpeakerAlias.objects.create(speaker=ada, name="Marsh", name_key="marsh")
    tom = make_speaker("Tom Hale")

    full = make_article(
        headline="Mirefield lock to close",
        body=FULL_BODY,
        publication=mercury,
        dateline="Mirefield",
        language="en",
        date=datetime.date(2019, 10, 4),
        notes="Corrected on **page 2** of the next issue.",
        source_url="https://mercury.example/lock",
    )
    topic.articles.add(full)
    Byline.objects.create(article=full, name="Iris Bell", printed="IRIS BELL")
    Byline.objects.create(article=full, name="Sam Reed", role="reporter", position=1)
    Provenance.objects.create(
        article=full,
        field="publication",
        origin="rule",
        rule="reporter-of",
        evidence="The Mercury's Sam Reed reports",
    )
    RemovedText.objects.create(article=full, text="Share this on Chirper", rule="share-prompt", position=10)
    RemovedText.objects.create(article=full, text="Comments are closed", rule="comments", position=20)
    named = make_quote(full, "We have run out of money for the gates,", speaker=ada, statement=1, mention="Ada Marsh",
                       mention_kind="name", chain=["“Ada Marsh” follows “said”"],
                       candidates=[{"name": "Ada Marsh", "score": 0.97, "reason": "subject of the cue"}])  # fmt: skip
    make_quote(full, "Nobody is to blame.", speaker=ada, statement=1, method="continued")
    official = make_unnamed_source(full, "senior trust official", terms=["on background"])
    unnamed = make_quote(full, "a disaster for the town", unnamed_source=official, kind="mixed")

    undated = make_article(headline="", body=UNDATED_BODY)
    Provenance.objects.create(
        article=undated, field="published", origin="text", rule="undated", evidence="Tuesday; next week"
    )
    owners = make_unnamed_source(undated, "owners", is_several=True)
    probable = make_quote(undated, "The lock is our road,", unnamed_source=owners, confidence=0.6)
    unattributed = make_quote(undated, "They could have asked us.", confidence=0.2)

    quotes_only = make_article(
        headline="No blank cheque for canals",
        body=QUOTES_ONLY_BODY,
        publication=courier,
        date_earliest=datetime.date(2020, 3, 1),
        date_latest=datetime.date(2020, 3, 31),
        date_precision="month",
        date_basis="explicit",
    )
    make_quote(quotes_only, "There will be no blank cheque,", speaker=tom)
    hostile = make_article(
        headline="<script>alert('headline')</script> \u202eand back & “so on”",
        body=HOSTILE_BODY,
        notes="[a link](javascript:alert(1)) <script>alert('note')</script> <img src=x onerror=alert(2)",
        date=datetime.date(2021, 1, 2),
        source_url="javascript:alert('source')",
    )
    make_quote(hostile, "<b>Not bold</b> at all,", speaker=ada)
    withheld = make_article(
        headline="Withdrawn words",
        visibility="withheld",
        withheld_reason="privacy",
        withheld_at=timezone.now().replace(year=2022, month=5, day=6),
    )
    withheld_quote = make_quote(
        hostile,
        "Not bold",
        visibility="withheld",
        withheld_reason="legal",
    )
    rejected = make_quote(hostile, "bold", review_state="rejected")
    october = {"earliest": datetime.date(2019, 10, 1), "latest": datetime.date(2019, 10, 31)}
    for sentence, source in (
        ("The lock closes for <winter>.", {"article": full}),
        ("Somebody says so.", {"quote": named}),
        ("Nobody may read who.", {"article": withheld}),
        ("Nobody may read what.", {"quote": withheld_quote}),
    ):
        KeyDate.objects.create(topic=topic, precision="month", sentence=sentence, **october, **source)
    for position, quote in enumerate((unnamed, named, withheld_quote, rejected)):
        PinnedQuote.objects.create(topic=topic, quote=quote, position=position)
    with changing(None, action=Action.EDIT, reason="<b>Printed</b> so"):
        hostile.headline = "<script>alert('headline')</script> \u202eand back & “so on”, again"
        hostile.body += "\n\nA last line."
        hostile.save()
    shelf = Shelf(
        full=full,
        undated=undated,
        quotes_only=quotes_only,
        hostile=hostile,
        private=make_article(headline="Private words", rights="private", date=datetime.date(2018, 1, 1)),
        hidden=make_article(headline="Hidden words", visibility="hidden"),
        withheld=withheld,
        publication=mercury,
        topic=topic,
        speaker=ada,
        named=named,
        unnamed=unnamed,
        probable=probable,
        unattributed=unattributed,
        withheld_quote=withheld_quote,
        rejected=rejected,
        open_report=Report.objects.create(
            kind="quote", about=named.public_id, reason="speaker", message="Private words of a reader"
        ),
        resolved_report=Report.objects.create(
            kind="speaker",
            about=ada.slug,
            reason="other",
            note="The *alias* was wrong.",
            is_note_public=True,
            resolved_at=timezone.now(),
        ),
    )
    Redirect.objects.create(kind="speaker", old="adeline-marsh", new=ada.slug)
    Redirect.objects.create(kind="article", old="a" * 12, new=full.public_id)
    return shelf
