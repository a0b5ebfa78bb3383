"""What changed and earlier versions, as readers are told them."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.changes import changing
from articles.editing import NotWithholdable, conceal_words, set_visibility
from articles.models import Action, Byline, Change, Quote, Redirect, Topic, Visibility
from tests.factories import BODY, make_article, make_publication, make_quote, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("vera")


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Let every act happen a minute after the one before, the first in 2030."""
    moments = iter(datetime.datetime(2030, 1, 1, 12, minute, tzinfo=datetime.UTC) for minute in range(60))
    create = Change.objects.create

    def created(**values):
        change = create(**values)
        change.at = next(moments)
        change.save(update_fields=["at"])
        return change

    monkeypatch.setattr(Change.objects, "create", created)


def edit(editor, thing, *, reason="", action=Action.EDIT, **values):
    with changing(editor, action=action, reason=reason):
        for field, value in values.items():
            setattr(thing, field, value)
        thing.save()


def history_of(client, thing):
    kind = thing._meta.model_name
    response = client.get(reverse(f"{kind}-history", args=[getattr(thing, "public_id", "") or thing.slug]))
    assert response.status_code == 200
    html = response.content.decode()
    assert Markup(html).faults == []
    return html


def version_of(client, thing, stamp, status=200):
    kind = thing._meta.model_name
    of = getattr(thing, "public_id", "") or thing.slug
    response = client.get(reverse(f"{kind}-version", args=[of, stamp]))
    assert response.status_code == status
    html = response.content.decode()
    if status != 302:
        assert Markup(html).faults == []
    return html


def first_stamp(article):
    return article.created_at.astimezone(datetime.UTC).strftime("%Y%m%d%H%M%S")


def test_an_earlier_headline_has_an_address_of_its_own(client, editor):
    article = make_article(headline="Old words")
    edit(editor, article, headline="New words", reason="As printed on page 3")
    html = history_of(client, article)
    assert "As printed on page 3" in html
    assert "vera" not in html
    assert "An editor" in html
    address = reverse("article-version", args=[article.public_id, first_stamp(article)])
    assert f'href="{address}"' in html
    earlier = version_of(client, article, first_stamp(article))
    assert "Old words" in earlier
    assert "until 1 January 2030" in earlier
    assert '<meta name="robots" content="noindex">' in earlier
    assert "New words" in version_of(client, article, "20300101120000")


def test_an_earlier_text_reads_as_it_stood_and_beside_that_of_today(client, editor):
    long_body = BODY + "\n\n" + " ".join(f"word{number}" for number in range(200))
    article = make_article(body=long_body)
    edit(editor, article, body=long_body.replace("word100", "another"))
    html = history_of(client, article)
    assert '<del class="lost"><span class="visually-hidden">before: [</span>word100' in html
    assert "word199" not in html
    earlier = version_of(client, article, first_stamp(article))
    assert "word99 word100 word101" in earlier
    assert 'href="?compare"' in earlier
    url = reverse("article-version", args=[article.public_id, first_stamp(article)])
    beside = client.get(f"{url}?compare").content.decode()
    assert "another" in beside
    assert "word100" in beside


def test_authors_are_told_as_they_were(client, editor):
    article = make_article()
    byline = Byline.objects.create(article=article, name="Nora Lind")
    with changing(editor, action=Action.EDIT):
        byline.delete()
        Byline.objects.create(article=article, name="Ivo Frost")
    assert "Ivo Frost" in history_of(client, article)
    earlier = version_of(client, article, first_stamp(article))
    assert "Nora Lind" in earlier
    assert "Ivo Frost" not in earlier


def test_what_readers_are_not_told_makes_no_version(client, editor):
    article = make_article()
    edit(editor, article, retrieved_at=timezone.now())
    assert "Nothing of it was changed since." in history_of(client, article)


def test_any_moment_leads_to_the_version_that_stood_then(client, editor):
    article = make_article(headline="First")
    edit(editor, article, headline="Second")
    edit(editor, article, headline="Third")
    url = lambda stamp: reverse("article-version", args=[article.public_id, stamp])  # noqa: E731
    assert client.get(url("20300101120030")).url == url("20300101120000")
    assert client.get(url("20400101000000")).url == url("20300101120100")
    assert client.get(url("19990101000000")).url == url(first_stamp(article))
    assert client.get(url("20301301120000")).status_code == 404
    assert client.get(url("20300101120000")).status_code == 200


