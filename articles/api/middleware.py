"""What every request to the API passes through, whatever then answers it."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from articles.api.problems import CONTENT_TYPE, problem
from articles.limits import RateLimit, client_of

PREFIX = "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
# What a script of another site may read of an answer, and send with a question.
_READABLE = "ETag, Last-Modified, Link, Retry-After"
_SENDABLE = "If-None-Match, If-Modified-Since"
_SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address; /api/v1/ says where everything is.",
    HTTPStatus.METHOD_NOT_ALLOWED: f"This API is read-only: it answers {METHODS}.",
    HTTPStatus.PRECONDITION_FAILED: "What is here now is not what was asked for.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here, and was written down.",
}


class ApiMiddleware:
    """Limits how often a client may ask, lets scripts of other sites read, answers what is unchanged with 304.

    Errors that Django makes become problems like the API's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        if settings.ARCHIVE_PUBLIC:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = _READABLE
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return _options()
        limit = RateLimit(settings.LIMITS_DIR / "api", settings.API_REQUESTS_PER_MINUTE)
        if wait := limit.spend(client_of(request)):
            return _too_many(wait)
        # The routes know GET; whoever serves leaves the body of a HEAD out.
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        request.method = asked
        return _as_problem(_if_changed(request, response))


def _options() -> HttpResponse:
    """Return what a browser asks before a script of another site may."""
    return HttpResponse(
        status=HTTPStatus.NO_CONTENT,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": _SENDABLE,
            "Access-Control-Max-Age": "86400",
        },
    )


def _too_many(wait: int) -> HttpResponse:
    response = problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"More than {settings.API_REQUESTS_PER_MINUTE} requests in a minute: ask again in {wait} seconds.",
    )
    response["Retry-After"] = str(wait)
    return response


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return an answer with its ETag, or 304 where the client has it.

    By the ETag alone: no column tells when a speaker's new name or a withheld quote changed an answer, so that
    a date could say "unchanged" of what has.
    """
    if response.status_code != HTTPStatus.OK:
        return response
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response.headers.setdefault("Cache-Control", "no-cache")  # to be kept, and asked about each time
    return get_conditional_response(request, etag=etag, response=response) or response


def _as_problem(response: HttpResponse) -> HttpResponse:
    status = response.status_code
    if status == HTTPStatus.FOUND:  # to a page to sign in, which no program reads
        return problem(
            HTTPStatus.FORBIDDEN, "This archive is private: its API needs a session that has signed in."
        )
    is_said = status < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == CONTENT_TYPE
    if is_said or (settings.DEBUG and status == HTTPStatus.INTERNAL_SERVER_ERROR):
        return response
    known = HTTPStatus(status)
    replaced = problem(status, _SENTENCES.get(known, f"{known.description or known.phrase}."))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        replaced["Allow"] = METHODS
    return replaced
