"""The first page of the desk: what waits, what came in last, how good it is."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing.audits import draw_sample
from articles.models import Conflict, ImportBatch, ImportRecord, NearDuplicate, Quote, Report
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")


def waits(client):
    """Return what the desk says waits, by name."""
    html = client.get(DESK).content.decode()
    rows = re.findall(r'<a href="([^"]+)"><strong>([^<]+)</strong> ([^<]+)</a>', html)
    return {name: count for _, count, name in rows}


def test_an_empty_desk_waits_for_nothing(admin_client):
    assert waits(admin_client) == {
        "Quotes to review": "0",
        "Quotes without a speaker": "0",
        "Inferred metadata": "0",
        "Conflicts": "0",
        "Reports of readers": "0",
        "Near-duplicates": "0",
    }
    assert "Nobody has judged a random sample yet." in admin_client.get(DESK).content.decode()


def test_the_desk_counts_what_waits_and_each_number_leads_there(admin_client):
    article, other = make_article(body="one two three"), make_article()
    for word, speaker in (("one", make_speaker()), ("two", make_speaker()), ("three", None)):
        make_quote(article, word, speaker=speaker)
    article.provenance.create(field="publication", origin="rule", rule="named in the body")
    article.provenance.create(field="headline", origin="text")
    original = article.originals.get()
    Conflict.objects.create(article=article, original=original, field="headline", kept="A", incoming="B")
    Report.objects.create(kind="article", about=article.public_id, reason="date")
    NearDuplicate.objects.create(one=article, other=other, score=0.9, one_share=0.9, other_share=0.9)
    assert list(waits(admin_client).values()) == ["2", "1", "1", "1", "1", "1"]
    for url in re.findall(r'<a href="([^"]+)"><strong>', admin_client.get(DESK).content.decode()):
        assert admin_client.get(url.replace("&amp;", "&")).status_code == 200


def test_the_desk_shows_the_latest_imports_with_their_outcomes(admin_client, admin_user):
    batch = ImportBatch.objects.create(given="seeds", editor=admin_user)
    for outcome, count in (("created", 3), ("failed", 1)):
        for number in range(count):
            ImportRecord.objects.create(batch=batch, name=str(number), outcome=outcome)
    html = admin_client.get(DESK).content.decode()
    assert "3 created" in html
    assert "1 failed" in html
    assert "not finished" in html


def test_the_desk_shows_quality_over_time(admin_client, admin_user):
    article = make_article(body="one two")
    for word in ("one", "two"):
        make_quote(article, word, speaker=make_speaker())
    draw_sample(size=2, seed=1, editor=admin_user)
    Quote.objects.update(review_state="confirmed")
    assert '<svg class="intervals"' in admin_client.get(DESK).content.decode()


def test_each_sees_what_they_may_see(client, django_user_model):
    editor = django_user_model.objects.create_user("vera", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_conflict"))
    client.force_login(editor)
    assert waits(client) == {"Conflicts": "0"}
    html = client.get(DESK).content.decode()
    assert "Latest imports" not in html
    assert "Quality over time" not in html


def test_the_desk_asks_as_many_questions_of_a_full_archive_as_of_an_empty_one(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(DESK)
        return len(captured)

    queries()
    empty = queries()
    for _ in range(3):
        make_quote(make_article(), speaker=make_speaker())
        ImportBatch.objects.create(given="seeds")
    assert queries() <= empty + 1  # the outcomes of imports, once there is one
