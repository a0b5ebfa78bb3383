"""The app's configuration."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles import sign_ins  # noqa: PLC0415  there are no models before
        from articles.changes import signals  # noqa: PLC0415
        from articles.editing import withholding  # noqa: PLC0415
        from articles.importing import following  # noqa: PLC0415

        following.connect()
        signals.connect()
        withholding.connect()
        sign_ins.connect()
        post_migrate.connect(_make_roles, sender=self)


def _make_roles(sender: AppConfig, using: str, apps: Any = all_apps, **kwargs: Any) -> None:
    """Make the groups of the roles, as soon as the tables they need are there."""
    from django.contrib.auth.management import create_permissions  # noqa: PLC0415  see above
    from django.db import DEFAULT_DB_ALIAS  # noqa: PLC0415

    from articles.editing.roles import make_roles  # noqa: PLC0415

    if using != DEFAULT_DB_ALIAS or "auth" not in apps.app_configs:
        return
    # Django makes the permissions of an app after it has called this.
    for app in (sender, all_apps.get_app_config("auth")):
        create_permissions(app, verbosity=kwargs.get("verbosity", 1), using=using, apps=apps)
    make_roles()
