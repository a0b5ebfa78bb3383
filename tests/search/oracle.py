"""What a query means, in plain Python: documents of listed words, and queries made together with their meaning.

Neither our parser nor our analysis takes part in an expected answer: the forms of a word are listed by hand,
and so is how it is folded.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from hypothesis import strategies as st

from articles.search import Sort

# Each line: forms that are one word to a reader. No form of one line is a form of another.
FORMS = [
    ("fee", "fees"),
    ("vote", "votes", "voting", "voted"),
    ("harbour", "harbours"),
    ("tax", "taxes", "taxed"),
    ("policy", "policies"),
    ("the",),
    ("of",),
    ("a",),
    ("café",),
    ("C++",),
    ("U.S.",),
    ("tariff", "tariffs"),
    ("not",),
]
FOLDED = {"café": "cafe", "C++": "c++", "U.S.": "us"}
STEM = {form: forms[0] for forms in FORMS for form in forms}
ALL_FORMS = sorted(STEM)
PEOPLE = ["Ada Marsh", "Tom Hale", "Ida Marsh", "Lee Voss"]
REPORTERS = ["Una Reed", "Max Stone"]
OUTLETS = ["Harbour Times", "Evening Times"]
TOPICS = ["Harbour dues", "Ferries"]
KINDS = ["direct", "mixed", "indirect"]
CUES = {
    "said": "say",
    "Vowed": "vow",
    "according to": "according to",
    "": "",
}  # with what stands for all forms
REVIEWS = ["unreviewed", "confirmed", "corrected"]
BEGINNINGS = ["f", "vot", "har", "tax", "polic", "tari", "caf", "u", "st", "ma", "zz"]
FACETS = ["speakers", "publications", "topics", "years", "months", "kinds", "cues", "reviews", "attributions"]
THINGS = ["date", "headline", "byline", "publication", "topic", "quote", "speaker"]


def folded(form):
    return FOLDED.get(form, form)


def words_of(name):
    return tuple(name.lower().split())


@dataclass(kw_only=True)
class Document:
    """What an article or a quote is to the oracle; a run is a text, as a tuple of forms."""

    key: int
    article: int
    start: int
    prose: tuple  # the runs that plain words are looked for in, in any form
    names: tuple  # the same as written: of an article its byline, of a quote its speaker
    fields: dict  # field to runs of words as written
    headline: tuple
    speakers: set
    publications: set
    topics: set
    years: set
    months: set
    kinds: set
    cues: set
    reviews: set
    attributions: set
    has: set
    first: datetime.date | None
    last: datetime.date | None
    minute: int = 0
    words: frozenset = field(init=False)
    stems: frozenset = field(init=False)
    runs: tuple = field(init=False)

    def __post_init__(self):
        self.runs = tuple(tuple(map(folded, run)) for run in self.prose) + self.names
        self.words = frozenset(word for run in self.runs for word in run)
        self.stems = frozenset(STEM[form] for run in self.prose for form in run)

    @property
    def newest_key(self):
        day = self.first.toordinal() if self.first else 0
        return (-day, -self.minute, -self.article, self.start)

    @property
    def oldest_key(self):
        day = self.first.toordinal() if self.first else 0
        return (not day, day, not self.minute, self.minute, self.article, self.start)

    def key_of(self, sort):
        return self.oldest_key if sort is Sort.OLDEST else self.newest_key


@dataclass(frozen=True)
class Meaning:
    """A query as text, and as a test of a document.

    The test is told whether undated documents pass limits on the date, and whether a match is wanted here
    or excluded: below a NOT a limit lets them pass already.
    """

    text: str
    test: object = field(compare=False)

    def __repr__(self):
        return self.text


def meaning(text, test):
    """Return a meaning that has nothing to do with dates."""
    return Meaning(text, lambda document, *_: test(document))


@cache
def distance(one, other):
    """Return how many letters make one word of the other: optimal string alignment, as in any textbook."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, opposite in enumerate(other, start=1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def are_near(run, wanted, apart):
    """Return whether a stretch of as many words as are wanted, and `apart` more, has them all."""
    counts = Counter(wanted)
    return any(not counts - Counter(run[start : start + len(wanted) + apart]) for start in range(len(run)))


