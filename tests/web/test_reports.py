"""Reporting an error without an account."""

import re

import pytest
from django.test import Client

from articles.models import Quote, Redirect, Report
from articles.models.reports import LONGEST_MESSAGE
from tests.web.markup import Markup


def send(client, about, **changes):
    return client.post(f"/report/?about={about}", {"reason": "speaker", "message": "", **changes})


def words(response):
    return " ".join(response.content.decode().split())


def test_articles_quotes_and_speakers_lead_to_a_form_about_them(client, shelf):
    for thing, about in (
        (shelf.full, shelf.full.public_id),
        (shelf.named, shelf.named.public_id),
        (shelf.speaker, "ada-marsh"),
    ):
        link = f'<a href="/report/?about={about}" rel="nofollow">Report an error</a>'
        assert link in client.get(thing.get_absolute_url()).content.decode()
        html = words(client.get(f"/report/?about={about}"))
        assert f'href="{thing.get_absolute_url()}"' in html
        assert html.count('type="radio"') == 6


@pytest.mark.parametrize("reason", ["speaker", "date", "quotation", "text", "rights", "other"])
def test_a_report_is_kept_and_has_a_page_that_says_how_it_stands(client, shelf, reason):
    response = send(client, shelf.named.public_id, reason=reason, message="It was\r\nTom <b>Hale</b>.")
    report = Report.objects.get(message="It was\nTom <b>Hale</b>.")
    assert (report.kind, report.about, report.reason) == ("quote", shelf.named.public_id, reason)
    assert (response.status_code, response["Location"]) == (303, f"/report/{report.public_id}/")
    html = words(client.get(response["Location"]))
    assert f"Report {report.public_id}" in html
    assert "Received, and open" in html
    assert f'href="{shelf.named.get_absolute_url()}"' in html
    assert "Tom" not in html


def test_the_columns_of_a_report_hold_nothing_of_who_sent_it():
    assert {field.name for field in Report._meta.get_fields()} == {
        "id", "public_id", "kind", "about", "reason", "message", "created_at",
        "note", "is_note_public", "resolved_at", "resolved_by",
    }  # fmt: skip


def test_a_speaker_is_reported_by_slug_and_a_former_address_by_what_stands_there_now(client, shelf):
    send(client, "ada-marsh", reason="date")
    send(client, "adeline-marsh", reason="text")
    send(client, "a" * 12, reason="rights")
    assert list(Report.objects.order_by("pk").values_list("kind", "about", "reason"))[-3:] == [
        ("speaker", "ada-marsh", "date"),
        ("speaker", "ada-marsh", "text"),
        ("article", shelf.full.public_id, "rights"),
    ]


def test_what_was_withdrawn_says_so_and_takes_no_report(client, shelf):
    before = Report.objects.count()
    for gone in (shelf.withheld, shelf.withheld_quote, shelf.rejected):
        response = send(client, gone.public_id)
        assert response.status_code == 410
        assert "was withdrawn" in words(response)
    for unseen in (
        shelf.hidden.public_id,
        shelf.private.public_id,
        "nobody",
        "",
        "b" * 12,
        "<script>",
        "x" * 300,
    ):
        response = send(client, unseen)
        assert response.status_code == 404, unseen
        assert "<script>" not in words(response).replace('<script src="', "")
    assert Report.objects.count() == before


def test_what_left_the_archive_says_so(client, shelf):
    Redirect.objects.create(kind="gone", old="c" * 12, reason="The import was undone.")
    response = client.get(f"/report/?about={'c' * 12}")
    assert (response.status_code, "The import was undone." in words(response)) == (410, True)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reason": ""}, "Please choose what is wrong."),
        ({"reason": "boredom"}, "Please choose one of these."),
        ({"reason": "other", "message": "  \n "}, "Please say what is wrong."),
        ({"message": "x" * (LONGEST_MESSAGE + 1)}, "at most 2,000 characters; this one has 2001."),
        ({"message": "a\0b"}, "Null characters are not allowed."),
        ({"website": "http://buy.example"}, "please leave it empty."),
    ],
)
def test_what_cannot_be_taken_is_told_in_a_sentence_and_what_was_written_stays(client, shelf, sent, sentence):
    before = Report.objects.count()
    response = send(client, shelf.named.public_id, **{"message": "Tom said <it>", **sent})
    assert response.status_code == 422
    html = words(response)
    assert sentence in html
    assert Markup(response.content.decode()).faults == []
    assert "message" in sent or "Tom said &lt;it&gt;</textarea>" in html
    assert Report.objects.count() == before


def test_the_ends_of_lines_count_as_one_character_each(client, shelf):
    response = send(client, shelf.named.public_id, message="x\r\n" * 999 + "xx")
    assert response.status_code == 303


def test_one_client_reports_so_often_in_a_day_and_keeps_what_it_wrote(client, shelf, settings, tmp_path):
    settings.LIMITS_DIR, settings.REPORTS_PER_DAY = tmp_path, 2
    for _ in range(2):
        assert send(client, "ada-marsh", reason="").status_code == 422  # costs nothing
        assert send(client, "ada-marsh").status_code == 303
    before = Report.objects.count()
    response = send(client, "ada-marsh", message="The third")
    assert (response.status_code, Report.objects.count()) == (429, before)
    assert 0 < int(response["Retry-After"]) <= 86_401
    assert "Too many reports" in words(response)
    assert "The third</textarea>" in words(response)
    assert (
        client.post("/report/?about=ada-marsh", {"reason": "date"}, REMOTE_ADDR="192.0.2.7").status_code
        == 303
    )
    # What is kept of clients: names of files that are hashes of five digits.
    assert all(re.fullmatch(r"[0-9a-f]{5}", path.name) for path in tmp_path.glob("reports/*/*"))


def test_a_report_from_another_site_is_refused(shelf):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/report/?about=ada-marsh", {"reason": "date"}).status_code == 403


def test_a_resolved_report_tells_what_was_done_only_where_an_editor_says_so(client, shelf):
    report = shelf.resolved_report
    html = words(client.get(report.get_absolute_url()))
    assert "Resolved" in html
    assert "The <em>alias</em> was wrong." in html
    Report.objects.filter(pk=report.pk).update(is_note_public=False)
    assert "alias" not in words(client.get(report.get_absolute_url()))
    Report.objects.filter(pk=report.pk).update(is_note_public=True, resolved_at=None)
    assert "alias" not in words(client.get(report.get_absolute_url()))


def test_a_report_outlives_the_quote_that_it_is_about(client, shelf):
    Quote.objects.filter(pk=shelf.named.pk).delete()
    assert client.get(shelf.open_report.get_absolute_url()).status_code == 200


def test_no_crawler_and_no_cache_keeps_these_pages(client, shelf):
    for path in (f"/report/?about={shelf.named.public_id}", shelf.open_report.get_absolute_url()):
        response = client.get(path)
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert "no-store" in response["Cache-Control"]


def test_a_form_takes_few_queries(client, shelf, django_assert_num_queries):
    for about, count in ((shelf.named.public_id, 2), (shelf.full.public_id, 7), ("ada-marsh", 2)):
        with django_assert_num_queries(count):
            client.get(f"/report/?about={about}")
    with django_assert_num_queries(1):
        client.get(shelf.open_report.get_absolute_url())
