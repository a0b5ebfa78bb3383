"""Near-duplicates and quote clusters of an archive."""

import random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import (
    find_all_duplicates,
    import_inputs,
    list_inputs,
    near_duplicates,
    quote_clusters,
)
from articles.models import (
    Article,
    NearDuplicate,
    Quote,
    QuotedWording,
    Sketch,
    SketchEntry,
    Wording,
    WordingEntry,
    WordingVariant,
)
from articles.search import deferred_indexing
from tests.factories import import_bytes, make_article, make_quote

pytestmark = pytest.mark.django_db

STORY = (
    "MIREFIELD — The canal trust will close the Mirefield lock for the whole of the winter, its board decided on Friday "
    "after a meeting of four hours that was interrupted twice by boat owners.\n\n"
    "“We have run out of money for the gates and we will not borrow any more of it,” said Ada Marsh, the director of "
    "the trust. “Nobody in this town is to blame for that.”\n\n"
    "The lock was last repaired in 1987, when the mill still paid for half of the upkeep of the river.\n\n"
    "Boat owners said that they had not been asked. The ferry to the lower town will go on running until the end of "
    "the year, and the council is to look at the cost of a new bridge in spring."
)
OTHER = (
    "The harbour board met on Monday to talk about the tariff for small vessels, which has not changed in nine years. "
    "Several members wanted to leave it where it is, and others asked for a report on what the neighbouring ports do.\n\n"
    "“I have never seen a year with so few ships,” said Tom Hale, who has run the quay since he was young. "
    "A decision is to be made when the report is there, which nobody expects before the summer."
)


def pairs():
    return [(pair.one.headline, pair.other.headline) for pair in NearDuplicate.objects.order_by("pk")]


def clusters():
    """Return the quotes of each wording and the variants between wordings, by their words alone."""
    quoted = sorted(
        QuotedWording.objects.values_list("wording__words", "quote__article__headline", "quote__words")
    )
    variants = sorted(
        (*sorted((variant.one.words, variant.other.words)), round(variant.score, 6))
        for variant in WordingVariant.objects.select_related("one", "other")
    )
    return quoted, variants


def test_the_seeds_alone_have_no_near_duplicates_and_no_clusters(seeds):
    list(import_inputs(given for given in list_inputs([seeds]) if not given.skip_reason))
    assert Sketch.objects.count() == 2
    assert SketchEntry.objects.count() == 64
    assert not NearDuplicate.objects.exists()
    assert not Wording.objects.shared().exists()


def test_a_shortened_copy_of_a_seed_with_a_word_of_a_quote_changed_is_a_version_of_it(seeds):
    list(import_inputs(given for given in list_inputs([seeds]) if not given.skip_reason))
    [seed] = seeds.glob("002_*.txt")
    text = seed.read_text(encoding="utf-8")
    start = text.index("The White House noted")
    end = text.index("\n", start)
    copy = (text[:start] + text[end + 1 :]).replace("evade sanctions", "dodge sanctions")
    assert len(copy) < len(text) - 100
    result = import_bytes(copy.encode(), name="another-site.txt")
    pair = NearDuplicate.objects.get()
    assert pair.other == result.article
    assert pair.other_share > 0.99
    assert 0.85 < pair.score < 0.99
    quote = Quote.objects.get(article=result.article, words__contains="dodge")
    variant = WordingVariant.objects.get()
    assert variant.other.words.split() == [
        "dodge" if word == "evade" else word for word in variant.one.words.split()
    ]
    assert quote.quoted_wording.wording == variant.other
    same = Wording.objects.shared().exclude(pk__in=[variant.one_id, variant.other_id])
    assert {wording.quotes.count() for wording in same} == {2}


def test_a_wire_copy_with_another_headline_and_paragraphs_added_is_flagged():
    make_article(headline="first", body=STORY)
    make_article(headline="unrelated", body=OTHER)
    make_article(
        headline="wire", body=f"{OTHER[:120]}\n\n{STORY}\n\nA new paragraph stands at the end of it."
    )
    assert pairs() == [("first", "wire")]
    pair = NearDuplicate.objects.get()
    assert pair.one_share == 1.0
    assert pair.other_share < 0.9


