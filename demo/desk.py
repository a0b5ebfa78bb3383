"""What the demo's editors did: topics, biographies, reviewed quotes, a date with its reason. Needs Django."""

import datetime
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from articles.changes import changing
from articles.editing import complete_range, give_to, mark_edited
from articles.models import (
    Action,
    Article,
    KeyDate,
    PinnedQuote,
    Publication,
    Quote,
    ReviewState,
    Speaker,
    SpeakerAlias,
    Topic,
)
from articles.models.public_ids import name_key
from articles.text.documents import DateBasis, DatePrecision
from demo import articles as written
from demo.events import Event, events
from demo.outlets import OUTLETS
from demo.speakers import SPEAKERS
from demo.topics import TOPICS

EDITOR = "demo-desk"
# Of the quotes that were attributed as intended, every so manieth has been looked at.
REVIEWED = 9
# An undated article whose day another one gives away.
DATED_BY_HAND = "rates-peak"


@transaction.atomic
def work_through(articles: Sequence[written.Article]) -> None:
    """Do what editors would have done with the imported articles of the demo."""
    editor, _ = User.objects.get_or_create(username=EDITOR, defaults={"is_staff": True})
    editor.set_unusable_password()
    editor.save()
    rows = {
        (row.publication.name, row.headline): row
        for row in Article.objects.select_related("publication")
        if row.publication
    }
    stored = [(article, rows[article.outlet.name, article.headline]) for article in articles]
    _gather_topics(stored)
    _describe_speakers()
    _describe_outlets()
    _review_quotes(stored, editor)
    _date_one(stored, editor)


def _gather_topics(stored: Sequence[tuple[written.Article, Article]]) -> None:
    happened = {event.id: event for event in events()}
    told: dict[str, Article] = {}
    for made, article in stored:
        told.setdefault(made.event, article)
    for topic in TOPICS:
        row, is_new = Topic.objects.get_or_create(
            slug=topic.slug,
            defaults={"name": topic.name, "introduction": topic.introduction, "query": topic.query},
        )
        row.articles.add(
            *(article for made, article in stored if topic.story and _story_of(made, happened) == topic.story)
        )
        if is_new:
            for event, sentence in topic.key_dates:
                day = happened[event].day
                KeyDate.objects.create(
                    topic=row,
                    precision=DatePrecision.DAY.value,
                    earliest=day,
                    latest=day,
                    sentence=sentence,
                    article=told.get(event),
                )
            for position, beginning in enumerate(topic.pinned, start=1):
                if quote := Quote.objects.filter(words__startswith=beginning).order_by("pk").first():
                    PinnedQuote.objects.create(topic=row, quote=quote, position=position)


def _story_of(made: written.Article, happened: Mapping[str, Event]) -> str:
    event = happened.get(made.event)
    return event.story if event else ""


def _describe_speakers() -> None:
    """Write a biography of each person: what they were, and when."""
    for speaker in SPEAKERS.values():
        row = Speaker.objects.filter(name=speaker.name).first()
        if row is None or speaker.is_body:
            continue
        row.biography = "\n".join(f"- {office[:1].upper()}{office[1:]}" for office in speaker.offices)
        row.save(update_fields=["biography"])


def _describe_outlets() -> None:
    for outlet in OUTLETS:
        for row in Publication.objects.filter(name=outlet.name):
            row.website = f"https://{outlet.domain}/"
            row.notes = "An invented outlet."
            row.save(update_fields=["website", "notes"])


def _review_quotes(stored: Sequence[tuple[written.Article, Article]], editor: User) -> None:
    """Confirm some quotes that are attributed as intended, and correct those that are given to nobody's full name."""
    count = 0
    for made, article in stored:
        quotes = {quote.words: quote for quote in article.quotes.select_related("speaker", "article")}
        for planted in made.planted:
            quote = quotes.get(planted.words)
            if quote is None or quote.speaker is None:
                continue
            if quote.speaker.name == planted.who:
                count += 1
                if count % REVIEWED == 0:
                    _confirm(quote, editor)
            elif planted.who.endswith(f" {quote.speaker.name}") and (right := _speaker(planted.who)):
                reason = "The article gives the full name above."
                with changing(editor, action=Action.REVIEW, reason=reason):
                    give_to(quote, right)
                    mark_edited(quote, fields=["speaker"], editor=editor, reason=reason)


def _confirm(quote: Quote, editor: User) -> None:
    with changing(editor, action=Action.REVIEW):
        quote.review_state = ReviewState.CONFIRMED
        quote.save(update_fields=["review_state"])
        mark_edited(quote, fields=["review_state"], editor=editor)


def _speaker(name: str) -> Speaker | None:
    alias = (
        SpeakerAlias.objects.filter(name_key=name_key(name), identifies=True)
        .select_related("speaker")
        .first()
    )
    return alias.speaker if alias else None


def _date_one(stored: Sequence[tuple[written.Article, Article]], editor: User) -> None:
    """Set the date of one undated article, with the reason."""
    for made, article in stored:
        if made.event == DATED_BY_HAND and not made.is_dated:
            day: datetime.date = made.day
            reason = (
                "Tells of the same sitting as the Corvane Wire the day before, and is set as a morning paper."
            )
            with changing(editor, action=Action.EDIT, reason=reason):
                article.date_precision = DatePrecision.DAY.value
                article.date_basis = DateBasis.EDITOR.value
                article.date_earliest, article.date_latest = complete_range(
                    DatePrecision.DAY, earliest=day, latest=None
                )
                article.save()
                mark_edited(article, fields=["published"], editor=editor, reason=reason)
