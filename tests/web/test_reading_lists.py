"""Reading lists: kept without an account, shared as an address, taken over, saved."""

import hashlib
import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.models.public_ids import article_public_id
from articles.reading_lists import (
    LONGEST_LINK,
    MOST_ENTRIES,
    BadLink,
    Entry,
    EntryKind,
    ReadingList,
    entry_of,
    link_to,
    read_link,
)
from tests.factories import make_article, make_quote, make_speaker
from tests.web.markup import Markup

ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=12, max_size=12)
notes = st.text(max_size=30).map(lambda text: " ".join(text.split()))
lists = st.builds(
    lambda title, entries: ReadingList(title).with_entries(entries),
    notes,
    st.lists(st.builds(Entry, st.sampled_from(EntryKind), ids, notes), max_size=20),
)


def page(client, path="/lists/", status=200):
    response = client.get(path)
    assert response.status_code == status, path
    html = response.content.decode()
    assert Markup(html).faults == []
    return " ".join(html.split())


def press(client, **button):
    response = client.post("/lists/", button)
    assert response.status_code == 302, response.status_code
    return response["Location"]


def share_url(client):
    return re.search(r'href="http://testserver(/lists/[^"]+/)"', page(client)).group(1)


@given(lists)
def test_an_address_holds_the_whole_list_and_always_the_same(reading_list):
    link = link_to(reading_list)
    assert link == link_to(reading_list)
    assert link.has_notes
    assert read_link(link.signed) == reading_list


@given(lists, st.integers(0, 400), st.characters(codec="ascii"))
def test_an_address_that_was_changed_holds_nothing(reading_list, place, letter):
    signed = link_to(reading_list).signed
    changed = signed[: place % len(signed)] + letter + signed[place % len(signed) + 1 :]
    if changed != signed:
        with pytest.raises(BadLink):
            read_link(changed)


def test_the_longest_list_has_an_address_and_its_notes_give_way():
    digests = [hashlib.sha256(f"{number}".encode()).hexdigest() for number in range(MOST_ENTRIES + 1)]
    entries = [Entry(EntryKind.QUOTE, article_public_id(digest), digest) for digest in digests]
    full = ReadingList("All").with_entries(entries)
    assert len(full.entries) == MOST_ENTRIES
    link = link_to(full)
    assert not link.has_notes
    assert len(link.signed) <= LONGEST_LINK
    assert read_link(link.signed).keys == full.keys


@given(lists, st.integers(0, 30), st.integers(-30, 30))
def test_moving_an_entry_keeps_all_of_them(reading_list, place, steps):
    key = reading_list.entries[place].key if place < len(reading_list.entries) else "none"
    moved = reading_list.moved(key, steps)
    assert sorted(moved.keys) == sorted(reading_list.keys)
    assert [e for e in moved.entries if e.key != key] == [e for e in reading_list.entries if e.key != key]


def test_what_is_no_key_is_no_entry():
    assert entry_of("qabcdefgh2345") == Entry(EntryKind.QUOTE, "abcdefgh2345")
    for key in ("", "q", "xabcdefgh2345", "qabcdefgh234", "qabcdefgh2345\n", "qABCDEFGH2345"):
        assert entry_of(key) is None


@pytest.mark.django_db
def test_things_are_put_on_ordered_noted_and_taken_off(client):
    article = make_article(headline="Fee to fall")
    quote = make_quote(article, speaker=make_speaker())
    first, second = f"a{article.public_id}", f"q{quote.public_id}"
    assert "Put on my list" in page(client, article.get_absolute_url())
    assert press(client, add=first, back="/search/?q=fee") == "/search/?q=fee"
    press(client, add=second)
    press(client, add=second)
    assert "2 of at most 500" in page(client)
    assert "Take off my list" in page(client, article.get_absolute_url())
    html = page(client)
    assert html.index("Fee to fall</a></p>") < html.index("We will lower the fee")
    press(client, up=second, title="For the hearing", **{f"note-{first}": " On\nthe fee "})
    html = page(client)
    assert html.index("We will lower the fee") < html.index("Fee to fall</a></p>")
    assert "<bdi>For the hearing</bdi>" in html
    assert 'value="On the fee"' in html
    press(client, down=second)
    press(client, remove=first)
    html = page(client)
    assert "1 of at most 500" in html
    press(client, clear="1")
    assert "Nothing is on your list yet" in page(client)


@pytest.mark.django_db
def test_a_shared_list_reads_the_same_anywhere_and_can_be_taken_over(client):
    quote = make_quote(make_article(), speaker=make_speaker())
    press(client, add=f"q{quote.public_id}")
    press(client, save="1", title="Fees", **{f"note-q{quote.public_id}": "Compare <b>1998</b>"})
    url = share_url(client)
    other = Client()
    html = page(other, url)
    assert "<bdi>Fees</bdi>" in html
    assert "Compare &lt;b&gt;1998&lt;/b&gt;" in html
    assert 'name="remove"' not in html
    press(other, take=url.removeprefix("/lists/").removesuffix("/"))
    assert "<bdi>Fees</bdi>" in page(other)
    press(other, clear="1")
    assert "<bdi>Fees</bdi>" in page(client)


