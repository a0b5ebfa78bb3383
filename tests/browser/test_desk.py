"""The editors' desk in a real browser, under the same strict policy as the pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from articles.editing import mark_edited
from articles.models import Article, Conflict, Quote, Upload
from tests.factories import import_bytes, make_article, make_speaker

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


TEXT = """Harbour fee to fall by spring

By Nora Lind

June 3, 2019

The harbour board met on Monday to discuss the new tariff and the state of the old quay.

“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.

Tom Hale, a fisherman, called the plan “long overdue” and asked for a written promise.

Share this on Facebook
"""


def sign_in(page):
    page.goto(reverse("admin:login"))
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Sign in").click()
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
    yield reverse("admin:articles_article_add_quote", args=[shelf.hostile.pk])
    yield reverse("admin:articles_original_change", args=[shelf.full.originals.get().pk])


def addresses_of_imports(editor):
    """Yield the pages of importing and of conflicts, with something on each."""
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    article.headline = "Harbour fee to fall"
    article.save()
    mark_edited(article, fields=["headline", "body"], editor=editor)
    article.quotes.filter(words="long overdue").update(review_state="confirmed")
    newer = TEXT.replace("by spring\n", "by May\n", 1).replace("“long overdue”", "overdue")
    import_bytes(newer.encode(), name="harbour.txt")
    texts = (
        newer.replace("on Monday", "on Sunday"),
        "The quay is closed until the last day of May.",
        "\0",
        TEXT,
    )
    for number, text in enumerate(texts):
        upload = Upload.objects.create(editor=editor, name=f"{number}.txt", content=text.encode())
        if number == 0:
            Upload.objects.filter(pk=upload.pk).update(name="harbour.txt")
        yield reverse("admin:articles_upload_item", args=[upload.pk, 1])
    yield reverse("admin:articles_upload_add")
    yield reverse("admin:articles_upload_changelist")
    yield reverse("admin:articles_importbatch_changelist")
    yield reverse("admin:articles_conflict_changelist")
    yield reverse("admin:articles_article_change", args=[article.pk])
    yield reverse("admin:articles_article_add_quote", args=[article.pk])
    for thing in (article, article.quotes.first(), make_speaker("Ada Marsh")):
        yield reverse(f"admin:articles_{thing._meta.model_name}_withhold", args=[thing.pk])
    yield reverse("admin:articles_article_erase", args=[article.pk])
    for conflict in Conflict.objects.all():
        yield reverse("admin:articles_conflict_change", args=[conflict.pk])


def is_ours(path):
    """Return whether a page is wholly ours, without Django's tables and inline forms."""
    parts = ("/upload/", "/add-quote/", "/withhold/", "/erase/")
    return any(part in path for part in parts) or ("/conflict/" in path and path.endswith("/change/"))


def test_no_script_or_style_of_the_desk_is_refused(desk, shelf, admin_user):
    for path in (reverse("admin:index"), *addresses(shelf), *addresses_of_imports(admin_user)):
        desk.goto(path)
        expect(desk.get_by_text("Welcome")).to_be_visible()


def faults_of(page, paths, *, but_for=()):
    """Return what axe finds on pages, in the light and in the dark."""
    faults = []
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in but_for}}
    # Only colours differ in the dark.
    schemes = {"light": options, "dark": {**options, "runOnly": ["color-contrast", "link-in-text-block"]}}
    axe = Axe()
    for path in paths:
        page.goto(path)
        page.add_style_tag(content="* { transition: none !important }")
        for scheme, asked in schemes.items():
            page.emulate_media(color_scheme=scheme)
            for violation in axe.run(page, options=asked).response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"]]
                faults.append((path, scheme, violation["id"], nodes))
    return faults


@pytest.fixture
def measured(chromium, live_server, admin_user):
    """Return a page of an administrator without the policy: colours are measured without the transitions between them."""
    with chromium.new_context(base_url=live_server.url, bypass_csp=True) as context:
        page = context.new_page()
        sign_in(page)
        yield page


def test_axe_finds_nothing_of_ours(measured, shelf, admin_user):
    of_imports = [path for path in addresses_of_imports(admin_user) if not is_ours(path)]
    paths = [reverse("admin:index"), *addresses(shelf), *of_imports]
    assert faults_of(measured, paths, but_for=OF_DJANGO) == []


def test_axe_finds_nothing_at_all_on_pages_that_are_wholly_ours(measured, transactional_db, admin_user):
    paths = [path for path in addresses_of_imports(admin_user) if is_ours(path)]
    assert faults_of(measured, paths) == []


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


