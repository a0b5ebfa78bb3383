"""What the pages of the editors' desk have beyond Django's."""

from typing import Any

from django import template
from django.contrib.auth.models import User

from articles.dashboards import Dashboard, dashboard_for

register = template.Library()


@register.simple_tag
def dashboard(user: Any) -> Dashboard | None:
    """Return what waits at the desk for who has signed in."""
    return dashboard_for(user) if isinstance(user, User) else None
