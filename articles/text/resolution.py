"""From a mention to who it means: the full name behind a short one, a pronoun's person, an unnamed source."""

import itertools
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.text.casts import Cast, Member
from articles.text.choices import Choice, Heard, is_heard
from articles.text.described import DescriptionChoices
from articles.text.documents import MentionKind, UnnamedSource
from articles.text.linear import LinearModel, load_model, softmax
from articles.text.mentions import FoundMention
from articles.text.namesakes import NameChoices
from articles.text.paragraphs import Paragraph
from articles.text.pronouns import PronounChoices
from articles.text.terms import Terms
from articles.text.timeline import Timeline

# The weights by what they resolve.
MODELS = {
    MentionKind.NAME: "namesakes",
    MentionKind.PRONOUN: "pronouns",
    MentionKind.DESCRIPTION: "descriptions",
}
MOST_ALTERNATIVES = 5
LONGEST_CHAIN = 12  # earlier mentions that one decision may rest on
NARRATORS = ("i", "we")  # outside marks: the reporter
WHERE = ("the same sentence", "the sentence before")


@dataclass(slots=True)
class Resolved:
    """Whom a mention means: a member of the cast or an unnamed source, how surely, and by which steps."""

    sure: float
    method: str
    chain: tuple[str, ...]
    member: Member | None = None
    unnamed: UnnamedSource | None = None

    @property
    def name(self) -> str:
        if self.member is not None:
            return self.member.name
        return self.unnamed.description if self.unnamed is not None else ""


@dataclass(slots=True)
class _Weighed:
    """A mention's choices, best first, each with its chance."""

    choices: tuple[tuple[float, Choice], ...]

    @property
    def best(self) -> Choice | None:
        return self.choices[0][1] if self.choices else None


def chances_of(choices: Sequence[Choice], model: LinearModel) -> list[float]:
    """Return the chance of each choice; they add up to 1."""
    return softmax([model.score(choice.features) for choice in choices])


