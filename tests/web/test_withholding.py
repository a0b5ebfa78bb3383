"""What is withheld is in no byte of any answer: every address of an archive is asked before and after."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from articles.changes import changing
from articles.editing import set_visibility
from articles.models import (
    Action,
    Article,
    Byline,
    KeyDate,
    NearDuplicate,
    PinnedQuote,
    Provenance,
    Redirect,
    RemovedText,
    Report,
    Topic,
    Visibility,
)
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source
from tests.web.crawling import crawl, holding
from tests.web.test_all_pages import FILES

SAID = "the turbine hall was never inspected"
BODY = (
    f"“{SAID.capitalize()},” Ona Vesterby said on Tuesday in Dalholm, and “{SAID}” again.\n\n"
    "“We open in May,” said Piet Lund, the mayor of the town.\n\n"
    "An engineer who asked not to be named called it “a gamble with the river”."
)


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("edith")


@pytest.fixture
def archive(db):
    """An article with its quotes, linked from everywhere that leads to one; the words stand wherever words may."""
    courier = make_publication("Dalholm Courier")
    topic = Topic.objects.create(name="Dams", slug="dams", query="turbine", filters="speaker=ona-vesterby")
    ona, piet = (
        make_speaker("Ona Vesterby", biography="An *engineer*.", wikidata_id="Q4711"),
        make_speaker("Piet Lund"),
    )
    Redirect.objects.create(kind="speaker", old="ona-maria-vesterby", new=ona.slug)
    article = make_article(
        headline=f"‘{SAID.title()}’ at Dalholm dam",
        standfirst=f"Engineer: {SAID}!",
        body=BODY,
        publication=courier,
        date=datetime.date(2020, 5, 4),
        language="en",
        source_url="https://courier.example/2020/the-turbine-hall-was-never-inspected.html",
    )
    label = make_article(
        headline="", body=f"“{SAID.capitalize()}.” That was the story of the day.", publication=courier
    )
    other = make_article(
        headline="Dalholm dam opens",
        body=BODY.replace(SAID, "all is well").replace(SAID.capitalize(), "All is well"),
        publication=courier,
    )
    for one in (article, label, other):
        topic.articles.add(one)
    Byline.objects.create(article=article, name="Iris Bell")
    Provenance.objects.create(article=article, field="headline", origin="page", evidence=SAID.title())
    Provenance.objects.create(
        article=article, field="published", origin="text", evidence=f"{SAID}; Tuesday", rule="undated"
    )
    RemovedText.objects.create(article=article, text=f"Read more: {SAID}", rule="teaser", position=0)
    article.originals.update(content=BODY.encode(), name=f"{SAID.replace(' ', '-')}.txt")
    said = make_quote(article, f"{SAID.capitalize()},", speaker=ona, mention="Ona Vesterby", mention_kind="name",
                      chain=["“Ona Vesterby” follows “said”"], role="engineer",
                      candidates=[{"name": "Ona Vesterby", "kind": "person", "score": 0.9, "reason": "subject of the cue"}])  # fmt: skip
    make_quote(
        article,
        SAID,
        speaker=ona,
        kind="mixed",
        start=BODY.rindex(SAID),
        end=BODY.rindex(SAID) + len(SAID),
        public_id="b" * 12,
    )
    around = make_quote(article, f"in Dalholm, and “{SAID}” again", kind="indirect", speaker=ona)
    mayor = make_quote(article, "We open in May,", speaker=piet,
                       candidates=[{"name": "Piet Lund", "score": 0.8, "reason": "beside Ona Vesterby"},
                                   {"name": "Ona Vesterby", "score": 0.2, "reason": "Ona Vesterby stands before it"}])  # fmt: skip
    engineer = make_unnamed_source(article, "An engineer")
    make_quote(article, "a gamble with the river", unnamed_source=engineer, kind="mixed")
    make_quote(label, f"{SAID.capitalize()}.", speaker=ona)
    make_quote(other, "We open in May,", speaker=piet)
    for source in ({"quote": said}, {"article": article}, {"article": label}):
        day = datetime.date(2020, 5, 4)
        KeyDate.objects.create(
            topic=topic, precision="day", sentence="It opens.", earliest=day, latest=day, **source
        )
    PinnedQuote.objects.create(topic=topic, quote=said, position=0)
    NearDuplicate.objects.get_or_create(
        one=article, other=other, defaults={"score": 0.9, "one_share": 0.9, "other_share": 0.9}
    )
    Report.objects.create(kind="speaker", about=ona.slug, reason="other", public_id="c" * 12)
    with changing(None, action=Action.EDIT, reason=f"The source prints {SAID}."):
        article.standfirst, article.dateline = f"An engineer: {SAID}!", "Dalholm"
        article.save()
        topic.introduction = "On dams."
        topic.save()
        topic.filters = "speaker=ona-vesterby&kind=direct"
        topic.save()
    drain_outbox()
    return {
        "article": article,
        "label": label,
        "other": other,
        "said": said,
        "around": around,
        "ona": ona,
        "mayor": mayor,
    }


def starts_of(archive):
    """Addresses beside those that links lead to, each of which shows something of the article."""
    quotes = [quote for article in (archive["article"], archive["label"]) for quote in article.quotes.all()]
    articles = [archive["article"], archive["label"], archive["other"]]
    endings = ("ris", "bib", "csl.json", "txt", "json", "csv", "md")
    return [
        "/",
        *FILES,
        *(f"/articles/{one.public_id}.{ending}" for one in articles for ending in endings),
        *(f"/quotes/{one.public_id}.{ending}" for one in quotes for ending in endings),
        *(f"/articles/{one.public_id}/original" for one in articles),
        *(one.get_absolute_url() for one in (*articles, *quotes)),
        *(f"/api/v1/{kind}/{one.public_id}" for kind, some in (("articles", articles), ("quotes", quotes)) for one in some),
        f"/articles/{articles[0].public_id}/compare/{articles[2].public_id}/",
        "/search/?q=turbine", "/search/?q=inspected", "/search/?q=turbne", "/search/?q=dalholm", "/search/?q=engineer&sort=newest",
        "/search/complete?q=turb", "/search/suggest?q=turb", "/search/complete?q=ves", "/search/complete?q=speaker:on",
        "/quotes/?q=turbine", "/quotes/?speaker=ona-vesterby", "/quotes/?group=speaker", "/quotes/?q=may", "/quotes/years/",
        "/wording/?terms=turbine", "/wording/?speaker=vesterby", "/wording.csv?terms=turbine", "/wording.svg?terms=turbine",
        "/speakers/ona-vesterby/", "/speakers/ona-maria-vesterby/", "/speakers/?q=vesterby", "/api/v1/speakers", "/api/v1/speakers/ona-vesterby",
        "/feeds/search.atom?q=turbine", "/feeds/quotes.atom?q=turbine", "/feeds/speakers/ona-vesterby.atom", "/feeds/topics/dams.atom",
        "/feeds/publications/dalholm-courier.atom", "/search.csv?q=dalholm", "/search.json?q=dalholm", "/quotes.csv", "/quotes.json",
        "/api/v1/articles?q=dalholm", "/api/v1/quotes?q=may", "/api/v1/unnamed-sources", "/api/v1/topics/dams", "/topics/dams/",
        f"/report/{'c' * 12}/",
        *(f"/articles/{one.public_id}/history{end}" for one in articles for end in ("", ".link", "/00000000000000")),
        *(f"/quotes/{one.public_id}/history" for one in quotes), "/topics/dams/history", "/speakers/ona-vesterby/history",
 "/api/v1/dump/articles.jsonl", "/api/v1/dump/quotes.jsonl", "/api/v1/dump/speakers.jsonl",
    ]  # fmt: skip


def test_the_words_of_a_withheld_quote_are_in_no_answer(client, archive, editor):
    starts = starts_of(archive)
    before = crawl(client, starts, follows=False)
    assert len(holding(before, SAID)) > 60
    for quote in (archive["said"], archive["label"].quotes.get()):
        set_visibility(quote, Visibility.WITHHELD, reason="privacy", note="asked by letter", editor=editor)
    drain_outbox()
    after = crawl(client, starts)
    assert len(after) > len(before)
    assert holding(after, SAID, "turbine hall", "never inspected", "asked by letter") == {}
    page = client.get(archive["article"].get_absolute_url(), follow=True).content.decode()
    today = timezone.localdate()
    assert f"withheld: privacy, {today.day} {today:%B %Y}. “[withheld]” stands" in page
    assert "Ona Vesterby said on Tuesday" in page  # what stands around them is told


def test_the_words_of_a_withheld_quote_come_back(client, archive, editor):
    starts = starts_of(archive)
    before = crawl(client, starts, follows=False)
    set_visibility(archive["said"], Visibility.WITHHELD, reason="privacy", editor=editor)
    set_visibility(archive["said"], Visibility.PUBLIC, editor=editor)
    drain_outbox()
    assert holding(crawl(client, starts, follows=False), SAID).keys() == holding(before, SAID).keys()
    assert Article.objects.get(pk=archive["article"].pk).withheld_words == []


def test_a_withheld_article_is_in_no_answer(client, archive, editor):
    starts = starts_of(archive)
    for article in (archive["article"], archive["label"]):
        set_visibility(article, Visibility.WITHHELD, reason="legal", note="asked by letter", editor=editor)
    drain_outbox()
    after = crawl(client, starts)
    told = (SAID, "turbine hall", "Iris Bell", "asked by letter")
    assert holding(after, *told) == {}
    stub = client.get(archive["article"].get_absolute_url())
    assert stub.status_code == 410
    assert "Legal order" in stub.content.decode()
    for one in (archive["article"], *archive["article"].quotes.all()):
        kind = "articles" if one == archive["article"] else "quotes"
        assert client.get(f"/{kind}/{one.public_id}.json").status_code == 410
        assert client.get(f"/api/v1/{kind}/{one.public_id}").status_code == 410


def test_a_withheld_name_is_told_of_no_quote(client, archive, editor):
    """The article prints the name, and is left as it is: only there it stands."""
    starts = starts_of(archive)
    set_visibility(
        archive["ona"], Visibility.WITHHELD, reason="privacy", note="asked by letter", editor=editor
    )
    for article in Article.objects.all():  # as editors would, for whom the words of others are others' words
        article.body = article.body.replace("Ona Vesterby", "One of them")
        article.save()
        article.originals.update(content=article.body.encode())
        article.quotes.filter(mention="Ona Vesterby").update(mention="One of them", start=F("start"))
    drain_outbox()
    after = crawl(client, starts)
    assert holding(after, "Vesterby", "ona-vesterby", "Q4711", "asked by letter") == {}
    today = timezone.localdate()
    page = client.get(archive["said"].get_absolute_url()).content.decode()
    assert f"name withheld, privacy, {today.day} {today:%B %Y}" in page
    assert client.get("/speakers/ona-vesterby/").status_code == 410
    assert client.get("/speakers/ona-maria-vesterby/").status_code == 410
