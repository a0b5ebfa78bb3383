"""How a query that is being typed may go on: names first, then words; nothing that readers may not know."""

import pytest

from articles.models import SpeakerAlias, Topic, Visibility
from articles.models.rights import Rights
from articles.search import complete, completions, drain_outbox, rebuild
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.search.engines import lose_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    article = make_article(
        headline="Tariffs",
        body="“Tariffs hurt,” Ada Marsh said. “A tariff is a tax,” Zoë Tarn said. Tarry not, tariffs.",
        publication=make_publication("Evening Tariff News"),
    )
    make_quote(article, "Tariffs hurt,", speaker=make_speaker("Ada Marsh"))
    make_quote(article, "A tariff is a tax,", speaker=make_speaker("Zoë Tarn"))
    make_article(headline="Tariffs again", body="Tariffs and tarpaulins.")
    article.topics.add(Topic.objects.create(name="Free trade and tariffs", slug="free-trade"))
    drain_outbox()
    return article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("mars", ['speaker:"Ada Marsh"', "marsh"], id="the-last-part-of-a-name"),
        pytest.param("fees ada", ['fees speaker:"Ada Marsh"'], id="after-other-words"),
        pytest.param("fees ada ma", ['fees speaker:"Ada Marsh"', "fees ada marsh"], id="two-words-of-a-name"),
        pytest.param("zoe", ['speaker:"Zoë Tarn"'], id="without-accents"),
        pytest.param("speaker:mar", ['speaker:"Ada Marsh"'], id="in-its-field"),
        pytest.param("headline:tarp", ["headline:tarpaulins"], id="a-word-in-a-field"),
        pytest.param(
            "TAR",
            [
                'speaker:"Zoë Tarn"',
                'publication:"Evening Tariff News"',
                'topic:"Free trade and tariffs"',
                "tariffs",
                "tarn",
                "tarpaulins",
                "tarry",
            ],
            id="of-each-kind",
        ),
        pytest.param("arsh", [], id="not-inside-a-word"),
        pytest.param("m", [], id="one-letter"),
        pytest.param("mars ", [], id="a-word-that-is-ended"),
        pytest.param('"mars', [], id="within-quotation-marks"),
        pytest.param("", [], id="nothing"),
        pytest.param("%a_", [], id="signs-of-patterns"),
    ],
)
def test_a_beginning_is_completed(archive, text, expected):
    assert [completion.query for completion in complete(text)] == expected


def test_what_readers_may_not_know_is_never_offered(archive):
    marsh, tarn = make_speaker("Ada Marsh"), make_speaker("Zoë Tarn")
    marsh.visibility = Visibility.HIDDEN
    marsh.save()
    make_speaker("Adam Marshall")  # nobody ever quoted him
    make_publication("Evening Tariff News").__class__.objects.update(rights=Rights.PRIVATE)
    drain_outbox()
    assert complete("marsh") == ()
    assert complete("evening") == ()
    tarn.quotes.update(visibility=Visibility.HIDDEN)
    assert complete("zoe") == ()


def test_words_of_withdrawn_articles_are_never_offered(archive):
    secret = make_article(headline="Tarpan", body="A tarpan secretly grazed. Tariffs.")
    rebuild()  # so that it shares a segment with others
    assert [completion.query for completion in complete("tarpa")] == ["tarpan", "tarpaulins"]
    secret.visibility = Visibility.HIDDEN
    secret.save()
    drain_outbox()
    assert [completion.query for completion in complete("tarpa")] == ["tarpaulins"]


def test_while_the_index_is_away_nothing_is_offered_that_could_not_be_searched_for(archive):
    lose_index()
    assert complete("tar") == ()


def quoted(name, times):
    article = make_article(body=" ".join(f"{name} {number}" for number in range(times)))
    for number in range(times):
        make_quote(article, f"{name} {number}", speaker=make_speaker(name))


def test_a_name_that_begins_so_comes_before_one_with_such_a_word_then_who_is_quoted_most(archive):
    for name, times in (("Kora Lindqvist", 1), ("Nils Korander", 3), ("Korbin Ash", 2), ("Una Korb", 4)):
        quoted(name, times)
    drain_outbox()
    assert [completion.label for completion in complete("kor")[:4]] == [
        "Korbin Ash, speaker",
        "Kora Lindqvist, speaker",
        "Una Korb, speaker",
        "Nils Korander, speaker",
    ]


def test_more_of_the_words_typed_come_before_who_is_quoted_most(archive):
    quoted("Korbin Ash", 2)
    quoted("Una Korb", 4)
    drain_outbox()
    found = [completion.query for completion in complete("una korb")]
    assert found[:2] == ['speaker:"Una Korb"', 'una speaker:"Korbin Ash"']


def test_a_topic_is_not_offered_because_it_stands_beside_another(archive):
    archive.topics.add(Topic.objects.create(name="Harvests", slug="harvests"))
    drain_outbox()
    assert [completion.query for completion in complete("tariff")][:2] == [
        'publication:"Evening Tariff News"',
        'topic:"Free trade and tariffs"',
    ]
    assert [completion.query for completion in complete("harv")] == ['topic:"Harvests"']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("speaker:tar", ['speaker:"Zoë Tarn"']),
        ("Source:tar", ['publication:"Evening Tariff News"']),
        ("fees topic:tar", ['fees topic:"Free trade and tariffs"']),
    ],
)
def test_after_a_field_only_names_of_its_kind_are_offered(archive, text, expected):
    assert [completion.query for completion in complete(text)] == expected


def test_who_is_quoted_once_is_found_among_any_number_with_such_a_word(archive, monkeypatch):
    monkeypatch.setattr(completions, "CANDIDATES", 3)
    for number in range(5):
        quoted(f"Una Korb{number}", 2)
    quoted("Korbin Ash", 1)
    drain_outbox()
    assert complete("kor")[0].label == "Korbin Ash, speaker"


def test_a_name_is_found_by_another_form_of_it(archive):
    article = make_article(body="“No,” she said.")
    speaker = make_speaker("Ilse Borg")
    SpeakerAlias.objects.create(speaker=speaker, name="Premier Quennell", name_key="premier quennell")
    make_quote(article, "No,", speaker=speaker)
    drain_outbox()
    assert [completion.query for completion in complete("quenn")] == ['speaker:"Ilse Borg"']


def test_no_more_is_offered_than_can_be_read(archive):
    article = make_article(body=" ".join(f"Tarman{letter}" for letter in "abcdefghijkl"))
    for letter in "abcdefghijkl":
        make_quote(article, f"Tarman{letter}", speaker=make_speaker(f"Tarman{letter} Li"))
    drain_outbox()
    offered = complete("tarman")
    assert len(offered) == 8
    assert [completion.label for completion in offered[:4]] == [
        f"Tarman{letter} Li, speaker" for letter in "abcd"
    ]
