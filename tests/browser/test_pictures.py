"""Pictures in a real browser: what leads on is reached by keyboard, and letters keep their size."""

import re

from playwright.sync_api import expect


def test_a_bar_is_reached_seen_and_opened_by_keyboard(page, shelf):
    page.goto("/search/?q=lock*")
    bars = page.locator("a.timeline__entry")
    assert bars.evaluate_all("bars => bars.map(bar => bar.getAttribute('aria-label'))") == [
        "2019: 1",
        "Undated: 1",
    ]
    page.get_by_text("Oldest first").focus()
    page.keyboard.press("Tab")
    expect(bars.first).to_be_focused()
    assert bars.first.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=lock%2A&year=2019$"))
    # The year opened into its months, with a way out.
    expect(page.locator("a.timeline__entry")).to_have_attribute("aria-label", "October 2019: 1")
    page.get_by_role("link", name="All years").click()
    expect(page).to_have_url(re.compile(r"\?q=lock%2A$"))


def test_letters_of_a_picture_are_as_large_on_a_phone_and_stay_within_it(page, shelf):
    for path, letters in (
        ("/search/?q=lock*", ".timeline__picture text"),
        ("/wording/?terms=we", ".strips__axis text"),
    ):
        heights = set()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(path)
            boxes = page.locator(letters).evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().toJSON()).filter(box => box.width)"
            )
            assert boxes, path
            heights |= {round(box["height"]) for box in boxes}
            assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), (path, width)
        assert len(heights) == 1, path


def test_the_marks_of_a_strip_lead_on_without_stopping_the_keyboard(page, shelf):
    page.goto("/wording/?terms=we&speaker=ada-marsh")
    page.locator(".strip__name").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None
    page.locator(".strip__marks a").first.click()
    expect(page).to_have_url(re.compile(re.escape(shelf.named.get_absolute_url()) + "$"))
