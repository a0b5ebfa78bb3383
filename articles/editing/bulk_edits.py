"""Many articles edited as one act: planned, shown, and put into effect only as it was shown."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet

from articles.changes import changing
from articles.editing.cells import Column, NotAValue, columns, joined, split, with_plain_line_ends
from articles.editing.marks import mark_edited
from articles.models import Action, Article, Change, Topic, TopicArticle, TopicOmission
from articles.text.documents import DateBasis

# Rows that are compared at once.
MOST_ROWS = 2_000
# Articles that are changed as one act, which takes some 10 ms each: what a web server has the time for.
MOST_ARTICLES = 500
_VERSION_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """The cells that one article is to have, by column; `version` is that of the article they were made from.

    `line` is where it stands in a file, 0 where there is none.
    """

    public_id: str
    version: str
    cells: Mapping[str, str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value that changes."""

    column: Column
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What changes of one article, at least one value."""

    article: Article
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why an edit is refused: a sentence, and where in the file, or of which article."""

    sentence: str
    line: int = 0
    column: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What edits would do: nothing at all where there are mistakes."""

    changes: tuple[ArticleChange, ...]
    mistakes: tuple[Mistake, ...]
    unchanged: int

    @property
    def values(self) -> int:
        """How many values change."""
        return sum(len(change.cells) for change in self.changes)

    @property
    def needs_reason(self) -> bool:
        """Whether an article that had no date is given one, which its text does not tell."""
        return any(
            cell.column.name == "date" and cell.new and change.article.date_basis == DateBasis.UNKNOWN
            for change in self.changes
            for cell in change.cells
        )


class Refused(Exception):
    """Edits are not put into effect; `mistakes` say why."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = tuple(mistakes)


def with_cells(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add what the cells of articles are made from, in a few queries."""
    return articles.prefetch_related(
        "publication",
        "bylines",
        Prefetch("topicarticle_set", TopicArticle.objects.select_related("topic")),
        Prefetch("topic_omissions", TopicOmission.objects.select_related("topic")),
    )


def version_of(article: Article, among: Iterable[Column]) -> str:
    """Return a short text that changes with any cell of an article; no spreadsheet takes it for a number."""
    cells = "\x1f".join(column.show(article) for column in among)
    return "v" + hashlib.sha256(cells.encode()).hexdigest()[:_VERSION_LENGTH]


def edits_of(
    articles: QuerySet[Article],
    *,
    cells: Mapping[str, str],
    topics: Collection[str] = (),
    out_of: Collection[str] = (),
) -> list[Edit]:
    """Return the edits that give articles the same cells, put them under topics, and take them out of others.

    Topics are given by name. What a saved search would find again is left out of it.
    """
    by_name = {column.name: column for column in columns()}
    searching = set(Topic.objects.searching().filter(name__in=out_of).values_list("name", flat=True))
    edits = []
    for article in with_cells(articles):
        own = dict(cells)
        if topics or out_of:
            by_hand, left_out = (
                set(split(by_name[name].show(article))) for name in ("topics", "left_out_of")
            )
            own["topics"] = joined(sorted((by_hand | set(topics)) - set(out_of)))
            own["left_out_of"] = joined(sorted((left_out | searching) - set(topics)))
        edits.append(Edit(article.public_id, version_of(article, by_name.values()), own))
    return edits


def plan_edits(edits: Sequence[Edit]) -> Plan:
    """Return what edits would do, in their order."""
    return _planned(edits, Article.objects.all())


def apply_edits(edits: Sequence[Edit], *, editor: User, reason: str = "") -> Change | None:
    """Put edits into effect as one act, and return it, or None where nothing changes.

    Raises:
        Refused: there are mistakes, or an article has changed since; nothing is changed then.
    """
    with changing(editor, action=Action.BULK, reason=reason) as act:
        planned = _planned(edits, Article.objects.select_for_update().order_by())
        if planned.mistakes:
            raise Refused(planned.mistakes)
        if planned.needs_reason and not reason:
            raise Refused([Mistake("Say how you know the date: the text does not give it.", column="reason")])
        for change in planned.changes:
            _put(change, editor=editor, reason=reason)
    return act.change


def _put(change: ArticleChange, *, editor: User, reason: str) -> None:
    article = change.article
    for cell in change.cells:
        cell.column.put(article, cell.new)
    article.save()
    fields = {cell.column.provenance for cell in change.cells} - {""}
    mark_edited(article, fields=sorted(fields), editor=editor, reason=reason)


def _planned(edits: Sequence[Edit], articles: QuerySet[Article]) -> Plan:
    if len(edits) > MOST_ROWS:
        return Plan((), (Mistake(f"At most {MOST_ROWS:,} articles can be looked at in one go."),), 0)
    by_name = {column.name: column for column in columns()}
    wanted = articles.filter(public_id__in=[edit.public_id for edit in edits])
    stored = {article.public_id: article for article in with_cells(wanted)}
    changes, mistakes = [], []
    seen: dict[str, int] = {}
    for edit in edits:
        article = stored.get(edit.public_id)
        if article is None:
            mistakes.append(Mistake(f"No article has the id “{edit.public_id[:40]}”.", edit.line, "id"))
        elif edit.public_id in seen:
            mistakes.append(Mistake(f"Line {seen[edit.public_id]} has this article, too.", edit.line, "id"))
        elif edit.version != version_of(article, by_name.values()):
            sentence = (
                "This article was changed after the file was written."
                if edit.line
                else ("This article was changed after you looked at it.")
            )
            mistakes.append(Mistake(sentence, edit.line, "version" if edit.line else "", article.title))
        else:
            cells, wrong = _compared(article, edit, by_name)
            mistakes += wrong
            if cells:
                changes.append(ArticleChange(article, cells))
        seen.setdefault(edit.public_id, edit.line)
    if len(changes) > MOST_ARTICLES:
        sentence = f"This changes {len(changes):,} articles; at most {MOST_ARTICLES} are changed at once."
        mistakes.append(Mistake(sentence))
    return Plan(tuple(changes), tuple(mistakes), len(edits) - len(changes))


def _compared(
    article: Article, edit: Edit, by_name: Mapping[str, Column]
) -> tuple[tuple[CellChange, ...], list[Mistake]]:
    """Return the cells that change of an article, and what is wrong with those it is to have."""
    changes, mistakes = [], []
    now = {name: column.show(article) for name, column in by_name.items()}
    for name, column in by_name.items():
        old, cell = now[name], with_plain_line_ends(edit.cells.get(name, now[name]))
        if cell == old:
            continue
        try:
            new = column.read(cell)
        except NotAValue as error:
            mistakes.append(Mistake(str(error), edit.line, name, article.title))
        else:
            now[name] = new
            changes += [CellChange(column, old, new)] if new != old else []
    for name in sorted(set(split(now["topics"])) & set(split(now["left_out_of"]))):
        sentence = f"An article cannot be put under “{name}” and left out of it."
        mistakes.append(Mistake(sentence, edit.line, "left_out_of", article.title))
    return tuple(changes), mistakes
