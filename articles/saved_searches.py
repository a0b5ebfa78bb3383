"""The saved search of a topic as editors write it: words, and filters as they stand in the address of a search."""

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus, urlsplit

from django.http import QueryDict

from articles.forms import QUERY_LIMIT, SearchForm
from articles.models import Publication, Speaker, Topic
from articles.search import SearchResults, SearchUnavailable, asks_for_topics, parse, saved_request, search

# In the order in which addresses have them.
FILTERS = ("speaker", "publication", "year", "month", "kind", "undated")
FILTERS_IN_WORDS = "speaker, publication, year, month, kind and undated"
# What an address may have beside them, and what bears on the order alone.
_IGNORED = frozenset({"q", "sort", "page"})
_ADDRESS = re.compile(r"(https?://[^\s?]+|/[^\s?]*)?\?\S*=\S*")
NO_TOPICS = (
    "A saved search cannot ask for topics: it is what tells which articles belong to one. Leave out “{}”."
)


class NotASearch(ValueError):
    """What was written is no search that can be saved; `errors` are sentences by field, "query" or "filters"."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(" ".join(sentence for sentences in errors.values() for sentence in sentences))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """The words and the filters of a search, these as the query of an address, in one order."""

    query: str
    filters: str

    @property
    def results(self) -> SearchResults | None:
        """What it finds now, None while the index is away."""
        try:
            return search(saved_request(Topic(query=self.query, filters=self.filters)))
        except SearchUnavailable:
            return None


def read_saved_search(query: str, filters: str) -> SavedSearch:
    """Return the search that is meant. The address of a search page may stand in either place, for both.

    Raises:
        NotASearch: the syntax is wrong, a filter is unknown or names nothing, or it asks for topics.
    """
    query, filters = query.strip(), filters.strip()
    if _is_address(query):
        query, filters = "", "&".join(part for part in (_query_of(query), _query_of(filters)) if part)
    pairs = parse_qsl(_query_of(filters), keep_blank_values=False)
    query = query or next((value.strip() for name, value in pairs if name == "q"), "")
    errors: dict[str, list[str]] = defaultdict(list)
    errors["query"] = _query_mistakes(query)
    errors["filters"] = _filter_mistakes(filters, pairs)
    if not any(errors.values()):
        saved = SavedSearch(query, _ordered(pairs))
        # What the index cannot look for everywhere it would not gather everywhere.
        results = saved.results
        errors["query"] = [problem.message for problem in results.problems] if results else []
        if not any(errors.values()):
            return saved
    raise NotASearch({field: sentences for field, sentences in errors.items() if sentences})


def _is_address(written: str) -> bool:
    return _ADDRESS.fullmatch(written) is not None


def _query_of(written: str) -> str:
    """Return the query of an address, or what is one already."""
    return urlsplit(written).query if "?" in written else written


def _query_mistakes(query: str) -> list[str]:
    if len(query) > QUERY_LIMIT:
        return [f"A search has at most {QUERY_LIMIT:,} characters."]
    parsed = parse(query)
    mistakes = [problem.message for problem in parsed.problems]
    if asks_for_topics(parsed.node):
        mistakes.append(NO_TOPICS.format("topic:"))
    return mistakes


def _filter_mistakes(written: str, pairs: list[tuple[str, str]]) -> list[str]:
    if len(_ordered(pairs)) > QUERY_LIMIT:
        return [f"Filters have at most {QUERY_LIMIT:,} characters."]
    if written and not pairs:
        return [f"“{written[:40]}” is no filter. Write them as in an address: speaker=ada-marsh&year=2019."]
    mistakes = []
    for name in dict.fromkeys(name for name, _ in pairs):
        if name == "topic":
            mistakes.append(NO_TOPICS.format("topic="))
        elif name not in FILTERS and name not in _IGNORED:
            mistakes.append(f"“{name[:40]}” is no filter of a search; there are {FILTERS_IN_WORDS}.")
    form = SearchForm(QueryDict(_ordered(pairs)))
    form.is_valid()
    mistakes += [mistake.replace("; that filter was left out", "") for mistake in form.mistakes]
    mistakes += _unknown("speaker", set(form.values("speaker")))
    return mistakes + _unknown("publication", set(form.values("publication")))


def _unknown(name: str, slugs: set[str]) -> list[str]:
    """Return a sentence on each short name that no speaker or publication has."""
    rows = Speaker.objects.all() if name == "speaker" else Publication.objects.all()
    known = set(rows.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()
    return [f"The archive has no {name} with the short name “{slug}”." for slug in sorted(slugs - known)]


def _ordered(pairs: list[tuple[str, str]]) -> str:
    """Return filters as the query of an address, each value once, in one order."""
    chosen = sorted({(FILTERS.index(name), value) for name, value in pairs if name in FILTERS})
    return "&".join(f"{FILTERS[place]}={quote_plus(value)}" for place, value in chosen)
