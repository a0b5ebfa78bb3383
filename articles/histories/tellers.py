"""What readers are told of a thing as it was: each kind in its own words, and nothing that is withheld now."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Q

from articles.changes.tracked import name_of
from articles.changes.values import Values, read_value
from articles.exports.speakers import name_withheld
from articles.histories.states import Step, walk_back
from articles.models import (
    Action,
    Article,
    Change,
    ChangedRow,
    ChangeKind,
    Publication,
    Quote,
    Redirect,
    RedirectKind,
    ReviewState,
    Rights,
    Speaker,
    Topic,
    UnnamedSource,
    Visibility,
)
from articles.models.telling import tell
from articles.text.concealing import conceal, in_brackets
from articles.text.documents import QuotationKind, SpeakerKind

# What a thing is told to be, by the name of each fact; what is empty is left out.
Facts = dict[str, str]
TEXT = "Text"
NAME_WITHHELD = "name withheld"


@dataclass(slots=True)
class Past:
    """The columns of a thing at some moment, and those of its bylines by primary key."""

    values: Values
    bylines: dict[int, Values] = field(default_factory=dict)


class Teller:
    """Tells what readers may know of the versions of one thing; `added` is when it came, None where nobody noted it."""

    def __init__(self, row: Any, steps: Iterable[Step]) -> None:
        self.row = row
        self.steps = list(steps)

    @property
    def added(self) -> datetime.datetime | None:
        moment: datetime.datetime | None = getattr(self.row, "created_at", None)
        return moment

    def facts(self, past: Past) -> Facts | None:
        """Return what readers are told of a version, None where it is not for them."""
        raise NotImplementedError

    @property
    def withheld(self) -> list[str]:
        """Words for which readers see a mask."""
        return []

    def reason(self, change: Change, earlier: Facts | None, later: Facts | None) -> str:
        """Return why something was changed, "" where nobody said, or where that might tell what is withheld."""
        if earlier is None or later is None or change.action == Action.WITHHOLD:
            return ""
        if any(NAME_WITHHELD in value for facts in (earlier, later) for value in facts.values()):
            return ""
        if not change.reason:
            return ""
        keys = _articles_beside(change)
        beside = dict(Article.objects.published().filter(pk__in=keys).values_list("pk", "withheld_words"))
        if keys - beside.keys():
            return ""  # it is told of all that the act changed, and one of the articles is not for readers
        return in_brackets(conceal(change.reason, {*self.withheld, *chain.from_iterable(beside.values())}))


def _articles_beside(change: Change) -> set[int]:
    """Return the keys of the articles that an act changed."""
    rows = change.rows.filter(Q(model=name_of(Article)) | Q(owner_model=name_of(Article)))
    keys = (
        row.object_id if row.model == name_of(Article) else row.owner_id
        for row in rows.only("model", "object_id", "owner_id")
    )
    return {key for key in keys if key is not None}


def _made(model: type[Any], values: Values) -> Any:
    """Return a row, not to be saved, with values as they are kept."""
    return model(**{column: read_value(model, column, value) for column, value in values.items()})


def _known(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value}


def withheld_ever(article: Article, steps: Iterable[Step]) -> list[str]:
    """Return the words of an article's quotes that are withheld now, or were when they went, in every form they had."""
    now = set(article.quotes.filter(visibility=Visibility.WITHHELD).values_list("pk", flat=True))
    words = set(article.withheld_words)
    for step in steps:
        if step.row.model != name_of(Quote):
            continue
        went = step.after is None and (step.before or {}).get("visibility") == Visibility.WITHHELD
        if went or step.row.object_id in now:
            words |= {side["words"] for side in (step.before, step.after) if side and side.get("words")}
    return sorted(words)


class ArticleTeller(Teller):
    @cached_property
    def withheld(self) -> list[str]:
        return withheld_ever(self.row, self.steps)

    @cached_property
    def _publications(self) -> dict[int, Publication]:
        keys = {side["publication_id"] for step in self.steps for side in (step.before, step.after)
                if side and step.row.model == name_of(Article) and side.get("publication_id")}  # fmt: skip
        return Publication.objects.in_bulk(keys | {self.row.publication_id} - {None})

    def article(self, values: Values) -> Article | None:
        """Return an article as it was and readers are told it, not to be saved; None where it is not for them."""
        if "body" not in values or "headline" not in values:
            return None
        key = values.get("publication_id")
        if key is not None and key not in self._publications:
            return None  # whether it was private is not known any more
        article: Article = _made(Article, values)
        article.publication = self._publications[key] if key is not None else None
        article.withheld_words = self.withheld
        tell(article)
        return article if article.is_published else None

    def facts(self, past: Past) -> Facts | None:
        article = self.article(past.values)
        if article is None:
            return None
        authors = sorted(past.bylines.values(), key=lambda row: (row["position"], row["id"]))
        publication = article.shown_publication
        has_text = article.has_public_text and self.row.has_public_text
        told = {
            "Headline": article.headline,
            "Headline as printed": article.printed_headline,
            "Standfirst": article.standfirst,
            "Byline": ", ".join(row["name"] for row in authors),
            "Publication": publication.name if publication else "",
            "Date": str(article.published) if article.published.is_known else "",
            "Dateline": article.dateline,
            "Language": article.language,
            "Source": article.shown_source_url,
            "Editors’ note": article.notes,
        }
        facts = {name: in_brackets(conceal(value, self.withheld)) for name, value in told.items()}
        # Masked already, sign by sign, as the reading page has it.
        return _known({**facts, TEXT: article.body if has_text else ""})