def stands_in(run, phrase):
    return any(run[start : start + len(phrase)] == phrase for start in range(len(run)))


def is_dated(first, last):
    def test(document, lenient, wanted):
        if document.first is None:
            return lenient and wanted
        return (first is None or document.last >= first) and (last is None or document.first <= last)

    return test


@st.composite
def dates(draw):
    low, high = sorted([draw(st.integers(2007, 2012)), draw(st.integers(2007, 2012))])
    month = draw(st.integers(1, 12))
    edge = datetime.date(low, month, 1)
    new_year, old_year = datetime.date(low, 1, 1), datetime.date(high, 12, 31)
    return draw(
        st.sampled_from(
            [
                Meaning(f"date:{low}..{high}", is_dated(new_year, old_year)),
                Meaning(f"date:[{low} TO {high}]", is_dated(new_year, old_year)),
                Meaning(f"date:{low}", is_dated(new_year, datetime.date(low, 12, 31))),
                Meaning(f"date:{low}-{month:02}..{high}", is_dated(edge, old_year)),
                Meaning(f"date:>={low}-{month:02}", is_dated(edge, None)),
                Meaning(f"since:{low}", is_dated(new_year, None)),
                Meaning(f"date:<{low}-{month:02}-01", is_dated(None, edge - datetime.timedelta(days=1))),
                Meaning(f"before:{low}", is_dated(None, datetime.date(low - 1, 12, 31))),
                Meaning(f"date:..{high}", is_dated(None, old_year)),
            ]
        )
    )


@st.composite
def like_words(draw):
    """Return a word with a few letters put in, left out or swapped, and what it is like."""
    word = folded(draw(st.sampled_from([form for form in ALL_FORMS if form.isalpha()])))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(word) - 1))
        other = draw(st.sampled_from("aeftx"))
        word = draw(
            st.sampled_from(
                [
                    word[:place] + other + word[place:],
                    word[:place] + other + word[place + 1 :],
                    (word[:place] + word[place + 1 :]) or word,
                    word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
                ]
            )
        )
    sign, most = draw(st.sampled_from([("~", 1 if len(word) <= 5 else 2), ("~1", 1), ("~2", 2)]))
    if most >= len(word):
        return meaning("zebra", lambda _: False)
    return meaning(
        f"{word}{sign}", lambda document: any(distance(word, each) <= most for each in document.words)
    )


def near_words(forms, apart):
    wanted = tuple(map(folded, forms))
    return meaning(
        f'"{" ".join(forms)}"~{apart}',
        lambda document: (
            document.words.issuperset(wanted) and any(are_near(run, wanted, apart) for run in document.runs)
        ),
    )


def phrase(forms):
    wanted = tuple(map(folded, forms))
    return meaning(
        f'"{" ".join(forms)}"', lambda document: any(stands_in(run, wanted) for run in document.runs)
    )


def in_names(prefix, field, word):
    return meaning(
        f"{prefix}:{word}", lambda document: any(word.lower() in run for run in document.fields[field])
    )


