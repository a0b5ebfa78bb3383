"""Topics from a file: what is made, what is followed, what is left as an editor has it."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, KeyDate, PinnedQuote, Quote, Redirect, Topic, TopicArticle
from articles.topic_files import Deed, TopicFileError, import_topic, read_topics
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def topic_file(**changes):
    article = Article.objects.first()
    quote = Quote.objects.first()
    values = {
        "slug": "harbour",
        "name": "Harbour",
        "introduction": "Of *fees*.",
        "query": "harbour",
        "filters": "",
        **changes,
    }
    lines = ["[[topics]]", *(f"{name} = {value!r}" for name, value in values.items())]
    if article and quote:
        lines += ["[[topics.key_dates]]", 'date = "October 2019"', 'sentence = "It falls."']
        lines += [f'article = "{article.public_id}"', "[[topics.quotes]]", f'quote = "{quote.public_id}"']
    return "\n".join(lines)


def imported(text):
    (topic,) = read_topics(text)
    return import_topic(topic)


@pytest.fixture
def article():
    article = make_article()
    make_quote(article, speaker=make_speaker())
    return article


def test_a_topic_is_made_once_and_then_unchanged(article):
    assert imported(topic_file()).deed is Deed.CREATED
    topic = Topic.objects.get()
    assert (topic.name, topic.introduction, topic.query) == ("Harbour", "Of *fees*.", "harbour")
    assert str(topic.key_dates.get().date) == "October 2019"
    assert topic.key_dates.get().article == article
    assert list(topic.pinned_quotes) == [article.quotes.get()]
    again = imported(topic_file())
    assert (again.deed, again.kept, again.missing) == (Deed.UNCHANGED, (), ())
    assert (KeyDate.objects.count(), PinnedQuote.objects.count()) == (1, 1)


def test_a_changed_file_is_followed(article):
    imported(topic_file())
    assert imported(topic_file(introduction="Of tolls.", query="toll")).deed is Deed.UPDATED
    topic = Topic.objects.get()
    assert (topic.introduction, topic.query, topic.key_dates.count()) == ("Of tolls.", "toll", 1)


def test_what_an_editor_changed_stays_and_the_rest_is_followed(article):
    imported(topic_file())
    topic = Topic.objects.get()
    topic.introduction = "By an editor."
    topic.save()
    topic.key_dates.update(sentence="By an editor.")
    result = imported(topic_file(introduction="Of tolls.", query="toll"))
    assert (result.deed, result.kept) == (Deed.UPDATED, ("introduction", "key_dates"))
    topic = Topic.objects.get()
    assert (topic.introduction, topic.query) == ("By an editor.", "toll")
    assert topic.key_dates.get().sentence == "By an editor."
    result = imported(topic_file(introduction="Of tolls.", query="toll"))
    assert (result.deed, result.kept) == (Deed.UNCHANGED, ("introduction", "key_dates"))


def test_a_topic_that_an_editor_made_stays_as_it_is(article):
    Topic.objects.create(slug="harbour", name="Harbour", introduction="Mine.")
    result = imported(topic_file())
    assert result.deed is Deed.UNCHANGED
    assert result.kept == ("introduction", "query", "key_dates", "quotes")
    assert Topic.objects.get().introduction == "Mine."


def test_a_renamed_topic_is_found_again(article):
    imported(topic_file())
    Topic.objects.update(slug="harbours")
    Redirect.objects.create(kind="topic", old="harbour", new="harbours")
    assert imported(topic_file(query="fee")).slug == "harbours"
    assert Topic.objects.get().query == "fee"


def test_a_deleted_topic_stays_away(article):
    Redirect.objects.create(kind="topic", old="harbour", new="", reason="Deleted by an editor.")
    assert imported(topic_file()).deed is Deed.LEFT
    assert not Topic.objects.exists()


def test_what_the_archive_does_not_have_is_told_and_follows_when_it_comes(article):
    text = topic_file()
    Quote.objects.all().delete()
    Article.objects.all().delete()
    result = imported(text)
    assert (result.deed, len(result.missing)) == (Deed.CREATED, 2)
    assert KeyDate.objects.get().source is None
    assert not PinnedQuote.objects.exists()
    other = make_article()
    Article.objects.update(public_id=result.missing[0])
    make_quote(other, public_id=result.missing[1])
    assert imported(text).deed is Deed.UPDATED
    assert (KeyDate.objects.get().article, PinnedQuote.objects.count()) == (other, 1)


def test_articles_are_added_and_left_out_with_their_reasons(article):
    other = make_article()
    text = topic_file(query="") + (
        f'\n[[topics.added]]\narticle = "{other.public_id}"\nreason = "Of it."'
        f'\n[[topics.left_out]]\narticle = "{article.public_id}"'
    )
    imported(text)
    assert TopicArticle.objects.get().reason == "Of it."
    assert Topic.objects.get().omissions.get().article == article
    assert imported(text).deed is Deed.UNCHANGED


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[topics", "This is no TOML"),
        ("colour = 1", "tables called"),
        ("[topics]\nname = 'x'", "tables called"),
        ("[[topics]]\nname = 'Harbour'", "A topic without a slug: slug"),
        ("[[topics]]\nslug = 1", "A topic without a slug"),
        ("[[topics]]\nslug = 'a b'\nname = 'Harbour'", "a b: slug"),
        ("[[topics]]\nslug = 'x'", "x: name"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\ncolour = 'red'", "“colour” is no field of a topic"),
        ("[[topics]]\nslug = 'x'\nname = 3", "x: name is not a text"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\nquery = 'a OR'", "“OR” has nothing to join"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\nfilters = 'topic=y'", "Leave out “topic=”"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\nquotes = 'y'", "[[topics.quotes]]"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.quotes]]\nid = 'y'", "“id” is no field of quotes"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.quotes]]\nquote = 3", "not a text"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.quotes]]\nquote = ''", "names no quote"),
        ("[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.key_dates]]\ndate = 'soon'", "“soon” is no date"),
        (
            "[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.key_dates]]\ndate = '2019'",
            "a key date has a sentence",
        ),
        (
            "[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.added]]\narticle = 'y'\n[[topics.left_out]]\narticle = 'y'",
            "y stands twice",
        ),
        (
            f"[[topics]]\nslug = 'x'\nname = 'X'\n[[topics.added]]\narticle = 'y'\nreason = '{'r' * 301}'",
            "at most 300",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(text, sentence):
    with pytest.raises(TopicFileError) as caught:
        read_topics(text)
    assert sentence in str(caught.value)


def test_a_name_that_another_topic_has_is_refused():
    Topic.objects.create(slug="port", name="Harbour")
    with pytest.raises(TopicFileError, match="another topic has the name “Harbour”"):
        imported(topic_file())


def test_the_command_reports_and_ends_with_a_sentence_where_it_cannot(article, tmp_path, capsys):
    file = tmp_path / "topics.toml"
    file.write_text(topic_file())
    call_command("import_topics", str(file))
    Topic.objects.update(introduction="Mine.")
    call_command("import_topics", str(file))
    said = capsys.readouterr().out
    assert said == "harbour: created.\nharbour: unchanged.\n  Left as an editor has it: introduction.\n"
    file.write_bytes(b"\xff")
    with pytest.raises(CommandError):
        call_command("import_topics", str(file))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_topics", str(tmp_path / "nowhere.toml"))


def test_the_topic_of_the_seeds_finds_all_that_it_names(seeds):
    call_command("import_articles", str(seeds), verbosity=0)
    text = (settings.BASE_DIR / "seeds.topics.toml").read_text(encoding="utf-8")
    result = imported(text)
    assert (result.deed, result.missing) == (Deed.CREATED, ())
    topic = Topic.objects.get(slug="sanctions-on-north-korea")
    assert [str(each) for each in topic.pinned_quotes.values_list("speaker__name", flat=True)] == [
        "None",
        "Barack Obama",
        "Ben Rhodes",
    ]
    assert str(topic.key_dates.get().date) == "26 June 2009"
    assert "2016" not in topic.introduction
