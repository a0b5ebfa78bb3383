"""The review queue: least certain first, one editor an item, every decision once or refused with what happened."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.editing.queues import HELD_FOR
from articles.models import (
    Change,
    IndexChange,
    Provenance,
    Quote,
    Review,
    ReviewSkip,
    Speaker,
    SpeakerAlias,
    UnnamedSource,
)
from tests.factories import (
    import_bytes,
    make_article,
    make_publication,
    make_quote,
    make_speaker,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:articles_review_changelist")
WORDS = ["one", "two", "three", "four", "five", "six"]
CANDIDATES = [
    {"name": "Ada Marsh", "score": 0.7, "reason": "The subject of said", "kind": "person", "forms": ["Ada Marsh"]},
    {"name": "Ida Falk", "score": 0.2, "reason": "Named before", "kind": "person", "forms": ["Ida Falk", "Falk"]},
    {"name": "harbour officials", "score": 0.1, "reason": "Before that", "kind": "unnamed", "several": True,
     "terms": []},
]  # fmt: skip


def filled(*confidences, **changes):
    """Return quotes of one article, of these confidences, given to Ada Marsh."""
    article = make_article(body=f"Dr Ida Falk came. “{' '.join(WORDS)}” Ada Marsh said.")
    values = {"speaker": make_speaker(), "candidates": CANDIDATES, **changes}
    return [
        make_quote(article, word, confidence=confidence, **values)
        for word, confidence in zip(WORDS, confidences, strict=False)
    ]


@pytest.fixture
def quotes():
    return filled(0.9, 0.5, 0.7)


@pytest.fixture
def colleague(django_user_model, client_of):
    return client_of("vera")


@pytest.fixture
def client_of(django_user_model):
    """Return what signs an editor of a name in."""

    def signed_in(name, *permissions):
        editor = django_user_model.objects.create_user(name, is_staff=True)
        for codename in permissions or ("view_quote", "change_quote"):
            editor.user_permissions.add(Permission.objects.get(codename=codename))
        client = Client()
        client.force_login(editor)
        return client

    return signed_in


def begin(client, **choice):
    """Press Begin, and return the address of the screen that follows."""
    response = client.post(QUEUE, query_params=choice)
    assert response.status_code == 302
    return response["Location"]


def token(client, address):
    html = client.get(address).content.decode()
    return re.search(r'name="seen" value="(\w+)"', html)[1]


def press(client, address, **sent):
    """Press a button of a screen as it is shown now, and return the answer."""
    return client.post(address, {"seen": token(client, address), **sent})


def said(client, response):
    """Return what the page says that an answer leads to."""
    return client.get(response["Location"]).content.decode()


def number(address):
    return int(re.search(r"/(\d+)/", address)[1])


def state(quote):
    quote.refresh_from_db()
    return quote.review_state


def test_the_least_certain_comes_first_and_the_next_follows_at_once(admin_client, quotes):
    high, low, middle = quotes
    address = begin(admin_client)
    seen = []
    while "/quote/" in address:
        seen.append(number(address))
        address = press(admin_client, address, verdict="confirm")["Location"]
    assert seen == [low.pk, middle.pk, high.pk]
    assert address == QUEUE
    assert "Nothing waits here any more." in admin_client.get(address).content.decode()
    assert {state(quote) for quote in quotes} == {"confirmed"}


def test_a_decision_is_one_recorded_act_and_reaches_the_index(admin_client, admin_user, quotes):
    low = quotes[1]
    IndexChange.objects.all().delete()
    press(admin_client, begin(admin_client), verdict="confirm", change_reason="In the minutes.")
    act = Change.objects.get()
    assert (act.editor, act.action, act.reason) == (admin_user, "review", "In the minutes.")
    row = Provenance.objects.get(quote=low, field="review_state")
    assert (row.origin, row.editor, row.reason) == ("editor", admin_user, "In the minutes.")
    assert IndexChange.objects.filter(kind="article", object_id=low.article_id).exists()


def test_a_candidate_takes_the_quote_and_is_made_a_speaker(admin_client, quotes):
    low = quotes[1]
    press(admin_client, begin(admin_client), candidate="1")
    assert state(low) == "corrected"
    assert (low.speaker.name, low.attribution_origin) == ("Ida Falk", "editor")
    assert [bool(candidate.get("rejected")) for candidate in low.candidates] == [True, False, False]


def test_an_unnamed_candidate_becomes_a_description_of_the_article(admin_client, quotes):
    press(admin_client, begin(admin_client), candidate="2")
    quotes[1].refresh_from_db()
    assert (quotes[1].speaker, str(quotes[1].unnamed_source)) == (None, "harbour officials")


def test_not_a_quotation_and_nobody(admin_client, quotes):
    high, low, middle = quotes
    following = press(admin_client, begin(admin_client), verdict="reject")["Location"]
    press(admin_client, following, verdict="nobody")
    assert (state(low), low.speaker) == ("rejected", make_speaker())
    assert (state(middle), middle.speaker, middle.attribution_origin) == ("corrected", None, "editor")
    assert state(high) == "unreviewed"


def test_a_speaker_is_named_in_full(admin_client, quotes):
    tom = make_speaker("Tom Hale")
    make_speaker("Tim Hale")
    press(admin_client, begin(admin_client), who="  tom  HALE ")
    assert state(quotes[1]) == "corrected"
    assert quotes[1].speaker == tom


def test_a_name_that_several_have_is_asked_for_without_javascript(admin_client, quotes):
    tom, tim = make_speaker("Tom Hale"), make_speaker("Tim Hale")
    address = begin(admin_client)
    html = press(admin_client, address, who="hale").content.decode()
    assert "Which of these?" in html
    assert f'name="speaker" value="{tom.pk}"' in html
    assert f'name="speaker" value="{tim.pk}"' in html
    assert state(quotes[1]) == "unreviewed"
    press(admin_client, address, who="hale", speaker=tim.pk)
    quotes[1].refresh_from_db()
    assert quotes[1].speaker == tim


def test_a_new_speaker_is_made_only_when_asked_for(admin_client, quotes):
    address = begin(admin_client)
    html = press(admin_client, address, who="Orla Finn").content.decode()
    assert "The archive has no speaker of this name." in html
    assert not Speaker.objects.filter(name="Orla Finn").exists()
    press(admin_client, address, who="Orla Finn", new="person")
    quotes[1].refresh_from_db()
    assert (quotes[1].speaker.name, quotes[1].speaker.sort_name) == ("Orla Finn", "Finn, Orla")


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"candidate": "9"}, "no such candidate"),
        ({"candidate": "x"}, "no such candidate"),
        ({"candidate": "0"}, "is given to Ada Marsh already"),
        ({"speaker": "999"}, "no longer in the archive"),
        ({"who": " "}, "Nobody was named"),
        ({"verdict": "give"}, "Nobody was named"),
        ({"verdict": "empty"}, "no value to empty"),
        ({"verdict": "maybe"}, "Nothing that can be decided"),
        ({}, "Nothing that can be decided"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_changes(admin_client, quotes, sent, problem):
    answer = press(admin_client, begin(admin_client), **sent)
    assert problem in said(admin_client, answer)
    assert {state(quote) for quote in quotes} == {"unreviewed"}
    assert not Change.objects.exists()
    assert not UnnamedSource.objects.exists()


def test_what_is_skipped_comes_again_only_when_brought_back(admin_client, quotes):
    low = quotes[1]
    address = begin(admin_client)
    following = press(admin_client, address, verdict="skip")["Location"]
    assert number(following) == quotes[2].pk
    assert number(begin(admin_client)) != low.pk
    html = admin_client.get(QUEUE).content.decode()
    assert "Bring back what I skipped (1)" in html
    assert number(admin_client.post(QUEUE, {"bring_back": "1"})["Location"]) == low.pk
    assert not ReviewSkip.objects.exists()


def test_a_colleague_is_offered_what_one_skipped(admin_client, colleague, quotes):
    press(admin_client, begin(admin_client), verdict="skip")
    assert number(begin(colleague)) == quotes[1].pk


def test_two_editors_are_never_given_the_same_item(admin_client, colleague, quotes):
    mine, theirs = begin(admin_client), begin(colleague)
    assert number(mine) == quotes[1].pk
    assert number(theirs) == quotes[2].pk
    html = colleague.get(mine).content.decode()
    assert "admin has this in hand" in html
    assert 'value="confirm"' not in html


def test_what_another_has_in_hand_is_not_decided(admin_client, colleague, quotes):
    address = begin(admin_client)
    seen = token(admin_client, address)
    answer = colleague.post(address, {"seen": seen, "verdict": "reject"})
    assert "admin has taken this up since you opened it." in said(colleague, answer)
    assert state(quotes[1]) == "unreviewed"


def test_what_is_left_lying_goes_to_the_next_who_asks(admin_client, colleague, quotes):
    address = begin(admin_client)
    seen = token(admin_client, address)
    Review.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert number(begin(colleague)) == quotes[1].pk
    answer = admin_client.post(address, {"seen": seen, "verdict": "reject"})
    assert "vera has taken this up since you opened it." in said(admin_client, answer)
    press(colleague, address, verdict="confirm")
    answer = admin_client.post(address, {"seen": seen, "verdict": "reject"})
    assert "vera decided on this at" in said(admin_client, answer)
    assert "confirmed by an editor, given to Ada Marsh." in said(
        admin_client, begin_again(admin_client, address, seen)
    )
    assert state(quotes[1]) == "confirmed"


def begin_again(client, address, seen):
    return client.post(address, {"seen": seen, "verdict": "reject"})


def test_whoever_looks_on_keeps_the_item(admin_client, quotes):
    address = begin(admin_client)
    soon = timezone.now() + datetime.timedelta(minutes=1)
    Review.objects.update(until=soon)
    admin_client.get(address)
    assert Review.objects.get().until > soon + HELD_FOR / 2


def test_the_second_of_two_tabs_is_told_what_the_first_decided(admin_client, quotes):
    address = begin(admin_client)
    seen = token(admin_client, address)
    admin_client.post(address, {"seen": seen, "verdict": "confirm"})
    answer = admin_client.post(address, {"seen": seen, "verdict": "reject"})
    assert "Not decided. admin decided on this at" in said(admin_client, answer)
    assert state(quotes[1]) == "confirmed"
    assert Change.objects.count() == 1


def test_a_quote_that_an_import_read_again_is_not_decided_unseen(admin_client, quotes):
    address = begin(admin_client)
    seen = token(admin_client, address)
    Quote.objects.filter(pk=quotes[1].pk).update(speaker=make_speaker("Ida Falk"))
    answer = admin_client.post(address, {"seen": seen, "verdict": "confirm"})
    assert "the text was read again" in said(admin_client, answer)
    assert state(quotes[1]) == "unreviewed"


def test_a_quote_that_is_gone_leads_on(admin_client, quotes):
    address = begin(admin_client)
    seen = token(admin_client, address)
    quotes[1].delete()
    assert "no longer in the archive" in said(
        admin_client, admin_client.post(address, {"seen": seen, "verdict": "confirm"})
    )
    assert "no longer in the archive" in admin_client.get(address, follow=True).content.decode()


def test_the_last_decisions_are_listed_and_undone_also_after_a_reload(admin_client, quotes):
    low, middle = quotes[1], quotes[2]
    following = press(admin_client, begin(admin_client), candidate="1")["Location"]
    press(admin_client, following, verdict="confirm")
    html = admin_client.get(QUEUE).content.decode()
    assert html.index("Confirmed</strong>: “") < html.index("Given to Ida Falk</strong>: “")
    undone = reverse("admin:articles_review_undo")
    acts = [int(pk) for pk in re.findall(r'name="change" value="(\d+)"', html)]
    answer = admin_client.post(undone, {"change": acts[1]})
    assert number(answer["Location"]) == low.pk
    assert (state(low), low.speaker.name, low.candidates) == ("unreviewed", "Ada Marsh", CANDIDATES)
    assert state(middle) == "confirmed"
    assert not Speaker.objects.filter(name="Ida Falk").exists()
    assert not SpeakerAlias.objects.filter(name="Falk").exists()
    assert not Provenance.objects.filter(quote=low).exists()
    html = said(admin_client, answer)
    assert html.count('name="change"') == 1
    assert "It is undone already." in said(admin_client, admin_client.post(undone, {"change": acts[1]}))


def test_an_undo_after_a_later_change_is_refused(admin_client, colleague, quotes):
    address = begin(admin_client)
    press(admin_client, address, verdict="confirm")
    act = Change.objects.get()
    url = reverse("admin:articles_quote_changelist")
    admin_client.post(url, {"action": "reject", "_selected_action": [quotes[1].pk]})
    answer = admin_client.post(reverse("admin:articles_review_undo"), {"change": act.pk})
    assert "Not undone. What it changed was changed again since." in said(admin_client, answer)
    assert state(quotes[1]) == "rejected"


def test_nobody_undoes_the_decision_of_another(admin_client, colleague, quotes):
    press(admin_client, begin(admin_client), verdict="confirm")
    answer = colleague.post(reverse("admin:articles_review_undo"), {"change": Change.objects.get().pk})
    assert "not a decision of yours" in said(colleague, answer)
    assert state(quotes[1]) == "confirmed"


def test_the_queue_is_narrowed_by_what_stands_in_the_address(admin_client):
    wire, times = make_publication("Wire"), make_publication("Times")
    ada, tom = make_speaker(), make_speaker("Tom Hale")
    old, new = make_article(body="one two", publication=wire), make_article(body="one two", publication=times)
    type(old).objects.filter(pk=old.pk).update(created_at="2020-01-01T00:00:00Z")
    quotes = {
        "wire": make_quote(old, "one", speaker=ada, method="pronoun", kind="mixed"),
        "tom": make_quote(new, "one", speaker=tom),
        "nobody": make_quote(new, "two", confidence=0.0, method="none"),
    }

    def waiting(**choice):
        html = admin_client.get(QUEUE, choice).content.decode()
        return {name for name, quote in quotes.items() if f"/review/quote/{quote.pk}/" in html}

    assert waiting() == {"wire", "tom"}
    assert waiting(what="nobody") == {"nobody"}
    assert waiting(publication=times.pk) == {"tom"}
    assert waiting(method="pronoun") == {"wire"}
    assert waiting(kind="mixed") == {"wire"}
    assert waiting(speaker="hale") == {"tom"}
    assert waiting(since="2021-01-01") == {"tom"}
    assert "no speaker of this name" in admin_client.get(QUEUE, {"speaker": "Zed"}).content.decode()
    assert number(begin(admin_client, speaker="Tom Hale")) == quotes["tom"].pk


def test_what_an_editor_decided_or_readers_do_not_see_does_not_wait(admin_client):
    quotes = filled(0.1, 0.2, 0.3, 0.4)
    Quote.objects.filter(pk=quotes[0].pk).update(review_state="confirmed")
    Quote.objects.filter(pk=quotes[1].pk).update(attribution_origin="editor")
    Quote.objects.filter(pk=quotes[2].pk).update(visibility="withheld", withheld_reason="legal")
    assert number(begin(admin_client)) == quotes[3].pk
    type(quotes[3].article).objects.update(visibility="hidden")
    Review.objects.all().delete()
    assert begin(admin_client) == QUEUE


def test_the_screen_shows_what_speaks_for_and_against(admin_client):
    body = (
        "Ida Falk, the harbour master, opened the meeting.\n\nAda Marsh listened.\n\n"
        "“We will lower the fee by spring,” Falk said. “It is late.”"
    )
    article = make_article(body=body, language="en")
    said_at, falk = body.index("said."), body.index("Falk said")
    quote = make_quote(
        article,
        speaker=make_speaker(),
        candidates=CANDIDATES,
        chain=["“Falk” is Ada Marsh"],
        cue_start=said_at,
        cue_end=said_at + 4,
        mention="Falk",
        mention_start=falk,
        mention_end=falk + 4,
        statement=1,
    )
    rest = make_quote(article, "It is late.", speaker=make_speaker(), statement=1)
    html = admin_client.get(reverse("admin:articles_review_quote", args=[quote.pk])).content.decode()
    assert '<mark class="review-quote">We will lower the fee by spring,</mark>' in html
    assert '<span class="review-cue">said</span>' in html
    assert '<span class="review-mention">Falk</span>' in html
    assert '<span class="review-name">Ada Marsh</span> listened.' in html
    assert "“Falk” is Ada Marsh" in html
    assert 'value="1" data-key="1"' in html
    assert 'Paragraph 1: <q dir="auto"><strong>Ida Falk</strong>, the harbour master' in html
    assert "This name does not stand in the text." in html  # the officials
    assert reverse("admin:articles_review_quote", args=[rest.pk]) in html


def test_many_are_confirmed_after_a_look_and_undone_at_once(admin_client, colleague, quotes):
    begin(colleague)  # has the least certain in hand
    url = reverse("admin:articles_review_many")
    html = admin_client.get(url).content.decode()
    seen = re.findall(r'name="seen" value="(\d+:\w+)"', html)
    assert [int(one.partition(":")[0]) for one in seen] == [quotes[0].pk, quotes[2].pk]
    assert {state(quote) for quote in quotes} == {"unreviewed"}
    answer = admin_client.post(url, {"seen": seen, "confirm": [quotes[0].pk, quotes[2].pk, quotes[1].pk]})
    assert "2 quotes confirmed." in said(admin_client, answer)
    assert [state(quote) for quote in quotes] == ["confirmed", "unreviewed", "confirmed"]
    act = Change.objects.get()
    assert "Confirmed, 2 at once" in admin_client.get(QUEUE).content.decode()
    admin_client.post(reverse("admin:articles_review_undo"), {"change": act.pk})
    assert {state(quote) for quote in quotes} == {"unreviewed"}


def test_of_many_those_that_changed_since_are_left_with_the_reason(admin_client, quotes):
    url = reverse("admin:articles_review_many")
    seen = re.findall(r'name="seen" value="(\d+:\w+)"', admin_client.get(url).content.decode())
    Quote.objects.filter(pk=quotes[0].pk).update(speaker=None)
    answer = admin_client.post(url, {"seen": seen, "confirm": [quotes[0].pk, quotes[1].pk]})
    html = said(admin_client, answer)
    assert "1 quote confirmed." in html
    assert "Not confirmed. This changed since you opened it" in html
    assert [state(quote) for quote in quotes] == ["unreviewed", "confirmed", "unreviewed"]


@pytest.fixture
def inferred():
    """Return the provenance of an outlet that a rule inferred."""
    text = "ABC News' Nora Lind reports: The board met on Monday. “We will lower the fee,” Ada Marsh said.\n"
    article = import_bytes(text.encode(), name="a.txt").article
    return article.provenance.get(field="publication", origin="rule")


def test_an_inferred_field_is_confirmed_with_its_evidence(admin_client, admin_user, inferred):
    address = begin(admin_client, what="fields")
    assert address == reverse("admin:articles_review_field", args=[inferred.pk]) + "?what=fields"
    html = admin_client.get(address).content.decode()
    assert "Did this outlet run it?" in html
    press(admin_client, address, verdict="confirm")
    row = Provenance.objects.get(pk=inferred.pk)
    assert (row.origin, row.editor, row.evidence) == ("editor", admin_user, inferred.evidence)
    assert begin(admin_client, what="fields") == f"{QUEUE}?what=fields"


def test_a_wrong_field_is_emptied_and_undone(admin_client, inferred):
    address = begin(admin_client, what="fields")
    press(admin_client, address, verdict="empty")
    inferred.article.refresh_from_db()
    assert inferred.article.publication is None
    act = Change.objects.get()
    answer = admin_client.post(reverse("admin:articles_review_undo"), {"change": act.pk})
    assert f"/field/{inferred.pk}/" in answer["Location"]
    inferred.article.refresh_from_db()
    assert inferred.article.publication.name == "ABC News"
    inferred.refresh_from_db()
    assert inferred.origin == "rule"


def test_an_emptied_date_is_unknown(admin_client):
    article = make_article(date=datetime.date(2019, 6, 3))
    row = Provenance.objects.create(article=article, field="published", origin="rule", rule="computed")
    press(admin_client, begin(admin_client, what="fields"), verdict="empty")
    article.refresh_from_db()
    assert str(article.published) == "Undated"
    assert Provenance.objects.get(pk=row.pk).origin == "editor"


def test_a_field_that_changed_since_is_not_decided(admin_client, inferred):
    address = begin(admin_client, what="fields")
    seen = token(admin_client, address)
    admin_client.post(address, {"seen": seen, "verdict": "confirm"})
    answer = admin_client.post(address, {"seen": seen, "verdict": "empty"})
    assert "admin decided on this" in said(admin_client, answer)
    assert "A field is confirmed" not in said(admin_client, answer)
    inferred.delete()
    assert "has changed" in said(admin_client, admin_client.post(address, {"seen": seen, "verdict": "empty"}))
    assert "has changed" in admin_client.get(address, follow=True).content.decode()


def test_completions_of_speakers(admin_client):
    make_speaker("Tom Hale")
    make_speaker("Ada Marsh")
    url = reverse("admin:articles_review_speakers")
    assert admin_client.get(url, {"q": "hál"}).json() == {
        "completions": [{"query": "Tom Hale", "label": "Person"}]
    }
    assert admin_client.get(url, {"q": " "}).json() == {"completions": []}


def test_who_may_only_look_decides_nothing(client_of, client, quotes):
    viewer = client_of("olga", "view_quote")
    address = reverse("admin:articles_review_quote", args=[quotes[1].pk])
    html = viewer.get(address).content.decode()
    assert "You may look at this" in html
    assert 'name="verdict"' not in html
    assert not Review.objects.exists()
    assert "Begin" not in viewer.get(QUEUE).content.decode()
    for path in (
        QUEUE,
        address,
        *(reverse(f"admin:articles_review_{name}") for name in ("many", "sample", "undo")),
    ):
        assert viewer.post(path, {"verdict": "confirm"}).status_code == 403, path
    nobody = client_of("nora", "view_topic")
    assert nobody.get(QUEUE).status_code == 403
    assert nobody.get(address).status_code == 403
    assert nobody.get(reverse("admin:articles_review_speakers")).status_code == 403
    assert client.get(QUEUE).status_code == 302
    assert state(quotes[1]) == "unreviewed"


def test_a_step_takes_as_many_queries_in_a_long_queue_as_in_a_short_one(admin_client):
    filled(*[0.5] * 6)
    address = begin(admin_client)
    for _ in range(5):  # until the list of the last decisions has its length
        address = press(admin_client, address, verdict="confirm")["Location"]
    counts = []
    for _ in range(2):
        for _ in range(10):
            filled(0.6, 0.7)
        seen = token(admin_client, address)
        with CaptureQueriesContext(connection) as queries:
            address = admin_client.post(address, {"seen": seen, "verdict": "confirm"})["Location"]
            admin_client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 45


@pytest.mark.parametrize(
    "query", ["?what=x", "?publication=x", "?sample=999", "?since=x", "?method=x", "?kind=x"]
)
def test_an_address_that_chooses_nothing_known_is_answered(admin_client, quotes, query):
    assert admin_client.get(QUEUE + query).status_code == 200
    assert (
        admin_client.get(reverse("admin:articles_review_quote", args=[quotes[0].pk]) + query).status_code
        == 200
    )


def test_the_rest_of_the_queue_is_told_apart_from_its_end(admin_client, colleague):
    filled(0.5)
    begin(colleague)
    html = said(admin_client, admin_client.post(QUEUE))
    assert "other editors have it in hand" in html


def test_an_unnamed_sources_quote_is_shown_with_its_description(admin_client):
    quote = filled(0.5, speaker=None)[0]
    Quote.objects.filter(pk=quote.pk).update(unnamed_source=make_unnamed_source(quote.article, "clerk"))
    html = admin_client.get(reverse("admin:articles_review_quote", args=[quote.pk])).content.decode()
    assert "Did clerk say this?" in html