def test_programs_find_versions_as_memento_has_it(client, editor):
    article = make_article(headline="First")
    edit(editor, article, headline="Second")
    page = client.get(article.get_absolute_url())
    gate = reverse("article-history", args=[article.public_id])
    assert f'<http://testserver{gate}>; rel="timegate"' in page["Link"]
    answer = client.get(gate, headers={"Accept-Datetime": "Tue, 01 Jan 2030 11:00:00 GMT"})
    assert answer.status_code == 302
    assert answer["Vary"] == "Accept-Datetime"
    assert answer.url == reverse("article-version", args=[article.public_id, first_stamp(article)])
    memento = client.get(reverse("article-version", args=[article.public_id, "20300101120000"]))
    assert memento["Memento-Datetime"] == "Tue, 01 Jan 2030 12:00:00 GMT"
    assert 'rel="original"' in memento["Link"]
    listed = client.get(f"{gate}.link")
    assert listed["Content-Type"].startswith("application/link-format")
    assert listed.content.decode().count('rel="memento"') == 2
    for nonsense in ("yesterday", "Tue, 99 Foo 2030", "\x00"):
        assert client.get(gate, headers={"Accept-Datetime": nonsense}).status_code == 200


def test_changes_by_an_import_are_told_from_those_of_editors(client):
    article = make_article(headline="First")
    edit(None, article, headline="Second", action=Action.IMPORT)
    edit(None, article, headline="Third", action=Action.EXTRACT)
    html = history_of(client, article)
    assert "An import" in html
    assert "A program of the archive" in html
    assert "An editor" not in html


def test_who_was_given_a_quote_before_is_told(client, editor):
    quote = make_quote(make_article(), speaker=make_speaker("Ada Marsh"))
    edit(editor, quote, speaker=make_speaker("Tom Hale"), review_state="corrected", reason="Her deputy spoke")
    html = history_of(client, quote)
    assert "Ada Marsh" in html
    assert "Tom Hale" in html
    assert "Her deputy spoke" in html
    assert "Ada Marsh" in version_of(client, quote, "0" * 14)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: make_speaker("Ada Marsh", biography="Old words"), "biography"),
        (
            lambda: Topic.objects.create(name="Canals", slug="canals", introduction="Old words"),
            "introduction",
        ),
        (lambda: make_publication(notes="Old words"), "notes"),
    ],
)
def test_speakers_topics_and_publications_have_a_history_too(client, editor, make, field):
    thing = make()
    edit(editor, thing, **{field: "New words"})
    html = history_of(client, thing)
    assert "Old" in html
    assert "New" in html
    assert "New words" in version_of(client, thing, "20300101120000")
    assert (
        reverse(f"{thing._meta.model_name}-history", args=[thing.slug])
        in client.get(thing.get_absolute_url()).content.decode()
    )


def test_what_moved_leads_to_the_history_of_where_it_is(client):
    speaker = make_speaker("Ada Marsh")
    Redirect.objects.create(kind="speaker", old="adeline-marsh", new=speaker.slug)
    answer = client.get(reverse("speaker-history", args=["adeline-marsh"]))
    assert (answer.status_code, answer.url) == (301, reverse("speaker-history", args=[speaker.slug]))


# Nothing withheld reaches readers by way of the past.

SECRET = "We will lower the fee by spring,"


def everything_told_of(client, *things):
    told = ""
    for thing in things:
        of = getattr(thing, "public_id", "") or thing.slug
        kind = thing._meta.model_name
        paths = [reverse(f"{kind}-history", args=[of]), reverse(f"{kind}-timemap", args=[of])]
        stamps = [
            "0" * 14,
            "20000101000000",
            *(f"203001011200{s:02}" for s in (0,)),
            *(f"20300101{m}00" for m in range(1200, 1208)),
        ]
        paths += [reverse(f"{kind}-version", args=[of, stamp]) for stamp in stamps]
        for path in paths:
            for query in ("", "?compare"):
                response = client.get(path + query, follow=True)
                assert response.status_code in (200, 404, 410)
                told += response.content.decode()
    return told


def test_a_withheld_article_has_no_history_for_readers(client, editor):
    article = make_article(headline="Secret words")
    edit(editor, article, headline="Other words")
    set_visibility(article, Visibility.WITHHELD, editor=editor, reason="legal")
    assert "Secret words" not in everything_told_of(client, article)
    assert client.get(reverse("article-history", args=[article.public_id])).status_code == 410


def test_the_words_of_a_withheld_quote_are_masked_in_every_earlier_version(client, editor):
    article = make_article(headline=f"Board: {SECRET}")
    quote = make_quote(article, SECRET)
    edit(editor, article, headline=f"The board: {SECRET}", reason=f"It says “{SECRET}”")
    edit(editor, article, body=f"A new line.\n\n{BODY}")
    quote.start, quote.end = quote.start + 13, quote.end + 13
    quote.save()
    set_visibility(Quote.objects.get(), Visibility.WITHHELD, editor=editor, reason="privacy")
    told = everything_told_of(client, article, quote)
    assert "lower the fee" not in told
    assert "A new line." in told


def test_words_that_a_withheld_quote_had_before_are_masked_as_well(client, editor):
    article = make_article(body=BODY.replace("spring", "sprnig"))
    quote = make_quote(article, "We will lower the fee by sprnig,")
    with changing(editor, action=Action.EDIT):
        article.body = BODY
        article.save()
        quote.words = SECRET
        quote.save()
    set_visibility(Quote.objects.get(), Visibility.WITHHELD, editor=editor, reason="privacy")
    assert "lower the fee" not in everything_told_of(client, article, quote)


