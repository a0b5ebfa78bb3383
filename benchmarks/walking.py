"""A person who sees only the site, and asks it whether somebody said something, and when.

They know the address of the first page. From there they type into search boxes and follow links that they can read;
they never make an address.
"""

import re
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, Locator, Page

from demo.questions import Question

WORD = re.compile(r"\w+")
IN_WINDOW = "each => { const { top } = each.getBoundingClientRect(); return top >= 0 && top < innerHeight; }"
# Milliseconds in which a page has scrolled, smoothly, to where its address leads.
SCROLLING = 5_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw on their way: of the answer "" where they saw that nobody said so, which `refusal` says.

    `head` is all that stands above the quote's context: who said it, where it was printed, when. `day` is the date as
    programs read it, "" where the page says "Undated". `is_in_its_place` says whether the quote stood before their eyes, marked,
    in its article. `views` are pages, `requests` all that the browser asked for.
    """

    views: int
    requests: int
    refusal: str = ""
    words: str = ""
    speaker: str = ""
    head: str = ""
    day: str = ""
    citation: str = ""
    permalink: str = ""
    is_in_its_place: bool = False


class Walk:
    """One question asked from the first page on, in a browser."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.views = 0
        self.requests = 0

    def ask(self, question: Question) -> Seen:
        """Return what a person saw who looked for the words of a speaker among the quotes."""
        self.page.on("request", self._count)
        try:
            self.page.goto(self.home)
            self.page.get_by_label("Words to search for").fill(f"{question.speaker} {question.words}")
            self._follow(self.page.get_by_role("button", name="Search quotes"))
            found = self._quote_with(question.words)
            if found is None:
                return self._seen(refusal=self.page.get_by_text(re.compile("^No quote ")).first.inner_text())
            self._follow(found)
            return self._read()
        finally:
            self.page.remove_listener("request", self._count)

    def _quote_with(self, words: str) -> Locator | None:
        """Return the first quote of a list that has all of some words as they were typed, None where none has."""
        if self.page.get_by_text(re.compile("^No quote ")).count():
            return None
        wanted = set(WORD.findall(words.lower()))
        links = self.page.get_by_role("main").get_by_role("link", name=re.compile("^“"))
        for link in links.all():
            if wanted <= set(WORD.findall(link.inner_text().lower())):
                return link
        return None

    def _read(self) -> Seen:
        """Return what the page of a quote says, and whether its article has it where that page leads."""
        main = self.page.get_by_role("main")
        head = main.locator("header").first
        said = main.get_by_role("heading", level=1).inner_text()
        cited = self.page.get_by_role("region", name="Cite this")
        times = head.locator("time")
        told = {
            "words": said.removeprefix("“").removesuffix("”"),
            "speaker": head.locator(".speaker-name").inner_text(),
            "head": head.inner_text(),
            "day": (times.first.get_attribute("datetime") or "")[:10] if times.count() else "",
            "citation": cited.locator(".citation__text").inner_text(),
            "permalink": cited.get_by_role("link", name="://").inner_text(),
        }
        self._follow(self.page.get_by_role("link", name="Read it in its place"))
        return self._seen(**told, is_in_its_place=self._is_before_the_eyes(told["words"]))

    def _follow(self, way_on: Locator) -> None:
        """Press a link or a button, and wait for the page it leads to."""
        with self.page.expect_navigation():
            way_on.click()

    def _is_before_the_eyes(self, words: str) -> bool:
        """Return whether a marked quote of these words stands within the window."""
        for marked in self.page.locator(".quoted").all():
            if marked.inner_text() == words:
                with suppress(Error):
                    self.page.wait_for_function(IN_WINDOW, arg=marked.element_handle(), timeout=SCROLLING)
                    return True
        return False

    def _seen(self, **told: str | bool) -> Seen:
        return Seen(views=self.views, requests=self.requests, **told)

    def _count(self, request: object) -> None:
        self.requests += 1
        self.views += request.is_navigation_request()
