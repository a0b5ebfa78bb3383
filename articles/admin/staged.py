"""What an editor uploaded, item by item, until it is accepted."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.http import Http404

from articles.importing import ImportResult, Preview, import_item, keep_record, preview_item
from articles.models import ImportBatch, Original, Outcome, Upload
from articles.text.errors import TextError
from articles.text.readers import DamagedItem, Form, Item, read, unpack

logger = logging.getLogger(__name__)

# Bytes of an item, and characters of a text that is no page, which a web server has the time to understand thrice.
LARGEST_ITEM = 4 * 1024 * 1024
LARGEST_TEXT = 300_000
TOO_LARGE = "Is too large for the desk: import it by the command import_articles."


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of an upload, by its number from 1, or a part that cannot be had, which has none."""

    upload: Upload
    number: int
    item: Item | DamagedItem


def entries_of(upload: Upload) -> Iterator[Entry]:
    """Yield the items of an upload; what is wrong with it comes as a damaged item."""
    number = 0
    name, file = upload.name, BytesIO(bytes(upload.content))
    try:
        for item in unpack(file, name=name, format=upload.format, encoding=upload.encoding):
            if isinstance(item, Item):
                number += 1
                yield Entry(upload, number, item)
            elif not item.is_skipped:
                yield Entry(upload, 0, item)
    except TextError as error:
        yield Entry(upload, 0, DamagedItem(name, str(error)))
    except Exception as error:
        logger.exception("%s could not be taken apart", name)
        yield Entry(upload, 0, DamagedItem(name, f"A fault of the archive: {error!r}"))


def item_of(upload: Upload, number: int) -> Item:
    """Return the item of a number from 1.

    Raises:
        Http404: the upload has fewer.
    """
    for entry in entries_of(upload):
        if entry.number == number and isinstance(entry.item, Item):
            return entry.item
    raise Http404("The upload has no item of this number.")


def is_too_large(item: Item) -> bool:
    """Return whether an item would take longer to be understood than a visitor of the desk can wait."""
    if len(item.data) > LARGEST_ITEM:
        return True
    if len(item.data) <= LARGEST_TEXT:
        return False
    try:
        source = read(item)
    except TextError:
        return False
    return source.form is not Form.PAGE and len(source.text) > LARGEST_TEXT


def look_at(item: Item) -> Preview:
    """Return what an import would make of an item; one that is too large is not understood."""
    if is_too_large(item):
        return Preview(item, digest(item), Outcome.FAILED, TOO_LARGE)
    return preview_item(item)


def store(item: Item, *, batch: ImportBatch) -> ImportResult:
    """Import an item, unless it is too large, with its record in a batch, and return what became of it."""
    if is_too_large(item):
        return _failed(ImportResult(item.name, Outcome.FAILED, digest(item), TOO_LARGE), batch)
    return import_item(item, batch=batch)


def _failed(result: ImportResult, batch: ImportBatch) -> ImportResult:
    keep_record(batch, result)
    return result


def digest(item: Item) -> str:
    return hashlib.sha256(item.data).hexdigest()


def drop_if_stored(upload: Upload) -> None:
    """Delete an upload of which nothing waits any more: the archive has the bytes of every item."""
    for entry in entries_of(upload):
        if not isinstance(entry.item, Item) or not _is_stored(entry.item):
            return
    upload.delete()


def _is_stored(item: Item) -> bool:
    return Original.objects.filter(sha256=digest(item), article__isnull=False).exists()


def store_entry(entry: Entry, *, batch: ImportBatch) -> ImportResult:
    """Import the item of an entry, with its record in a batch; a part that cannot be had has failed."""
    if isinstance(entry.item, Item):
        return store(entry.item, batch=batch)
    return _failed(ImportResult(entry.item.name, Outcome.FAILED, reason=entry.item.reason), batch)