def test_no_page_of_importing_needs_sideways_scrolling_on_a_phone(desk, admin_user):
    desk.set_viewport_size({"width": 360, "height": 740})
    for path in addresses_of_imports(admin_user):
        if not is_ours(path):
            continue
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_an_editor_uploads_corrects_and_accepts_without_javascript(
    chromium, live_server, transactional_db, admin_user
):
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.get_by_role("link", name="Import articles").click()
        page.get_by_label("Files").set_input_files(
            [
                {"name": "harbour.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
                {"name": "noise.bin", "mimeType": "text/plain", "buffer": b"\0"},
            ]
        )
        page.get_by_role("button", name="Show what is understood").click()
        expect(page.get_by_text("The file is not text")).to_be_visible()
        page.get_by_role("link", name="Harbour fee to fall by spring").click()
        expect(page.get_by_text("This will be a new article.")).to_be_visible()
        page.get_by_label("Authors").fill("Nora Lind\nIris Holm")
        page.get_by_label("Put it back: Share this on Facebook").check()
        page.get_by_label("take it out (paragraph 3)").check()
        page.get_by_label("Date precision").select_option("range")
        page.get_by_label("At the latest").fill("")
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("A range needs a last day")).to_be_visible()
        expect(page.get_by_label("Put it back: Share this on Facebook")).to_be_checked()
        page.get_by_label("Date precision").select_option("month")
        page.get_by_label("Reason for your corrections").fill("As in print.")
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("Created: “Harbour fee to fall by spring”")).to_be_visible()
        page.get_by_role("button", name="Discard noise.bin").click()
        expect(page.get_by_text("Nothing waits.")).to_be_visible()
    article = Article.objects.get()
    assert [byline.name for byline in article.bylines.all()] == ["Nora Lind", "Iris Holm"]
    assert str(article.published) == "June 2019"
    assert article.body.endswith("after the meeting.\n\nShare this on Facebook")


def test_an_editor_restores_a_line_and_takes_an_incoming_value(desk, admin_user):
    list(addresses_of_imports(admin_user))
    article = Article.objects.get()
    desk.goto(reverse("admin:articles_article_change", args=[article.pk]))
    desk.get_by_role("button", name="Restore: Share this on Facebook").click()
    expect(desk.get_by_role("button", name="Remove again: Share this on Facebook")).to_be_visible()
    article.refresh_from_db()
    assert article.body.endswith("Share this on Facebook")

    desk.get_by_text("Newer originals differ").get_by_role("link", name="Headline").click()
    expect(desk.get_by_role("heading", name="The incoming value")).to_be_visible()
    desk.get_by_role("button", name="Take the incoming value").click()
    expect(desk.get_by_text("the incoming value was taken")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "Harbour fee to fall by May"


def select(page, words):
    """Select words of the text as a mouse does."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("[data-selects-words]"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error(`not in the text: ${words}`);
        }""",
        words,
    )


def test_selected_words_become_those_of_a_quote_with_their_place(desk, transactional_db):
    body = "🜂 𝒜 fee is a fee, the board said.\n\n𝒜 “new tariff 🜂 and new” fee, new or not."
    article = make_article(body=body)
    desk.goto(reverse("admin:articles_article_add_quote", args=[article.pk]))
    select(desk, " new or not")
    expect(desk.get_by_label("Words of the quote")).to_have_value("new or not")
    select(desk, "new tariff 🜂 and new")
    expect(desk.get_by_label("Words of the quote")).to_have_value("new tariff 🜂 and new")
    desk.get_by_label("Kind").select_option("mixed")
    desk.get_by_role("button", name="Add the quote").click()
    expect(desk.get_by_text("Added the quote “new tariff 🜂 and new”.")).to_be_visible()
    quote = article.quotes.get()
    assert (quote.start, quote.words) == (body.index("new tariff"), "new tariff 🜂 and new")


def test_words_that_are_written_after_a_selection_are_looked_for(desk, transactional_db):
    article = make_article()
    desk.goto(reverse("admin:articles_article_add_quote", args=[article.pk]))
    select(desk, "the new tariff")
    desk.get_by_label("Words of the quote").fill("lower the fee")
    desk.get_by_role("button", name="Add the quote").click()
    expect(desk.get_by_text("Added the quote “lower the fee”.")).to_be_visible()


def test_a_quote_is_added_and_a_text_corrected_without_javascript(
    chromium, live_server, transactional_db, admin_user
):
    body = "“Never,” Ada Marsh said.\n\nTom Hale also said “Never,” and that the fee is to hihg."
    article = make_article(body=body)
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page)
        page.goto(reverse("admin:articles_article_change", args=[article.pk]))
        page.get_by_role("link", name="Add a quote").click()
        page.get_by_label("Words of the quote").fill("Never,")
        page.get_by_role("button", name="Add the quote").click()
        page.get_by_label("Paragraph 2").check()
        page.get_by_role("button", name="Add, and another one").click()
        page.get_by_label("Words of the quote").fill("the fee is to hihg")
        page.get_by_role("button", name="Add the quote").click()
        expect(page.get_by_text("Added the quote “the fee is to hihg”.")).to_be_visible()
        page.get_by_label("Body").fill(body.replace("to hihg", "too high"))
        page.get_by_role("button", name="Show what this does to the quotes").click()
        expect(page.locator(".desk-plan q").last).to_have_text("the fee is too high")
        assert Article.objects.get().body == body
        page.get_by_role("button", name="Save", exact=True).click()
        expect(
            page.get_by_text("1 quote went along with the text around; 1 quote took the corrected")
        ).to_be_visible()
    article.refresh_from_db()
    words = [article.body[quote.start : quote.end] for quote in article.quotes.order_by("start")]
    assert words == ["Never,", "the fee is too high"]
