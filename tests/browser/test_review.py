"""The review queue walked by keyboard: a hundred quotes of the demonstration, fifteen of them given to the wrong speaker."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Change, ChangedRow, Provenance, Quote, Review
from articles.search import SearchRequest, deferred_indexing, drain_outbox, search
from demo.articles import make_articles
from demo.files import write_files
from demo.planting import plant_wrong_speakers
from tests.browser.test_desk import OF_DJANGO, faults_of, measured, sign_in
from tests.factories import make_article, make_quote, make_speaker

__all__ = ["OF_DJANGO", "measured"]

QUEUE = reverse("admin:articles_review_changelist")
# Enough of the demonstration to draw from.
ARTICLES = 90


@pytest.fixture
def planting(transactional_db, admin_user, tmp_path):
    """Return what was planted in the first articles of the demonstration."""
    articles = make_articles()[:ARTICLES]
    write_files(articles, tmp_path / "sources")
    with deferred_indexing():
        call_command("import_articles", str(tmp_path / "sources"), processes=0)
    return plant_wrong_speakers(articles, seed=15)


@pytest.fixture
def desk(page, admin_user):
    sign_in(page)
    return page


def press(page, key, *, twice=False):
    """Hit a key of a screen, and wait for the one that follows it."""
    with page.expect_navigation():
        if twice:  # before the browser can have gone anywhere
            page.evaluate(
                """key => { for (let hit = 0; hit < 2; hit++)
                document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})) }""",
                key,
            )
        else:
            page.keyboard.press(key)


def decide_by_keyboard(page, planting):
    """Decide what the screen shows as somebody does who knows who said it; return the public id of the quote."""
    quote = Quote.objects.get(pk=re.search(r"/quote/(\d+)/", page.url)[1])
    said = planting.truth[quote.public_id]
    asked = re.fullmatch(r"Did (.+) say this\?", page.get_by_role("heading", level=1).inner_text())[1]
    if asked == said:
        press(page, "c", twice=quote.pk % 3 == 0)
        return quote.public_id
    rival = page.locator(".review__rivals button", has_text=said)
    if rival.count():
        press(page, rival.first.get_attribute("data-key"))
        return quote.public_id
    page.keyboard.press("w")
    page.keyboard.type(said)
    press(page, "Enter")
    return quote.public_id


def test_a_hundred_quotes_are_decided_by_keyboard_each_once(desk, planting):
    assert len(planting.truth) == 100
    assert len(planting.wrong) == 15
    desk.goto(f"{QUEUE}?sample={planting.sample.pk}")
    press(desk, "b")
    # A mistake, seen at once: the wrong answer, taken back after a reload.
    first = desk.url
    press(desk, "x")
    desk.reload()
    press(desk, "u")
    assert desk.url == first

    decided = []
    while "/quote/" in desk.url:
        decided.append(decide_by_keyboard(desk, planting))
    expect(desk.get_by_text("Nothing waits here any more.")).to_be_visible()

    assert sorted(decided) == sorted(planting.truth)
    quotes = Quote.objects.filter(public_id__in=planting.truth).select_related("speaker")
    assert {quote.public_id: quote.speaker.name for quote in quotes} == planting.truth
    assert {quote.public_id for quote in quotes if quote.review_state == "corrected"} == planting.wrong
    assert {quote.review_state for quote in quotes} == {"confirmed", "corrected"}
    # One act for each, and nobody's hands are full.
    acts = Change.objects.filter(action="review", undone_by__isnull=True)
    rows = ChangedRow.objects.filter(model="quote", change__in=acts)
    assert sorted(rows.values_list("object_id", flat=True)) == sorted(quote.pk for quote in quotes)
    assert acts.count() == 100
    assert not Review.objects.exists()
    drain_outbox()
    corrected = quotes.get(public_id=min(planting.wrong))
    request = SearchRequest(text=f'"{corrected.words}"')
    assert search(request).total >= 1


def test_a_decision_needs_no_javascript(chromium, live_server, transactional_db, admin_user):
    quote = make_quote(make_article(), speaker=make_speaker(), confidence=0.4)
    make_speaker("Ida Falk")
    make_speaker("Iris Falk")
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.get_by_role("link", name="Quotes to review").click()
        page.get_by_role("button", name="Begin").click()
        page.get_by_label("Another speaker").fill("falk")
        page.get_by_role("button", name="Give it to them").click()
        page.get_by_role("button", name="Ida Falk").click()
        expect(page.get_by_text("Given to Ida Falk")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("heading", name="Did Ada Marsh say this?")).to_be_visible()
    assert Quote.objects.get(pk=quote.pk).review_state == "unreviewed"


def test_names_are_completed_while_they_are_typed_and_keys_can_be_turned_off(desk, shelf):
    desk.goto(reverse("admin:articles_review_quote", args=[quote_of(shelf)]))
    desk.keyboard.press("w")
    desk.keyboard.type("mars")
    expect(desk.locator("#who-list option")).to_have_count(1)
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Turn the keys off").click()
    desk.keyboard.press("c")
    expect(desk.get_by_role("button", name="Turn the keys on")).to_be_visible()
    assert not Change.objects.exists()


def quote_of(shelf):
    """Return the key of a quote of the shelf that waits for review."""
    return Quote.objects.filter(review_state="unreviewed", speaker__isnull=False).first().pk


def screens(admin_user):
    """Yield the screens of the queue with something on each."""
    article = make_article()
    quote = make_quote(
        article,
        speaker=make_speaker(),
        confidence=0.4,
        chain=["“She” is Ada Marsh"],
        candidates=[
            {
                "name": "Tom Hale",
                "score": 0.2,
                "reason": "Named before",
                "kind": "person",
                "forms": ["Tom Hale"],
            }
        ],
    )
    row = Provenance.objects.create(
        article=article, field="published", origin="rule", rule="computed", evidence="Monday"
    )
    yield reverse("admin:articles_review_quote", args=[quote.pk])
    yield reverse("admin:articles_review_field", args=[row.pk])
    yield QUEUE
    yield f"{QUEUE}?what=fields"
    yield reverse("admin:articles_review_many")
    yield reverse("admin:index")


def test_axe_finds_nothing_on_the_queue(measured, transactional_db, admin_user):
    assert faults_of(measured, list(screens(admin_user))) == []


def test_no_screen_of_the_queue_needs_sideways_scrolling_on_a_phone(desk, transactional_db, admin_user):
    desk.set_viewport_size({"width": 320, "height": 740})
    for path in screens(admin_user):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= 320, path
