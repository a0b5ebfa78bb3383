"""The screen on which an editor withholds an article, a quote or a name, and shows it again."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.changes import undo
from articles.models import Article, Change, Quote, Speaker
from articles.search import drain_outbox
from tests.admin.forms import form_values
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def address(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_withhold", args=[thing.pk])


def decide(client, thing, **decision):
    """Return the answer to the form of a thing, filled in as it is opened but for these fields."""
    values = form_values(client.get(address(thing)).content.decode())
    return client.post(address(thing), {**values, **decision})


def test_the_page_of_a_thing_says_what_readers_see_and_leads_to_the_screen(admin_client):
    quote = make_quote(make_article(), speaker=make_speaker())
    for thing in (quote, quote.article, quote.speaker):
        page = admin_client.get(reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk]))
        assert f'Public. <a href="{address(thing)}">Withhold or hide</a>' in page.content.decode()


@pytest.mark.parametrize("kind", ["article", "quote", "speaker"])
def test_a_thing_is_withheld_with_a_reason_and_shown_again(admin_client, kind):
    quote = make_quote(make_article(), speaker=make_speaker())
    thing = {"article": quote.article, "quote": quote, "speaker": quote.speaker}[kind]
    assert (
        decide(admin_client, thing, visibility="withheld", reason="privacy", note="Letter 12").status_code
        == 302
    )
    thing.refresh_from_db()
    assert (thing.visibility, thing.withheld_reason, thing.withheld_note) == (
        "withheld",
        "privacy",
        "Letter 12",
    )
    assert thing.withheld_at is not None
    recorded = Change.objects.get()
    assert (recorded.action, recorded.editor_name, recorded.reason) == ("withhold", "admin", "Privacy")
    assert decide(admin_client, thing, visibility="public").status_code == 302
    thing.refresh_from_db()
    assert (thing.visibility, thing.withheld_reason, thing.withheld_at) == ("public", "", None)


def test_withholding_without_a_reason_is_refused_at_the_field_and_nothing_is_done(admin_client):
    article = make_article()
    response = decide(admin_client, article, visibility="withheld")
    assert response.status_code == 422
    assert '<p class="desk-error" id="id_reason_error">Choose the reason that readers are told.</p>' in (
        response.content.decode()
    )
    assert Article.objects.get().visibility == "public"
    assert not Change.objects.exists()


def test_a_decision_that_changes_nothing_is_refused(admin_client):
    response = decide(admin_client, make_article())
    assert "This is how it is already." in response.content.decode()
    assert not Change.objects.exists()


def test_of_two_editors_the_second_is_told_that_the_first_decided(admin_client):
    article = make_article()
    values = form_values(admin_client.get(address(article)).content.decode())
    decide(admin_client, article, visibility="hidden")
    response = admin_client.post(address(article), {**values, "visibility": "withheld", "reason": "legal"})
    assert "Somebody else decided on this after you opened it." in response.content.decode()
    assert Article.objects.get().visibility == "hidden"


def test_who_may_not_change_articles_may_not_withhold_them(client):
    reader = User.objects.create_user("vera", password="-", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    assert client.get(address(make_article())).status_code == 403


WORDS = "We will lower the fee by spring,"
TWICE = f"“{WORDS}” Ada Marsh said. “{WORDS}” she said again, and it “is high”."


def test_with_a_quote_go_those_of_its_article_that_are_nothing_but_its_words(admin_client):
    article = make_article(body=TWICE)
    first = make_quote(article, WORDS)
    place = TWICE.rindex(WORDS)
    again = make_quote(article, WORDS, public_id="b" * 12, start=place, end=place + len(WORDS))
    fee = make_quote(article, "is high")
    assert "quoted in this article 2 times" in admin_client.get(address(first)).content.decode()
    decide(admin_client, first, visibility="withheld", reason="error")
    assert set(Quote.objects.filter(visibility="withheld")) == {first, again}
    assert Article.objects.get().withheld_words == [WORDS]
    decide(admin_client, again, visibility="public")
    assert set(Quote.objects.filter(visibility="public")) == {first, again, fee}
    assert Article.objects.get().withheld_words == []


def test_the_same_words_in_another_article_go_where_they_are_ticked(admin_client):
    quote, other, kept = (make_quote(make_article(), WORDS) for _ in range(3))
    page = admin_client.get(address(quote)).content.decode()
    assert page.count('name="also"') == 2
    decide(admin_client, quote, visibility="withheld", reason="legal", also=[other.pk])
    assert set(Quote.objects.filter(visibility="withheld")) == {quote, other}
    assert Quote.objects.get(pk=kept.pk).visibility == "public"
    assert Change.objects.count() == 1


def test_the_screen_of_a_name_says_how_many_articles_print_it(admin_client):
    make_quote(make_article(), speaker=make_speaker())
    make_article(body="Nobody is named here.")
    drain_outbox()
    page = admin_client.get(address(Speaker.objects.get())).content.decode()
    assert "1 article that readers see prints this name" in page
    assert 'href="/search/?q=%22Ada+Marsh%22"' in page


def test_withholding_is_undone_as_any_act_is(admin_client):
    quote = make_quote(make_article())
    decide(admin_client, quote, visibility="withheld", reason="error")
    undo(Change.objects.get(), editor=User.objects.get())
    assert (Quote.objects.get().visibility, Article.objects.get().withheld_words) == ("public", [])


def test_nothing_that_was_fetched_for_readers_is_saved(admin_client):
    quote = make_quote(make_article())
    decide(admin_client, quote, visibility="withheld", reason="error")
    told = Article.objects.published().get()
    assert "lower" not in told.body
    with pytest.raises(RuntimeError, match="was fetched for readers"):
        told.save()
    assert "lower" in Article.objects.get().body


NAMED = "“Ona Vesterby signed it,” Ada Marsh said of Ona Vesterby. “We pay,” said Piet Lund."


def test_a_name_is_withheld_in_an_article_and_its_quotes_and_shown_again(admin_client, client):
    article = make_article(headline="Vesterby signed", body=NAMED)
    quote = make_quote(article, "Ona Vesterby signed it,", speaker=make_speaker())
    response = decide(
        admin_client, quote, names="Ona Vesterby\r\nVesterby", reason="privacy", note="Letter 12"
    )
    assert response.status_code == 302
    article.refresh_from_db()
    assert article.withheld_words == ["Ona Vesterby", "Vesterby"]
    assert [(each["words"], each["reason"], each["note"]) for each in article.concealed] == [
        ("Ona Vesterby", "privacy", "Letter 12"),
        ("Vesterby", "privacy", "Letter 12"),
    ]
    page = client.get(f"/articles/{article.public_id}/", follow=True).content.decode()
    assert "Vesterby" not in page
    assert "[withheld]</span> signed it," in page
    assert "Words of this text are withheld: privacy, " in page
    assert "Vesterby" not in client.get(quote.get_absolute_url()).content.decode()
    decide(admin_client, article, names="")
    assert Article.objects.get().withheld_words == []
    assert "Vesterby" in client.get(quote.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("names", "reason", "error"),
    [
        ("Ona Vesterby", "", "Choose the reason that readers are told."),
        ("Tom Hale", "privacy", "“Tom Hale” does not stand in this article."),
        ("P", "privacy", "“P” is too short: it would mask too much."),
        (
            "Ada Marsh",
            "privacy",
            "Quotes of this article are given to Ada Marsh: withhold the name of that speaker",
        ),
    ],
    ids=["no reason", "not there", "a letter", "a speaker"],
)
def test_a_name_that_cannot_be_withheld_so_is_refused_at_its_field(admin_client, names, reason, error):
    article = make_article(body=NAMED)
    make_quote(article, "Ona Vesterby signed it,", speaker=make_speaker())
    response = decide(admin_client, article, names=names, reason=reason)
    assert response.status_code == 422
    assert error in response.content.decode()
    assert Article.objects.get().withheld_words == []


def test_undoing_shows_a_name_again(admin_client):
    article = make_article(body=NAMED)
    decide(admin_client, article, names="Ona Vesterby", reason="privacy")
    undo(Change.objects.get(), editor=User.objects.get())
    article.refresh_from_db()
    assert (article.concealed, article.withheld_words) == ([], [])
