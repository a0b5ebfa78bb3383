"""What may be asked of the API, and what each parameter takes."""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from articles.api.problems import Refused, shown
from articles.forms import CUE, QUERY_LIMIT, REVIEWS, VALUES_LIMIT, SearchForm
from articles.search import MONTH, PAGE_SIZE, YEAR, Attributed, Scope, SearchRequest, Sort
from articles.text.documents import QuotationKind

MOST_ON_A_PAGE = 100
MOST_PAGES = 1_000_000
PUBLIC_ID = r"^[a-z2-7]{12}$"
SLUG = r"^[-a-zA-Z0-9_]{1,100}$"

# What each parameter takes, as the sentence on a wrong value has it: “x” is not …
NOUNS = {
    "q": f"a query of at most {QUERY_LIMIT:,} characters",
    "speaker": "the short name of a speaker, such as ada-marsh",
    "publication": "the short name of a publication",
    "topic": "the short name of a topic",
    "year": "a year such as 2009, or undated",
    "month": "a month such as 2009-06",
    "kind": f"a kind of quote: {', '.join(QuotationKind)}",
    "cue": "a word that introduces quotes",
    "review": f"a state of review: {', '.join(REVIEWS)}",
    "attribution": f"a way to tell who said it: {', '.join(Attributed)}",
    "undated": "the word include",
    "sort": "relevance, newest or oldest",
    "page": f"the number of a page, from 1 to {MOST_PAGES:,}",
    "page_size": f"a number from 1 to {MOST_ON_A_PAGE}",
    "letter": "a letter",
    "article": "the id of an article, twelve letters and digits",
    "after": "the id or short name of a line of this dump",
}

# In a path any text will do: what is nowhere is not found.
PublicIdInPath = Annotated[str, WithJsonSchema({"type": "string", "pattern": PUBLIC_ID})]
SlugInPath = Annotated[str, WithJsonSchema({"type": "string", "pattern": SLUG})]
DumpName = Literal["articles", "quotes", "speakers"]

# Of a parameter that is left out: there is no value that means none.
Absent = SkipJsonSchema[None]
Slug = Annotated[str, Field(pattern=SLUG)]
Slugs = Annotated[list[Slug], Field(max_length=VALUES_LIMIT)]


class Parameters(BaseModel):
    """Parameters of an address: these and no others."""

    model_config = ConfigDict(frozen=True)


class Paged(Parameters):
    page: int = Field(1, ge=1, le=MOST_PAGES, description="From 1; beyond the last there is nothing.")
    page_size: int = Field(
        PAGE_SIZE, ge=1, le=MOST_ON_A_PAGE, description=f"Results on a page, up to {MOST_ON_A_PAGE}."
    )


class SearchFilters(Paged):
    """The filters of articles and of quotes: values of one are alternatives, year and month are one, filters add up."""

    q: str = Field("", max_length=QUERY_LIMIT, description="A query, in the language of the search page.")
    speaker: Slugs = Field([], description="Quoted, by short name.")
    publication: Slugs = Field([], description="By short name.")
    topic: Slugs = Field([], description="By short name.")
    year: list[Annotated[str, Field(pattern=f"^({YEAR.pattern}|undated)$")]] = Field(
        [], max_length=VALUES_LIMIT, description="Years of publication, or undated."
    )
    month: list[Annotated[str, Field(pattern=f"^{MONTH.pattern}$")]] = Field(
        [], max_length=VALUES_LIMIT, description="Months of publication, such as 2009-06."
    )
    kind: list[QuotationKind] = Field(
        [], max_length=len(QuotationKind), description=f"Kinds of quotes: {', '.join(QuotationKind)}."
    )
    cue: list[Annotated[str, Field(pattern=f"^{CUE}$")]] = Field(
        [], max_length=VALUES_LIMIT, description="Words that introduce quotes, in any of their forms: say."
    )
    review: list[Annotated[str, Field(pattern=f"^({'|'.join(REVIEWS)})$")]] = Field(
        [],
        max_length=len(REVIEWS),
        description=f"States of review: {', '.join(REVIEWS)}; the last where the speaker is only probable.",
    )
    attribution: list[Attributed] = Field(
        [],
        max_length=len(Attributed),
        description=f"How much is told of who said it: {', '.join(Attributed)}.",
    )
    undated: Literal["include"] | Absent = Field(
        None, description="The word include lets undated articles pass a limit on the date."
    )
    sort: Sort | Absent = Field(
        None, description="relevance, newest or oldest; the first where there is a query, else the second."
    )


class SpeakerFilters(Paged):
    letter: str | Absent = Field(None, min_length=1, max_length=1, description="Where A–Z puts them.")


class UnnamedSourceFilters(Paged):
    article: Annotated[str, Field(pattern=PUBLIC_ID)] | Absent = Field(
        None, description="The id of the article that describes them."
    )


class DumpAfter(Parameters):
    after: str = Field(
        "", pattern=r"^[-a-zA-Z0-9_]{0,100}$", description="The id or short name of the last line of a chunk."
    )


def refusing_others(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that refuses parameters it does not have: a misspelt filter must not pass for none."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> Any:
        known = type(values["asked"]).model_fields if "asked" in values else ()
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            has = f"There are {', '.join(known)}." if known else "There are none."
            raise Refused(
                {
                    name: f"There is no parameter “{shown(name)}” here. {has}"
                    for name in unknown[:VALUES_LIMIT]
                }
            )
        return view(request, *args, **values)

    return answer


def search_request(request: HttpRequest, asked: SearchFilters, *, scope: Scope) -> SearchRequest:
    """Return the search that an address asks for, as the site's own page at these parameters makes it.

    Raises:
        Refused: the page would have left a part of it out.
    """
    form = SearchForm(request.GET)
    form.is_valid()
    if form.errors:
        raise Refused({name: " ".join(map(str, messages)) for name, messages in form.errors.items()})
    return replace(form.to_request(scope=scope, page=asked.page), page_size=asked.page_size)
