"""What readers may ask for in an address, made safe to search with."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from articles.models import ReviewState
from articles.search import (
    MONTH,
    PROBABLE,
    YEAR,
    Attributed,
    Scope,
    SearchRequest,
    Sort,
    names_field,
    parse,
)
from articles.text.documents import QuotationKind
from articles.text.indirect_cues import lemma_of_cue

# Longer than any query a person writes; what is beyond is left out, and said to be.
QUERY_LIMIT = 1_000
VALUES_LIMIT = 50
NAME_LIMIT = 200
QUOTATION_MARKS = '"“”„'
UNDATED = "undated"
# Kinds of quotes shown unless others are asked for: indirect speech is the reporter's wording.
SPOKEN = (QuotationKind.DIRECT.value, QuotationKind.MIXED.value)
# States of review that readers can ask for: what was rejected is no quote.
REVIEWS = (*(state.value for state in ReviewState if state is not ReviewState.REJECTED), PROBABLE)
CUE = r"[^\x00-\x1f\x7f]{1,200}"


class ListField(forms.Field):
    """Values of a repeated parameter that match a pattern; the rest are named in the error."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, pattern: str, noun: str) -> None:
        super().__init__(required=False)
        self.pattern = re.compile(pattern)
        self.noun = noun

    def to_python(self, value: Any) -> tuple[str, ...]:
        """Return the values, each once, in the order given."""
        values = tuple(dict.fromkeys(each for each in (value or ()) if each))[:VALUES_LIMIT]
        for each in values:
            if not self.pattern.fullmatch(each):
                raise forms.ValidationError(f"“{each[:40]}” is not {self.noun}; that filter was left out.")
        return values


def split_terms(written: str) -> Iterator[str]:
    """Yield what stands between commas, but for those within quotation marks."""
    start = 0
    is_open = False
    for place, sign in enumerate(written):
        if sign in QUOTATION_MARKS:
            is_open = not is_open
        elif sign == "," and not is_open:
            yield written[start:place].strip()
            start = place + 1
    yield written[start:].strip()


def asks_for_kinds(text: str) -> bool:
    """Return whether a query says itself which kinds of quotes are wanted."""
    return names_field(parse(text).node, "kinds")


def lemmas_of_cues(cues: Iterable[str]) -> tuple[str, ...]:
    """Return cues, in whatever form they are written, as the filter knows them, each once."""
    return tuple(dict.fromkeys(lemma_of_cue(cue) for cue in cues))


class FilterForm(forms.Form):
    """The filters that lists of articles and quotes share."""

    speaker = ListField(pattern=r"[-\w]{1,100}", noun="the short name of a speaker")
    publication = ListField(pattern=r"[-\w]{1,100}", noun="the short name of a publication")
    topic = ListField(pattern=r"[-\w]{1,100}", noun="the short name of a topic")
    year = ListField(pattern=f"{YEAR.pattern}|undated", noun="a year")
    month = ListField(pattern=MONTH.pattern, noun="a month such as 2009-06")
    undated = forms.BooleanField(required=False)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter, none where they were wrong."""
        found: tuple[str, ...] = self.cleaned_data.get(name, ())
        return found

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(int(year) for year in self.values("year") if year != UNDATED)

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The months asked for, each with its year."""
        return tuple((int(month[:4]), int(month[5:])) for month in self.values("month"))

    @property
    def wants_undated(self) -> bool:
        """Whether a limit on the date lets undated articles pass."""
        return UNDATED in self.values("year") or bool(self.cleaned_data.get("undated"))

    @property
    def mistakes(self) -> tuple[str, ...]:
        """What could not be understood, a sentence each."""
        return tuple(str(message) for messages in self.errors.values() for message in messages)


class SearchForm(FilterForm):
    """A search of articles or quotes."""

    q = forms.CharField(required=False, strip=True)
    kind = ListField(pattern="|".join(kind.value for kind in QuotationKind), noun="a kind of quote")
    cue = ListField(pattern=CUE, noun="a word that introduces quotes")
    review = ListField(pattern="|".join(REVIEWS), noun="a state of review")
    attribution = ListField(pattern="|".join(Attributed), noun="a way to tell who said it")
    group = ListField(pattern="speaker", noun="a way to group quotes")
    sort = forms.CharField(required=False)

    def clean_q(self) -> str:
        query: str = self.cleaned_data["q"]
        if len(query) > QUERY_LIMIT:
            self.add_error("q", f"Only the first {QUERY_LIMIT:,} characters were searched.")
        return query[:QUERY_LIMIT]

    def clean_sort(self) -> Sort:
        try:
            return Sort(self.cleaned_data["sort"])
        except ValueError:
            return Sort.RELEVANCE

    def to_request(self, *, scope: Scope, page: int) -> SearchRequest:
        """Return the search that was asked for; call it after validation, whatever its outcome."""
        text = self.data.get("q", "").strip()[:QUERY_LIMIT]
        sort = self.cleaned_data.get("sort", Sort.RELEVANCE)
        if not text and sort is Sort.RELEVANCE:
            sort = Sort.NEWEST  # without words nothing is more relevant than anything else
        return SearchRequest(
            text=text,
            scope=scope,
            speakers=self.values("speaker"),
            publications=self.values("publication"),
            topics=self.values("topic"),
            years=self.values("year"),
            months=self.values("month"),
            kinds=self.values("kind")
            or (SPOKEN if scope is Scope.QUOTES and not asks_for_kinds(text) else ()),
            cues=lemmas_of_cues(self.values("cue")),
            reviews=self.values("review"),
            attributions=self.values("attribution"),
            include_undated=self.cleaned_data.get("undated", False),
            sort=sort,
            page=page,
        )


@dataclass(frozen=True, slots=True)
class WordingQuery:
    """Whose words, by slug or name, and which, each a query as elsewhere, to follow through time.

    `mistakes` says what was left out, a sentence each.
    """

    speakers: tuple[str, ...]
    terms: tuple[str, ...]
    mistakes: tuple[str, ...]

    @classmethod
    def of(cls, query: QueryDict) -> "WordingQuery":
        """Return what an address asks for: `speaker` again and again, `terms` with commas between."""
        speakers = (value.replace("\0", "").strip()[:NAME_LIMIT] for value in query.getlist("speaker"))
        written = ",".join(query.getlist("terms"))
        mistakes = (f"Only the first {QUERY_LIMIT:,} characters of the terms were looked for.",)
        return cls(
            speakers=tuple(dict.fromkeys(value for value in speakers if value))[:VALUES_LIMIT],
            terms=tuple(dict.fromkeys(term for term in split_terms(written[:QUERY_LIMIT]) if term)),
            mistakes=mistakes if len(written) > QUERY_LIMIT else (),
        )
