"""Who the subject of a cue is: before it, after it, or behind "by"."""

from collections.abc import Iterator

from articles.text import nouns
from articles.text.cues import ACCORDING_TO, LEMMA_OF, TELLING, FoundCue
from articles.text.documents import MentionKind
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph

RELATIVE = frozenset(("who", "which", "that"))
REACH = 120  # tokens between a subject and its cue; longer sentences are lists
# "Solheim of the Alliance in Bergen"
CHAINING = frozenset(("of", "from", "in", "at", "for", "with", "on", "to", "by"))
COORDINATING = frozenset(("and", "but", "or", "then", "to", "while", "—", "–", "-", ";"))
LONGEST_TITLE = 8  # words in small letters before a name
SURE_SUBJECT = 0.9

# A subject with how sure it is (0 to 1), or None where there is none.
Subject = tuple[FoundMention, float] | None


def subject_before(paragraph: Paragraph, cue_at: int, start: int) -> Subject:
    """Return the subject of a cue among the tokens [start, cue_at).

    Steps back over adverbs and auxiliaries, then by what stands there: the noun itself, the comma
    that ends an apposition, "who", or "and".
    """
    tokens = paragraph.tokens
    index = _before_adverbs(paragraph, cue_at - 1, start)
    if index < start:
        return None
    token = tokens[index]
    if (mention := paragraph.mention_at(index)) is not None:
        return _head_of_chain(paragraph, mention, start)
    if token.low in RELATIVE:
        return _antecedent(paragraph, index, start)
    is_participle = tokens[cue_at].low.endswith("ing")
    if token.words == "," and not is_participle:
        return _before_apposition(paragraph, index, start)
    if token.words == ")" and (mention := _before_parenthesis(paragraph, index, start)) is not None:
        return mention, 0.96
    if token.words == ",":
        sure = 0.88
    elif token.low in COORDINATING:
        sure = 0.85
    else:
        sure = 0.8 if token.is_quotation or is_participle else 0.7
    return _first_subject(paragraph, start, index, sure)


def _before_adverbs(paragraph: Paragraph, index: int, start: int) -> int:
    while index >= start:
        low = paragraph.tokens[index].low
        is_adverb = low.endswith("ly") and paragraph.mention_at(index) is None
        if low not in nouns.ADVERBS_AND_AUXILIARIES and not is_adverb:
            break
        index -= 1
    return index


def _antecedent(paragraph: Paragraph, relative: int, start: int) -> Subject:
    """Return whom "who" is about: "Ruth Abara, who chairs the panel"."""
    index = relative - 1
    if index >= start and paragraph.tokens[index].words == ",":
        index -= 1
    mention = paragraph.mention_at(index) if index >= start else None
    if mention is None or mention.is_possessive:
        return None
    before = paragraph.tokens[mention.first - 1].low if mention.first > start else ""
    is_told = LEMMA_OF.get(before) in TELLING  # "told a woman who complained that": the teller speaks
    return mention, 0.6 if is_told else 0.93


def _before_parenthesis(paragraph: Paragraph, closing: int, start: int) -> FoundMention | None:
    """Return the mention before "(D-N.M.)"."""
    for index in range(closing - 1, max(start, closing - 12), -1):
        if paragraph.tokens[index].words == "(":
            return paragraph.mention_at(index - 1)
    return None


def _eligible(paragraph: Paragraph, mention: FoundMention) -> bool:
    """Whether a mention can be a subject: no possessive, no object of a preposition."""
    if mention.is_possessive:
        return False
    at = _before_article(paragraph, mention)
    before = paragraph.tokens[at].low if at >= 0 else ""
    if (
        before == ","
        and (place := paragraph.mention_at(at - 1)) is not None
        and place.kind is MentionKind.NAME
    ):
        # "in Ames, Iowa,": the comma goes on with the place
        above = _before_article(paragraph, place)
        if (
            above >= 0
            and paragraph.tokens[above].low in ("in", "at", "near", "from", "of")
            and not mention.title
        ):
            return False
    return before not in nouns.PREPOSITIONS or before in ("before", "after", "as", "since", "until", "than")