class Resolver:
    """Resolves the mentions of one article; `heard` tells it who spoke."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        cast: Cast,
        body: str,
        models: Mapping[MentionKind, LinearModel] | None = None,
    ) -> None:
        self._cast = cast
        self._models = models or {kind: load_model(name) for kind, name in MODELS.items()}
        self._timeline = Timeline(paragraphs, cast)
        self._timeline.learn_genders()
        self._heard = Heard()
        self._terms = Terms(paragraphs, body)
        # Weak, or every article would be a cycle, which only the garbage collector can free.
        me: Resolver = weakref.proxy(self)

        def chosen(mention: FoundMention) -> Choice | None:
            return me.chosen(mention)

        def meaning(mention: FoundMention) -> Member | None:
            best = me.chosen(mention)
            return best.member if best is not None else None

        self._names = NameChoices(self._timeline, self._heard, chosen=chosen)
        self._descriptions = DescriptionChoices(self._timeline, self._heard, chosen=chosen)
        self._pronouns = PronounChoices(self._timeline, self._heard, meaning=meaning, chosen=chosen)
        self._weighed: dict[tuple[int, ...], _Weighed] = {}
        self._depth = 0

    def heard(self, who: Member | UnnamedSource, number: int, token: int) -> None:
        """Take in who said the quotation at a token of a paragraph."""
        self._heard.add(who, number, token)

    def resolve(self, mention: FoundMention) -> Resolved | None:
        """Return whom a mention means most likely, or None where nobody can be told."""
        return next(iter(self.alternatives(mention)), None)

    def alternatives(self, mention: FoundMention) -> list[Resolved]:
        """Return whom a mention can mean, best first; their chances (`sure`) add up to 1 at most."""
        if mention.antecedent is not None:
            step = f"“{mention.name}” is {mention.antecedent.name}"
            known = self.alternatives(mention.antecedent)
            return [replace(found, chain=(step, *found.chain)) for found in known]
        if mention.name.lower() in NARRATORS:
            return []
        return list(itertools.islice(self._alternatives(mention), MOST_ALTERNATIVES))

    def _alternatives(self, mention: FoundMention) -> Iterator[Resolved]:
        if mention.kind is MentionKind.NAME:
            members = self._cast.matches(mention)
            if len(members) < 2:
                yield from (_plainly(mention, member) for member in members)
                return
        for sure, choice in self._weigh(mention).choices:
            if not choice.is_nobody:
                yield self._resolved(mention, sure, choice)

    def choices(self, mention: FoundMention) -> list[Choice]:
        """Return the possible referents of a mention with their features, unweighed."""
        number = self._timeline.paragraph_of(mention)
        match mention.kind:
            case MentionKind.NAME:
                members = self._cast.matches(mention)
                return self._names.of(mention, number, members) if len(members) > 1 else []
            case MentionKind.PRONOUN:
                return self._pronouns.of(mention, number)
            case _:
                return self._descriptions.of(mention, number)

    def _weigh(self, mention: FoundMention) -> _Weighed:
        number = self._timeline.paragraph_of(mention)
        heard = self._heard.before(number, mention.first)
        key = (mention.span.start, *(id(who) for who, _ in heard))
        if key not in self._weighed:
            self._depth += 1
            choices = self.choices(mention)
            self._depth -= 1
            chances = chances_of(choices, self._models[mention.kind])
            order = sorted(range(len(choices)), key=lambda i: -chances[i])
            self._weighed[key] = _Weighed(tuple((chances[i], choices[i]) for i in order))
        return self._weighed[key]

    def chosen(self, mention: FoundMention) -> Choice | None:
        """Return whom an earlier mention means, as far as a chain may go back."""
        if self._depth > LONGEST_CHAIN:
            return None
        if mention.kind is MentionKind.NAME:
            members = self._cast.matches(mention)
            if len(members) < 2:
                return Choice(members[0]) if members else None
        return self._weigh(mention).best

    def _resolved(self, mention: FoundMention, sure: float, choice: Choice) -> Resolved:
        chain = self._steps(mention, choice)
        method = {MentionKind.NAME: "short-name", MentionKind.PRONOUN: "pronoun"}.get(
            mention.kind,
            "organisation" if choice.member is not None and choice.member.is_body else "description",
        )
        if choice.member is not None:
            return Resolved(sure, method, chain, choice.member)
        described = choice.described or mention
        terms = self._terms.of(described.name, is_several=described.is_several)
        words = f"{described.owner}’s {described.name}" if described.owner else described.name
        return Resolved(sure, method, chain, unnamed=UnnamedSource(words, described.is_several, terms))

    def _steps(self, mention: FoundMention, choice: Choice) -> tuple[str, ...]:
        """Return in plain words why a mention means whom it does."""
        match mention.kind:
            case MentionKind.NAME:
                return self._name_steps(mention, choice)
            case MentionKind.PRONOUN:
                return self._pronoun_steps(mention, choice)
        if choice.member is not None:
            return (f"“the {mention.name}” is {choice.member.name}",)
        if choice.described is not None and choice.described is not mention:
            return (f"“the {mention.name}” is the {choice.described.name} mentioned before",)
        return ()

    def _name_steps(self, mention: FoundMention, choice: Choice) -> tuple[str, ...]:
        if choice.member is None:
            return ()
        printed = f"{mention.title} {mention.name}".strip()
        names = " and ".join(member.name for member in self._cast.matches(mention)[:3])
        return (f"“{printed}” fits {names}; it is {choice.member.name} by the names around it",)

    def _pronoun_steps(self, mention: FoundMention, choice: Choice) -> tuple[str, ...]:
        one, name = choice.nearest, choice.member.name if choice.member is not None else ""
        if one is None:
            return ()
        number = self._timeline.paragraph_of(mention)
        back = self._timeline.sentence_of(mention, number) - one.sentence
        heard = self._heard.before(number, mention.first)
        stated = f"{one.mention.title} {one.mention.name}".strip()
        if heard and is_heard(choice, heard[0][0]) and back > 1:
            return (f"“{mention.name}” is the speaker of the quotation before: {name or stated}",)
        where = WHERE[back] if back < 2 else f"{back} sentences before"
        what = "subject of" if one.place in ("subject", "acting") or one.is_first else "one in"
        step = f"“{mention.name}” is the {what} {where}: {stated}"
        return (step, *(_short_step(stated, choice.member) if choice.member is not None else ()))


def _plainly(mention: FoundMention, member: Member) -> Resolved:
    """Return the one member that a name can mean."""
    printed = f"{mention.title} {mention.name}".strip()
    if member.is_body:
        sure = 0.98 if not mention.is_doubtful else 0.8
        return Resolved(sure, "organisation", _short_step(printed, member), member)
    if mention.name == member.name:
        sure = 0.99 if len(member.words) > 1 or mention.title else 0.93
        return Resolved(sure * (0.6 if mention.is_doubtful else 1), "named", (), member)
    return Resolved(0.98, "short-name", _short_step(printed, member), member)


def _short_step(printed: str, member: Member) -> tuple[str, ...]:
    if printed == member.name:
        return ()
    verb = "is short for" if len(printed) < len(member.name) else "is"
    return (f"“{printed}” {verb} {member.name}",)
