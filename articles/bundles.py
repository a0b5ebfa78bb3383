"""Stylesheets and scripts: apart where they are written, one file of each where they are collected."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Writes each of STATIC_BUNDLES when files are collected; hashed and compressed like every other file."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Yield what Django's collectstatic reports, of the bundles too."""
        if not dry_run:
            for bundle, sources in settings.STATIC_BUNDLES.items():
                self.delete(bundle)
                self.save(bundle, ContentFile("\n".join(map(self._text, sources)).encode()))
                paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)

    def _text(self, source: str) -> str:
        with self.open(source) as file:
            text: str = file.read().decode()
        return text


def files_of(bundle: str) -> list[str]:
    """Return the addresses that a page links to for a bundle, in order: one where it was made, else those of its sources."""
    is_made = isinstance(staticfiles_storage, BundlingStorage) and not settings.DEBUG
    return [
        staticfiles_storage.url(name) for name in ([bundle] if is_made else settings.STATIC_BUNDLES[bundle])
    ]
