"""The API for people: what it has, with examples that the tests run."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.api import dumps
from articles.api.parameters import MOST_ON_A_PAGE
from articles.api.site import api


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the address that answers it."""

    question: str
    path: str


EXAMPLES = (
    Example("What was said about sanctions, the newest first?", "quotes?q=sanctions&sort=newest"),
    Example("Who is quoted most? The facets say.", "quotes?page_size=1"),
    Example("Which articles have this phrase in their headline?", "articles?q=headline:%22north+korea%22"),
    Example("What was reported in 2009, undated articles among it?", "articles?year=2009&undated=include"),
    Example("Who is quoted without a name?", "unnamed-sources?page_size=50"),
    Example("What is known of each outlet?", "publications"),
    Example("The first lines of all articles", "dump/articles.jsonl"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the API, as the OpenAPI document has it; `parameters` are names with what they do."""

    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RouteGroup:
    title: str
    routes: tuple[Route, ...]


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "articles/api.html",
        {
            "examples": EXAMPLES,
            "root": reverse("api:index"),
            "address": request.build_absolute_uri(reverse("api:index")),
            "groups": _groups(),
            "most_on_a_page": MOST_ON_A_PAGE,
            "chunk": dumps.CHUNK,
            "most_requests": settings.API_REQUESTS_PER_MINUTE,
        },
    )


@cache
def _groups() -> tuple[RouteGroup, ...]:
    """Return all addresses under their tags, in the order of the document."""
    groups: dict[str, list[Route]] = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        operation: dict[str, Any] = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(
            Route(
                path=path,
                summary=operation["summary"],
                description=operation.get("description", ""),
                parameters=_parameters(operation),
            )
        )
    return tuple(RouteGroup(title, tuple(routes)) for title, routes in groups.items())


def _parameters(operation: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return names of what can be asked for with what they do, the page of a list last."""
    asked = [parameter for parameter in operation["parameters"] if parameter["in"] == "query"]
    asked.sort(key=lambda parameter: parameter["name"].startswith("page"))
    return tuple((parameter["name"], parameter["description"]) for parameter in asked)
