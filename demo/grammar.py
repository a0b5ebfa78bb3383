"""From what somebody says to the paragraphs of a news text, with a record of what was planted in them."""

import datetime
import random
import re
from dataclasses import dataclass

from demo.events import SAYS_WITH_MARKS, Line
from demo.speakers import SPEAKERS, Speaker

# What a description of someone unnamed goes without: the word before it, and what a clause adds.
UNTOLD = re.compile(r"^(?:an?|the|two) |(?:,| who ).*$")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Planted:
    """Words that a text quotes, without their marks, and who said them: a name, or a description in brackets."""

    words: str
    who: str
    kind: str  # direct, mixed or indirect


class Writer:
    """Writes the paragraphs of one article; remembers whom the reader has been told of, and who spoke last."""

    def __init__(self, *, outlet: str, day: datetime.date, dice: random.Random, cast: set[str]) -> None:
        self.outlet = outlet
        self.day = day
        self.dice = dice
        # Who will be in the text: two of one family name are told apart throughout.
        self.cast = cast
        self.paragraphs: list[str] = []
        self.planted: list[Planted] = []
        self._introduced: set[str] = set()
        self._last = ""

    def add(self, text: str) -> None:
        """Add a paragraph of the reporter's own; names and days stand for their placeholders."""
        filled = PLACEHOLDER.sub(lambda match: self._filled(match[1]), text)
        self._keep(filled.replace(", ,", ",").replace(",,", ",").replace(",.", "."))
        self._last = ""

    def add_line(self, line: Line, *, when: str = "") -> None:
        """Add what somebody says; `when` ("on Tuesday", "in May 2012") stands beside the verb where it is given."""
        if not line.is_spoken:
            self._report(line)
        elif when.startswith(("in ", "that ")):
            self._recall(line, when)
        else:
            self._quote(line, when)

    def _report(self, line: Line) -> None:
        """Add a predicate of the reporter's."""
        who = self._who(line)
        predicate = line.words
        for words in SAYS_WITH_MARKS.findall(predicate):
            is_last = predicate.endswith(f"{words}”")
            self._plant(f"{words}." if is_last else words, line, "mixed")
        if "“" not in predicate:
            told = re.sub(r"^(?:said|denied)(?: that)? ", "", predicate)
            self._plant(told, line, "indirect")
        self._last = line.who
        self._keep(_capital(f"{who} {_ended(predicate)}"))

    def _quote(self, line: Line, when: str) -> None:
        first, *rest = line.parts
        is_same = self._last == line.who and line.is_named and not SPEAKERS[line.who].is_body
        is_known = line.who in self._introduced
        who = _pronoun(line) if is_same else self._who(line)
        verb = " ".join(filter(None, (line.verb, when)))
        self._last = line.who
        shape = self.dice.choice(
            ("before", "between", "between", "over") if is_known else ("before", "between")
        )
        if shape == "over" and rest and len(line.words) > 110:
            # Runs over two paragraphs, each opened by a mark, the last one closed.
            self._keep(f"{_capital(who)} {verb}: “{first}")
            self._keep(f"“{' '.join(rest)}”")
            self._plant(first, line, "direct")
            self._plant(" ".join(rest), line, "direct")
        elif shape == "before" and not is_same:
            self._keep(f"{_capital(who)} {verb}: “{line.words}”")
            self._plant(line.words, line, "direct")
        else:
            opened = first if first[-1] in "?!" else f"{first[:-1]},"
            # "said Helena Varro, the prime minister", but "Varro said", "she said" and "Varro told the Assembly".
            is_inverted = verb == "said" and not is_known and not is_same
            told = f"said {who.rstrip(',')}" if is_inverted else f"{who} {verb}"
            following = f" “{' '.join(rest)}”" if rest else ""
            self._keep(f"“{opened}” {told}.{following}")
            self._plant(opened, line, "direct")
            if rest:
                self._plant(" ".join(rest), line, "direct")

    def _recall(self, line: Line, when: str) -> None:
        """Add what somebody said once."""
        verb = "said" if line.verb.endswith(("Courier", "Herald", "court", "ruling")) else line.verb
        who = _pronoun(line) if self._last == line.who else self._who(line)
        self._last = line.who
        self._keep(f"{_capital(when)} {who} {verb}: “{line.words}”")
        self._plant(line.words, line, "direct")

    def _plant(self, words: str, line: Line, kind: str) -> None:
        if line.is_named:
            who = SPEAKERS[line.who].printed(self.outlet)
        else:
            who = f"[{UNTOLD.sub('', line.who)}]"
        self.planted.append(Planted(words, who, kind))

    def _keep(self, paragraph: str) -> None:
        self.paragraphs.append(paragraph)
        self._introduced |= {
            key for key, speaker in SPEAKERS.items() if speaker.printed(self.outlet) in paragraph
        }

    def _filled(self, key: str) -> str:
        return f"{self.day:%A}" if key == "day" else self._named(SPEAKERS[key])

    def _who(self, line: Line) -> str:
        if line.is_named:
            return self._named(SPEAKERS[line.who])
        self._introduced.add(line.who)
        return line.who

    def _named(self, speaker: Speaker) -> str:
        """Return the name with its role at first, later the family name where that is one person's."""
        name = speaker.printed(self.outlet)
        if speaker.is_body:
            return name
        if speaker.key in self._introduced:
            family = name.split()[-1]
            shared = [key for key in self.cast if SPEAKERS[key].name.split()[-1] == family]
            return name if len(shared) > 1 else family
        self._introduced.add(speaker.key)
        role = speaker.role_on(self.day)
        if role.title and self.dice.random() < 0.6:
            return f"{role.title} {name}"
        return f"{name}, {role.words},"


def _pronoun(line: Line) -> str:
    return "she" if SPEAKERS[line.who].is_female else "he"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    """Return a sentence with its full stop, before the mark where one closes it."""
    return f"{text[:-1]}.”" if text.endswith("”") else f"{text}."
