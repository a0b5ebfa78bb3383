"""The editors' desk in a real browser, under the same strict policy as the pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Quote

# Of Django's own tables of inline forms and its select2: fields named by their column's heading only.
# They are a later piece of work; anything else, and anything of ours, fails.
OF_DJANGO = [
    "aria-input-field-name",
    "empty-table-header",
    "label",
    "label-title-only",
    "list",
    "select-name",
]


def sign_in(page):
    page.goto(reverse("admin:login"))
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Welcome")).to_be_visible()


@pytest.fixture
def desk(page, admin_user):
    """Return a page of an administrator who has signed in."""
    sign_in(page)
    return page


def addresses(shelf):
    for thing in (shelf.full, shelf.named, shelf.speaker, shelf.publication, shelf.topic):
        name = thing._meta.model_name
        yield reverse(f"admin:articles_{name}_changelist")
        yield reverse(f"admin:articles_{name}_change", args=[thing.pk])
    yield reverse("admin:articles_quote_add")
    yield reverse("admin:articles_original_change", args=[shelf.full.originals.get().pk])


def test_no_script_or_style_of_the_desk_is_refused(desk, shelf):
    for path in (reverse("admin:index"), *addresses(shelf)):
        desk.goto(path)
        expect(desk.get_by_text("Welcome")).to_be_visible()


def test_axe_finds_nothing_of_ours(chromium, live_server, shelf, admin_user):
    faults = []
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in OF_DJANGO}}
    # Only colours differ in the dark.
    schemes = {"light": options, "dark": {**options, "runOnly": ["color-contrast", "link-in-text-block"]}}
    axe = Axe()
    # The policy is off for once: colours are measured without the transitions between them.
    with chromium.new_context(base_url=live_server.url, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page)
        for path in (reverse("admin:index"), *addresses(shelf)):
            page.goto(path)
            page.add_style_tag(content="* { transition: none !important }")
            for scheme, asked in schemes.items():
                page.emulate_media(color_scheme=scheme)
                for violation in axe.run(page, options=asked).response["violations"]:
                    nodes = [node["html"][:160] for node in violation["nodes"]]
                    faults.append((path, scheme, violation["id"], nodes))
    assert faults == []


def test_an_editor_dates_an_undated_article_and_corrects_a_speaker(desk, shelf):
    desk.goto(reverse("admin:articles_article_change", args=[shelf.undated.pk]))
    desk.get_by_label("Date precision").select_option("month")
    desk.get_by_label("Published on, or at the earliest").fill("2019-10-07")
    desk.get_by_label("Reason for the change").fill("The trust's own calendar.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    assert str(Article.objects.get(pk=shelf.undated.pk).published) == "October 2019"

    desk.goto(reverse("admin:articles_quote_change", args=[shelf.unattributed.pk]))
    desk.locator(".field-speaker .select2-selection").click()
    desk.locator(".select2-search__field").fill("marsh")
    desk.get_by_role("option", name="Ada Marsh").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    quote = Quote.objects.get(pk=shelf.unattributed.pk)
    assert (quote.speaker, quote.review_state) == (shelf.speaker, "corrected")


def test_a_press_gives_a_quote_to_the_next_candidate_without_javascript(
    chromium, live_server, shelf, admin_user
):
    Quote.objects.filter(pk=shelf.named.pk).update(
        candidates=[
            {"name": "Ada Marsh", "score": 0.7, "reason": "The subject of said", "kind": "person"},
            {"name": "Tom Hale", "score": 0.2, "reason": "Named before", "kind": "person"},
        ]
    )
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.goto(reverse("admin:articles_quote_change", args=[shelf.named.pk]))
        expect(page.get_by_text("the quote is theirs")).to_have_count(1)
        page.get_by_role("button", name="Not this speaker: take the next, Tom Hale").click()
        expect(page.get_by_text("Given to Tom Hale, no longer to Ada Marsh.")).to_be_visible()
        expect(page.get_by_role("button", name="Give it to Ada Marsh")).to_be_visible()
    assert Quote.objects.get(pk=shelf.named.pk).speaker.name == "Tom Hale"
