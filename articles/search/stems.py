"""Porter's second stemmer for English, as Whoosh has it, for words of plain letters, and without its idle steps.

Whoosh tries every ending of every step on every word. A step has nothing to do where the word's last letter is none
that its endings have, which is so for most: it is left out then, and nothing else is different.
"""

from whoosh.lang import porter2 as whoosh


def porter2(word: str) -> str:
    """Return the stem of a word of three and more small letters, with no apostrophe in it."""
    exception: str | None = whoosh.exceptional_forms.get(word)
    if exception is not None:
        return exception
    has_y = "y" in word
    if has_y:
        word = whoosh.capitalize_consonant_ys(word)
    r1 = whoosh.get_r1(word)
    after = whoosh.r_exp.match(word, r1)
    r2 = after.start(1) if after else len(word)
    if word[-1] in "sd":
        word = whoosh.step_1a(word)
    if word in whoosh.exceptional_early_exit_post_1a:
        return word
    if word[-1] in "dgy":
        word = whoosh.step_1b(word, r1)
    if word[-1] in "yY":
        word = whoosh.step_1c(word)
    word = _without_suffixes(word, r1, r2)
    return word.replace("Y", "y") if has_y else word


def _without_suffixes(word: str, r1: int, r2: int) -> str:
    """Return a word without what derives it from another, as far as that lies in its regions."""
    if word[-1] in "ilmnrs":
        word = whoosh.step_2(word, r1)
    if word[-1] in "eils":
        word = whoosh.step_3(word, r1, r2)
    if word[-1] in "ceilmnrst":
        word = whoosh.step_4(word, r2)
    if word[-1] in "el":
        word = whoosh.step_5(word, r1, r2)
    return word
