"""What an editor's change does beyond the row changed."""

from articles.editing.anchors import LostQuotes, find_anchors, move_quotes
from articles.editing.bodies import BodyPlan, Fate, QuoteFate, carry_out, plan_body
from articles.editing.bulk_edits import Edit, Mistake, Plan, Refused, apply_edits, edits_of, plan_edits
from articles.editing.candidates import give_to, is_given_to, next_candidate
from articles.editing.dates import HOW_TO_WRITE_DAYS, Days, IncompleteDate, NotDays, complete_range, read_days
from articles.editing.duplicates import Suggestion, likely_duplicates, set_apart, suggest_again
from articles.editing.erasing import Erased, erase, may_erase
from articles.editing.headlines import correct_headline
from articles.editing.linking import NotLinkable, link_sources, unlink_sources
from articles.editing.marks import mark_edited
from articles.editing.merging import MergedSpeaker, NotMergeable, bearer_of, merge, merged_from, name_by_alias
from articles.editing.new_quotes import NewQuote, NotAQuote, add_quote, find_place, find_who
from articles.editing.redirects import redirect_deleted, redirect_removed, redirect_renamed
from articles.editing.restoring import NotRestorable, remove_again, restore
from articles.editing.roles import Role, give_role, make_roles, permissions_of, role_of
from articles.editing.splitting import NewSpeaker, NotSplittable, Split, split
from articles.editing.undoing import take_back
from articles.editing.withholding import (
    NotWithholdable,
    conceal_words,
    goes_along,
    same_words_elsewhere,
    set_visibility,
)

__all__ = [
    "HOW_TO_WRITE_DAYS",
    "BodyPlan",
    "Days",
    "Edit",
    "Erased",
    "Fate",
    "IncompleteDate",
    "LostQuotes",
    "MergedSpeaker",
    "Mistake",
    "NewQuote",
    "NewSpeaker",
    "NotAQuote",
    "NotDays",
    "NotLinkable",
    "NotMergeable",
    "NotRestorable",
    "NotSplittable",
    "NotWithholdable",
    "Plan",
    "QuoteFate",
    "Refused",
    "Role",
    "Split",
    "Suggestion",
    "add_quote",
    "apply_edits",
    "bearer_of",
    "carry_out",
    "complete_range",
    "conceal_words",
    "correct_headline",
    "edits_of",
    "erase",
    "find_anchors",
    "find_place",
    "find_who",
    "give_role",
    "give_to",
    "goes_along",
    "is_given_to",
    "likely_duplicates",
    "link_sources",
    "make_roles",
    "mark_edited",
    "may_erase",
    "merge",
    "merged_from",
    "move_quotes",
    "name_by_alias",
    "next_candidate",
    "permissions_of",
    "plan_body",
    "plan_edits",
    "read_days",
    "redirect_deleted",
    "redirect_removed",
    "redirect_renamed",
    "remove_again",
    "restore",
    "role_of",
    "same_words_elsewhere",
    "set_apart",
    "set_visibility",
    "split",
    "suggest_again",
    "take_back",
    "unlink_sources",
]