@pytest.mark.django_db
def test_what_was_withdrawn_since_leaves_a_stub_with_the_reason(client):
    article = make_article()
    quote = make_quote(article, speaker=make_speaker())
    press(client, add=f"a{article.public_id}")
    press(client, add=f"q{quote.public_id}")
    url = share_url(client)
    quote.visibility, quote.withheld_reason = "withheld", "privacy"
    quote.save()
    html = page(client, url)
    assert "This quote was withdrawn: Privacy" in html
    assert "We will lower the fee" not in html
    saved = b"".join(client.get("/lists/mine.txt"))
    assert b"We will lower" not in saved
    assert b"Left out, since the archive no longer shows them: 1." in saved
    article.visibility = "hidden"
    article.save()
    html = page(client, url)
    assert html.count("nothing at this address") == 2
    assert "Harbour fee" not in html


@pytest.mark.django_db
def test_what_moved_is_listed_at_its_new_place(client, shelf):
    link = link_to(ReadingList(entries=(Entry(EntryKind.ARTICLE, "a" * 12),)))
    assert "Mirefield lock to close" in page(client, f"/lists/{link.signed}/")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["ris", "bib", "csl.json", "csv", "json", "md", "txt"])
def test_a_list_is_saved_in_every_format_with_its_notes(client, ending):
    quote = make_quote(make_article(), speaker=make_speaker())
    press(client, add=f"q{quote.public_id}")
    press(client, save="1", title="Fees", **{f"note-q{quote.public_id}": "Compare 1998"})
    for address in (f"/lists/mine.{ending}", share_url(client).removesuffix("/") + f".{ending}"):
        response = client.get(address)
        assert response.status_code == 200
        text = b"".join(response).decode()
        assert "We will lower the fee by spring" in text
        assert "Compare 1998" in text
        assert quote.public_id in text
    if ending == "json":
        assert json.loads(text)["title"] == "Fees"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("button", "status"),
    [
        ({}, 400),
        ({"add": "nonsense"}, 400),
        ({"add": "a" + "a" * 12}, 404),
        ({"take": "nonsense"}, 404),
        ({"remove": "nonsense"}, 302),
        ({"up": "nonsense"}, 302),
    ],
)
def test_a_button_that_no_page_of_ours_has_changes_nothing(client, button, status):
    response = client.post("/lists/", button)
    assert response.status_code == status
    assert "Nothing is on your list yet" in page(client)


@pytest.mark.django_db
def test_nothing_unpublished_can_be_put_on_a_list(client):
    hidden = make_article(visibility="hidden")
    private = make_quote(make_article(rights="private"))
    for key in (f"a{hidden.public_id}", f"q{private.public_id}"):
        assert client.post("/lists/", {"add": key}).status_code == 404


@pytest.mark.django_db
def test_a_change_needs_the_token_of_our_page_and_leads_nowhere_else():
    client = Client(enforce_csrf_checks=True)
    article = make_article()
    key = f"a{article.public_id}"
    assert client.post("/lists/", {"add": key}).status_code == 403
    html = page(client, article.get_absolute_url())
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html).group(1)
    asked = {"add": key, "csrfmiddlewaretoken": token, "back": "https://elsewhere.example/"}
    response = client.post("/lists/", asked)
    assert (response.status_code, response["Location"]) == (302, "/lists/")


@pytest.mark.django_db
def test_a_full_list_says_so_and_stays_as_it_is(client):
    entries = tuple(
        Entry(EntryKind.ARTICLE, f"{'a' * 9}{x}{y}{z}")
        for x in "abcdefgh"
        for y in "abcdefgh"
        for z in "abcdefgh"
    )
    many = link_to(ReadingList("Many").with_entries(entries)).signed
    press(client, take=many)
    response = client.post("/lists/", {"add": f"a{make_article().public_id}"})
    assert response.status_code == 409
    assert "Nothing was added" in response.content.decode()


@pytest.mark.django_db
def test_a_list_takes_the_same_few_queries_however_long_it_is(client, django_assert_num_queries):
    def shared(count):
        quotes = [make_quote(make_article(), speaker=make_speaker()) for _ in range(count)]
        entries = [Entry(EntryKind.QUOTE, quote.public_id) for quote in quotes]
        entries += [Entry(EntryKind.ARTICLE, quote.article.public_id) for quote in quotes]
        return f"/lists/{link_to(ReadingList().with_entries(entries)).signed}/"

    for count in (1, 8):
        url = shared(count)
        with django_assert_num_queries(6):
            client.get(url)
