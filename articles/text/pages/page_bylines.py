"""Who wrote a page's article: the people, and where it names no people the agency or newsroom."""

import re
from collections.abc import Iterable, Iterator, Sequence

from articles.text.bylines import as_name, read_bare_byline, read_byline
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
    headline: str = "",
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
        # "The Harbour Times, Lisbon" is the outlet and its seat.
        people = [
            words for words in metadata.contents.get(name, ()) if compact(words.split(",")[0]) not in own
        ]
        if found := _authors(people, own):
            return found
    if found := _authors(printed_names(blocks, headline=headline), own):
        return found
    return _authors([one.name for one in structured.authors], frozenset())


def _authors(printed: Iterable[str], own: frozenset[str]) -> tuple[Author, ...]:
    """Return the authors of a witness, without the publication's own names."""
    found: dict[str, Author] = {}
    for words in printed:
        for part, name in names_of(words):
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
    words = _without_opening(" ".join(words.split()))
    if len(words) > 500 or ADDRESS.search(words):
        return
    for part in BETWEEN.split(ASIDE.sub("", words)):
        printed = ENDING.sub("", _without_opening(part.strip(" ,.;:|-–—"))).strip(" ,.;:|-–—")
        if (
            printed
            and len(printed) <= LONGEST_VALUE
            and not JOB.fullmatch(printed)
            and any(map(str.isalpha, printed))
        ):
            yield printed, as_name(printed) if " " in printed else printed


def _without_opening(words: str) -> str:
    """Return a byline without "By" or "Von", which a family name may begin with: "Di Marsh", "Von Frost"."""
    opening = OPENING.match(words)
    if opening is None:
        return words
    rest = words[opening.end() :]
    is_label = opening[0].lower().startswith("by") or ":" in opening[0]
    return rest if is_label or len(rest.split()) >= 2 else words


def printed_names(blocks: Sequence[PageBlock], *, headline: str) -> Iterator[str]:
    """Yield the names of the byline that a page prints between its headline and its second paragraph."""
    start = _below_headline(blocks, compact(headline))
    paragraphs = 0
    for index, block in enumerate(blocks[start : start + REACH], start=start):
        paragraphs += len(block.compact) >= PARAGRAPH
        if paragraphs > MOST_PARAGRAPHS:
            return
        if block.place.is_hidden or len(block.text) > LONGEST_BYLINE:
            continue
        if opening := OPENING.match(block.text):
            byline = read_byline(f"By {block.text[opening.end() :]}")
        elif any(hints & MARKED for hints in block.place.near) or _opens_paragraphs(blocks, index):
            byline = read_bare_byline(block.text)
        else:
            byline = None
        if byline is not None:
            yield from (one.printed for one in byline.names)
            return


def _below_headline(blocks: Sequence[PageBlock], headline: str) -> int:
    titles = [index for index, block in enumerate(blocks) if "h1" in block.place.tags]
    titles += [index for index, block in enumerate(blocks) if headline and headline in block.compact]
    return titles[0] + 1 if titles else 0


def _opens_paragraphs(blocks: Sequence[PageBlock], index: int) -> bool:
    """Whether a line is made as a paragraph and stands right above one."""
    block, below = blocks[index], blocks[min(index + 1, len(blocks) - 1)]
    return block.place.path == below.place.path and block.place.tag == "p" and len(below.compact) >= PARAGRAPH
