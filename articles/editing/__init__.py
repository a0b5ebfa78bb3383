"""What an editor's change does beyond the row changed."""

from articles.editing.anchors import LostQuotes, find_anchors, find_words, move_quotes
from articles.editing.candidates import give_to, is_given_to, next_candidate
from articles.editing.dates import HOW_TO_WRITE_DAYS, Days, IncompleteDate, NotDays, complete_range, read_days
from articles.editing.duplicates import Suggestion, likely_duplicates, set_apart, suggest_again
from articles.editing.linking import NotLinkable, link_sources, unlink_sources
from articles.editing.marks import mark_edited
from articles.editing.merging import MergedSpeaker, NotMergeable, bearer_of, merge, merged_from, name_by_alias
from articles.editing.redirects import redirect_deleted, redirect_removed, redirect_renamed
from articles.editing.restoring import NotRestorable, remove_again, restore
from articles.editing.splitting import NewSpeaker, NotSplittable, Split, split
from articles.editing.undoing import take_back

__all__ = [
    "HOW_TO_WRITE_DAYS",
    "Days",
    "IncompleteDate",
    "LostQuotes",
    "MergedSpeaker",
    "NewSpeaker",
    "NotDays",
    "NotLinkable",
    "NotMergeable",
    "NotRestorable",
    "NotSplittable",
    "Split",
    "Suggestion",
    "bearer_of",
    "complete_range",
    "find_anchors",
    "find_words",
    "give_to",
    "is_given_to",
    "likely_duplicates",
    "link_sources",
    "mark_edited",
    "merge",
    "merged_from",
    "move_quotes",
    "name_by_alias",
    "next_candidate",
    "read_days",
    "redirect_deleted",
    "redirect_removed",
    "redirect_renamed",
    "remove_again",
    "restore",
    "set_apart",
    "split",
    "suggest_again",
    "take_back",
    "unlink_sources",
]
