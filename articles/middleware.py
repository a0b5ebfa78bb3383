"""What every request passes through."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

NUL = "\0"
REVOCABLE = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT, HTTPStatus.GONE)


class RefuseNulMiddleware:
    """Keeps NUL characters from the database: PostgreSQL answers each with an error.

    In the query they become spaces, a path that has one is an address of nothing, and a cookie that
    hides one is dropped. Forms refuse theirs with a sentence of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            from articles.views.errors import not_found  # noqa: PLC0415  views need the apps to be ready

            return not_found(request)
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or NUL in query:
            request.META["QUERY_STRING"] = query.replace("%00", "%20").replace(NUL, "%20")
        if "\\0" in request.META.get("HTTP_COOKIE", ""):  # "\000" in a quoted cookie reads as NUL
            del request.META["HTTP_COOKIE"]
        return self.get_response(request)


class RevocableAnswersMiddleware:
    """Lets browsers ask again where an address leads, or whether it is gone.

    They keep a permanent redirect or "gone" as long as they like, but a merge is undone, a headline returns to what
    the source prints, and what was withheld is shown again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REVOCABLE and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        return response


class PrivateArchiveMiddleware(LoginRequiredMiddleware):
    """Asks every visitor of a private archive to sign in, and keeps its pages out of shared caches.

    A public archive is left alone.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if settings.ARCHIVE_PUBLIC:
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_response(
        self,
        request: HttpRequest,  # noqa: ARG002  the interface of a middleware
        response: HttpResponseBase,
    ) -> HttpResponseBase:
        if not settings.ARCHIVE_PUBLIC:
            patch_cache_control(response, private=True, no_cache=True)
        return response
