"""Who said it: quotation -> cue -> mention -> speaker, each decision with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.candidates import Lead, find_leads, governing_leads
from articles.text.casts import Cast
from articles.text.documents import (
    Attribution,
    Candidate,
    Cue,
    Mention,
    MentionKind,
    Quotation,
    QuotationKind,
)
from articles.text.features import Asked
from articles.text.indirect import find_indirect
from articles.text.marks import Marked, find_marked
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph, appositions, cue_subjects, read_paragraph
from articles.text.quotations import find_kind, find_known_capitals, is_long_or_whole
from articles.text.ranking import calibrated, rank, read_features
from articles.text.resolution import Resolved, Resolver
from articles.text.roles import learn_roles
from articles.text.sentences import find_paragraphs
from articles.text.speech import SpeechJudge
from articles.text.subjects import read_subjects
from articles.text.tokens import mask, tokenise

# Below this nobody is named: on labelled articles it would be wrong as often as right.
LIKELY = 0.5
MOST_CANDIDATES = 5
LEAST_CHANCE = 0.03  # a lead below it is not followed


@dataclass(frozen=True, slots=True)
class _Followed:
    """A lead with its chance, and those it may lead to with theirs, together at most the lead's."""

    lead: Lead
    chance: float
    persons: tuple[tuple[Resolved, float], ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """Who is held to have said a quotation: the likeliest person, and the lead that shows it."""

    followed: _Followed
    resolved: Resolved
    confidence: float
    persons: tuple[tuple[Resolved, float], ...]  # best first


def read_paragraphs(body: str, marked: Sequence[Marked]) -> list[Paragraph]:
    """Return the paragraphs of a body ready for attribution, quotations masked."""
    masked = mask(body, [(mark.outer.start, mark.outer.end) for mark in marked])
    tokens = [tokenise(masked, span.start, span.end) for span in find_paragraphs(body)]
    known = frozenset().union(*(find_known_capitals(found) for found in tokens))
    at = {mark.outer.start: mark for mark in marked}
    return [read_paragraph(body, masked, found, known=known, marked=at) for found in tokens if found]


def attribute_quotations(body: str, *, names_speakers: bool = True) -> tuple[Quotation, ...]:
    """Return the direct and mixed quotations of a body in text order, with who said each.

    Without `names_speakers` (a language whose cues are not known) every stretch between marks that
    is long enough to be speech comes back unattributed.
    """
    marked = find_marked(body)
    paragraphs = read_paragraphs(body, marked)
    cast = read_cast(paragraphs)
    return tuple(
        _Attributor(body, paragraphs, Resolver(paragraphs, cast, body)).run(names_speakers=names_speakers)
    )


def read_cast(paragraphs: list[Paragraph]) -> Cast:
    """Return whom the paragraphs name, with what they say of them."""
    cast = Cast(mention for paragraph in paragraphs for mention in paragraph.mentions)
    for paragraph in paragraphs:
        for name, role in appositions(paragraph):
            cast.learn_role(name, role)
        for mention in cue_subjects(paragraph):
            cast.learn_speech(mention)
    learn_roles(paragraphs, cast)
    return cast


class _Attributor:
    """Decides on the quotations of one article in text order, each with an eye on those before."""

    def __init__(self, body: str, paragraphs: list[Paragraph], resolver: Resolver) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._resolver = resolver
        self._judge = SpeechJudge(body, paragraphs)
        self._quotations: list[Quotation] = []
        self._asked: list[Asked] = []
        self._decisions: list[_Decision | None] = []
        self._before: dict[int, list[tuple[int, int]]] = {}

    def run(self, *, names_speakers: bool) -> list[Quotation]:
        for number, paragraph in enumerate(self._paragraphs):
            if paragraph.marked:
                read_subjects(paragraph)
                self._read(number, paragraph, names_speakers=names_speakers)
        spoken = self._quotations
        reported = self._reported() if names_speakers else []
        return sorted([*spoken, *reported], key=lambda quotation: quotation.span)

    def _reported(self) -> list[Quotation]:
        """Return the indirect speech whose speaker is known, each a statement of its own."""
        statement = self._quotations[-1].statement if self._quotations else 0
        reported = []
        for paragraph in self._paragraphs:
            for found in find_indirect(paragraph):
                lead = Lead(found.score, "indirect", found.reason, found.mention, found.cue)
                decision = _decide([self._follow(lead, found.score)])
                if decision is not None and decision.confidence >= LIKELY:
                    statement += 1
                    attribution = self._attribution(decision)
                    reported.append(Quotation(found.span, QuotationKind.INDIRECT, statement, attribution))
        return reported

    def _read(self, number: int, paragraph: Paragraph, *, names_speakers: bool) -> None:
        """Decide on the quotations of one paragraph."""
        for at, mark in paragraph.marked.items():
            words = mark.inner.of(self._body)
            if not (self._judge.is_speech(number, at) if names_speakers else is_long_or_whole(words)):
                continue
            governing = governing_leads(paragraph, at, words) if names_speakers else []
            has_cue = any(lead.cue is not None or lead.rule in ("label", "signature") for lead in governing)
            kind = find_kind(paragraph, at, self._body)
            is_whole = kind is QuotationKind.DIRECT
            asked = Asked(
                paragraph, number, at, paragraph.sentence_of(at), words, is_whole, has_cue,
                [quotation for quotation, _ in self._before.get(number, ())[-2:]],
                max((lead.score for lead in governing), default=0.0), mark.is_closed,
            )  # fmt: skip
            followed = self._ranked(asked, governing) if names_speakers else []
            best = _decide(followed)
            attribution = self._attribution(best)
            self._quotations.append(Quotation(mark.inner, kind, self._statement_of(best), attribution))
            self._before.setdefault(number, []).append((at, len(self._asked)))
            self._asked.append(asked)
            self._decisions.append(best)
            if best is not None and best.confidence >= LIKELY:
                who = best.resolved.member or best.resolved.unnamed
                if who is not None:
                    self._resolver.heard(who, number, at)

    def _ranked(self, asked: Asked, governing: Sequence[Lead]) -> list[_Followed]:
        leads = find_leads(
            self._paragraphs, asked.number, asked.at, governing, before=self._before, is_whole=asked.is_whole
        )
        chances = rank(read_features(self._paragraphs, asked, leads, self._asked))
        return [
            self._follow(lead, chance)
            for lead, chance in zip(leads, chances, strict=False)
            if chance >= LEAST_CHANCE
        ]

    def _follow(self, lead: Lead, chance: float) -> _Followed:
        if lead.continues is not None:
            earlier = self._decisions[lead.continues]
            known = earlier.persons if earlier is not None else ()
        elif lead.mention is not None:
            known = tuple((found, found.sure) for found in self._resolver.alternatives(lead.mention))
        else:
            known = ()
        return _Followed(lead, chance, tuple((resolved, chance * sure) for resolved, sure in known))

    def _statement_of(self, best: _Decision | None) -> int:
        """Return the statement's number: that of the quotation it goes on from, or a new one."""
        if not self._quotations:
            return 1
        last = self._quotations[-1]
        if best is not None:
            lead = best.followed.lead
            if lead.continues is not None:
                return self._quotations[lead.continues].statement
            cue = last.attribution.cue
            if lead.cue is not None and cue is not None and cue.span == lead.cue.span:
                return last.statement
        return last.statement + 1

    def _attribution(self, best: _Decision | None) -> Attribution:
        if best is None:
            return Attribution(method="none", confidence=0.0)
        candidates = _candidates(best)
        if best.confidence < LIKELY:
            return Attribution(method="none", confidence=0.0, candidates=candidates)
        lead, resolved = best.followed.lead, best.resolved
        if lead.continues is not None:
            stated = self._quotations[lead.continues].attribution.mention
        else:
            stated = _stated(lead.mention, self._body) if lead.mention is not None else None
        return Attribution(
            method="continued" if lead.continues is not None else resolved.method,
            confidence=round(best.confidence, 3),
            cue=Cue(lead.cue.words, lead.cue.span) if lead.cue is not None else None,
            mention=stated,
            speaker=resolved.member.speaker() if resolved.member is not None else None,
            unnamed=resolved.unnamed,
            chain=(_sentence(lead.reason), *resolved.chain),
            candidates=candidates,
        )


def _decide(followed: Sequence[_Followed]) -> _Decision | None:
    """Return the person to whom the leads together give the greatest chance, by the likeliest lead there."""
    chances: dict[object, float] = {}
    ways: dict[object, tuple[_Followed, Resolved, float]] = {}
    for one in followed:
        for resolved, chance in one.persons:
            key = _identity(resolved)
            chances[key] = chances.get(key, 0.0) + chance
            if key not in ways or one.chance > ways[key][0].chance:
                ways[key] = (one, resolved, chance)
    if not chances:
        return None
    ordered = sorted(chances, key=lambda key: -chances[key])
    one, resolved, _ = ways[ordered[0]]
    persons = tuple((ways[key][1], chances[key]) for key in ordered[:MOST_CANDIDATES])
    return _Decision(one, resolved, calibrated(chances[ordered[0]]), persons)


def _identity(resolved: Resolved) -> object:
    return id(resolved.member) if resolved.member is not None else resolved.name.lower()


def _stated(mention: FoundMention, body: str) -> Mention:
    return Mention(mention.span.of(body), mention.span, MentionKind(mention.kind))


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:]


def _candidates(best: _Decision) -> tuple[Candidate, ...]:
    """Return who was considered, best first, each name once."""
    return tuple(
        Candidate(
            resolved.name,
            round(chance, 3),
            _sentence(best.followed.lead.reason),
            speaker=resolved.member.speaker() if resolved.member is not None else None,
            unnamed=resolved.unnamed,
        )
        for resolved, chance in best.persons
    )