def test_of_very_many_versions_the_likest_are_set_beside_a_new_one(monkeypatch):
    monkeypatch.setattr(near_duplicates, "MOST_CANDIDATES", 3)
    addition = (
        "The mill pond froze over in the night, and skaters came from as far as the upper valley to try it."
    )
    bodies = [STORY if number in (1, 4) else f"{STORY}\n\n{addition} {OTHER}" for number in range(6)]
    articles = [make_article(headline=f"Copy {number}", body=body) for number, body in enumerate(bodies)]
    for article in articles:
        near_duplicates.find_near_duplicates(article)
    newest = NearDuplicate.objects.of(articles[5].pk)
    others = {pair.one_id + pair.other_id - articles[5].pk for pair in newest}
    assert others == {articles[0].pk, articles[2].pk, articles[3].pk}


def test_texts_of_fewer_than_forty_words_are_never_flagged():
    for headline in ("one", "other"):
        make_article(headline=headline, body=" ".join(STORY.split()[:36]))
    assert pairs() == []
    assert not SketchEntry.objects.exists()


def test_an_unrelated_text_that_cites_a_whole_paragraph_is_no_version():
    make_article(headline="first", body=STORY)
    make_article(headline="citing", body=f"{OTHER}\n\n{STORY.split(chr(10) * 2)[1]}")
    assert pairs() == []


def test_pairs_follow_a_changed_body_and_go_with_an_article():
    first = make_article(headline="first", body=STORY)
    copy = make_article(headline="copy", body=STORY.replace("winter", "season"))
    assert pairs() == [("first", "copy")]
    copy.body = OTHER
    copy.save()
    assert pairs() == []
    copy.body = STORY
    copy.save()
    assert [pair.score for pair in NearDuplicate.objects.all()] == [1.0]
    first.originals.all().delete()
    first.delete()
    assert pairs() == []
    assert SketchEntry.objects.count() == 32
    assert Sketch.objects.count() == 1


def test_a_save_that_leaves_the_body_finds_nothing_anew():
    article = make_article(body=STORY)
    pk = SketchEntry.objects.first().pk
    article.headline = "Another"
    article.save()
    assert SketchEntry.objects.first().pk == pk


def test_what_an_editor_rejected_is_not_flagged_again():
    first = make_article(headline="first", body=STORY)
    make_article(headline="copy", body=STORY.replace("winter", "season"))
    NearDuplicate.objects.update(rejected_at=timezone.now())
    first.body = STORY.replace("four hours", "five hours")
    first.save()
    list(find_all_duplicates())
    assert [pair.is_rejected for pair in NearDuplicate.objects.all()] == [True]
    assert not NearDuplicate.objects.standing().exists()


