"""Takes the pictures of the documentation of a running demonstration: `make demo`, then `make screenshots`.

Usage: python docs/take_screenshots.py http://127.0.0.1:8000
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
SCREEN = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


def take_screenshots(address: str) -> None:
    """Write docs/images/*.png: a search, the latest article, words over time, and the article on a phone in the dark."""
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
        browser.close()


if __name__ == "__main__":
    take_screenshots(sys.argv[1].rstrip("/"))
