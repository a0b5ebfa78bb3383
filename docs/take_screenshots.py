"""Takes the pictures of the documentation of a running demonstration: `make demo`, then `make screenshots`.

Usage: python docs/take_screenshots.py http://127.0.0.1:8000 [NAME:PASSWORD]

With the account of an administrator there, also those of the editors' desk. Nothing is saved.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
SCREEN = {"width": 1280, "height": 860}
# An article of the demonstration, and what is done to its text.
EDITED = "share+one+grid"
EDITS = {"about engineers, and": "about engineering, and", " “They were right both times.”": ""}
PHONE = {"width": 390, "height": 844}


def take_screenshots(address: str, account: str = "") -> None:
    """Write docs/images/*.png: a search, the latest article, words over time, and the article on a phone in the dark.

    With the name and password of an account, also the desk: an article's form, a changed text, a quote being added.
    """
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SCREEN, color_scheme="light")
        page.goto(f"{address}/search/?q=dam+OR+reservoir")
        page.screenshot(path=IMAGES / "search.png")
        page.goto(f"{address}/articles/")
        page.locator(".row__title a").first.click()
        page.screenshot(path=IMAGES / "article.png")
        article = page.url
        page.goto(f"{address}/wording/?terms=levy,tariff,%22border+levy%22")
        page.screenshot(path=IMAGES / "wording.png")
        phone = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
        phone.goto(article)
        phone.locator("main .kicker").evaluate(
            "line => scrollTo({top: line.offsetTop + 180, behavior: 'instant'})"
        )
        phone.screenshot(path=IMAGES / "phone.png")
        if account:
            _take_desk(browser, address, account)
        browser.close()


def _take_desk(browser: Browser, address: str, account: str) -> None:
    page = browser.new_page(viewport=SCREEN, color_scheme="light")
    name, _, password = account.partition(":")
    page.goto(f"{address}/admin/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{address}/admin/")
    page.screenshot(path=IMAGES / "desk-first.png")
    # The sidebar of the desk leaves room for little else on a picture.
    page.goto(f"{address}/admin/articles/article/?q={EDITED}")
    page.evaluate("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "desk-article.png")
    body = page.get_by_label("Body")
    text = body.input_value()
    for old, new in EDITS.items():
        text = text.replace(old, new)
    body.fill(text)
    page.get_by_role("button", name="Show what this does to the quotes").click()
    _take(page, "#plan", "desk-text.png")
    page.get_by_role("link", name="Add a quote").click()
    page.locator("[data-selects-words] p").nth(1).evaluate("line => getSelection().selectAllChildren(line)")
    page.screenshot(path=IMAGES / "desk-quote.png")
    page.goto(f"{address}/admin/articles/article/?date_basis__exact=editor")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="History").click()
    page.screenshot(path=IMAGES / "desk-history.png")
    page.goto(f"{address}/admin/articles/review/")
    page.get_by_role("row").nth(1).get_by_role("link").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "desk-review.png")


def _take(page: Page, selector: str, name: str) -> None:
    """Write a picture in the middle of which a part of the page is."""
    page.locator(selector).evaluate("part => part.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    take_screenshots(sys.argv[1].rstrip("/"), *sys.argv[2:3])
