"""The API as one object: its routes, its errors, and the OpenAPI document that describes both."""

from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from articles.api import problems, resources
from articles.api.parameters import NOUNS, refusing_others
from articles.api.schemas import Problem
from articles.models import Article, Publication, Quote, Speaker, Topic
from articles.search import SearchUnavailable
from articles.views.addresses import Gone, Moved

VERSION = "1"
# The errors that every address may answer with, and those of one thing and of a search.
_COMMON = (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS)
_OF_ONE_THING = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_OF_A_LIST = (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
# Seconds after which a search may be tried again while the index is away.
RETRY_SEARCH = 30


class Renderer(BaseRenderer):
    """JSON in UTF-8, written as a line of a dump is."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002  Ninja's own signature
        return to_json(data)


class Api(NinjaAPI):
    """The API, whose document says of every address which errors it may answer with."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        del options  # the addresses are the same for everybody
        return self._document

    @cached_property
    def _document(self) -> OpenAPISchema:
        document = super().get_openapi_schema()
        document.pop("servers", None)  # the one that serves it
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        document["components"]["schemas"] |= document["components"]["schemas"]["Problem"].pop("$defs", {})
        document["components"]["responses"] = {
            status.name: {
                "description": status.phrase,
                "content": {
                    problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
                },
            }
            for status in sorted({*_COMMON, *_OF_ONE_THING, *_OF_A_LIST})
        }
        for path, methods in document["paths"].items():
            of_one = "{" in path
            for operation in methods.values():
                for status in (*_COMMON, *(_OF_ONE_THING if of_one else _OF_A_LIST)):
                    operation["responses"][int(status)] = {"$ref": f"#/components/responses/{status.name}"}
                if of_one:
                    operation["responses"][301] = {"description": "It has another address now."}
        return document


api = Api(
    title=settings.ARCHIVE_NAME,
    version=VERSION,
    description="Who said what, when and where: articles, quotes, speakers, unnamed sources, publications, topics. "
    "Read-only. Rights and withholding are those of the pages.",
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api",
    renderer=Renderer(),
)
api.add_decorator(refusing_others)
api.add_router("", resources.router)


def address_of(thing: object, *, site: str) -> str:
    """Return where the API has a thing."""
    match thing:
        case Article():
            path = reverse("api:article", args=[thing.public_id])
        case Quote():
            path = reverse("api:quote", args=[thing.public_id])
        case Speaker():
            path = reverse("api:speaker", args=[thing.slug])
        case Publication():
            path = reverse("api:publication", args=[thing.slug])
        case Topic():
            path = reverse("api:topic", args=[thing.slug])
        case _:
            raise TypeError(f"The API has no {type(thing).__name__}.")
    return site + path


@api.exception_handler(Moved)
def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    return HttpResponsePermanentRedirect(address_of(error.thing, site=resources.site_of(request)))


@api.exception_handler(Gone)
def gone(request: HttpRequest, error: Gone) -> HttpResponse:  # noqa: ARG001  the interface of a handler
    stub = error.stub
    return problems.problem(
        HTTPStatus.GONE,
        f"This {stub.noun} was withdrawn: {stub.reason}.",
        reason=stub.reason,
        since=stub.since,
    )


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001  the interface of a handler
    return problems.problem(HTTPStatus.NOT_FOUND, str(error))


@api.exception_handler(problems.Refused)
def refused(request: HttpRequest, error: problems.Refused) -> HttpResponse:  # noqa: ARG001  the interface of a handler
    return problems.refusal(error)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what was wrong with each parameter in a sentence."""
    mistakes: dict[str, str] = {}
    for fault in error.errors:
        place = fault["loc"]
        if place[0] == "path":
            return problems.problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        # Before the name stands what holds it, behind it the number of a value and the kind it is not of.
        name = next(part for part in place if part in NOUNS)
        values = request.GET.getlist(name)
        if fault["type"] == "too_long" and len(values) > 1:
            mistakes[name] = f"There are too many values of “{name}”: {fault['ctx']['max_length']} are read."
        else:
            number = next((part for part in place if isinstance(part, int)), -1)
            mistakes[name] = f"“{problems.shown(values[number])}” is not {NOUNS[name]}."
    return problems.refusal(problems.Refused(mistakes))


@api.exception_handler(SearchUnavailable)
def search_is_away(request: HttpRequest, error: SearchUnavailable) -> HttpResponse:  # noqa: ARG001  the interface of a handler
    response = problems.problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Search is not available at the moment; single articles, quotes and speakers are.",
    )
    response["Retry-After"] = str(RETRY_SEARCH)
    return response
