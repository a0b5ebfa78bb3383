"""How a query that is being typed may go on: names first, then words; nothing that readers may not know."""

import pytest

from articles.models import Topic, Visibility
from articles.models.rights import Rights
from articles.search import complete, drain_outbox, rebuild
from tests.factories import make_article, make_publication, make_quote, make_speaker

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


def test_names_are_offered_while_the_index_is_away(archive, settings, tmp_path):
    settings.HAYSTACK_CONNECTIONS["default"]["PATH"] = str(tmp_path / "elsewhere")
    assert [completion.query for completion in complete("tar")] == [
        'speaker:"Zoë Tarn"',
        'publication:"Evening Tariff News"',
        'topic:"Free trade and tariffs"',
    ]


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
