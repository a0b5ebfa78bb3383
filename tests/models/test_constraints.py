"""What the database itself refuses, on SQLite and PostgreSQL alike."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from articles.models import Provenance, Redirect, SpeakerAlias
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db
DAY = datetime.date(2009, 6, 26)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"body": ""}, id="no body"),
        pytest.param({"date_precision": "day"}, id="a day's precision without a day"),
        pytest.param({"date_earliest": DAY, "date_latest": DAY}, id="days of unknown precision"),
        pytest.param(
            {"date_precision": "range", "date_earliest": DAY, "date_latest": datetime.date(2009, 6, 1)},
            id="a range backwards",
        ),
        pytest.param(
            {
                "date_precision": "day",
                "date_earliest": DAY,
                "date_latest": DAY,
                "date_time": datetime.time(9),
            },
            id="a time on a day's precision",
        ),
        pytest.param({"visibility": "withheld"}, id="withheld without a reason"),
    ],
)
def test_an_article_is_refused_with(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"start": 9, "end": 9}, id="an empty span"),
        pytest.param({"confidence": 1.1}, id="a confidence above one"),
        pytest.param({"cue_start": 5, "cue_end": 5}, id="an empty cue"),
        pytest.param({"visibility": "withheld"}, id="withheld without a reason"),
    ],
)
def test_a_quote_is_refused_with(changes):
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_quote(article, **changes)


def test_a_quote_has_no_speaker_and_unnamed_source_at_once():
    article = make_article()
    unnamed = make_unnamed_source(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_quote(article, speaker=make_speaker(), unnamed_source=unnamed)


def test_a_full_name_identifies_one_speaker_only():
    make_speaker("Ada Marsh")
    other = make_speaker("Ada Marsh Lindqvist")
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerAlias.objects.create(speaker=other, name="ADA MARSH", name_key="ada marsh", identifies=True)


def test_a_short_form_may_belong_to_two_speakers():
    for name in ("Ada Marsh", "Tom Marsh"):
        SpeakerAlias.objects.create(speaker=make_speaker(name), name="Marsh", name_key="marsh")
    assert SpeakerAlias.objects.filter(name_key="marsh").count() == 2


def test_no_speaker_takes_the_address_of_the_unnamed_sources():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_speaker("Unnamed")


def test_provenance_belongs_to_one_article_or_one_quote():
    article = make_article()
    for owners in ({}, {"article": article, "quote": make_quote(article)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Provenance.objects.create(field="headline", origin="text", **owners)


def test_an_article_has_one_current_original():
    article = make_article()
    other = make_article().originals.get()
    other.article = article
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_redirect_leads_elsewhere():
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(kind="speaker", old="ada", new="ada")
