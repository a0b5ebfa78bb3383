"""Labelled quotations as the ranker meets them: leads, their features, and which of them are right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.text.attribution import read_paragraphs
from articles.text.candidates import Lead, find_leads, governing_leads
from articles.text.documents import MentionKind, QuotationKind
from articles.text.features import Asked
from articles.text.marks import Marked, find_marked
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.quotations import find_kind
from articles.text.ranking import read_features
from articles.text.subjects import read_subjects

Label = Mapping[str, Any]
SPOKEN = ("direct", "mixed")
# What follows the head of a noun phrase: "Ann Lee, a nurse", "a spokesman for the bank", "residents of Ames".
AFTER_HEAD = re.compile(r"[,;:(—–]|\s(?:of|for|at|in|from|with|who|which|that|on|to|by)\s")
LEAST_SHARE = 0.5  # of a labelled quotation that a stretch between marks must hold to be it, and of it


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled quotation: its leads, their features (last those of nobody), the numbers of the right ones."""

    label: Label
    leads: Sequence[Lead]
    features: Sequence[Sequence[str]]
    right: frozenset[int]

    @property
    def is_reachable(self) -> bool:
        """Whether any lead is right."""
        return len(self.features) - 1 not in self.right


def read_examples(document: Mapping[str, Any]) -> list[Example]:
    """Return the direct and mixed quotations of a labelled article, those before them taken as labelled."""
    body = document["text"]
    marked = find_marked(body)
    paragraphs = read_paragraphs(body, marked)
    labels = _labels_by_mark([q for q in document["quotes"] if q["kind"] in SPOKEN], marked)
    starts = {label["speaker_start"] for label in labels.values()}
    right_mentions = {
        start: _right_mentions(body, paragraphs, labels, start) for start in starts if start is not None
    }
    examples: list[Example] = []
    asked: list[Asked] = []
    before: dict[int, list[tuple[int, int]]] = {}
    for number, at, mark, label in _quotations(paragraphs, labels):
        paragraph = paragraphs[number]
        words = mark.inner.of(body)
        governing = governing_leads(paragraph, at, words)
        is_whole = find_kind(paragraph, at, body) is QuotationKind.DIRECT
        one = Asked(
            paragraph, number, at, paragraph.sentence_of(at), words, is_whole,
            any(lead.cue is not None or lead.rule in ("label", "signature") for lead in governing),
            [quotation for quotation, _ in before.get(number, ())[-2:]],
            max((lead.score for lead in governing), default=0.0), mark.is_closed,
        )  # fmt: skip
        leads = find_leads(paragraphs, (number, at), governing, before=before, is_whole=is_whole)
        features = read_features(paragraphs, one, leads, asked)
        mentions = right_mentions.get(label["speaker_start"], ())
        right = {
            order
            for order, lead in enumerate(leads)
            if (lead.mention is not None and lead.mention.span.start in mentions)
            or (lead.continues is not None and _same_label(label, examples[lead.continues].label))
        }
        examples.append(Example(label, leads, features, frozenset(right or {len(leads)})))
        before.setdefault(number, []).append((at, len(asked)))
        asked.append(one)
    return examples


def _quotations(
    paragraphs: Sequence[Paragraph], labels: Mapping[int, Label]
) -> Iterator[tuple[int, int, Marked, Label]]:
    for number, paragraph in enumerate(paragraphs):
        read_subjects(paragraph)
        for at, mark in paragraph.marked.items():
            if mark.outer.start in labels:
                yield number, at, mark, labels[mark.outer.start]


def _labels_by_mark(labels: Sequence[Label], marked: Sequence[Marked]) -> dict[int, Label]:
    """Return the label of each stretch between marks that is one, by where the stretch starts."""
    found = {}
    for label in labels:
        for mark in marked:
            shared = min(label["end"], mark.outer.end) - max(label["start"], mark.outer.start)
            longest = max(label["end"] - label["start"], len(mark.inner))
            if shared >= LEAST_SHARE * longest:
                found[mark.outer.start] = label
    return found


def _same_label(one: Label, other: Label) -> bool:
    """Whether two labels name one mention, or the same words."""
    return bool(one["speaker_text"]) and (
        one["speaker_start"] == other["speaker_start"] or one["speaker_text"] == other["speaker_text"]
    )


def _right_mentions(
    body: str, paragraphs: Sequence[Paragraph], labels: Mapping[int, Label], start: int
) -> frozenset[int]:
    """Return where the mentions start that a labelled source is: that of its head, and a name beside a description."""
    end = next(label["speaker_end"] for label in labels.values() if label["speaker_start"] == start)
    inside = [
        mention
        for paragraph in paragraphs
        for mention in paragraph.mentions
        if mention.span.start < end and start < mention.span.end
    ]
    free = [mention for mention in inside if not mention.is_possessive] or inside
    if not free:
        return frozenset()
    tail = AFTER_HEAD.search(body, start, end)
    heads = [mention for mention in free if mention.span.start < (tail.start() if tail else end)]
    head = heads[-1] if heads else free[0]
    right = {head.span.start}
    later = free[free.index(head) + 1 :]
    if later and _are_one(head, later[0]):
        right.add(later[0].span.start)
    return frozenset(right)


def _are_one(first: FoundMention, second: FoundMention) -> bool:
    """Whether only a comma stands between a description and a name: "his campaign manager, Ann Lee"."""
    return (
        first.kind is MentionKind.DESCRIPTION
        and second.kind is MentionKind.NAME
        and second.first - first.last == 2
    )