def test_the_words_of_a_quote_that_was_deleted_while_withheld_stay_masked_in_earlier_versions(client, editor):
    article = make_article(headline=f"Board: {SECRET}")
    make_quote(article, SECRET)
    set_visibility(Quote.objects.get(), Visibility.WITHHELD, editor=editor, reason="privacy")
    with changing(editor, action=Action.EDIT):
        Quote.objects.get().delete()
        article.body, article.headline = "All of it is new.", "New"
        article.save()
    article.refresh_from_db()
    assert "lower the fee" not in everything_told_of(client, article)


def test_a_name_that_is_withheld_is_told_in_no_version_nor_is_one_that_was_merged_into_it(client, editor):
    ada, alias, tom = make_speaker("Ada Marsh"), make_speaker("Adeline Marsh"), make_speaker("Tom Hale")
    quote = make_quote(make_article(), speaker=alias)
    edit(editor, quote, speaker=ada)
    edit(editor, quote, speaker=tom, reason="Not Ada Marsh: her deputy")
    with changing(editor, action=Action.MERGE):
        Redirect.objects.create(kind="speaker", old=alias.slug, new=ada.slug)
        alias.delete()
    set_visibility(ada, Visibility.WITHHELD, editor=editor, reason="privacy")
    told = everything_told_of(client, quote, ada, tom)
    assert "Adeline" not in told
    # The article prints the name, and stands as it is; the history does not.
    assert "Ada Marsh" not in told
    assert "name withheld" in told


def test_what_stood_while_an_article_was_hidden_or_private_is_not_told(client, editor):
    article = make_article(headline="A draft", visibility="hidden")
    edit(editor, article, headline="A private draft", visibility="public", rights="private")
    edit(editor, article, headline="For everyone", rights="full")
    told = everything_told_of(client, article)
    assert "draft" not in told
    assert "For everyone" in told
    version_of(client, article, first_stamp(article), status=410)


def test_no_text_is_told_of_an_article_of_which_only_quotes_may_be_shown(client, editor):
    article = make_article(rights="quotes")
    edit(editor, article, body=f"One more line.\n\n{BODY}", headline="Other words")
    told = everything_told_of(client, article)
    assert "Other words" in told
    assert "One more line" not in told
    assert "met on Monday" not in told


def test_a_private_publication_is_told_in_no_version(client, editor):
    private = make_publication("The Secret Sheet", rights="private")
    article = make_article(publication=private, rights="full", source_url="https://secret.example/1")
    edit(editor, article, publication=None, source_url="https://other.example/")
    told = everything_told_of(client, article)
    assert "Secret Sheet" not in told
    assert "secret.example" not in told


def test_an_editor_keeps_back_what_stood_before_an_act_and_shows_it_again(client, admin_client, editor):
    article = make_article(headline="First words")
    edit(editor, article, headline="A slander")
    edit(editor, article, headline="Set right")
    url = reverse("admin:articles_article_keep", args=[article.pk])
    last = Change.objects.order_by("-pk").first()
    admin_client.post(url, {"change": last.pk})
    told = everything_told_of(client, article)
    assert "slander" not in told
    assert "First words" not in told
    assert "kept from readers" in told
    kept = client.get(reverse("article-version", args=[article.public_id, "20300101120000"]), follow=True)
    assert kept.status_code == 410
    assert (
        "A slander"
        in admin_client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    )
    admin_client.post(url, {"change": last.pk, "show": "1"})
    assert "slander" in everything_told_of(client, article)


def test_who_may_not_change_a_thing_keeps_nothing_of_it_back(client, editor):
    article = make_article(headline="First words")
    edit(editor, article, headline="Other")
    editor.is_staff = True
    editor.save()
    client.force_login(editor)
    url = reverse("admin:articles_article_keep", args=[article.pk])
    assert client.post(url, {"change": Change.objects.get().pk}).status_code == 403
    assert not Change.objects.get().keeps_back_earlier


def test_words_concealed_in_an_article_are_masked_in_whatever_it_was_told_to_be(client, editor):
    body = f"{BODY}\n\nOna Vesterby looked on."
    article = make_article(headline="Ona Vesterby speaks", notes="Ona Vesterby wrote to us.", body=body)
    Byline.objects.create(article=article, name="Ona Vesterby")
    edit(
        editor,
        article,
        headline="A worker speaks",
        notes="She wrote to us.",
        reason="Ona Vesterby asked for it",
    )
    with pytest.raises(NotWithholdable, match="take that out of its authors"):
        conceal_words(article, ["Ona Vesterby"], editor=editor, reason="privacy")
    with changing(editor, action=Action.EDIT):
        Byline.objects.filter(article=article).delete()
    conceal_words(article, ["Ona Vesterby"], editor=editor, reason="privacy")
    assert "Vesterby" not in everything_told_of(client, article)
