"""Conditions on which unnamed sources speak, as printed: "on condition of anonymity"."""

import re
from collections.abc import Sequence

from articles.text import nouns
from articles.text.documents import MentionKind
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph

TERMS = re.compile(
    r"\b(?:on (?:deep )?background|off the record|on (?:the )?condition of anonymity|(?:asked|asking|requested|wished|wanted) (?:not to be (?:named|identified|quoted)|to remain (?:anonymous|unnamed)|for anonymity|anonymity)"
    r"|(?:declined|refused) to be (?:named|identified)|(?:was|were|is|are)(?: not|n[’']t) (?:authorized|authorised|allowed|permitted) to (?:speak|talk|comment|discuss)(?: (?:publicly|to (?:the )?(?:media|press|reporters)|on the record|about \w+))?|spoke anonymously|insisted on anonymity)\b"
)
# One of these is in all of them.
SIGNS = ("background", "record", "anonym", "named", "identified", "quoted", "authori", "allowed", "permitted")
ADDRESSED = frozenset(("reporters", "journalists"))  # who hear the terms, not who set them


class Terms:
    """The terms that an article states, by the source whose sentence states them."""

    def __init__(self, paragraphs: Sequence[Paragraph], body: str) -> None:
        self._paragraphs = paragraphs
        self._body = body
        self._found: dict[tuple[str, bool], tuple[str, ...]] | None = None

    def of(self, description: str, *, is_several: bool) -> tuple[str, ...]:
        """Return the terms stated in a sentence whose first description is this one, in text order."""
        if self._found is None:
            self._found = {}
            for paragraph in self._paragraphs:
                text = self._body[paragraph.start : paragraph.tokens[-1].end]
                for sentence in paragraph.sentences if any(sign in text for sign in SIGNS) else ():
                    self._read(self._found, paragraph, sentence)
        return self._found.get((description, is_several), ())

    def _read(
        self, found: dict[tuple[str, bool], tuple[str, ...]], paragraph: Paragraph, sentence: range
    ) -> None:
        start, end = paragraph.tokens[sentence.start].start, paragraph.tokens[sentence[-1]].end
        terms = [match[0] for match in TERMS.finditer(self._body, start, end)]
        if not terms:
            return
        for mention in paragraph.mentions_in(sentence.start, sentence.stop):
            if _can_set_terms(paragraph, mention):
                key = (mention.name, mention.is_several)
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *terms)))
                return


def _can_set_terms(paragraph: Paragraph, mention: FoundMention) -> bool:
    if mention.kind is not MentionKind.DESCRIPTION or mention.is_body or mention.name.lower() in ADDRESSED:
        return False
    return mention.first == 0 or paragraph.tokens[mention.first - 1].low not in nouns.PREPOSITIONS
