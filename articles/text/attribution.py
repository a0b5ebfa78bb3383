"""Who said it: quotation -> cue -> mention -> speaker, each decision with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.candidates import Lead, continuing_leads, governing_leads
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
from articles.text.indirect import find_indirect
from articles.text.marks import Marked, find_marked
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph, appositions, cue_subjects, read_paragraph
from articles.text.quotations import find_kind, find_known_capitals, is_speech
from articles.text.resolution import Resolved, Resolver
from articles.text.roles import learn_roles
from articles.text.sentences import find_paragraphs
from articles.text.tokens import mask, tokenise

# Below this nobody is named: on labelled development articles it would be wrong as often as right.
LIKELY = 0.5
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class _Decision:
    """A lead with whom it leads to."""

    lead: Lead
    resolved: Resolved | None
    confidence: float


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
        self._quotations: list[Quotation] = []
        self._decisions: list[_Decision | None] = []
        self._before: dict[int, list[tuple[int, int]]] = {}

    def run(self, *, names_speakers: bool) -> list[Quotation]:
        for number, paragraph in enumerate(self._paragraphs):
            for at, mark in paragraph.marked.items():
                self._decide(number, at, mark, names_speakers=names_speakers)
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
                decision = self._follow(lead)
                if decision.resolved is not None and decision.confidence >= LIKELY:
                    statement += 1
                    attribution = self._attribution(decision, [decision])
                    reported.append(Quotation(found.span, QuotationKind.INDIRECT, statement, attribution))
        return reported

    def _decide(self, number: int, at: int, mark: Marked, *, names_speakers: bool) -> None:
        paragraph = self._paragraphs[number]
        words = mark.inner.of(self._body)
        before = self._body[max(paragraph.start, mark.outer.start - 60) : mark.outer.start]
        leads = governing_leads(paragraph, at, words) if names_speakers else []
        has_cue = any(lead.cue is not None or lead.rule in ("label", "signature") for lead in leads)
        if not is_speech(words, before, has_cue=has_cue, has_cue_nearby=bool(paragraph.cues)):
            return
        kind = find_kind(words, before.rstrip())
        is_whole = kind.value == "direct"
        if names_speakers:
            leads += continuing_leads(self._paragraphs, number, at, before=self._before, is_whole=is_whole)
        decisions = sorted((self._follow(lead) for lead in leads), key=_rank, reverse=True)
        best = _corroborated(decisions[0], decisions[1:]) if decisions else None
        statement = self._statement_of(best)
        self._quotations.append(Quotation(mark.inner, kind, statement, self._attribution(best, decisions)))
        if best is not None and best.resolved is not None and best.confidence >= LIKELY:
            who = best.resolved.member or best.resolved.unnamed
            if who is not None:
                self._resolver.heard(who, number, at)
        self._before.setdefault(number, []).append((at, len(self._decisions)))
        self._decisions.append(best)

    def _follow(self, lead: Lead) -> _Decision:
        if lead.continues is not None:
            earlier = self._decisions[lead.continues]
            if earlier is None or earlier.confidence < LIKELY:
                return _Decision(lead, None, 0.0)
            return _Decision(lead, earlier.resolved, lead.score * min(1.0, earlier.confidence + 0.04))
        resolved = self._resolver.resolve(lead.mention) if lead.mention is not None else None
        return _Decision(lead, resolved, lead.score * resolved.sure if resolved is not None else 0.0)

    def _statement_of(self, best: _Decision | None) -> int:
        """Return the statement's number: that of the quotation it goes on from, or a new one."""
        last = self._quotations[-1] if self._quotations else None
        if best is not None and best.lead.continues is not None:
            return self._quotations[best.lead.continues].statement
        if (
            last is not None
            and best is not None
            and best.lead.cue is not None
            and last.attribution.cue is not None
        ):
            same_cue = last.attribution.cue.span == best.lead.cue.span
            if same_cue:
                return last.statement
        return last.statement + 1 if last is not None else 1

    def _attribution(self, best: _Decision | None, decisions: Sequence[_Decision]) -> Attribution:
        candidates = _candidates(decisions)
        if best is None or best.resolved is None or best.confidence < LIKELY:
            return Attribution(method="none", confidence=0.0, candidates=candidates)
        lead, resolved = best.lead, best.resolved
        mention = lead.mention
        cue = Cue(lead.cue.words, lead.cue.span) if lead.cue is not None else None
        if lead.continues is not None:
            earlier = self._quotations[lead.continues].attribution
            stated = earlier.mention
        else:
            stated = _stated(mention, self._body) if mention is not None else None
        return Attribution(
            method="continued" if lead.continues is not None else resolved.method,
            confidence=round(best.confidence, 3),
            cue=cue,
            mention=stated,
            speaker=resolved.member.speaker() if resolved.member is not None else None,
            unnamed=resolved.unnamed,
            chain=(_sentence(lead.reason), *resolved.chain),
            candidates=candidates,
        )


def _rank(decision: _Decision) -> float:
    """Order by how well a lead fits the sentence; that its mention is hard to resolve makes no other lead better.

    A cue whose subject means nobody known still rules out the weaker leads.
    """
    return decision.lead.score * (1 if decision.resolved is not None else 0.8)


def _corroborated(best: _Decision, others: Sequence[_Decision]) -> _Decision:
    """Return the best decision, surer where it is a pronoun's and another lead means the same person."""
    if best.resolved is None or best.resolved.method != "pronoun" or best.resolved.member is None:
        return best
    agreeing = next(
        (d for d in others if d.resolved is not None and d.resolved.member is best.resolved.member), None
    )
    if agreeing is None:
        return best
    sure = 1 - (1 - best.resolved.sure) * (1 - agreeing.lead.score * 0.6)
    chain = (*best.resolved.chain, "the same person by another road: " + agreeing.lead.reason)
    resolved = replace(best.resolved, sure=sure, chain=chain)
    return _Decision(best.lead, resolved, best.lead.score * sure)


def _stated(mention: FoundMention, body: str) -> Mention:
    return Mention(mention.span.of(body), mention.span, MentionKind(mention.kind))


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:]


def _candidates(decisions: Sequence[_Decision]) -> tuple[Candidate, ...]:
    """Return who was considered, best first, each name once."""
    found: dict[str, Candidate] = {}
    for decision in decisions:
        if decision.resolved is not None and decision.resolved.name not in found:
            name = decision.resolved.name
            found[name] = Candidate(name, round(decision.confidence, 3), _sentence(decision.lead.reason))
    return tuple(found.values())[:MOST_CANDIDATES]
