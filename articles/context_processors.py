"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def archive(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001  the interface
    """Return the archive's name."""
    return {"archive_name": settings.ARCHIVE_NAME}