def _before_article(paragraph: Paragraph, mention: FoundMention) -> int:
    """Return the token before a mention and the article that a name leaves out."""
    at = mention.first - 1
    return at - 1 if at >= 0 and paragraph.tokens[at].low in ("the", "a", "an") else at


def _first_subject(paragraph: Paragraph, start: int, stop: int, sure: float) -> Subject:
    """Return the first mention that can be a subject, the farther and the more rivals the less sure."""
    fitting = [
        mention
        for mention in paragraph.mentions_in(max(start, stop - REACH), stop)
        if _eligible(paragraph, mention) and not mention.is_doubtful
    ]
    if not fitting:
        return None
    rivals = len(fitting) - 1
    return fitting[0], sure * (0.97**rivals)


def _head_of_chain(paragraph: Paragraph, mention: FoundMention, start: int) -> Subject:
    """Follow "Lauren Nel from Natural Justice in Cape Town" back to its first noun."""
    sure = 0.97
    while (at := _before_article(paragraph, mention)) > start:
        if paragraph.tokens[at].low not in CHAINING:
            break
        previous = paragraph.mention_at(at - 1)
        if previous is None or previous.is_possessive:
            return _first_subject(paragraph, start, at, 0.7) or (mention, 0.5)
        mention, sure = previous, sure * 0.96
    if at >= start and paragraph.tokens[at].low in CHAINING:
        return None
    return (mention, sure) if not mention.is_possessive else None


def _before_apposition(paragraph: Paragraph, comma: int, start: int) -> Subject:
    """Return whom an apposition is about: the name before it, or the name that it is.

    "Ben Rhodes, the deputy adviser, said"; "the head of the union, Olu Adebayo, said".
    """
    earlier = range(comma - 1, max(start, comma - REACH) - 1, -1)
    commas = [index for index in earlier if paragraph.tokens[index].words == ","][:4]
    if commas and (named := _apposed_name(paragraph, commas[0], comma)) is not None:
        return named, 0.93
    before = [paragraph.mention_at(at - 1) or _before_tag(paragraph, at - 1, start) for at in commas]
    owners = [mention for mention in before if mention is not None and not mention.is_possessive]
    for mention in owners:
        if mention.kind is MentionKind.NAME and _eligible(paragraph, mention):
            return mention, 0.93
    return (owners[0], 0.85) if owners else _first_subject(paragraph, start, comma, 0.8)


def _before_tag(paragraph: Paragraph, index: int, start: int) -> FoundMention | None:
    if index > start and paragraph.tokens[index].words == ")":
        return _before_parenthesis(paragraph, index, start)
    return None


def _stands_in_place(paragraph: Paragraph, mention: FoundMention) -> bool:
    at = _before_article(paragraph, mention)
    return at >= 0 and paragraph.tokens[at].low in ("in", "at", "near", "from", "of")


def _apposed_name(paragraph: Paragraph, opening: int, closing: int) -> FoundMention | None:
    """Return the person's name that fills two commas, unless what stands before is a person too."""
    inner = paragraph.mentions_in(opening + 1, closing)
    if not inner or (inner[0].first, inner[0].last) != (opening + 1, closing - 1):
        return None
    if inner[0].kind is not MentionKind.NAME or inner[0].is_body:
        return None
    before = paragraph.mention_at(opening - 1)
    if before is not None and _stands_in_place(paragraph, before):
        return None  # "from Leith, Edinburgh, said"
    is_person = (
        before is not None
        and before.kind is MentionKind.NAME
        and not before.is_body
        and _eligible(paragraph, before)
    )
    return None if is_person else inner[0]


def subject_after(paragraph: Paragraph, cue_at: int, stop: int) -> Subject:
    """Return the subject that follows its cue: "said Mairi Lamont", "said plumber Ned Farrow"."""
    tokens = paragraph.tokens
    index = cue_at + 1
    while index < stop and tokens[index].low.endswith("ly") and paragraph.mention_at(index) is None:
        index += 1
    mention = paragraph.mention_at(index) if index < stop else None
    if mention is not None:
        return _introduced(paragraph, mention, stop) if mention.first == index else None
    begin = index
    while index < stop and index - begin < LONGEST_TITLE and tokens[index].is_word:
        low = tokens[index].low
        if (mention := paragraph.mention_at(index)) is not None:
            return (mention, 0.92) if mention.kind is MentionKind.NAME else (mention, 0.85)
        is_joint = low in ("of", "for") and index > begin  # "said director of studies Ned Farrow"
        if low in nouns.FUNCTION_WORDS and low not in nouns.DETERMINERS and not is_joint:
            return None
        index += 1
    return None


