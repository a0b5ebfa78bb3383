"""Two tabs that edit the same thing: the second is told at save, with both values, and nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles.changes import changing
from articles.models import (
    Action,
    Article,
    Byline,
    Change,
    KeyDate,
    Quote,
    Speaker,
    SpeakerAlias,
    Topic,
)
from tests.admin.forms import form_values
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db


def url_of(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def opened(client, thing):
    return form_values(client.get(url_of(thing)).content.decode())


def save(client, thing, values, **changes):
    return client.post(url_of(thing), {**values, **changes})


def elsewhere(thing, **values):
    """Change a thing as another editor does."""
    editor, _ = User.objects.get_or_create(username="vera")
    with changing(editor, action=Action.EDIT):
        for field, value in values.items():
            setattr(thing, field, value)
        thing.save()


def make_topic():
    return Topic.objects.create(name="Canals", slug="canals", introduction="Of old.")


THINGS = {
    "article": (lambda: make_article(headline="Old words"), "headline"),
    "quote": (lambda: make_quote(make_article(), notes="Old words"), "notes"),
    "speaker": (lambda: make_speaker("Ada Marsh", biography="Old words"), "biography"),
    "topic": (make_topic, "introduction"),
    "publication": (lambda: make_publication(notes="Old words"), "notes"),
    "unnamedsource": (lambda: make_unnamed_source(make_article(), "Old words"), "description"),
}


@pytest.mark.parametrize("kind", THINGS)
def test_the_second_of_two_tabs_is_told_both_values_and_overwrites_nothing(admin_client, kind):
    make, field = THINGS[kind]
    thing = make()
    values = opened(admin_client, thing)
    elsewhere(thing, **{field: "Theirs"})
    response = save(admin_client, thing, values, **{field: "Mine"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "vera changed this" in html
    assert "it is “Theirs” now" in html
    assert "Mine" in html
    thing.refresh_from_db()
    assert getattr(thing, field) == "Theirs"


@pytest.mark.parametrize("kind", THINGS)
def test_what_was_told_can_be_saved_after_a_look(admin_client, kind):
    make, field = THINGS[kind]
    thing = make()
    values = opened(admin_client, thing)
    elsewhere(thing, **{field: "Theirs"})
    again = form_values(save(admin_client, thing, values, **{field: "Mine"}).content.decode())
    assert again[field] == ["Mine"]
    assert save(admin_client, thing, again).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, field) == "Mine"


def test_what_only_the_other_changed_is_told_and_stands_in_the_form(admin_client):
    article = make_article(headline="Old words")
    values = opened(admin_client, article)
    elsewhere(article, headline="Theirs")
    html = save(admin_client, article, values, standfirst="Mine").content.decode()
    assert "vera changed this article after you opened it. Nothing was saved" in html
    assert "Headline is “Theirs” now." in html
    again = form_values(html)
    assert (again["headline"], again["standfirst"]) == (["Theirs"], ["Mine"])
    assert save(admin_client, article, again).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Theirs", "Mine")
    assert set(article.provenance.values_list("field", flat=True)) == {"standfirst"}


def test_the_same_value_from_both_is_no_quarrel_over_it(admin_client):
    article = make_article(headline="Old words")
    values = opened(admin_client, article)
    elsewhere(article, headline="The same")
    html = save(admin_client, article, values, headline="The same").content.decode()
    assert "it is “The same” now" not in html


def test_names_are_told_not_keys(admin_client):
    article, quay, lock = make_article(), make_publication("The Quay"), make_publication("The Lock")
    values = opened(admin_client, article)
    elsewhere(article, publication=quay)
    html = save(admin_client, article, values, publication=str(lock.pk)).content.decode()
    assert "it is “The Quay” now" in html


def test_every_form_asks_why_and_keeps_the_answer_with_the_act(admin_client):
    speaker = make_speaker("Ada Marsh")
    values = opened(admin_client, speaker)
    save(admin_client, speaker, values, biography="A director.", change_reason="As the trust says")
    assert Change.objects.get().reason == "As the trust says"
    # A reason alone is no change.
    save(admin_client, speaker, opened(admin_client, speaker), change_reason="Nothing to tell")
    assert Change.objects.count() == 1


def test_an_import_is_named_as_one(admin_client):
    article = make_article(headline="Old words")
    values = opened(admin_client, article)
    with changing(None, action=Action.IMPORT):
        article.headline = "From the newer text"
        article.save()
    assert (
        "An import changed this article"
        in save(admin_client, article, values, headline="Mine").content.decode()
    )


def test_what_was_deleted_meanwhile_is_not_saved(admin_client):
    quote = make_quote(make_article())
    values = opened(admin_client, quote)
    quote.delete()
    assert save(admin_client, quote, values, notes="Mine").status_code == 302
    assert not Quote.objects.exists()


def test_a_change_of_something_else_refuses_nothing(admin_client):
    article = make_article()
    quote = make_quote(article)
    values = opened(admin_client, article)
    elsewhere(quote, speaker=make_speaker("Ada Marsh"), review_state="corrected")
    assert save(admin_client, article, values, standfirst="Mine").status_code == 302
    quote.refresh_from_db()
    article.refresh_from_db()
    assert (quote.speaker.name, quote.review_state) == ("Ada Marsh", "corrected")
    assert article.standfirst == "Mine"


def test_a_row_that_both_changed_is_refused_at_its_place(admin_client):
    article = make_article()
    quote = make_quote(article)
    values = opened(admin_client, article)
    elsewhere(quote, speaker=make_speaker("Ada Marsh"))
    tom = make_speaker("Tom Hale")
    html = save(admin_client, article, values, **{"quotes-0-speaker": str(tom.pk)}).content.decode()
    assert "it is “Ada Marsh” now" in html
    quote.refresh_from_db()
    assert quote.speaker.name == "Ada Marsh"
    assert save(admin_client, article, form_values(html)).status_code == 302
    quote.refresh_from_db()
    assert quote.speaker.name == "Tom Hale"


def test_a_row_that_was_changed_is_not_deleted_unseen(admin_client):
    speaker = make_speaker("Ada Marsh")
    alias = SpeakerAlias.objects.create(speaker=speaker, name="Marsh", name_key="marsh")
    values = opened(admin_client, speaker)
    number = next(n for n in range(2) if values[f"aliases-{n}-id"] == [str(alias.pk)])
    elsewhere(alias, name="A. Marsh", name_key="a marsh")
    html = save(admin_client, speaker, values, **{f"aliases-{number}-DELETE": "on"}).content.decode()
    assert "vera changed a speaker alias that you delete here" in html
    assert SpeakerAlias.objects.filter(name="A. Marsh").exists()


def test_a_row_that_is_gone_is_told(admin_client):
    article = make_article()
    byline = Byline.objects.create(article=article, name="Nora Lind")
    values = opened(admin_client, article)
    byline.delete()
    html = save(admin_client, article, values, **{"bylines-0-name": "N. Lind"}).content.decode()
    assert "was deleted after you opened this page" in html
    assert not Byline.objects.exists()


def test_a_date_written_in_words_is_guarded_too(admin_client):
    topic = make_topic()
    day = KeyDate.objects.create(
        topic=topic, precision="year", earliest="2019-01-01", latest="2019-12-31", sentence="It began."
    )
    values = opened(admin_client, topic)
    elsewhere(day, earliest="2018-01-01", latest="2018-12-31")
    html = save(admin_client, topic, values, **{"key_dates-0-sentence": "It ended."}).content.decode()
    assert "vera changed this key date" in html
    day.refresh_from_db()
    assert (day.date.iso, day.sentence) == ("2018", "It began.")
    assert save(admin_client, topic, form_values(html)).status_code == 302
    day.refresh_from_db()
    assert (day.date.iso, day.sentence) == ("2018", "It ended.")


def test_saving_what_nobody_else_touched_is_as_before(admin_client):
    article = make_article(headline="Old words")
    values = opened(admin_client, article)
    assert save(admin_client, article, values, headline="Mine").status_code == 302
    assert Article.objects.get().headline == "Mine"
    assert "opened=" not in str(Change.objects.get().rows.get(model="article").values)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_editors_who_save_at_the_same_moment_one_is_told(admin_user):
    """Each of four tabs opens the same speaker; then all save at once, in threads of their own."""
    speaker = make_speaker("Ada Marsh", biography="Old words")
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(admin_user)
    forms = [opened(client, speaker) for client in clients]
    start = Barrier(len(clients))

    def press_save(number):
        start.wait()
        try:
            return save(clients[number], speaker, forms[number], biography=f"Mine {number}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(press_save, range(len(clients))))
    assert sorted(answers) == [200, 200, 200, 302]
    winner = answers.index(302)
    assert Speaker.objects.get().biography == f"Mine {winner}"
    [row] = Change.objects.get().rows.filter(model="speaker")
    assert row.values == {"biography": ["Old words", f"Mine {winner}"]}
