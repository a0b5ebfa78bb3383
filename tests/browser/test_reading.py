"""Reading an article in a real browser: the way back, passages, keys, copies, paper."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from articles.search import deferred_indexing, drain_outbox
from tests.factories import make_article, make_quote, make_speaker

FILLER = ["One paragraph of the canal news, and nothing in it."] * 40


@pytest.fixture
def articles(transactional_db):
    """Return three articles of following days, each with two far quotes and three marks for loophole*."""
    ada, tom = make_speaker(), make_speaker("Tom Hale")
    with deferred_indexing():
        made = []
        for day in (1, 2, 3):
            article = make_article(
                headline=f"Tariff {day}",
                body="\n\n".join(
                    [
                        "A loophole was found.",
                        *FILLER,
                        "“We close the loopholes one by one, and yes-men keep them open,” Ada Marsh said.",
                        *FILLER,
                        "“One loophole is left,” Tom Hale said.",
                        *FILLER,
                    ]
                ),
                date=datetime.date(2020, 1, day),
            )
            make_quote(article, "We close the loopholes one by one, and yes-men keep them open,", speaker=ada)
            make_quote(article, "One loophole is left,", speaker=tom)
            made.append(article)
    drain_outbox()
    return made


def test_a_reader_goes_on_to_the_next_hit_and_back_to_the_results(page, articles):
    page.goto("/search/?q=loophole*&sort=oldest")
    page.get_by_role("link", name="Tariff 1").click()
    way = page.get_by_role("navigation", name="Within the search")
    expect(way).to_contain_text("1 of 3 for loophole*")
    way.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tariff 2")
    expect(page.locator("mark.hit")).to_have_count(3)
    page.get_by_role("link", name="Marks off").click()
    expect(page.locator("mark.hit")).to_have_count(0)
    way.get_by_role("link", name="Next").click()
    expect(way).to_contain_text("3 of 3")
    expect(page.locator("mark.hit")).to_have_count(0)
    page.get_by_role("link", name="Mark the words of the search").click()
    expect(page.locator("mark.hit")).to_have_count(3)
    way.get_by_role("link", name="Results").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=loophole%2A&sort=oldest$"))


def test_a_passage_is_found_by_its_words_alone(page, articles):
    page.goto(articles[0].get_absolute_url())
    address = page.get_by_role("link", name="Passage 1, with its words marked").get_attribute("href")
    # Without the anchor, so that nothing but the words can lead there.
    page.goto("about:blank")
    page.goto(re.sub("#q-[^:]+", "#", address))
    page.wait_for_function("scrollY > 0")
    expect(page.locator(".quoted").first).to_be_in_viewport()


def test_who_is_quoted_leads_to_the_quotes(page, articles):
    page.goto(articles[0].get_absolute_url())
    page.get_by_role("navigation", name="Who is quoted").get_by_role("link", name="Tom Hale").click()
    expect(page.locator(".quoted").nth(1)).to_be_in_viewport()
    page.get_by_role("region", name="Who is quoted").get_by_role("link", name="“We close").click()
    expect(page.locator(".quoted").first).to_be_in_viewport()


def at(page):
    return page.evaluate("location.hash")


def test_keys_step_through_marks_or_else_quotes_and_reach_the_search(page, articles):
    page.goto(articles[0].get_absolute_url() + "?marks=loophole*")
    seen = []
    for key in "nnnnp":
        page.keyboard.press(key)
        seen.append(at(page))
    assert seen == ["#hit-1", "#hit-2", "#hit-3", "#hit-3", "#hit-2"]
    page.goto(articles[0].get_absolute_url())
    page.keyboard.press("n")
    first, second = (f"#q-{quote.public_id}" for quote in articles[0].quotes.order_by("start"))
    assert at(page) == first
    page.keyboard.press("n")
    assert at(page) == second
    page.keyboard.press("/")
    box = page.get_by_label("Search the archive")
    expect(box).to_be_focused()
    page.keyboard.type("n/p")
    expect(box).to_have_value("n/p")
    assert at(page) == second


def test_keys_can_be_turned_off_for_good(page, articles):
    page.goto("/")
    page.get_by_role("button", name="Turn them off").click()
    page.goto(articles[0].get_absolute_url())
    page.keyboard.press("n")
    assert at(page) == ""
    page.get_by_role("button", name="Turn them on").click()
    # At the foot of the page there is nothing below to go to.
    page.locator("body").press("p")
    assert at(page) != ""


def test_addresses_and_citations_are_copied(page, articles):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(articles[0].get_absolute_url())
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".citation__text").inner_text()
    page.get_by_role("button", name="Copy the link to passage 2").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(":~:text=One%20loophole%20is%20left%2C")


def test_every_link_of_a_paragraph_is_reached_by_keyboard_and_on_a_phone(page, articles):
    page.goto(articles[0].get_absolute_url())
    sign = page.get_by_role("link", name="Link to paragraph 1", exact=True)
    sign.focus()
    expect(sign).to_have_css("opacity", "1")
    page.set_viewport_size({"width": 320, "height": 700})
    box = page.get_by_role("link", name="Link to paragraph 2", exact=True).bounding_box()
    assert 0 <= box["x"] <= 320 - box["width"]


def test_paper_has_numbers_for_notes_and_says_who_below(page, articles):
    page.goto(articles[0].get_absolute_url() + "?from=q%3Dloophole*&at=1")
    page.emulate_media(media="print")
    note = page.locator(".margin-note").nth(1)
    assert note.evaluate("note => getComputedStyle(note, '::before').content") == '"2"'
    expect(page.locator(".margin-note__who").first).not_to_be_visible()
    for tool in (".way", ".marks-bar", ".quoted-here", ".copy", ".voice__passage", ".colophon__keys"):
        expect(page.locator(tool).first).not_to_be_visible()
    listed = page.locator(".voice__quotes li").nth(1)
    assert listed.get_attribute("value") == "2"
    expect(listed).to_be_visible()
    expect(page.locator(".citation__link")).to_be_visible()


def test_without_javascript_marks_passages_and_the_way_are_plain_links(chromium, live_server, articles):
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/search/?q=loophole*&sort=oldest")
        page.get_by_role("link", name="Tariff 1").click()
        page.get_by_role("link", name="Go to the first").click()
        page.get_by_role("link", name="Next mark").first.click()
        expect(page).to_have_url(re.compile("#hit-2$"))
        expect(page.locator("#hit-2")).to_be_in_viewport()
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        page.get_by_role("link", name="Next", exact=False).last.scroll_into_view_if_needed()
        page.get_by_role("navigation", name="Within the search").get_by_role("link", name="Next").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tariff 2")
