"""Merging, splitting and linking in a real browser, under the strict policy and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Change, Speaker
from tests.browser.test_desk import faults_of, sign_in
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

NARROW = 360


def addresses():
    """Yield the pages of merging, splitting, suggesting, undoing and linking, with something on each."""
    paper = make_publication()
    marsh = make_speaker("Ada Marsh", biography="An engineer.", wikidata_id="Q5")
    short, third = make_speaker("A. Marsh"), make_speaker("Ada B. Marsh")
    marsh.roles.create(words="Chair of the harbour board", since="2009-01", until="2013")
    for speaker, role in ((marsh, "mayor"), (short, "mayor"), (third, ""), (marsh, "engineer")):
        make_quote(make_article(publication=paper), speaker=speaker, role=role, mention=speaker.name)
    source = make_unnamed_source(make_article())
    make_unnamed_source(make_article())
    merging = reverse("admin:articles_speaker_merge")
    yield f"{merging}?speaker=ada-marsh&speaker=a-marsh"
    yield f"{merging}?speaker=ada-marsh&add=Nobody"
    yield reverse("admin:articles_speaker_split", args=[marsh.pk])
    yield reverse("admin:articles_speaker_duplicates")
    yield reverse("admin:articles_speaker_duplicates") + "?state=apart"
    yield reverse("admin:articles_speaker_acts")
    yield reverse("admin:articles_unnamedsource_link", args=[source.pk])


@pytest.fixture
def measured(chromium, live_server, admin_user):
    """Return a page of an administrator without the policy, in which axe can run."""
    with chromium.new_context(base_url=live_server.url, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page)
        yield page


def test_axe_finds_nothing_and_no_page_of_speakers_scrolls_sideways(measured, transactional_db):
    paths = list(addresses())
    assert faults_of(measured, paths) == []
    measured.set_viewport_size({"width": NARROW, "height": 740})
    for path in paths:
        measured.goto(path)
        assert measured.evaluate("document.documentElement.scrollWidth") <= NARROW, path


def test_axe_finds_nothing_on_a_merge_and_a_split_that_are_refused(measured, transactional_db):
    merging, _, splitting, *_ = addresses()
    for path, button in ((merging, "Merge"), (splitting, "Split")):
        measured.goto(path)
        if button == "Merge":
            measured.get_by_label("Wikidata id").fill("seven")
        measured.get_by_role("button", name=button, exact=True).click()
        expect(measured.locator(".desk-error").first).to_be_visible()
        found = Axe().run(measured, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == [], path


def test_no_script_or_style_of_these_pages_is_refused(page, admin_user, transactional_db):
    sign_in(page)
    for path in addresses():
        page.goto(path)
        expect(page.get_by_text("Welcome")).to_be_visible()


def test_an_editor_merges_undoes_and_splits_without_javascript(
    chromium, live_server, admin_user, transactional_db
):
    list(addresses())
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.goto(reverse("admin:articles_speaker_changelist"))
        page.get_by_role("link", name="Likely duplicates").click()
        page.get_by_role("link", name="Merge Ada Marsh and A. Marsh").click()
        page.get_by_label("A. Marsh", exact=True).check()
        page.get_by_label("Reason").fill("One person.")
        page.get_by_role("button", name="Merge").click()
        expect(page.get_by_text("2 speakers are one now: A. Marsh.")).to_be_visible()
        page.get_by_role("link", name="Undo").first.click()
        page.get_by_role("button", name="Undo it").click()
        expect(page.get_by_text("Undone since.")).to_be_visible()
        marsh = Speaker.objects.get(name="Ada Marsh")
        page.goto(reverse("admin:articles_speaker_split", args=[marsh.pk]))
        page.get_by_label("Role as printed").select_option("engineer")
        page.get_by_role("button", name="Show these").click()
        page.get_by_label("The one quote found").check()
        page.get_by_label("Name of the new speaker").fill("Ada Marsh")
        page.get_by_role("button", name="Split").click()
        expect(page.get_by_text("These quotes are Ada Marsh’s now.")).to_be_visible()
    assert [change.action for change in Change.objects.all()] == ["split", "undo", "merge"]
    assert marsh.quotes.count() == 1
