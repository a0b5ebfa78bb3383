"""Haystack insists on this file name; the indexes live in articles.search.indexes."""

from articles.search.indexes import ArticleIndex, QuoteIndex

__all__ = ["ArticleIndex", "QuoteIndex"]
