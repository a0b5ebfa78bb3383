"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def archive(request: HttpRequest) -> dict[str, str | bool]:  # noqa: ARG001  the interface
    """Return the archive's name, and whether it is a demonstration."""
    return {"archive_name": settings.ARCHIVE_NAME, "is_demo": settings.DEMO}
