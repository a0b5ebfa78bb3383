"""Random samples: drawn by a number, each quote once, counted in the order drawn, told to readers with intervals."""

import pytest
from django.urls import reverse

from articles.audits import read_audits, wilson
from articles.editing.audits import NothingToDraw, draw_sample
from articles.models import AuditItem, AuditSample, Quote, Told
from articles.search import drain_outbox
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
QUEUE = reverse("admin:articles_review_changelist")


@pytest.fixture
def quotes():
    article = make_article(body=" ".join(WORDS))
    return [make_quote(article, word, speaker=make_speaker()) for word in WORDS]


def drawn(sample):
    return list(sample.items.order_by("position").values_list("quote_id", flat=True))


def judge(sample, *states):
    """Let quotes of a sample, in the order drawn, be judged so."""
    for public_id, state in zip(drawn(sample), states, strict=False):
        Quote.objects.filter(public_id=public_id).update(review_state=state)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [  # as published tables have them
        (8, 10, 0.490, 0.943),
        (10, 10, 0.722, 1.0),
        (0, 10, 0.0, 0.278),
        (85, 100, 0.767, 0.907),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilsons_interval(right, count, low, high):
    assert wilson(right, count) == pytest.approx((low, high), abs=0.0005)


def test_the_same_number_draws_the_same_quotes(quotes, admin_user):
    first = drawn(draw_sample(size=4, seed=7, editor=admin_user))
    AuditSample.objects.all().delete()
    assert drawn(draw_sample(size=4, seed=7, editor=admin_user)) == first
    AuditSample.objects.all().delete()
    assert drawn(draw_sample(size=4, seed=8, editor=admin_user)) != first


def test_no_quote_is_drawn_twice_and_none_that_an_editor_looked_at(quotes, admin_user):
    Quote.objects.filter(pk=quotes[0].pk).update(review_state="confirmed")
    Quote.objects.filter(pk=quotes[1].pk).update(attribution_origin="editor")
    Quote.objects.filter(pk=quotes[2].pk).update(visibility="hidden")
    Quote.objects.filter(pk=quotes[3].pk).update(kind="indirect")
    one = draw_sample(size=4, seed=1, editor=admin_user)
    other = draw_sample(size=4, seed=1, editor=admin_user)
    assert (one.population, one.size, other.population, other.size) == (6, 4, 2, 2)
    assert sorted(drawn(one) + drawn(other)) == sorted(quote.public_id for quote in quotes[4:])
    with pytest.raises(NothingToDraw):
        draw_sample(size=4, seed=1, editor=admin_user)


def test_a_sample_keeps_what_readers_were_told(quotes, admin_user):
    Quote.objects.filter(pk=quotes[0].pk).update(confidence=0.5)
    Quote.objects.filter(pk=quotes[1].pk).update(speaker=None, confidence=0.0)
    sample = draw_sample(size=10, seed=1, editor=admin_user)
    told = dict(sample.items.values_list("quote_id", "told"))
    assert told[quotes[0].public_id] == Told.PROBABLE
    assert told[quotes[1].public_id] == Told.NOBODY
    assert told[quotes[2].public_id] == Told.PLAIN


def test_a_sample_counts_up_to_the_first_that_waits(quotes, admin_user):
    sample = draw_sample(size=6, seed=1, editor=admin_user)
    judge(sample, "confirmed", "corrected", "rejected", "unreviewed", "corrected", "corrected")
    (one,) = read_audits().samples
    assert (one.judged.right, one.judged.wrong_speaker, one.judged.no_quotation) == (1, 1, 1)
    assert (one.judged.count, one.waiting) == (3, 1)
    judge(sample, "confirmed", "corrected", "rejected", "confirmed")
    assert read_audits().judged.count == 6


def test_what_is_gone_or_withdrawn_holds_nothing_up_and_is_told(quotes, admin_user):
    sample = draw_sample(size=3, seed=1, editor=admin_user)
    first, second, _ = drawn(sample)
    Quote.objects.get(public_id=first).delete()
    Quote.objects.filter(public_id=second).update(visibility="withheld", withheld_reason="legal")
    judge(sample, "", "", "confirmed")
    Quote.objects.filter(public_id=second).update(review_state="unreviewed")
    (one,) = read_audits().samples
    assert (one.judged.count, one.gone, one.waiting) == (1, 2, 0)
    assert AuditItem.objects.count() == 3


def test_the_quotes_of_a_sample_come_in_the_order_drawn(quotes, admin_client):
    answer = admin_client.post(reverse("admin:articles_review_sample"), {"size": 5, "seed": 11})
    sample = AuditSample.objects.get()
    assert answer["Location"] == f"{QUEUE}?sample={sample.pk}"
    keys = {quote.public_id: quote.pk for quote in quotes}
    seen = []
    address = admin_client.post(answer["Location"])["Location"]
    while "/quote/" in address:
        html = admin_client.get(address).content.decode()
        seen.append(int(address.split("/quote/")[1].partition("/")[0]))
        token = html.split('name="seen" value="')[1].partition('"')[0]
        address = admin_client.post(address, {"seen": token, "verdict": "confirm"})["Location"]
    assert seen == [keys[public_id] for public_id in drawn(sample)]
    assert read_audits().judged.right == 5


def test_a_sample_that_cannot_be_drawn_is_refused_with_the_reason(admin_client, quotes):
    url = reverse("admin:articles_review_sample")
    assert (
        "greater than or equal to 1"
        in admin_client.post(url, {"size": 0, "seed": 1}, follow=True).content.decode()
    )
    Quote.objects.update(review_state="confirmed")
    html = admin_client.post(url, {"size": 5, "seed": 1}, follow=True).content.decode()
    assert "has been looked at or drawn already" in html
    assert not AuditSample.objects.exists()


def test_readers_are_told_the_share_with_its_interval(client, quotes, admin_user):
    drain_outbox()
    page = reverse("quality")
    assert "nobody knows" in client.get(page).content.decode()
    sample = draw_sample(size=10, seed=1, editor=admin_user)
    judge(sample, *["confirmed"] * 8, "corrected", "rejected")
    html = client.get(page).content.decode()
    assert "8 of 10 were as readers were told, 80 %" in html
    assert "between 49.0 % and 94.3 %" in html
    assert '<svg class="intervals"' in html
    assert '<td class="table__number">80.0 % (49.0 % – 94.3 %)</td>' in html


def test_what_was_uncertain_and_looked_at_says_nothing_to_readers(client, quotes):
    drain_outbox()
    Quote.objects.update(review_state="corrected")
    assert "nobody knows" in client.get(reverse("quality")).content.decode()
