"""Learns whom names, pronouns and descriptions mean: weights for articles.text.resolution.

    python -m training.train_persons TRAIN.jsonl.gz … --persons PERSONS.jsonl … [--folds 5]

PERSONS says who really spoke, as read by hand: a line a quotation, {"id", "start", "end", "speaker", "named", "flag"}.
"""

import argparse
import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.text.attribution import attribute_quotations, read_cast, read_paragraphs
from articles.text.casts import Cast, name_words
from articles.text.choices import Choice
from articles.text.documents import MentionKind, Quotation, QuotationKind
from articles.text.genders import gender_of_name
from articles.text.linear import FOLDER, LinearModel, held_instead
from articles.text.marks import find_marked
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.resolution import MODELS, Resolver, chances_of
from training.corpus import deal, read_documents
from training.fitting import Learner, fit_choice, write_model

NO_PERSON = re.compile(r"hardly|title|nickname|scare|relay|term", re.IGNORECASE)
PLAIN = re.compile(r"document|the report|plural", re.IGNORECASE)  # flags that leave the source as annotated
NO_TITLE = re.compile(
    r"\b(?:former|secretary|senator|sir|prime minister|president|governor)\b", re.IGNORECASE
)
SLIPS = 2  # labels that contradict their mentions, from which on an article's labels are not trusted
ROUNDS = 2  # the second knows whom the pronouns before mean
Models = dict[MentionKind, LinearModel]
Judgement = tuple[float, bool, bool]
Group = tuple[list[list[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Label:
    """Who said one quotation."""

    start: int
    end: int
    mention: tuple[int, int] | None
    speaker: str
    is_named: bool


@dataclass(slots=True)
class Article:
    """A labelled article as the engine reads it."""

    paragraphs: list[Paragraph]
    cast: Cast
    body: str
    labels: list[Label]
    # As the engine finds them, with its own errors, as it will when it resolves.
    spoken: list[Quotation] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One mention with its choices and which of them are right."""

    kind: str
    mention: FoundMention
    label: Label
    choices: list[Choice]
    right: list[int]

    @property
    def group(self) -> Group:
        return [choice.features for choice in self.choices], self.right


def is_right(label: Label, name: str) -> bool:
    """Whether a name or description is that of the person who spoke."""
    gold, shown = name_words(NO_TITLE.sub("", label.speaker)), name_words(NO_TITLE.sub("", name))
    if not gold or not shown:
        return False
    if not label.is_named:
        return (
            gold[-1].rstrip("s") == shown[-1].rstrip("s")
            or set(shown) <= set(gold)
            or set(gold) <= set(shown)
        )
    if len(gold) == 1 or len(shown) == 1:
        return shown[-1] == gold[-1] or gold[0] == shown[0]
    return (
        (gold[-1] == shown[-1] and gold[0][:3] == shown[0][:3])
        or set(gold) <= set(shown)
        or set(shown) <= set(gold)
    )


def read_articles(
    documents: Sequence[Mapping[str, Any]], persons: Iterable[Mapping[str, Any]]
) -> list[Article]:
    """Return the articles that have labels."""
    by_id: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in persons:
        by_id[line["id"]].append(line)
    articles = [
        _article(document, by_id[document["id"]]) for document in documents if document["id"] in by_id
    ]
    return [article for article in articles if _count_slips(article) < SLIPS]


def _count_slips(article: Article) -> int:
    starts = [paragraph.start for paragraph in article.paragraphs]
    mentions = [(_mention_of(article, starts, label), label) for label in article.labels]
    return sum(mention is not None and _contradicts(mention, label) for mention, label in mentions)


def _article(document: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> Article:
    body = document["text"]
    quotes = {quote["start"]: quote for quote in document["quotes"] if quote["kind"] != "indirect"}
    labels = []
    for line in lines:
        quote = quotes.get(line["start"])
        flag = line.get("flag") or ""
        if quote is None or line["speaker"] == "UNKNOWN" or NO_PERSON.match(flag):
            continue
        at = quote.get("speaker_start")
        mention = (at, quote["speaker_end"]) if at is not None and (not flag or PLAIN.match(flag)) else None
        labels.append(Label(quote["start"], quote["end"], mention, line["speaker"], line["named"]))
    paragraphs = read_paragraphs(body, find_marked(body))
    labels.sort(key=lambda label: label.start)
    return Article(paragraphs, read_cast(paragraphs), body, labels)


def read_examples(article: Article, models: Models) -> list[Example]:
    """Return the mentions of the labelled quotations with their choices, in text order."""
    resolver = Resolver(article.paragraphs, article.cast, article.body, models)
    starts = [paragraph.start for paragraph in article.paragraphs]
    members = {member.name: member for member in article.cast.members}
    spoken = iter(article.spoken)
    following = next(spoken, None)
    examples: dict[int, Example] = {}
    for label in article.labels:
        while following is not None and following.span.end <= label.start:
            attribution = following.attribution
            who = members.get(attribution.speaker.name) if attribution.speaker else attribution.unnamed
            number = bisect.bisect_right(starts, following.span.start) - 1
            tokens = article.paragraphs[number].tokens
            if who is not None:
                token = bisect.bisect_right(tokens, following.span.start, key=lambda token: token.start) - 1
                resolver.heard(who, number, token)
            following = next(spoken, None)
        mention = _mention_of(article, starts, label)
        if mention is not None and mention.span.start not in examples:
            choices = [] if _contradicts(mention, label) else resolver.choices(mention)
            right = [i for i, c in enumerate(choices) if not c.is_nobody and is_right(label, _name(c))]
            if not right and label.is_named and mention.is_body:
                # Who issued a document stands nowhere: then it is its own source.
                right = [i for i, choice in enumerate(choices) if choice.described is mention]
            if not right and _kind(mention) == "it or they":
                choices = []  # several people by name, or the writer of a paper: too few to learn from
            if len(choices) > 1:
                examples[mention.span.start] = Example(
                    _kind(mention), mention, label, choices, right or [len(choices) - 1]
                )
    return list(examples.values())


def _contradicts(mention: FoundMention, label: Label) -> bool:
    """Whether a label can be no one's whom the mention means: a slip of the one who labelled."""
    if not label.is_named:
        return False
    if mention.kind is MentionKind.NAME and not mention.is_body:
        return not set(name_words(mention.name)) & set(name_words(label.speaker))
    gender = gender_of_name(label.speaker, "")
    return (
        mention.name.lower() in ("he", "she")
        and gender is not None
        and gender.is_female is not (mention.name.lower() == "she")
    )


def _kind(mention: FoundMention) -> str:
    if mention.kind is MentionKind.PRONOUN:
        return "he or she" if mention.name.lower() in ("he", "she") else "it or they"
    return "name" if mention.kind is MentionKind.NAME else "description"


def _name(choice: Choice) -> str:
    if choice.member is not None:
        return choice.member.name
    return choice.described.name if choice.described is not None else ""


def _mention_of(article: Article, starts: Sequence[int], label: Label) -> FoundMention | None:
    if label.mention is None:
        return None
    start, end = label.mention
    number = bisect.bisect_right(starts, start) - 1
    found = [
        mention
        for mention in article.paragraphs[max(number, 0)].mentions
        if mention.span.start < end and start < mention.span.end
    ]
    return found[0] if found else None


def fit(articles: Sequence[Article]) -> Models:
    """Return models of the articles; each round reads them with what the one before learned."""
    models = {kind: LinearModel({}) for kind in MODELS}
    for _ in range(ROUNDS):
        examples = [example for article in articles for example in read_examples(article, models)]
        for kind in MODELS:
            groups = [example.group for example in examples if example.mention.kind is kind]
            models[kind] = LinearModel(fit_choice(groups, epochs=10, learner=Learner(l1=0.2, l2=2.0)))
    return models


def listen(articles: Sequence[Article]) -> None:
    """Let the engine say who spoke where, with weights learned from these articles without any speakers.

    So the same labels give the same weights, whatever weights there were before.
    """
    with held_instead({MODELS[kind]: model for kind, model in fit(articles).items()}):
        for article in articles:
            found = attribute_quotations(article.body)
            article.spoken = [one for one in found if one.kind is not QuotationKind.INDIRECT]


def report(name: str, judged: Sequence[Judgement]) -> None:
    """Print how many are right, and how many wrong among those stated surely."""
    right = sum(is_right for _, is_right, _ in judged)
    reach = sum(can_be for _, _, can_be in judged)
    line = f"{name:12} n {len(judged):4}  reachable {100 * reach / len(judged):5.1f}  right {100 * right / len(judged):5.1f}"
    for sure in (0.95, 0.9, 0.8, 0.5):
        stated = [is_right for chance, is_right, _ in judged if chance >= sure]
        wrong = len(stated) - sum(stated)
        line += f"  ≥{sure}: {len(stated)}, wrong {100 * wrong / max(1, len(stated)):.1f}"
    print(line)


def judge(example: Example, models: Models) -> Judgement:
    """Return the chance of the best referent, whether it is right, and whether a right one was offered."""
    chances = chances_of(example.choices, models[example.mention.kind])
    named = [i for i, choice in enumerate(example.choices) if not choice.is_nobody]
    best = max(named, key=lambda i: chances[i])
    can_be = not example.choices[example.right[0]].is_nobody
    return chances[best], can_be and best in example.right, can_be


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--persons", nargs="+", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", default="", help="print the wrong ones of a kind, or all")
    arguments = parser.parse_args()
    articles = read_articles(list(read_documents(arguments.texts)), read_documents(arguments.persons))
    listen(articles)
    folds = deal(articles, arguments.folds)
    judged: dict[str, list[Judgement]] = defaultdict(list)
    missed: list[tuple[float, Article, Example, Models]] = []
    for number, held in enumerate(folds):
        models = fit([article for other, fold in enumerate(folds) if other != number for article in fold])
        for article in held:
            for example in read_examples(article, models):
                judgement = judge(example, models)
                judged[example.kind].append(judgement)
                if not judgement[1] and arguments.errors in ("all", example.kind):
                    missed.append((judgement[0], article, example, models))
    for _, article, example, models in sorted(missed, key=lambda miss: -miss[0]):
        show(article, example, models)
    for kind in sorted(judged):
        report(kind, judged[kind])
    if judged:
        report("all", [one for many in judged.values() for one in many])
    for kind, model in fit(articles).items():
        write_model(FOLDER / f"{MODELS[kind]}.json", dict(model.weights))
        print(f"{len(articles)} articles, {len(model.weights)} features of {MODELS[kind]}")


def show(article: Article, example: Example, models: Models) -> None:
    """Print a mention that was resolved wrongly, with its choices."""
    start = example.mention.span.start
    print("\n…", " ".join(article.body[max(0, start - 500) : start + 60].split()))
    model = models[example.mention.kind]
    chances = chances_of(example.choices, model)
    print(f"   {example.mention.name!r} is {example.label.speaker!r}; offered:")
    for chance, choice in sorted(zip(chances, example.choices, strict=True), key=lambda pair: -pair[0])[:4]:
        print(
            f"     {chance:.2f} {_name(choice) or 'nobody'}",
            *(f for f in choice.features if f in model.weights),
        )


if __name__ == "__main__":
    main()
