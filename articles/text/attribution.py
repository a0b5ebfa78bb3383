"""Who said it: quotation -> cue -> mention -> speaker, each decision with its reasons."""

from collections.abc import Sequence

from articles.text.candidates import Lead, find_leads, governing_leads
from articles.text.casts import Cast
from articles.text.decisions import INDIRECT, Decision, Followed, Held, decide
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
from articles.text.paragraphs import Paragraph, appositions, cue_subjects, read_paragraph
from articles.text.quotations import find_kind, find_known_capitals, is_long_or_whole
from articles.text.ranking import rank, read_features
from articles.text.resolution import Resolver
from articles.text.roles import learn_roles
from articles.text.sentences import find_paragraphs
from articles.text.speech import SpeechJudge
from articles.text.subjects import read_subjects
from articles.text.tokens import mask, tokenise

# Below this nobody is named: on labelled articles a name would be wrong more often than right.
LIKELY = 0.4
# A source without a name stands as printed; that it is the wrong one harms nobody's name.
LIKELY_UNNAMED = 0.25
LEAST_CHANCE = 0.03  # a lead below it is not followed


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
    return tuple(read_article(body).run(names_speakers=names_speakers))


def read_article(body: str) -> "Attributor":
    """Return a body ready for its quotations to be decided on."""
    paragraphs = read_paragraphs(body, find_marked(body))
    return Attributor(body, paragraphs, Resolver(paragraphs, read_cast(paragraphs), body))


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


class Attributor:
    """Decides on the quotations of one article in text order, each with an eye on those before."""

    def __init__(self, body: str, paragraphs: list[Paragraph], resolver: Resolver) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self._resolver = resolver
        self._judge = SpeechJudge(body, paragraphs)
        self._quotations: list[Quotation] = []
        self._asked: list[Asked] = []
        self.decisions: list[Decision | None] = []  # of the quotations between marks, in text order
        self._before: dict[int, list[tuple[int, int]]] = {}

    def run(self, *, names_speakers: bool = True) -> list[Quotation]:
        """Return the quotations in text order; `decisions` then holds who was considered for each between marks."""
        for number, paragraph in enumerate(self._paragraphs):
            if paragraph.marked:
                read_subjects(paragraph)
                self._read(number, paragraph, names_speakers=names_speakers)
        spoken = self._quotations
        reported = self._reported() if names_speakers else []
        return sorted([*spoken, *reported], key=lambda quotation: quotation.span)

    def _reported(self) -> list[Quotation]:
        """Return the indirect speech; what one cue reports is one statement, whatever parts it in two."""
        statement = self._quotations[-1].statement if self._quotations else 0
        reported: list[Quotation] = []
        cue = None
        for paragraph in self._paragraphs:
            for found in find_indirect(paragraph):
                lead = Lead(found.score, "indirect", found.reason, found.mention, found.cue)
                decision = decide([self._follow(lead, found.score)], kind=INDIRECT)
                statement += found.cue.span != cue
                cue = found.cue.span
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
            best = decide(followed, kind=asked.kind)
            attribution = self._attribution(best)
            self._quotations.append(Quotation(mark.inner, kind, self._statement_of(best), attribution))
            self._before.setdefault(number, []).append((at, len(self._asked)))
            self._asked.append(asked)
            self.decisions.append(best)
            if best is not None and best.confidence >= LIKELY:
                who = best.best.resolved.member or best.best.resolved.unnamed
                if who is not None:
                    self._resolver.heard(who, number, at)

    def _ranked(self, asked: Asked, governing: Sequence[Lead]) -> list[Followed]:
        leads = find_leads(
            self._paragraphs,
            (asked.number, asked.at),
            governing,
            before=self._before,
            is_whole=asked.is_whole,
        )
        chances = rank(read_features(self._paragraphs, asked, leads, self._asked))
        return [
            self._follow(lead, chance)
            for lead, chance in zip(leads, chances, strict=False)
            if chance >= LEAST_CHANCE
        ]

    def _follow(self, lead: Lead, chance: float) -> Followed:
        if lead.continues is not None:
            earlier = self.decisions[lead.continues]
            known = (
                tuple((held.resolved, held.chance) for held in earlier.persons) if earlier is not None else ()
            )
        elif lead.mention is not None:
            known = tuple((found, found.sure) for found in self._resolver.alternatives(lead.mention))
        else:
            known = ()
        return Followed(lead, chance, tuple((resolved, chance * sure) for resolved, sure in known))

    def _statement_of(self, best: Decision | None) -> int:
        """Return the statement's number: that of the quotation it goes on from, or a new one."""
        if not self._quotations:
            return 1
        last = self._quotations[-1]
        if best is not None:
            lead = best.best.lead
            if lead.continues is not None:
                return self._quotations[lead.continues].statement
            cue = last.attribution.cue
            if lead.cue is not None and cue is not None and cue.span == lead.cue.span:
                return last.statement
        return last.statement + 1

    def _stated(self, held: Held) -> Mention | None:
        """Return the mention that a decision rests on, where need be that of the quotation it goes on from."""
        while held.lead.continues is not None:
            earlier = self.decisions[held.lead.continues]
            if earlier is None:
                return None
            held = next((one for one in earlier.persons if one.is_same(held)), earlier.best)
        mention = held.lead.mention
        if mention is None:
            return None
        return Mention(mention.span.of(self._body), mention.span, MentionKind(mention.kind))

    def _attribution(self, best: Decision | None) -> Attribution:
        if best is None:
            return Attribution(method="none", confidence=0.0)
        candidates = _candidates(best)
        if best.confidence < (LIKELY if best.best.resolved.member is not None else LIKELY_UNNAMED):
            return Attribution(method="none", confidence=0.0, candidates=candidates)
        lead, resolved = best.best.lead, best.best.resolved
        stated = self._stated(best.best)
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


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:]


def _candidates(decision: Decision) -> tuple[Candidate, ...]:
    """Return who was considered, best first, each with the reason that speaks for them."""
    return tuple(
        Candidate(
            held.resolved.name,
            round(held.chance, 3),
            _sentence(held.lead.reason),
            speaker=held.resolved.member.speaker() if held.resolved.member is not None else None,
            unnamed=held.resolved.unnamed,
        )
        for held in decision.persons
    )
