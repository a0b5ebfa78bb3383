"""A publication date at the editors' desk."""

import datetime

import pytest
from django.urls import reverse

from articles.models import Provenance
from tests.admin.test_admin import change
from tests.factories import make_article

BODY = "The harbour board met on Monday.\n\nIt had closed the lock in late August, and met again on Monday."


def errors_at(response, field):
    return response.context["adminform"].form.errors.get(field, [])


@pytest.mark.parametrize(
    ("entered", "shown"),
    [
        ({"date_precision": "day", "date_earliest": "2016-09-06"}, "6 September 2016"),
        (
            {
                "date_precision": "minute",
                "date_earliest": "2016-09-06",
                "date_time": "16:21",
                "date_zone": "EDT",
            },
            "6 September 2016, 4:21 pm EDT",
        ),
        ({"date_precision": "month", "date_earliest": "2016-09-06"}, "September 2016"),
        ({"date_precision": "year", "date_earliest": "2016-09-06"}, "2016"),
        (
            {"date_precision": "range", "date_earliest": "2016-09-06", "date_latest": "2016-10-01"},
            "between 6 September 2016 and 1 October 2016",
        ),
    ],
)
def test_an_editor_sets_a_date_of_any_precision_with_a_reason(admin_client, client, entered, shown):
    article = make_article(body=BODY)
    assert change(admin_client, article, **entered, reason="The wire's log.").status_code == 302
    article.refresh_from_db()
    assert (str(article.published), article.date_basis) == (shown, "editor")
    row = Provenance.objects.get(article=article, field="published")
    assert (row.origin, row.reason) == ("editor", "The wire's log.")
    html = client.get(article.get_absolute_url()).content.decode()
    assert "(set by an editor: The wire&#x27;s log)" in html


def test_a_date_for_an_undated_article_needs_a_reason(admin_client):
    article = make_article(body=BODY)
    response = change(admin_client, article, date_precision="day", date_earliest="2016-09-06")
    assert errors_at(response, "reason") == ["Say how you know the date: the text does not give it."]
    article.refresh_from_db()
    assert not article.published.is_known


def test_a_date_that_the_text_gives_is_corrected_without_one(admin_client):
    article = make_article(date=datetime.date(2016, 9, 5))
    assert change(admin_client, article, date_earliest="2016-09-06", date_latest="").status_code == 302
    article.refresh_from_db()
    assert (article.published.iso, article.date_basis) == ("2016-09-06", "editor")


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        pytest.param({"date_precision": "day"}, "date_earliest", id="a day without a day"),
        pytest.param({"date_precision": "range", "date_earliest": "2016-09-06"}, "date_latest", id="no end"),
        pytest.param(
            {"date_precision": "range", "date_earliest": "2016-09-06", "date_latest": "2016-09-01"},
            "date_latest",
            id="backwards",
        ),
        pytest.param(
            {"date_precision": "day", "date_earliest": "2016-09-06", "date_latest": "2016-09-07"},
            "date_latest",
            id="a day with an end",
        ),
        pytest.param({"date_earliest": "2016-09-06"}, "date_precision", id="a day of no precision"),
        pytest.param({"date_precision": "minute", "date_earliest": "2016-09-06"}, "date_time", id="no time"),
        pytest.param(
            {"date_precision": "day", "date_earliest": "2016-09-06", "date_time": "16:21"},
            "date_time",
            id="a day with a time",
        ),
        pytest.param({"date_precision": "day", "date_earliest": "6 Sept"}, "date_earliest", id="no date"),
    ],
)
def test_what_is_no_date_is_refused_at_its_field(admin_client, entered, field):
    response = change(admin_client, make_article(body=BODY), **entered, reason="The wire's log.")
    assert list(response.context["adminform"].form.errors) == [field]


def test_a_date_is_taken_away_again_and_the_text_speaks_for_itself(admin_client, client):
    article = make_article(body=BODY)
    change(admin_client, article, date_precision="day", date_earliest="2016-09-06", reason="The wire's log.")
    assert change(admin_client, article, date_precision="unknown", reason="A slip.").status_code == 302
    article.refresh_from_db()
    assert (article.date_earliest, article.date_latest, article.date_basis) == (None, None, "unknown")
    assert (
        "Undated: the text says “Monday”, no year" in client.get(article.get_absolute_url()).content.decode()
    )


def test_the_words_that_bear_on_a_date_stand_beside_it(admin_client):
    article = make_article(body=BODY)
    Provenance.objects.create(
        article=article,
        field="published",
        origin="text",
        rule="undated",
        evidence="03/04/2021",
        evidence_frame="source",
        evidence_start=0,
        evidence_end=10,
    )
    html = admin_client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "<li><strong>03/04/2021</strong> (stated in the text): 3 April or 4 March 2021</li>" in html
    assert "<li>… harbour board met on <strong>Monday</strong> … (paragraph 1)</li>" in html.replace(
        ". …", " …"
    )
    assert "<strong>late August</strong>, and met again on … (paragraph 2)" in html


def test_an_editors_date_anchors_the_days_of_the_text_anew(admin_client, client):
    article = make_article(body=BODY)
    change(admin_client, article, date_precision="day", date_earliest="2016-09-06", reason="The wire's log.")
    assert "5 September 2016" in client.get(article.get_absolute_url()).content.decode()
    change(admin_client, article, date_earliest="2017-09-06", date_latest="")
    html = client.get(article.get_absolute_url()).content.decode()
    assert "5 September 2016" not in html
    assert '<a href="#p1">“Monday”</a></dt><dd class="date">4 September 2017</dd>' in html
    assert '<a href="#p2">“late August”</a></dt><dd class="date">20 to 31 August 2017</dd>' in html
