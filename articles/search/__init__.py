"""The one door to search. Everything behind it is the engine's own business."""

from articles.search.comparison import IndexDifference, IndexFault, compare_index
from articles.search.engine import index_problem, is_ready, search
from articles.search.fields import MONTH, YEAR
from articles.search.following import Follower
from articles.search.outbox import deferred_indexing, drain_outbox
from articles.search.query import parse
from articles.search.rebuilding import RebuildRunning, rebuild
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
)
from articles.search.snippets import find_terms
from articles.search.syntax import names_field

__all__ = [
    "MONTH",
    "PAGE_SIZE",
    "YEAR",
    "ArticleHit",
    "FacetValue",
    "Follower",
    "IndexDifference",
    "IndexFault",
    "Passage",
    "Problem",
    "QuoteHit",
    "RebuildRunning",
    "Scope",
    "SearchRequest",
    "SearchResults",
    "SearchUnavailable",
    "Sort",
    "compare_index",
    "deferred_indexing",
    "drain_outbox",
    "find_terms",
    "index_problem",
    "is_ready",
    "names_field",
    "parse",
    "rebuild",
    "search",
]