class QuoteTeller(Teller):
    @property
    def added(self) -> datetime.datetime | None:
        return self.row.article.created_at if not self.steps else None

    @cached_property
    def withheld(self) -> list[str]:
        rows = ChangedRow.objects.of(name_of(Article), self.row.article_id).filter(model=name_of(Quote))
        return withheld_ever(self.row.article, [step for _, steps in walk_back(rows) for step in steps])

    def facts(self, past: Past) -> Facts | None:
        quote: Quote = _made(Quote, past.values)
        is_shown = quote.visibility == Visibility.PUBLIC and quote.review_state != ReviewState.REJECTED
        if not is_shown or not quote.words:
            return None
        who = self._told(self._who(quote))
        return _known(
            {
                "Words": self._told(quote.words),
                "Kind": QuotationKind(quote.kind).value.capitalize(),
                "Speaker": f"probably {who}" if who and quote.is_probable else who or "nobody known",
                "Review": ReviewState(quote.review_state).label if quote.is_reviewed else "",
                "Editors’ note": self._told(quote.notes),
            }
        )

    def _told(self, text: str) -> str:
        return in_brackets(conceal(text, self.withheld))

    def _who(self, quote: Quote) -> str:
        if quote.speaker_id is not None:
            return speaker_name(quote.speaker_id)
        if quote.unnamed_source_id is None:
            return ""
        source = UnnamedSource.objects.filter(pk=quote.unnamed_source_id).first()
        gone = None if source else _last(UnnamedSource, quote.unnamed_source_id)
        return self._told(source.description if source else gone.label if gone else "an unnamed source")


def speaker_name(key: int) -> str:
    """Return the name of a speaker as readers may know it now, of one who was merged as well."""
    speaker = Speaker.objects.filter(pk=key).first()
    if speaker is not None:
        return speaker.name if speaker.visibility == Visibility.PUBLIC else name_withheld(speaker)
    row = _last(Speaker, key)
    if row is None:
        return "a speaker who is no longer in the archive"
    was = {column: old for column, (old, _) in row.values.items()}
    if was.get("visibility") != Visibility.PUBLIC:
        return NAME_WITHHELD
    new = Redirect.objects.target(kind=RedirectKind.SPEAKER, old=was["slug"])
    heir = Speaker.objects.filter(slug=new).first() if new else None
    # A name merged into one that is withheld now is a name of the same person.
    return name_withheld(heir) if heir and heir.visibility != Visibility.PUBLIC else str(was["name"])


def _last(model: type[Any], key: int) -> ChangedRow | None:
    """Return how a row was deleted."""
    rows = ChangedRow.objects.filter(model=name_of(model), object_id=key, kind=ChangeKind.DELETED)
    return rows.order_by("-pk").first()


class SpeakerTeller(Teller):
    def facts(self, past: Past) -> Facts | None:
        if past.values.get("visibility") != Visibility.PUBLIC:
            return None
        return _known(
            {
                "Name": past.values.get("name", ""),
                "Kind": SpeakerKind(past.values["kind"]).value.capitalize(),
                "Biography": past.values.get("biography", ""),
                "Wikidata": past.values.get("wikidata_id", ""),
            }
        )


class TopicTeller(Teller):
    def facts(self, past: Past) -> Facts | None:
        query, filters = past.values.get("query", ""), past.values.get("filters", "")
        if not Topic(query=query, filters=filters).shown_query:
            query = filters = ""  # it names somebody whose name is withheld
        return _known(
            {
                "Name": past.values.get("name", ""),
                "Introduction": past.values.get("introduction", ""),
                "Searched for": query,
                "Filters": filters,
            }
        )


class PublicationTeller(Teller):
    def facts(self, past: Past) -> Facts | None:
        if past.values.get("rights") == Rights.PRIVATE:
            return None
        return _known(
            {
                "Name": past.values.get("name", ""),
                "Website": past.values.get("website", ""),
                "Notes": past.values.get("notes", ""),
            }
        )


_TELLERS: dict[type[Any], type[Teller]] = {
    Article: ArticleTeller,
    Quote: QuoteTeller,
    Speaker: SpeakerTeller,
    Topic: TopicTeller,
    Publication: PublicationTeller,
}


def teller_of(row: Any, steps: Iterable[Step]) -> Teller:
    """Return who tells readers of the versions of a thing, given all that was done to it."""
    return _TELLERS[type(row)](row, steps)
