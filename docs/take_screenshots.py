"""Takes the pictures of the documentation from a running archive: `make screenshots`.

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


def take_screenshots(address: str) -> None:
    """Write docs/images/*.png: the reading page of the latest article, and a search."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SCREEN, color_scheme="light")
        page.goto(f"{address}/search/?q=loophole*+OR+sanctions")
        page.screenshot(path=IMAGES / "search.png")
        page.goto(f"{address}/quotes/?speaker=barack-obama")
        page.get_by_role("link", name="In the wake of").first.click()
        page.screenshot(path=IMAGES / "article.png")
        browser.close()


if __name__ == "__main__":
    take_screenshots(sys.argv[1].rstrip("/"))
