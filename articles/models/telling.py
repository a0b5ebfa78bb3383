"""Rows as readers are told them: without the words that are withheld from their article.

A quote that is withheld stands in the text of its article all the same, in the headline perhaps, and within a longer
quote. `Article.withheld_words` has the words of such quotes, and names that are withheld in it; rows that a QuerySet fetched for readers (`told()`,
which `published()` implies) have a mask of the same length in their place, so that all spans stay true.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models.query import ModelIterable

from articles.text.concealing import conceal, in_brackets

# What of each row is printed text.
ARTICLE_FIELDS = ("headline", "printed_headline", "standfirst", "dateline", "body", "notes")
QUOTE_FIELDS = ("words", "mention", "role", "notes")
# Of these spans count the code points; elsewhere “[withheld]” stands for a mask.
WITH_SPANS = ("body", "words")


class ToldIterable(ModelIterable):  # type: ignore[type-arg]  # not to be subscripted when it runs
    """Yields rows as readers are told them."""

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():
            yield tell(row)


def tell(row: Any) -> Any:
    """Return an article, or a quote whose article is at hand, with a mask over what is withheld of it; not to be saved."""
    article = row if row._meta.model_name == "article" else row._state.fields_cache.get("article")  # noqa: SLF001
    if article is None:
        return row
    if article is not row:
        tell(article)
    fields = ARTICLE_FIELDS if article is row else QUOTE_FIELDS
    # What is not loaded is not looked up for a row that has no text either.
    if any(field in vars(row) for field in fields) and article.withheld_words:
        _conceal(row, fields, article.withheld_words)
        if article is not row and {"body", "words"} <= {*vars(article), *vars(row)}:
            # A quote may have some of the words only.
            vars(row)["words"] = article.body[row.start : row.end]
        if source := row._state.fields_cache.get("unnamed_source"):  # noqa: SLF001
            _conceal(source, ("description",), article.withheld_words)
    return row


def tell_source(source: Any) -> Any:
    """Return an unnamed source and its article, which is at hand, as readers are told them."""
    tell(source.article)
    if source.article.withheld_words:
        _conceal(source, ("description",), source.article.withheld_words)
    return source


def tell_values(article: Any) -> list[Any]:
    """Return where the values of an article came from, the evidence as readers are told it."""
    return _tell_all(article, article.provenance.all(), "evidence")


def tell_removed(article: Any) -> list[Any]:
    """Return the texts that cleaning took out of an article and nobody put back, as readers are told them."""
    return _tell_all(article, article.removed_texts.outside(), "text")


def tell_original(article: Any, original: Any) -> Any:
    """Return an original of an article, or None, with its name as readers are told it."""
    if original is not None and article.withheld_words:
        _conceal(original, ("name",), article.withheld_words)
    return original


def _tell_all(article: Any, rows: Iterable[Any], field: str) -> list[Any]:
    told = list(rows)
    if article.withheld_words:
        for row in told:
            _conceal(row, (field,), article.withheld_words)
    return told


def _conceal(row: models.Model, fields: Collection[str], withheld: Collection[str]) -> None:
    values = vars(row)
    for field in fields:
        if field in values:
            told = conceal(values[field], withheld)
            values[field] = told if field in WITH_SPANS else in_brackets(told)
    if values.get("chain"):
        values["chain"] = [in_brackets(conceal(step, withheld)) for step in values["chain"]]
    if values.get("candidates"):
        values["candidates"] = [
            {
                key: in_brackets(conceal(value, withheld)) if isinstance(value, str) else value
                for key, value in one.items()
            }
            for one in values["candidates"]
        ]
    values["is_told"] = True


def refuse_told(instance: Any, **kwargs: Any) -> None:
    """Let nobody store a mask in the place of what it covers; hears of every save of an article or quote.

    Raises:
        RuntimeError: the row was fetched for readers.
    """
    del kwargs
    if vars(instance).get("is_told"):
        raise RuntimeError(f"{instance!r} was fetched for readers, and is not to be saved.")