def test_a_dry_run_leaves_no_sketch_and_no_wording(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    list(import_inputs(list_inputs([tmp_path]), dry_run=True))
    assert not Sketch.objects.exists()
    assert not Wording.objects.exists()


def test_the_same_words_in_other_marks_and_case_are_one_wording():
    for headline, words in (("one", "We will LOWER the fee,"), ("other", "we will lower the fee.")):
        make_quote(make_article(headline=headline, body=f"She said: “{words}”"), words)
    assert [wording.quotes.count() for wording in Wording.objects.shared()] == [2]
    assert not WordingVariant.objects.exists()


def test_scare_quotes_and_short_answers_are_in_no_cluster():
    for _ in range(2):
        article = make_article(body="They spoke of “grave violations”. “We will see,” she said.")
        make_quote(article, "grave violations", kind="mixed")
        make_quote(article, "We will see,")
    assert not Wording.objects.exists()


def test_a_quote_that_bridges_two_wordings_is_linked_to_both_and_merges_nothing():
    whole = "we have run out of money for the gates and nobody in this town is to blame for any of that"
    for words in (whole, whole[:38], whole[43:]):
        make_quote(make_article(body=words), words)
    assert (
        sorted((variant.one.word_count, variant.other.word_count) for variant in WordingVariant.objects.all())
        == [(20, 8), (20, 11)]
        or WordingVariant.objects.count() == 2
    )


def test_a_wording_goes_with_its_last_quote_and_its_links_with_it():
    one, two, changed = (
        make_article(body=STORY.replace("borrow", verb)) for verb in ("borrow", "borrow", "lend")
    )
    words = "We have run out of money for the gates and we will not borrow any more of it,"
    for article in (one, two):
        make_quote(article, words)
    make_quote(changed, words.replace("borrow", "lend"))
    assert Wording.objects.count() == 2
    assert WordingVariant.objects.count() == 1
    one.originals.all().delete()
    one.delete()
    assert Wording.objects.count() == 2
    two.quotes.get().delete()
    assert [wording.quotes.count() for wording in Wording.objects.all()] == [1]
    assert not WordingVariant.objects.exists()
    assert set(WordingEntry.objects.values_list("wording", flat=True)) == {Wording.objects.get().pk}


def test_a_reimport_moves_its_quotes_to_the_wordings_of_their_new_words():
    import_bytes(STORY.encode(), name="a.txt")
    before = Wording.objects.count()
    assert before == 2
    import_bytes(STORY.replace("borrow", "lend").encode(), name="a.txt")
    assert Article.objects.count() == 1
    assert Wording.objects.count() == before
    assert Wording.objects.filter(words__contains="lend").exists()
    assert not Wording.objects.filter(words__contains="borrow").exists()


WORDINGS = [
    "we have run out of money for the gates",
    "We have run out of money for the gates!",
    "we have run out of cash for the gates",
    "we have run out of money for the old gates and for the boats",
    "they have run out of time for the gates",
    "nobody in this town is to blame for the gates",
    "nobody in that town is to blame",
    "nobody in this town is to be blamed for the boats",
    "run out of money",
    "we have run out of money for the gates nobody in this town is to blame for the gates",
]


@settings(max_examples=15)
@given(order=st.permutations(range(len(WORDINGS))), common=st.sampled_from([2, 3, 4, 100]))
def test_any_order_of_imports_makes_the_same_clusters(order, common):
    def made(numbers):
        with deferred_indexing(), transaction.atomic():
            for number in numbers:
                article = make_article(headline=str(number), body=WORDINGS[number])
                make_quote(article, WORDINGS[number])
            found = clusters()
            transaction.set_rollback(True)
        return found

    with pytest.MonkeyPatch.context() as patch:
        # Where runs become common along the way, what they had found is taken back.
        patch.setattr(quote_clusters, "COMMON_FROM", common)
        assert made(order) == made(range(len(WORDINGS)))


def test_all_found_anew_is_what_the_imports_found(capsys):
    for number, body in enumerate((STORY, OTHER, STORY.replace("borrow", "lend"))):
        import_bytes(body.encode(), name=f"{number}.txt")
    before, found = clusters(), pairs()
    assert len(before[1]) == 1
    SketchEntry.objects.all().delete()
    WordingVariant.objects.all().delete()
    call_command("find_duplicates")
    assert (clusters(), pairs()) == (before, found)
    assert capsys.readouterr().out == "3 articles: 1 near-duplicate pairs, 3 shared wordings.\n"


def test_a_batch_imported_in_one_call_finds_its_own_variants():
    article = make_article(body=f"{WORDINGS[0]}. {WORDINGS[2]}.")
    first = make_quote(article, WORDINGS[0])
    second = make_quote(article, WORDINGS[2])
    Wording.objects.all().delete()
    quote_clusters.cluster_quotes([first, second])
    assert WordingVariant.objects.count() == 1


def test_the_questions_asked_for_an_article_are_as_many_among_a_thousand(django_assert_max_num_queries):
    draw = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst"]

    def body():
        return " ".join(draw.choice(words) for _ in range(60))

    bodies = [body() for _ in range(1_000)]
    with deferred_indexing():
        for text in bodies:
            make_article(headline="generated", body=text)
    assert pairs() == []
    with deferred_indexing(), django_assert_max_num_queries(15):
        make_article(headline="copy", body=bodies[567] + " and a few words more than it had")
    assert NearDuplicate.objects.count() == 1
