"""Who wrote a page's article: the people, and where it names no people the agency or newsroom."""

import re
from collections.abc import Iterable, Iterator, Sequence

from articles.text.bylines import as_name, begins_with_given_name, read_bare_byline, read_byline
from articles.text.documents import LONGEST_VALUE, Author, AuthorRole, Evidence, Frame
from articles.text.pages.blocks import PageBlock, compact
from articles.text.pages.metadata import Metadata
from articles.text.pages.structured import StructuredArticle
from articles.text.wordlists import words as word_list

META = (
    "author", "article:author", "article:author_name", "og:article:author", "og:author", "parsely-author",
    "sailthru.author", "articleauthor", "dc.creator", "dcterms.creator", "dc.contributor.author", "citation_author",
    "byl", "cxenseparse:author", "creator", "authors", "article.author", "rnews:author",
)  # fmt: skip
OPENING = re.compile(
    r"^(?:.{0,40}\|\s*)?(?:(?:written|story|reported|text|posted|words|interview|beitrag|ein beitrag)\s+)?"
    r"(?:by|von|vom|par|por|door|av|af|di|oleh|auto(?:r(?:e|in|en)?)?|authors?|text|автор)\b[:\s]+(?=\S)",
    re.IGNORECASE,
)
# What parts the people of one line.
BETWEEN = re.compile(
    r"\s*(?:[;|/•·、]|,(?!\s*(?:Jr|Sr|II|III|MD|PhD)\b)|\s&\s|\s(?:and|und|et|y|e|en|och|og|ve|dan|oraz|with|mit|avec|con)\s)\s*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?:|www\.|@|\.(?:html?|php)\b|/\w+/")
ASIDE = re.compile(r"\s*[(\[][^)\]]{0,60}[)\]]")
# Job titles: alone they are no author, behind a name they say what the author is.
JOB = re.compile(
    r"(?:(?:senior|chief|staff|deputy|assistant|associate|contributing|managing|executive|lead|national|political|politics|"
    r"business|foreign|world|sports?|science|health|tech(?:nology)?|culture|economics?|education|environment|crime|special|"
    r"freelance|investigative|news|digital|data|video|audience)\s+)*"
    r"(?:editors?|reporters?|correspondents?|writers?|journalists?|columnists?|contributors?|producers?|redakteur(?:in)?|"
    r"reporter(?:in)?|korrespondent(?:in)?|journalist(?:in)?|autor(?:in)?|chefredakteur(?:in)?|journaliste|correspondante?|"
    r"giornalista|periodista|redactora?|muhabir|jurnalis|wartawan|journalista|jornalista)"
    r"(?:,? (?:at|for|of|in|für|bei)\b.*)?",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\s*(?:기자|특파원|記者|记者|さん)(?:\s.*)?$|\s+[–—-]\s+.*$|\s+(?:updated|published|aktualisiert)\b.*$",
    re.IGNORECASE,
)
REACH = 25  # blocks below the headline among which a byline may stand
PARAGRAPH = 60  # letters
MOST_PARAGRAPHS = 2  # above a byline: a standfirst, a caption
LONGEST_BYLINE = 140  # characters
MARKED = frozenset({"author", "autor", "byline"})
NOBODY = word_list(
    """admin administrator webmaster redaktion editor editorial editorialteam editors newsdesk newsroom onlineredaktion
    staff staffwriter staffreporter webdesk user guest unknown none null author anonymous root developer
    redazione redacción rédaction larédaction redactie"""
)


def find_authors(
    structured: StructuredArticle,
    metadata: Metadata,
    blocks: Sequence[PageBlock],
    *,
    names: Sequence[str],
) -> tuple[Author, ...]:
    """Return the authors, each once, in the order of the first witness that names people.

    `names` are the publication's. Agencies and newsrooms are authors where the page says so and names
    no people: "dpa" is what such a byline prints.
    """
    own = frozenset(filter(None, map(compact, names)))
    # An organisation beside people is their agency; alone it may be what a system writes on every page.
    has_people = any(one.kind != "Organization" for one in structured.authors)
    if has_people and (found := _authors([one.name for one in structured.authors], own)):
        return found
    for name in META:
        if found := _authors(metadata.contents.get(name, ()), own):
            return found
    if found := _authors(printed_names(blocks), own):
        return found
    return _authors([one.name for one in structured.authors], frozenset())


def _authors(printed: Iterable[str], own: frozenset[str]) -> tuple[Author, ...]:
    """Return the authors of a witness, without the publication's own names."""
    found: dict[str, Author] = {}
    for words in printed:
        named = list(names_of(words))
        if named and compact(named[0][1]) in own:
            continue  # "The Harbour Times, Lisbon"
        for part, name in named:
            key = compact(name)
            if key not in own and key not in NOBODY:
                found.setdefault(
                    key,
                    Author(
                        name,
                        part,
                        AuthorRole.AUTHOR,
                        Evidence(" ".join(words.split())[:500], None, Frame.PAGE),
                    ),
                )
    return tuple(found.values())


def names_of(words: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a byline's words, each as printed and in ordinary spelling, without jobs and addresses."""
    words = OPENING.sub("", " ".join(words.split()))
    if len(words) > 500 or ADDRESS.search(words):
        return
    for part in BETWEEN.split(ASIDE.sub("", words)):
        printed = ENDING.sub("", OPENING.sub("", part.strip(" ,.;:|-–—"))).strip(" ,.;:|-–—")
        if (
            printed
            and len(printed) <= LONGEST_VALUE
            and not JOB.fullmatch(printed)
            and any(map(str.isalpha, printed))
        ):
            yield printed, as_name(printed) if " " in printed else printed


def printed_names(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """Yield the names of the byline that a page prints between its headline and its second paragraph."""
    titles = [index for index, block in enumerate(blocks) if "h1" in block.place.tags]
    start = titles[0] + 1 if titles else 0
    paragraphs = 0
    for block in blocks[start : start + REACH]:
        paragraphs += len(block.compact) >= PARAGRAPH
        if paragraphs > MOST_PARAGRAPHS:
            return
        if block.place.is_hidden or len(block.text) > LONGEST_BYLINE:
            continue
        is_marked = any(hints & MARKED for hints in block.place.near)
        opening = OPENING.match(block.text)
        if opening is not None:
            byline = read_byline(f"By {block.text[opening.end() :]}")
        else:
            byline = read_bare_byline(block.text) if is_marked or titles else None
        if byline is not None and (opening or is_marked or _stands_alone(block)):
            yield from (one.printed for one in byline.names)
            return


def _stands_alone(block: PageBlock) -> bool:
    """Whether a line of names without a label begins with a given name or stands among the paragraphs."""
    return begins_with_given_name(block.text) or block.place.tag == "p"