def _introduced(paragraph: Paragraph, mention: FoundMention, stop: int) -> Subject:
    """Return the mention itself, or the name that it only introduces."""
    if (named := introduced_name(paragraph, mention, stop)) is not None:
        return named, 0.95  # "said MSNBC host Chris Matthews"
    if mention.is_possessive:
        owned = paragraph.mentions_in(mention.last + 1, min(stop, mention.last + 8))
        return (owned[0], 0.85) if owned else None
    if (
        mention.kind is MentionKind.DESCRIPTION
        and (named := _named_beside(paragraph, mention, stop)) is not None
    ):
        return named, 0.9
    return mention, 0.97


def _named_beside(paragraph: Paragraph, mention: FoundMention, stop: int) -> FoundMention | None:
    """Return the name between the comma and the next mark: "said the head of the union, Olu Adebayo"."""
    comma = mention.last + 1
    name = paragraph.mention_at(comma + 1) if comma + 1 < stop else None
    if (
        name is None
        or paragraph.tokens[comma].words != ","
        or name.kind is not MentionKind.NAME
        or name.is_body
    ):
        return None
    is_closed = name.last + 1 < stop and paragraph.tokens[name.last + 1].words in (",", ".")
    return name if is_closed else None


def introduced_name(
    paragraph: Paragraph, mention: FoundMention, stop: int | None = None
) -> FoundMention | None:
    """Return the person whom a mention only introduces: lower-case nouns alone stand between them."""
    stop = len(paragraph.tokens) if stop is None else stop
    if mention.kind is MentionKind.PRONOUN or (
        mention.kind is MentionKind.NAME and not mention.is_body and not mention.is_possessive
    ):
        return None
    for index in range(mention.last + 1, min(stop, mention.last + 7)):
        token = paragraph.tokens[index]
        found = paragraph.mention_at(index)
        if found is not None and found.kind is MentionKind.NAME:
            return found if not found.is_body and index > mention.last else None
        if not token.is_word or token.low in nouns.FUNCTION_WORDS or token.low.endswith(("ed", "ing", "ly")):
            return None
    return None


def object_of_by(paragraph: Paragraph, cue_at: int, stop: int) -> Subject:
    """Return who told in a passive: "the tenants were told by housing officer Greta Holm"."""
    cue = paragraph.tokens[cue_at]
    before = paragraph.tokens[cue_at - 1].low if cue_at else ""
    if before not in ("was", "were", "been", "is", "are", "being") or not cue.is_word:
        return None
    at = next((i for i in range(cue_at + 1, min(stop, cue_at + 4)) if paragraph.tokens[i].low == "by"), None)
    return subject_after(paragraph, at, stop) if at is not None else None


def read_subjects(paragraph: Paragraph) -> None:
    """Note for each mention the cues that it is the subject of: (token, cue, "before" or "after" it)."""
    for sentence in paragraph.sentences:
        for index, cue in paragraph.cues_in(sentence.start, sentence.stop):
            for way, found in _subjects_of(paragraph, index, cue, sentence):
                paragraph.subjects.setdefault(found.first, []).append((index, cue, way))


def _subjects_of(
    paragraph: Paragraph, index: int, cue: FoundCue, sentence: range
) -> Iterator[tuple[str, FoundMention]]:
    if cue.lemma == ACCORDING_TO:
        if (found := subject_after(paragraph, index + 1, sentence.stop)) is not None:
            yield "to", found[0]
        return
    if not cue.is_passive and (found := object_of_by(paragraph, index, sentence.stop)) is not None:
        yield "by", found[0]
        return
    if (found := subject_before(paragraph, index, sentence.start)) is not None:
        yield "before" if found[1] >= SURE_SUBJECT else "perhaps", found[0]
    if cue.inverts and (found := subject_after(paragraph, index, sentence.stop)) is not None:
        yield "after", found[0]
