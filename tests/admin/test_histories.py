"""What changed, as editors read it, and acts taken back from there."""

import datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.changes import changing
from articles.histories.timelines import timeline_of
from articles.models import (
    Action,
    Article,
    Byline,
    Change,
    ImportBatch,
    ImportRecord,
    SpeakerAlias,
    Topic,
    TopicArticle,
)
from tests.admin.forms import form_values
from tests.factories import BODY, make_article, make_publication, make_quote, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("vera")


def edit(editor, thing, *, reason="", action=Action.EDIT, **values):
    with changing(editor, action=action, reason=reason):
        for field, value in values.items():
            setattr(thing, field, value)
        thing.save()


def told(thing):
    """Return each act as who did it and its lines, each side as plain text with what is marked in brackets."""

    def text(stretches):
        return "".join(f"[{one.text}]" if one.is_own else one.text for one in stretches)

    return [
        [(line.of, line.name, text(line.old), text(line.new)) for line in entry.lines]
        for entry in timeline_of(thing)
    ]


def page_of(client, thing):
    url = reverse(f"admin:articles_{thing._meta.model_name}_history", args=[thing.pk])
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert Markup(html).faults == []
    return html


def test_a_value_is_told_before_and_after_with_its_words_marked(editor):
    article = make_article(headline="Harbour fee to fall, says board")
    edit(editor, article, headline="Harbour fee to rise, says board")
    assert told(article) == [
        [("", "Headline", "Harbour fee to [fall,] says board", "Harbour fee to [rise,] says board")]
    ]


def test_of_a_long_text_only_what_differs_is_told_with_what_stands_around_it(editor):
    words = " ".join(f"word{number}" for number in range(500))
    article = make_article(body=words)
    edit(editor, article, body=words.replace("word250", "another"))
    [[(_, name, old, new)]] = told(article)
    assert name == "Body"
    assert "word249 [word250] word251" in old
    assert "word249 [another] word251" in new
    assert old.startswith("… ")
    assert old.endswith(" …")
    assert len(old) < 300


def test_what_an_earlier_act_left_is_told_as_it_was_then(editor):
    words = " ".join(f"word{number}" for number in range(500))
    article = make_article(body=words)
    edit(editor, article, body=words.replace("word100", "first"))
    edit(editor, article, body=words.replace("word100", "first").replace("word104", "second"))
    later, earlier = told(article)
    assert "[word104]" in later[0][2]
    assert "first word101 word102 word103 [second]" in later[0][3]
    assert "[first] word101 word102 word103 word104 word105" in earlier[0][3]


def test_names_choices_days_and_rows_that_are_gone_are_told_in_words(editor):
    publication, other = make_publication("The Quay"), make_publication("The Lock")
    article = make_article(publication=publication)
    with changing(editor, action=Action.EDIT):
        article.publication = other
        article.date_earliest = article.date_latest = datetime.date(2019, 10, 4)
        article.date_precision, article.date_basis = "day", "editor"
        article.save()
    with changing(editor, action=Action.EDIT):
        publication.delete()
    lines = {name: (old, new) for _, name, old, new in told(article)[0]}
    assert lines["Publication"] == ("[The Quay (no longer in the archive)]", "[The Lock]")
    assert lines["Date precision"] == ("[Unknown]", "[Day]")
    assert lines["Published on, or at the earliest"] == ("", "[2019-10-04]")


def test_what_belongs_to_a_thing_is_in_its_history_even_when_it_is_gone(editor):
    article, speaker = make_article(), make_speaker("Ada Marsh")
    quote = make_quote(article)
    with changing(editor, action=Action.EDIT):
        Byline.objects.create(article=article, name="Nora Lind")
    with changing(editor, action=Action.EDIT):
        Byline.objects.get().delete()
    topic = Topic.objects.create(name="Canals", slug="canals")
    with changing(editor, action=Action.EDIT):
        TopicArticle.objects.create(article=article, topic=topic)
    edit(editor, quote, speaker=speaker)
    assert told(article) == [
        [("quote “We will lower the fee by spring,”", "Speaker", "", "[Ada Marsh]")],
        [("", "Article of a topic", "", "[Canals]")],
        [("", "Byline", "[Nora Lind]", "")],
        [("", "Byline", "", "[Nora Lind]")],
    ]
    with changing(editor, action=Action.EDIT):
        SpeakerAlias.objects.create(speaker=speaker, name="Marsh", name_key="marsh")
    assert told(speaker) == [[("", "Speaker alias", "", "[Marsh]")]]


def test_quotes_that_only_moved_with_the_text_are_counted(editor):
    article = make_article()
    quote = make_quote(article)
    with changing(editor, action=Action.EDIT):
        article.body = f"New first line.\n\n{BODY}"
        article.save()
        quote.start, quote.end = quote.start + 17, quote.end + 17
        quote.save()
    [entry] = timeline_of(article)
    assert [line.name for line in entry.lines] == ["Body"]
    assert entry.remarks == ["1 quote was brought along."]


