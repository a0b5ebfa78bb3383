"""Bytes to rows: `import_item` stores one item, `list_inputs` finds them in folders."""

from articles.importing.candidates import stored_candidate
from articles.importing.corrections import LostEdits, correct_text, find_quotes_in
from articles.importing.fields import stored_publication
from articles.importing.incoming import (
    Incoming,
    IncomingRefused,
    read_incoming,
    reads_like_its_original,
    take_incoming,
)
from articles.importing.inputs import Input, InputError, list_inputs
from articles.importing.outcomes import ImportResult, Tally
from articles.importing.previews import Preview, preview_item
from articles.importing.runs import import_inputs, import_item, keep_record

__all__ = [
    "ImportResult",
    "Incoming",
    "IncomingRefused",
    "Input",
    "InputError",
    "LostEdits",
    "Preview",
    "Tally",
    "correct_text",
    "find_quotes_in",
    "import_inputs",
    "import_item",
    "keep_record",
    "list_inputs",
    "preview_item",
    "read_incoming",
    "reads_like_its_original",
    "stored_candidate",
    "stored_publication",
    "take_incoming",
]
