"""What a page costs a visitor, as gunicorn and WhiteNoise serve the demonstration."""

import pytest

PAGES = (
    "/",
    "/search/?q=dam",
    "/search/?q=zyzzyva",
    "/articles/",
    "/quotes/?q=dam",
    "/quotes/years/",
    "/wording/?terms=levy,tariff",
    "/speakers/",
    "/speakers/helena-varro/",
    "/speakers/unnamed/",
    "/publications/corvane-wire/",
    "/topics/border-levy/",
    "/help/search/",
    "/about/",
    "/about/quality/",
)
# Those whose addresses are made anew with every demonstration: the first link of a page that begins so.
FIRST = (("/search/?q=dam", "/articles/"), ("/quotes/?q=dam", "/quotes/"))
BYTES = 60_000
# The stylesheet, the script, the icon.
BESIDE = 3
# How much moved about after it was first shown, in all and before any input.
SHIFT = """() => new Promise(answer => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => answer(sum), 50));
})"""


@pytest.fixture
def visitor(chromium, demo_address):
    """Return a page of somebody with a phone who was never here before, and what they were sent."""
    context = chromium.new_context(base_url=demo_address, viewport={"width": 390, "height": 800})
    context.route("**/*", lambda route: route.continue_())  # which turns the browser's cache off
    page, sent = context.new_page(), []

    def note(request):
        sent.append(request)

    page.on("requestfinished", note)
    yield page, sent
    context.close()


def addresses(page):
    yield from PAGES
    for path, start in FIRST:
        page.goto(path)
        yield page.locator(
            f'main :is(.row__title, .quote-line__words) a[href^="{start}"]'
        ).first.get_attribute("href")


def test_every_page_is_light_asks_for_little_and_keeps_its_place(visitor):
    page, sent = visitor
    for path in list(addresses(page)):
        sent.clear()
        page.goto(path, wait_until="networkidle")
        # By address: the icon is asked for anew now and then, and late.
        sizes = {request.url: request.sizes() for request in sent}
        assert len(sizes) <= 1 + BESIDE, (path, list(sizes))
        weight = sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes.values())
        assert 5_000 < weight <= BYTES, (path, weight)
        assert page.evaluate(SHIFT) == 0, path
