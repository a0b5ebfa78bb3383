"""Bytes to rows: `import_item` stores one item, `list_inputs` finds them in folders."""

from articles.importing.candidates import stored_candidate
from articles.importing.corrections import LostEdits, correct_text, find_quotes_in, find_quotes_written
from articles.importing.fields import parsed_value, stored_publication
from articles.importing.following import find_all_duplicates
from articles.importing.inbox import Arrival, Inbox, InboxUnreadable
from articles.importing.incoming import (
    Incoming,
    IncomingRefused,
    read_incoming,
    read_text,
    reads_like_its_original,
    return_to_text,
    take_incoming,
)
from articles.importing.inputs import Input, InputError, list_inputs
from articles.importing.keys import keys_of
from articles.importing.manifests import Manifest, ManifestError, forget_in_manifests
from articles.importing.outcomes import ImportResult, Tally
from articles.importing.previews import Preview, preview_item
from articles.importing.rereading import Change, ReadAs, Rereading, reread, rereadable
from articles.importing.reversals import Deed, Reversal, undo_batch
from articles.importing.runs import Occasion, import_inputs, import_item, keep_record
from articles.importing.verification import Verdict, count_to_verify, verify

__all__ = [
    "Arrival",
    "Change",
    "Deed",
    "ImportResult",
    "Inbox",
    "InboxUnreadable",
    "Incoming",
    "IncomingRefused",
    "Input",
    "InputError",
    "LostEdits",
    "Manifest",
    "ManifestError",
    "Occasion",
    "Preview",
    "ReadAs",
    "Rereading",
    "Reversal",
    "Tally",
    "Verdict",
    "correct_text",
    "count_to_verify",
    "find_all_duplicates",
    "find_quotes_in",
    "find_quotes_written",
    "forget_in_manifests",
    "import_inputs",
    "import_item",
    "keep_record",
    "keys_of",
    "list_inputs",
    "parsed_value",
    "preview_item",
    "read_incoming",
    "read_text",
    "reads_like_its_original",
    "reread",
    "rereadable",
    "return_to_text",
    "stored_candidate",
    "stored_publication",
    "take_incoming",
    "undo_batch",
    "verify",
]
