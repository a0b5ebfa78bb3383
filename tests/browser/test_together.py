"""Signing in, and articles edited together, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.test_desk import sign_in
from tests.factories import make_article, make_publication

LIST = reverse("admin:articles_article_changelist")
METADATA = reverse("admin:articles_article_metadata")
SIGNED_OUT = (
    "/accounts/sign-in/",
    *(f"/accounts/password/{page}/" for page in ("forgotten", "sent", "set", "new/MQ/abc")),
)
SIGNED_IN = ("/accounts/password/", reverse("admin:auth_user_add"), METADATA)


@pytest.fixture
def articles(transactional_db):
    make_publication()
    return [make_article(headline="First"), make_article(headline="Second", language="fr")]


def choose_all(page):
    """Ask for every article of the list to be edited."""
    page.goto(LIST)
    for box in page.locator("input.action-select").all():
        box.check()
    page.get_by_label("Action:").select_option("edit_together")
    page.get_by_role("button", name="Go").click()


def test_an_editor_edits_many_and_takes_it_back_without_javascript(
    chromium, live_server, articles, admin_user
):
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        choose_all(page)
        page.get_by_label("Language", exact=True).fill("French")
        page.get_by_role("button", name="Show what changes").click()
        expect(page.get_by_text("“French” is no language tag")).to_be_visible()
        page.get_by_label("Language", exact=True).fill("fr")
        page.get_by_label("Publication", exact=True).select_option("The Harbour Times")
        page.get_by_role("button", name="Show what changes").click()
        expect(page.get_by_text("3 values of 2 articles change.")).to_be_visible()
        assert not Article.objects.filter(publication__isnull=False).exists()
        page.get_by_label("Reason").fill("The masthead.")
        page.get_by_role("button", name="Change all of this").click()
        expect(page.get_by_text("admin changed 2 articles")).to_be_visible()
        assert Article.objects.filter(language="fr", publication__isnull=False).count() == 2
        page.get_by_role("button", name="Undo all of it").click()
        expect(page.get_by_text("It was undone: everything is as it was before.")).to_be_visible()
    assert Article.objects.filter(language="fr").count() == 1
    assert not Article.objects.filter(publication__isnull=False).exists()


def test_the_metadata_is_downloaded_changed_and_brought_back(page, articles, admin_user, tmp_path):
    sign_in(page)
    page.goto(LIST)
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("export_metadata")
    with page.expect_download() as download:
        page.get_by_role("button", name="Go").click()
    file = tmp_path / "metadata.csv"
    download.value.save_as(file)
    file.write_text(file.read_text(encoding="utf-8").replace(",fr,", ",de,"), encoding="utf-8")
    page.get_by_role("link", name="Metadata as CSV").click()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Show what it changes").click()
    page.get_by_role("button", name="Change all of this").click()
    expect(page.get_by_text("admin changed 1 article on")).to_be_visible()
    assert Article.objects.get(headline="Second").language == "de"


def faults_here(page):
    """Return what axe finds on a page as it is, and whether it is wider than a phone."""
    page.add_style_tag(content="* { transition: none !important }")
    faults = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults += [
            (page.url, scheme, fault["id"], [node["html"][:160] for node in fault["nodes"]])
            for fault in found
        ]
    page.set_viewport_size({"width": 320, "height": 740})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        faults.append((page.url, "is wider than a phone"))
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults


def test_axe_finds_nothing_on_the_way_in_nor_where_many_are_edited(
    chromium, live_server, articles, admin_user
):
    with chromium.new_context(base_url=live_server.url, bypass_csp=True) as context:
        page = context.new_page()
        faults = []
        for path in SIGNED_OUT:
            page.goto(path)
            faults += faults_here(page)
        sign_in(page)
        for path in SIGNED_IN:
            page.goto(path)
            faults += faults_here(page)
        choose_all(page)
        faults += faults_here(page)
        page.get_by_role("button", name="Show what changes").click()
        faults += faults_here(page)
        page.get_by_label("Date", exact=True).fill("2016-09")
        page.get_by_role("button", name="Show what changes").click()
        faults += faults_here(page)
        page.get_by_label("Reason").fill("The box it lay in.")
        page.get_by_role("button", name="Change all of this").click()
        faults += faults_here(page)
        page.goto(METADATA)
        page.get_by_label("CSV file").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": b"id,version,colour\n"}
        )
        page.get_by_role("button", name="Show what it changes").click()
        faults += faults_here(page)
        assert faults == []
