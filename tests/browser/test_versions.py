"""The comparison of two versions in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles.search import deferred_indexing
from tests.factories import make_article, make_quote, make_speaker
from tests.web.test_versions import COPY, STORY, WORDS


@pytest.fixture
def addresses(transactional_db):
    with deferred_indexing():
        first = make_article(headline="Lock to close", body=STORY + "\n\n" + "x" * 2000)
        copy = make_article(headline="Canal shut", body=COPY)
        quote = make_quote(first, WORDS, speaker=make_speaker())
        make_quote(copy, WORDS.replace("borrow", "lend"))
    return [
        reverse("compare", args=[first.public_id, copy.public_id]),
        first.get_absolute_url(),
        quote.get_absolute_url(),
    ]


def test_axe_finds_nothing_where_differences_are_marked(page, addresses):
    faults = {}
    for path in addresses:
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            faults |= {
                (path, scheme, fault["id"]): [node["html"][:160] for node in fault["nodes"]]
                for fault in found
            }
    assert faults == {}


def test_two_versions_stand_side_by_side_or_one_under_the_other(page, addresses):
    page.goto(addresses[0])
    for width, is_beside in ((320, False), (700, False), (970, True), (1280, True)):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        one, other = (
            page.locator(".comparison__row:has(del):has(ins) .comparison__side").nth(number).bounding_box()
            for number in (0, 1)
        )
        assert (one["y"] == other["y"]) is is_beside, width