forms = st.sampled_from(ALL_FORMS)
leaves = st.one_of(
    forms.map(lambda form: meaning(form, lambda document: STEM[form] in document.stems)),
    forms.map(lambda form: meaning(f"title:{form}", lambda document: STEM[form] in {STEM[w] for w in document.headline})),
    st.sampled_from(["Reed", "stone", "Marsh"]).map(
        lambda name: meaning(name, lambda document: any(name.lower() in run for run in document.names))
    ),
    st.lists(forms, min_size=1, max_size=4).map(phrase),
    st.builds(near_words, st.lists(forms, min_size=2, max_size=4), st.integers(0, 6)),
    st.lists(forms, min_size=2, max_size=2).map(
        lambda pair: meaning(
            f'headline:"{" ".join(pair)}"~1',
            lambda document: are_near(tuple(map(folded, document.headline)), tuple(map(folded, pair)), 1),
        )
    ),
    st.sampled_from(BEGINNINGS).map(
        lambda begun: meaning(f"{begun}*", lambda document: any(word.startswith(begun) for word in document.words))
    ),
    like_words(),
    st.sampled_from(["Ada", "Tom", "Marsh", "Voss"]).map(lambda name: in_names("speaker", "speaker", name)),
    st.sampled_from(["Harbour", "Evening", "Times"]).map(lambda name: in_names("source", "publication", name)),
    st.sampled_from(["dues", "Ferries"]).map(lambda name: in_names("topic", "topic", name)),
    st.sampled_from(["Una", "Stone"]).map(lambda name: in_names("by", "byline", name)),
    st.sampled_from(["said", "vowed", "according"]).map(lambda cue: in_names("cue", "cue", cue)),
    st.sampled_from(["Marsh", "Mrash", "Hole", "Voos"]).map(
        lambda name: meaning(
            f"speaker:{name}~1",
            lambda document: any(distance(name.lower(), w) <= 1 for run in document.fields["speaker"] for w in run),
        )
    ),
    st.sampled_from(KINDS).map(lambda kind: meaning(f"kind:{kind}", lambda document: kind in document.kinds)),
    st.sampled_from(THINGS).map(lambda thing: meaning(f"has:{thing}", lambda document: thing in document.has)),
    dates(),
    st.just(meaning("date:undated", lambda document: document.first is None)),
)  # fmt: skip


def joined(parts, sign, test):
    text = "(" + f" {sign} ".join(part.text for part in parts) + ")"
    return Meaning(text, lambda *seen: test(part.test(*seen) for part in parts))


def excluded(part, sign):
    return Meaning(
        f"{sign}({part.text})",
        lambda document, lenient, wanted: not part.test(document, lenient, not wanted),
    )


queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "AND", all)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "", all)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "OR", any)),
        inner.map(lambda part: excluded(part, "-")),
        inner.map(lambda part: excluded(part, "NOT ")),
    ),
    max_leaves=6,
)


def slug(name):
    return name.lower().replace(" ", "-")


def some(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


# A month is a choice of its own, beside a year: values of both are alternatives of one filter.
filters = st.fixed_dictionaries(
    {
        "speakers": some([slug(name) for name in PEOPLE]),
        "publications": some([slug(name) for name in OUTLETS]),
        "topics": some([slug(name) for name in TOPICS]),
        "years": some(["2008", "2009", "2010", "undated"]),
        "months": some(["2009-03", "2009-06", "2010-06"]),
        "kinds": some(KINDS),
        "cues": some([*CUES.values(), "deny"]).map(lambda cues: tuple(filter(None, cues))),
        "reviews": some([*REVIEWS, "probable"]),
        "attributions": some(["named", "unnamed", "withheld", "nobody"]),
    }
) | st.just({})


@dataclass(frozen=True)
class Expected:
    """The documents that are to be found, in no order, the counts, and how many undated ones are kept out."""

    found: list
    counts: dict
    left_out: int


def expect(documents, query, chosen, *, include_undated):
    """Return what is to be found among the documents."""
    chosen = {name: set(values) for name, values in chosen.items() if values}
    matching = [document for document in documents if query.test(document, include_undated, True)]

    def passes(document, name, *, lenient):
        if name == "date":
            values = chosen.get("years", set()) | chosen.get("months", set())
            has_one = bool((document.years | document.months) & values) or (
                lenient and document.first is None
            )
            return not values or has_one
        return not chosen.get(name) or bool(getattr(document, name) & chosen[name])

    names = ("speakers", "publications", "topics", "kinds", "cues", "reviews", "attributions", "date")

    def passing(rows, *, but=None, lenient=include_undated):
        return [
            row for row in rows if all(passes(row, name, lenient=lenient) for name in names if name != but)
        ]

    found = passing(matching)
    left_out = 0
    if not include_undated and "undated" not in chosen.get("years", ()):
        keys = {row.key for row in found}
        lenient = [row for row in documents if query.test(row, True, True) and row.first is None]
        left_out = sum(row.key not in keys for row in passing(lenient, lenient=True))
    groups = {"years": "date", "months": "date"}
    counts = {
        name: dict(
            Counter(v for row in passing(matching, but=groups.get(name, name)) for v in getattr(row, name))
        )
        for name in FACETS
    }
    return Expected(found, counts, left_out)
