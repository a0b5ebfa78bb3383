"""The one door to search. Everything behind it is the engine's own business."""

from articles.search.backends import WriterBusy
from articles.search.comparison import IndexDifference, IndexFault, compare_index
from articles.search.completions import Completion, complete, offer
from articles.search.counting import count_quotes
from articles.search.dead_ends import find_missing
from articles.search.deferrals import deferred_indexing
from articles.search.drainers import Follower, WorkReport, drain_quietly, wake_thread, work
from articles.search.engine import find_keys, search, terms_in
from articles.search.explanations import name_days, name_month
from articles.search.fields import MONTH, PROBABLE, YEAR, Attributed
from articles.search.figures import Figures, count_archive, tally_quotes
from articles.search.groups import QuoteGroup, QuoteGroups, group_by_speaker
from articles.search.health import index_problem, needs_rebuild, read_ahead
from articles.search.neighbours import Neighbours, find_neighbours
from articles.search.outbox import drain_outbox
from articles.search.profiles import SpeakerCounts, count_speaker
from articles.search.query import parse
from articles.search.rebuilding import RebuildRunning, Update, purge, rebuild, update
from articles.search.registers import Register, keys_of_heard, read_register
from articles.search.requests import (
    PAGE_SIZE,
    ArticleHit,
    FacetValue,
    Passage,
    Problem,
    QuoteHit,
    Scope,
    SearchRequest,
    SearchResults,
    SearchUnavailable,
    Sort,
    WayOut,
)
from articles.search.similarity import more_like
from articles.search.snippets import find_terms
from articles.search.speaker_years import SpeakerYears, count_by_year, most_quoted
from articles.search.speakers import FoundSpeaker, find_speakers
from articles.search.syntax import names_field
from articles.search.topics import asks_for_topics, refresh_topics, saved_request
from articles.search.unnamed import count_standings, quotes_of_standings
from articles.search.uses import Line, Use, UseRequest, Uses, find_uses

__all__ = [
    "MONTH",
    "PAGE_SIZE",
    "PROBABLE",
    "YEAR",
    "ArticleHit",
    "Attributed",
    "Completion",
    "FacetValue",
    "Figures",
    "Follower",
    "FoundSpeaker",
    "IndexDifference",
    "IndexFault",
    "Line",
    "Neighbours",
    "Passage",
    "Problem",
    "QuoteGroup",
    "QuoteGroups",
    "QuoteHit",
    "RebuildRunning",
    "Register",
    "Scope",
    "SearchRequest",
    "SearchResults",
    "SearchUnavailable",
    "Sort",
    "SpeakerCounts",
    "SpeakerYears",
    "Update",
    "Use",
    "UseRequest",
    "Uses",
    "WayOut",
    "WorkReport",
    "WriterBusy",
    "asks_for_topics",
    "compare_index",
    "complete",
    "count_archive",
    "count_by_year",
    "count_quotes",
    "count_speaker",
    "count_standings",
    "deferred_indexing",
    "drain_outbox",
    "drain_quietly",
    "find_keys",
    "find_missing",
    "find_neighbours",
    "find_speakers",
    "find_terms",
    "find_uses",
    "group_by_speaker",
    "index_problem",
    "keys_of_heard",
    "more_like",
    "most_quoted",
    "name_days",
    "name_month",
    "names_field",
    "needs_rebuild",
    "offer",
    "parse",
    "purge",
    "quotes_of_standings",
    "read_ahead",
    "read_register",
    "rebuild",
    "refresh_topics",
    "saved_request",
    "search",
    "tally_quotes",
    "terms_in",
    "update",
    "wake_thread",
    "work",
]
