"""The app's configuration."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.changes import signals  # noqa: PLC0415  there are no models before
        from articles.editing import withholding  # noqa: PLC0415
        from articles.importing import following  # noqa: PLC0415

        following.connect()
        signals.connect()
        withholding.connect()
