"""What of a page is neither its article nor told in a field, kept with the rule that left it out."""

from collections.abc import Collection, Sequence

from articles.text.cleaning import BREAK
from articles.text.dates import find_dates
from articles.text.documents import Author, PublicationDate, RemovedText, TextValue
from articles.text.pages.blocks import PageBlock, compact
from articles.text.pages.features import Page
from articles.text.pages.page_bylines import LONGEST_BYLINE, OPENING, names_of

OUTSIDE = "outside the article"
# Elements that say what the words in them are.
RULE_OF_ELEMENT = {"nav": "navigation", "footer": "page footer"}
LONGEST_DATE = 40  # characters


def find_fields(
    blocks: Sequence[PageBlock],
    *,
    values: Sequence[TextValue],
    authors: Sequence[Author],
    published: PublicationDate,
) -> frozenset[int]:
    """Return the blocks that say a field's value and nothing else: headline, byline, date."""
    told = {compact(value.value) for value in values}
    people = {compact(author.printed) for author in authors}
    return frozenset(
        index
        for index, block in enumerate(blocks)
        if block.compact in told or _says_names(block, people) or _says_day(block.text, published)
    )


def _says_names(block: PageBlock, people: Collection[str]) -> bool:
    text = block.text
    if len(text) > LONGEST_BYLINE or not any(name in block.compact for name in people):
        return False
    named = {compact(printed) for printed, _ in names_of(text)}
    opening = OPENING.match(text)
    rest = compact(text[opening.end() :] if opening else text)
    return bool(named) and named <= set(people) and len(rest) <= sum(map(len, named)) + 6  # and, und


def _says_day(text: str, published: PublicationDate) -> bool:
    if len(text) > LONGEST_DATE or published.earliest is None or str(published.earliest.year) not in text:
        return False
    date = next(find_dates(text), None)
    return (
        date is not None
        and date.earliest == published.earliest
        and not compact(text[: date.span.start] + text[date.span.end :])
    )


def _rule(page: Page, index: int) -> str:
    tags = page.blocks[index].place.tags
    named = next((rule for tag, rule in RULE_OF_ELEMENT.items() if tag in tags), None)
    return named or page.rule(index) or OUTSIDE


def body_and_removed(
    page: Page, *, chosen: Collection[int], fields: Collection[int]
) -> tuple[str, tuple[RemovedText, ...]]:
    """Return the body, and what is visible besides it and the fields, neighbours of one rule as one."""
    paragraphs: list[str] = []
    removed: list[RemovedText] = []
    length = 0
    for index, block in enumerate(page.blocks):
        if index in chosen:
            paragraphs.append(block.text)
            length += len(block.text) + len(BREAK)
        elif not block.place.is_hidden and index not in fields:
            rule = _rule(page, index)
            if removed and removed[-1].rule == rule and removed[-1].position == length:
                removed[-1] = RemovedText(f"{removed[-1].text}\n{block.text}", rule, length)
            else:
                removed.append(RemovedText(block.text, rule, length))
    body = BREAK.join(paragraphs)
    return body, tuple(RemovedText(one.text, one.rule, min(one.position, len(body))) for one in removed)
