"""Every page in a real browser."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.search import deferred_indexing
from tests.factories import make_article, make_quote, make_speaker

NARROW = {"width": 320, "height": 700}


def addresses(shelf):
    return [*shelf.pages, *shelf.refusals]


def test_axe_finds_nothing_in_light_or_dark_or_on_a_phone(page, shelf):
    axe = Axe()
    faults = []
    for path in addresses(shelf):
        page.goto(path)
        # Only colours differ in the dark, and only sizes and what covers what on a phone.
        for scheme, width, options in (
            ("light", 1280, {"rules": {"target-size": {"enabled": True}}}),
            ("dark", 1280, {"runOnly": ["color-contrast", "link-in-text-block"]}),
            ("light", 320, {"runOnly": ["color-contrast", "scrollable-region-focusable", "target-size"]}),
        ):
            page.set_viewport_size({**NARROW, "width": width})
            page.emulate_media(color_scheme=scheme)
            for violation in axe.run(page, options={**options, "resultTypes": ["violations"]}).response[
                "violations"
            ]:
                nodes = [node["html"][:160] for node in violation["nodes"]]
                faults.append((path, scheme, width, violation["id"], nodes))
    assert faults == []


def test_no_page_scrolls_sideways_from_320_pixels_on(page, shelf):
    for path in addresses(shelf):
        page.goto(path)
        for width in (320, 768, 970, 1280):
            page.set_viewport_size({**NARROW, "width": width})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_a_count_beside_a_long_name_stands_in_one_line(page, transactional_db):
    speaker = make_speaker("Bartholomew Featherstonehaugh of Mirefield and the Lower Marshes")
    with deferred_indexing():
        for _ in range(12):
            make_quote(make_article(), speaker=speaker)
    page.set_viewport_size(NARROW)
    for path in ("/", "/speakers/", "/articles/", "/quotes/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        heights = page.locator(".count", has_text="12").evaluate_all(
            "counts => counts.map(count => count.getBoundingClientRect().height / parseFloat(getComputedStyle(count).lineHeight))"
        )
        assert heights, path
        assert max(heights) < 1.5, path


def test_every_stylesheet_arrives(page, shelf):
    failed = []
    page.on("response", lambda response: response.status >= 400 and failed.append(response.url))
    page.goto("/")
    assert page.evaluate("document.styleSheets.length") >= 6
    assert failed == []


def test_the_skip_link_comes_first_is_seen_and_leads_to_the_content(page, shelf):
    page.goto("/articles/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_focus_is_visible_wherever_it_goes(page, shelf):
    for path in ("/", shelf.full.get_absolute_url(), "/search/?q=lock&year=2019"):
        page.goto(path)
        for _ in range(25):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth, document.activeElement.outerHTML.slice(0, 90)] }"
            )
            if style[2].startswith("<body"):
                break
            assert style[0] == "solid", (path, style)
            assert float(style[1].removesuffix("px")) >= 2, (path, style)


def test_a_reader_searches_opens_a_hit_steps_through_its_marks_and_switches_them_off(page, shelf):
    page.goto("/")
    page.get_by_role("combobox").fill("lock*")
    page.get_by_role("button", name="Search articles").click()
    page.get_by_role("link", name="Mirefield lock to close").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mirefield lock to close")
    expect(page.locator("mark")).to_have_text(["lock"])
    page.get_by_role("link", name="Go to the first").click()
    expect(page).to_have_url(re.compile("#hit-1$"))
    page.get_by_role("link", name="Marks off").click()
    expect(page.locator("mark")).to_have_count(0)


def test_notes_stand_in_the_margin_where_there_is_one_and_in_the_line_on_a_phone(page, shelf):
    page.goto(shelf.full.get_absolute_url())
    note, prose = page.locator(".margin-note").first, page.locator(".prose")
    assert note.bounding_box()["x"] > prose.bounding_box()["x"] + prose.bounding_box()["width"]
    page.set_viewport_size(NARROW)
    box = note.bounding_box()
    assert box["x"] + box["width"] <= 320


def test_the_filters_are_a_panel_on_a_phone_and_a_column_on_a_wide_screen(page, shelf):
    page.goto("/articles/")
    expect(page.get_by_role("link", name="Mirefield Mercury").first).to_be_visible()
    page.set_viewport_size(NARROW)
    column = page.get_by_role("complementary", name="Filters")
    expect(column.get_by_role("link", name="2019")).not_to_be_visible()
    column.get_by_text("Narrow the list").click()
    column.get_by_role("link", name="2019").click()
    expect(page.get_by_text("1 article, newest first")).to_be_visible()


def test_print_leaves_the_tools_and_the_marks_out(page, shelf):
    page.goto(shelf.full.get_absolute_url() + "?marks=lock")
    page.emulate_media(media="print")
    for tool in (".masthead__search", ".masthead__sections", ".marks-bar", ".colophon nav"):
        expect(page.locator(tool).first).not_to_be_visible()
    expect(page.locator(".prose")).to_be_visible()
    assert (
        page.locator("mark").first.evaluate("element => getComputedStyle(element).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )
    assert page.pdf()[:5] == b"%PDF-"


def test_what_is_typed_is_completed(page, shelf):
    page.goto("/search/")
    page.get_by_label("Words to search for").press_sequentially("money mars")
    offered = page.locator('#completions option[value="money speaker:\\"Ada Marsh\\""]')
    expect(offered).to_have_count(1)


def test_everything_works_without_javascript(chromium, live_server, shelf):
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("combobox").fill("money")
        page.get_by_role("button", name="Search quotes").click()
        expect(page.get_by_text("1 quote", exact=False).first).to_be_visible()
        page.get_by_role("link", name="Ada Marsh").first.click()
        expect(page.get_by_role("heading", name="Ada Marsh", level=1)).to_be_visible()
        page.goto(shelf.full.get_absolute_url())
        page.get_by_text("Removed text (2 lines)").click()
        expect(page.get_by_text("Share this on Chirper")).to_be_visible()


def test_markup_in_a_text_is_inert_and_a_long_word_breaks(page, shelf):
    for path in (shelf.hostile.get_absolute_url(), "/search/?q=alert", "/articles/"):
        for width in (320, 1280):
            page.set_viewport_size({**NARROW, "width": width})
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.locator("main img, main b, main script").count() == 0, path
    # Marks that turn the writing round end with the heading they stand in.
    page.goto(shelf.hostile.get_absolute_url())
    sections = page.get_by_role("navigation", name="Sections")
    assert sections.inner_text().split()[:3] == ["Articles", "Quotes", "Speakers"]


def test_a_marked_quote_is_where_its_anchor_says(page, shelf):
    article = make_article(
        body="\n\n".join(["One paragraph of the canal news."] * 60 + ["“The end,” she said."])
    )
    quote = make_quote(article, "The end,")
    page.goto(f"{article.get_absolute_url()}#q-{quote.public_id}")
    expect(page.locator(f"[id='q-{quote.public_id}']")).to_be_in_viewport()
    expect(page.locator(f"[id='q-{quote.public_id}']")).to_have_text("The end,")
