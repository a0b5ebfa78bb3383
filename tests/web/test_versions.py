"""Versions of a text and the same words elsewhere, as readers and editors see them."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles import versions
from articles.models import NearDuplicate
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db

STORY = (
    "The canal trust will close the Mirefield lock for the whole of the winter, its board decided on Friday.\n\n"
    "“We have run out of money for the gates and we will not borrow any more,” said Ada Marsh, its director.\n\n"
    "The lock was last repaired in 1987, when the mill still paid for half of the upkeep of the river."
)
WORDS = "We have run out of money for the gates and we will not borrow any more,"
COPY = STORY.replace("borrow", "lend").replace("The lock was last repaired", "It was last repaired")
LONGER = (
    STORY
    + "\n\n"
    + " ".join(f"Paragraph {number} of the longer text adds some words." for number in range(8))
)


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    html = response.content.decode()
    if status == 200:
        assert Markup(html).faults == [], path
    return html


def comparison(one, other):
    return reverse("compare", args=[one.public_id, other.public_id])


@pytest.fixture
def first():
    publication = make_publication("Mirefield Mercury")
    return make_article(
        headline="Lock to close", body=STORY, date=datetime.date(2019, 10, 4), publication=publication
    )


def test_the_reading_page_names_versions_with_how_much_is_the_same_and_a_comparison(client, first):
    copy = make_article(headline="Canal shut", body=COPY)
    html = page(client, first.get_absolute_url())
    assert "Also in the archive" in html
    assert "A version of this text, 95 % the same" in html
    assert copy.get_absolute_url() in html
    assert f'href="{comparison(first, copy)}"' in html
    assert "A version of this text, 95 % the same" in page(client, copy.get_absolute_url())


def test_a_longer_and_a_shorter_text_are_told_apart(client, first):
    longer = make_article(headline="More of it", body=LONGER)
    assert "A longer text that holds 100 % of this one" in page(client, first.get_absolute_url())
    assert "A shorter version of this text; 100 % of it stands here" in page(
        client, longer.get_absolute_url()
    )


def test_the_same_words_from_another_source_are_said_to_be_word_for_word_the_same(client, first):
    make_article(body=STORY)
    assert "The same text, word for word" in page(client, first.get_absolute_url())


def test_a_text_of_its_own_says_nothing_of_versions(client, first):
    assert "Also in the archive" not in page(client, first.get_absolute_url())


def test_the_comparison_marks_the_words_of_either_and_says_so_in_words(client, first):
    copy = make_article(headline="Canal shut", body=COPY)
    html = page(client, comparison(first, copy))
    assert (
        '<span class="visually-hidden">only in the first: [</span>borrow<span class="visually-hidden">] </span></del>'
        in html
    )
    assert (
        '<span class="visually-hidden">only in the second: [</span>lend<span class="visually-hidden">] </span></ins>'
        in html
    )
    assert html.count('class="comparison__same"') == 1
    back = page(client, comparison(copy, first))
    assert "only in the first: [</span>lend" in back
    # Both ways round are one page to a search engine.
    assert f'<link rel="canonical" href="http://testserver{comparison(first, copy)}">' in html
    assert f'<link rel="canonical" href="http://testserver{comparison(first, copy)}">' in back


def test_texts_too_long_for_a_page_are_not_set_side_by_side(client, first, monkeypatch):
    copy = make_article(headline="Canal shut", body=COPY)
    monkeypatch.setattr(versions, "COMPARED_LENGTH", len(STORY) - 1)
    html = page(client, comparison(first, copy))
    assert "too long" in html
    assert "1987" not in html


def test_articles_that_are_no_versions_are_not_compared(client, first):
    other = make_article()
    page(client, comparison(first, other), status=404)
    page(client, comparison(first, first), status=404)
    page(client, f"/articles/{first.public_id}/compare/aaaaaaaaaaaa/", status=404)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"rights": "private"}, 404),
        ({"visibility": "hidden"}, 404),
        ({"visibility": "withheld", "withheld_reason": "legal"}, 410),
    ],
    ids=["private", "hidden", "withheld"],
)
def test_what_readers_may_not_see_is_no_version_of_anything(client, first, changes, status):
    kept = make_article(headline="Kept back", body=COPY, **changes)
    make_quote(kept, WORDS.replace("borrow", "lend"), speaker=make_speaker())
    quote = make_quote(first, WORDS, speaker=make_speaker())
    assert NearDuplicate.objects.exists()
    for path in (first.get_absolute_url(), quote.get_absolute_url()):
        html = page(client, path)
        assert "Kept back" not in html
        assert "Also in the archive" not in html
        assert "The same words elsewhere" not in html
    for path in (comparison(first, kept), comparison(kept, first)):
        assert "lend" not in page(client, path, status=status)


def test_a_text_that_is_not_public_is_named_as_a_version_and_never_compared(client, first):
    part = make_article(headline="Quotes only", body=COPY, rights="quotes")
    for article in (first, part):
        html = page(client, article.get_absolute_url())
        assert "Also in the archive" in html
        assert "/compare/" not in html
    html = page(client, comparison(first, part), status=403)
    assert "1987" not in html


def test_a_quote_shows_its_words_elsewhere_with_the_word_changed_and_who_is_credited(client, first):
    quote = make_quote(first, WORDS, speaker=make_speaker("Ada Marsh"))
    copy = make_article(headline="Canal shut", body=COPY)
    other = make_quote(copy, WORDS.replace("borrow", "lend"), speaker=make_speaker("Tom Hale"))
    html = page(client, quote.get_absolute_url())
    section = html.partition("The same words elsewhere")[2].partition("</section>")[0]
    assert other.get_absolute_url() in section
    assert "]</span>" not in section.partition("borrow")[0]
    assert "only in the quote above: [</span>borrow" in section
    assert "only here: [</span>lend" in section
    assert "Tom Hale" in section
    assert "credited differently" in section
    assert "Undated" in section


def test_the_same_words_to_the_letter_are_shown_without_marks_of_difference(client, first):
    quote = make_quote(first, WORDS, speaker=make_speaker("Ada Marsh"))
    make_quote(make_article(body=STORY), WORDS, speaker=make_speaker("Ada Marsh"))
    section = page(client, quote.get_absolute_url()).partition("The same words elsewhere")[2]
    assert "only here" not in section
    assert "credited differently" not in section


def test_a_withheld_name_is_not_given_away_by_who_is_credited_elsewhere(client, first):
    quote = make_quote(first, WORDS, speaker=make_speaker("Ada Marsh"))
    hidden = make_speaker("Tom Hale", visibility="hidden")
    make_quote(make_article(body=STORY), WORDS, speaker=hidden)
    html = page(client, quote.get_absolute_url())
    assert "Hale" not in html
    assert "name withheld" in html
    assert "credited differently" not in html


def test_a_rejected_or_withheld_quote_is_nowhere_else(client, first):
    quote = make_quote(first, WORDS)
    make_quote(make_article(body=STORY), WORDS, review_state="rejected")
    make_quote(make_article(body=STORY), WORDS, visibility="withheld", withheld_reason="privacy")
    assert "The same words elsewhere" not in page(client, quote.get_absolute_url())


def test_the_questions_a_page_asks_are_as_many_for_one_version_as_for_ten(
    client, first, django_assert_num_queries
):
    quote = make_quote(first, WORDS)

    def echo():
        make_quote(make_article(body=COPY), WORDS.replace("borrow", "lend"), speaker=make_speaker())

    for times in (1, 9):
        for _ in range(times):
            echo()
        with django_assert_num_queries(10):
            client.get(first.get_absolute_url())
        with django_assert_num_queries(8):
            client.get(quote.get_absolute_url())


def test_an_editor_compares_rejects_and_flags_again(admin_client, first):
    make_article(headline="Canal shut", body=COPY, visibility="hidden")
    pair = NearDuplicate.objects.get()
    listing = reverse("admin:articles_nearduplicate_changelist")
    html = admin_client.get(listing).content.decode()
    assert "96 %" in html
    assert "Canal shut</a> (Hidden)" in html
    html = admin_client.get(reverse("admin:articles_nearduplicate_change", args=[pair.pk])).content.decode()
    assert "only in the first: [</span>borrow" in html
    admin_client.post(listing, {"action": "reject", "_selected_action": [pair.pk]})
    pair.refresh_from_db()
    assert pair.is_rejected
    assert pair.rejected_by.username == "admin"
    assert "Canal shut" not in admin_client.get(listing, {"rejected": "no"}).content.decode()
    assert "Canal shut" not in admin_client.get(listing, {"same": "less"}).content.decode()
    assert "Canal shut" in admin_client.get(listing, {"rejected": "yes", "same": "most"}).content.decode()
    admin_client.post(listing, {"action": "flag_again", "_selected_action": [pair.pk]})
    pair.refresh_from_db()
    assert not pair.is_rejected


def test_a_rejected_pair_is_no_version_for_readers(client, admin_client, first):
    copy = make_article(headline="Canal shut", body=COPY)
    listing = reverse("admin:articles_nearduplicate_changelist")
    admin_client.post(listing, {"action": "reject", "_selected_action": [NearDuplicate.objects.get().pk]})
    assert "Also in the archive" not in page(client, first.get_absolute_url())
    page(client, comparison(first, copy), status=404)


def test_who_may_only_look_may_not_reject(client, django_user_model, first):
    make_article(body=COPY)
    looker = django_user_model.objects.create_user("looker", password="look", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_nearduplicate"))
    client.force_login(looker)
    listing = reverse("admin:articles_nearduplicate_changelist")
    client.post(listing, {"action": "reject", "_selected_action": [NearDuplicate.objects.get().pk]})
    assert not NearDuplicate.objects.get().is_rejected
