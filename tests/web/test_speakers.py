"""The register of speakers."""

import re
import shutil
from pathlib import Path

from django.conf import settings

from articles.models import SpeakerAlias
from articles.models.public_ids import name_key
from articles.search import drain_outbox
from tests.factories import make_article, make_quote, make_speaker


def text(client, path, *, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


def listed(html):
    """Return the names of the list from A to Z."""
    return re.findall(
        r"<bdi>([^<]+)</bdi>", html.partition('class="columns__main"')[2].partition("<aside")[0]
    )


def quote_speakers(*names, **changes):
    speakers = [make_speaker(name, **changes) for name in names]
    for speaker in speakers:
        make_quote(make_article(), speaker=speaker)
    drain_outbox()
    return speakers


def test_letters_of_the_alphabet_gather_their_marked_forms_and_tell_how_many(client, db):
    quote_speakers("Ada Ørsted", "Una Orme", "38 North", "Иван Вазов")
    html = text(client, "/speakers/")
    assert re.findall(r'<h3 class="letter__title">(.)</h3>', html) == ["N", "O", "В"]
    assert listed(text(client, "/speakers/?letter=%C3%B8")) == ["Orme, Una", "Ørsted, Ada"]
    assert 'title="2 speakers">O</a>' in html


def test_a_name_is_found_by_any_form_printed_without_accents_and_by_beginnings(client, db):
    jose, una = quote_speakers("José Ørsted", "Una Bray")
    SpeakerAlias.objects.create(speaker=una, name="The Skipper", name_key=name_key("The Skipper"))
    assert listed(text(client, "/speakers/?q=orst+JOSE")) == [jose.sort_name]
    assert listed(text(client, "/speakers/?q=skip")) == [una.sort_name]
    assert "Bray" not in text(client, "/speakers/?q=kipper").partition("<aside")[0]
    assert "has a name like “<bdi>&lt;b&gt;</bdi>”" in text(client, "/speakers/?q=%3Cb%3E")


def test_people_and_organisations_can_be_listed_apart(client, db):
    quote_speakers("Una Bray")
    quote_speakers("Canal Trust", kind="body")
    assert len(listed(text(client, "/speakers/?kind=body"))) == 1
    assert "Canal Trust" in text(client, "/speakers/?kind=body")
    assert listed(text(client, "/speakers/?kind=person")) == ["Bray, Una"]
    assert len(listed(text(client, "/speakers/?kind=ghost"))) == 2


def test_who_is_heard_nowhere_is_not_listed_unless_an_editor_described_them(client, db):
    make_speaker("Una Bray")
    make_speaker("Ida Holt", biography="A skipper.")
    quote_speakers("Tom Hale", visibility="hidden")
    assert listed(text(client, "/speakers/")) == ["Holt, Ida"]


def test_while_the_index_is_away_the_register_and_the_first_page_read_on(client, shelf):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    html = text(client, "/speakers/")
    assert listed(html) == ["Hale, Tom", "Marsh, Ada"]
    assert "nobody’s quotes are counted" in html
    html = text(client, "/")
    assert "Search is away for the moment" in html
    assert shelf.full.headline in html
    assert "<dt>articles</dt>" not in html
