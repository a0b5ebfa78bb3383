"""Bytes to rows: `import_item` stores one item, `list_inputs` finds them in folders."""

from articles.importing.candidates import stored_candidate
from articles.importing.inputs import Input, InputError, list_inputs
from articles.importing.keys import keys_of
from articles.importing.manifests import Manifest, ManifestError
from articles.importing.outcomes import ImportResult, Tally
from articles.importing.rereading import Change, ReadAs, Rereading, reread, rereadable
from articles.importing.reversals import Deed, Reversal, undo_batch
from articles.importing.runs import Occasion, import_inputs, import_item, keep_record
from articles.importing.verification import Verdict, count_to_verify, verify

__all__ = [
    "Change",
    "Deed",
    "ImportResult",
    "Input",
    "InputError",
    "Manifest",
    "ManifestError",
    "Occasion",
    "ReadAs",
    "Rereading",
    "Reversal",
    "Tally",
    "Verdict",
    "count_to_verify",
    "import_inputs",
    "import_item",
    "keep_record",
    "keys_of",
    "list_inputs",
    "reread",
    "rereadable",
    "stored_candidate",
    "undo_batch",
    "verify",
]