def test_what_two_distant_changes_of_a_text_leave_between_them_is_shortened(editor):
    between = "The board met again and put the question off once more. " * 40
    article = make_article(body=f"The fee is six groats. {between}It falls in May.")
    with changing(editor, action=Action.EDIT):
        article.body = f"The fee is seven groats. {between}It falls in June."
        article.save()
    [entry] = timeline_of(article)
    [line] = entry.lines
    assert [stretch.text for stretch in line.new if stretch.is_own] == ["seven", "June."]
    kept = [stretch.text for stretch in line.new if not stretch.is_own]
    assert max(map(len, kept)) < 250
    assert any(" … " in text for text in kept)


def test_the_page_says_who_when_why_and_tells_programs_from_editors(admin_client, editor):
    article = make_article(headline="Old words")
    batch = ImportBatch.objects.create()
    ImportRecord.objects.create(batch=batch, name="quay.txt", outcome="created", article=article)
    edit(editor, article, headline="New words", reason="As printed on page 3")
    with changing(None, action=Action.IMPORT, batch=batch):
        article.dateline = "Mirefield"
        article.save()
    html = page_of(admin_client, article)
    assert "Edited by <bdi>vera</bdi>" in html
    assert "As printed on page 3" in html
    assert "Changed by an import</h2>" in html
    assert reverse("admin:articles_importbatch_change", args=[batch.pk]) in html
    assert html.index("Mirefield") < html.index("As printed")
    assert "quay.txt" in html


def test_saving_a_form_at_the_desk_is_in_the_history_with_its_reason(admin_client):
    article = make_article(headline="Old words")
    url = reverse("admin:articles_article_change", args=[article.pk])
    values = form_values(admin_client.get(url).content.decode())
    admin_client.post(url, {**values, "headline": "New words", "reason": "A slip"})
    assert Change.objects.get().editor_name == "admin"
    html = page_of(admin_client, article)
    assert "A slip" in html
    assert "Headline" in html


def test_an_act_is_taken_back_from_its_place_in_the_history(admin_client, editor):
    article = make_article(headline="Old words")
    edit(editor, article, headline="New words")
    change = Change.objects.get()
    undo = reverse("admin:articles_article_undo", args=[article.pk])
    assert f'action="{undo}"' in page_of(admin_client, article)
    admin_client.post(undo, {"change": change.pk, "reason": "Was right"})
    article.refresh_from_db()
    assert article.headline == "Old words"
    assert "It was undone later." in page_of(admin_client, article)
    assert Change.objects.get(undoes=change).reason == "Was right"


def test_an_act_that_a_later_one_depends_on_is_not_taken_back_and_that_one_is_named(admin_client, editor):
    article = make_article(headline="First")
    edit(editor, article, headline="Second")
    first = Change.objects.get()
    edit(editor, article, headline="Third")
    undo = reverse("admin:articles_article_undo", args=[article.pk])
    html = admin_client.post(undo, {"change": first.pk}, follow=True).content.decode()
    assert "Not undone: What it changed was changed again since." in html
    assert "Edited by vera" in html
    article.refresh_from_db()
    assert article.headline == "Third"


def test_who_may_not_change_a_thing_takes_nothing_back_of_it(client, editor):
    article = make_article(headline="Old words")
    edit(editor, article, headline="New words")
    viewer = User.objects.create_user("nora", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(viewer)
    assert "Take this back" not in page_of(client, article)
    undo = reverse("admin:articles_article_undo", args=[article.pk])
    assert client.post(undo, {"change": Change.objects.get().pk}).status_code == 403
    assert client.get(undo).status_code == 405
    article.refresh_from_db()
    assert article.headline == "New words"


def test_the_act_of_another_thing_is_not_found_there(admin_client, editor):
    article, other = make_article(), make_article()
    edit(editor, other, headline="New words")
    undo = reverse("admin:articles_article_undo", args=[article.pk])
    for number in (Change.objects.get().pk, "", "x", 999):
        assert admin_client.post(undo, {"change": number}).status_code == 404


def test_what_a_program_did_is_not_taken_back_at_the_desk(admin_client):
    article = make_article(headline="Old words")
    edit(None, article, action=Action.IMPORT, headline="From the newer text")
    assert "Take this back" not in page_of(admin_client, article)
    undo = reverse("admin:articles_article_undo", args=[article.pk])
    assert admin_client.post(undo, {"change": Change.objects.get().pk}).status_code == 404
    article.refresh_from_db()
    assert article.headline == "From the newer text"


def test_a_long_history_goes_over_pages(admin_client, editor, django_assert_max_num_queries):
    article = make_article(headline="Number 0")
    for number in range(1, 31):
        edit(editor, article, headline=f"Number {number}")
    assert "Number 30" in page_of(admin_client, article)
    url = reverse("admin:articles_article_history", args=[article.pk])
    with django_assert_max_num_queries(16):
        html = admin_client.get(url, {"p": 2}).content.decode()
    assert "Number 5" in html
    assert "Number 29" not in html
    assert Article.objects.get().headline == "Number 30"
