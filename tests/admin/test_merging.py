"""Speakers at the desk: merged, split, suggested, and both taken back."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.models import Change, DistinctSpeakers, Quote, Redirect, SourceLink, Speaker
from tests.admin.forms import form_values
from tests.admin.test_admin import change
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db


def merge_url(*speakers):
    return reverse("admin:articles_speaker_merge") + "?" + "&".join(f"speaker={s.slug}" for s in speakers)


def send(client, url, **changes):
    """Send the forms of a page as a browser does, with some values changed."""
    return client.post(url, {**form_values(client.get(url).content.decode()), **changes}, follow=True)


@pytest.fixture
def two():
    """Return two speakers of one quote each."""
    speakers = make_speaker("Ada Marsh"), make_speaker("A. Marsh")
    for speaker in speakers:
        make_quote(make_article(), speaker=speaker)
    return speakers


def test_the_selected_speakers_lead_to_the_page_that_merges_them(admin_client, two):
    url = reverse("admin:articles_speaker_changelist")
    chosen = {"action": "merge_selected", "_selected_action": [speaker.pk for speaker in two]}
    response = admin_client.post(url, chosen)
    assert response.url == merge_url(*two)
    alone = admin_client.post(url, {**chosen, "_selected_action": [two[0].pk]}, follow=True)
    assert "Choose 2 to 20 speakers" in alone.content.decode()


def test_a_merge_moves_the_quotes_and_says_how_to_undo_it(admin_client, client, two):
    one, other = two
    page = send(
        admin_client, merge_url(one, other), into="a-marsh", name="Ada Marsh", change_reason="The same."
    )
    text = page.content.decode()
    act = Change.objects.get(action="merge")
    assert "2 speakers are one now: Ada Marsh." in text
    assert reverse("admin:articles_speaker_take_back", args=[act.pk]) in text
    merged = Speaker.objects.get()
    assert (merged.slug, merged.name, merged.quotes.count(), act.reason) == (
        "a-marsh",
        "Ada Marsh",
        2,
        "The same.",
    )
    assert client.get("/speakers/ada-marsh/").url == "/speakers/a-marsh/"


def test_an_undo_is_asked_for_before_it_is_made_and_restores(admin_client, client, two):
    send(admin_client, merge_url(*two))
    url = reverse("admin:articles_speaker_take_back", args=[Change.objects.get(action="merge").pk])
    assert "with A. Marsh: 1 quote and 1 alias moved, by admin" in admin_client.get(url).content.decode()
    assert Speaker.objects.count() == 1
    page = admin_client.post(url, {"change_reason": "Two persons."}, follow=True)
    assert "Undone since." in page.content.decode()
    assert [speaker.quotes.count() for speaker in Speaker.objects.all()] == [1, 1]
    assert "It is undone already." in admin_client.get(url).content.decode()
    assert client.get("/speakers/a-marsh/").status_code == 200


def test_what_depends_on_an_act_is_told_when_it_cannot_be_undone(admin_client, two):
    send(admin_client, merge_url(*two))
    url = reverse("admin:articles_speaker_take_back", args=[Change.objects.get(action="merge").pk])
    third = make_speaker("Ada B. Marsh")
    send(admin_client, merge_url(Speaker.objects.get(slug="ada-marsh"), third), into="ada-b-marsh")
    page = admin_client.post(url).content.decode()
    assert "It cannot be undone: What it changed was changed again since." in page
    assert (
        reverse("admin:articles_speaker_take_back", args=[Change.objects.filter(action="merge")[0].pk])
        in page
    )
    assert Speaker.objects.count() == 1


def test_a_speaker_is_added_by_name_and_nobody_to_themselves(admin_client, two):
    one, other = two
    added = admin_client.get(merge_url(one), QUERY_STRING="speaker=ada-marsh&add=a+marsh")
    assert added.url == merge_url(one, other)
    for asked, said in (
        ("Ada Marsh", "nobody is merged into themselves"),
        ("Tom Hale", "Nobody in the archive is called “Tom Hale”."),
    ):
        page = admin_client.get(
            reverse("admin:articles_speaker_merge"), {"speaker": "ada-marsh", "add": asked}
        )
        assert said in page.content.decode()


def test_a_merge_that_somebody_made_meanwhile_the_other_way_round_is_no_circle(admin_client, two):
    one, other = two
    url = merge_url(one, other)
    opened = form_values(admin_client.get(url).content.decode())
    send(admin_client, url, into="a-marsh", name="A. Marsh")
    make_speaker("Ada B. Marsh")
    page = admin_client.post(f"{url}&speaker=ada-b-marsh", {**opened, "into": "ada-b-marsh"}).content.decode()
    assert "“ada-marsh” was merged into A. Marsh already: once more would go in a circle." in page
    assert Change.objects.filter(action="merge").count() == 1


def test_a_merge_is_refused_at_the_field(admin_client, two):
    make_speaker("Tom Hale", wikidata_id="Q7")
    page = send(
        admin_client, merge_url(*two), wikidata_id="https://www.wikidata.org/wiki/Q7"
    ).content.decode()
    assert '<p class="desk-error" id="wikidata_id_error">Q7 is the id of Tom Hale.</p>' in page
    page = send(admin_client, merge_url(*two), wikidata_id="seven").content.decode()
    assert '<p class="desk-error" id="wikidata_id_error">A Wikidata id is a Q and a number' in page
    assert Speaker.objects.count() == 3


def split_url(speaker):
    return reverse("admin:articles_speaker_split", args=[speaker.pk])


def test_quotes_are_split_off_by_role(admin_client):
    smith = make_speaker("John Smith")
    player = make_quote(make_article(), speaker=smith, role="goalkeeper")
    mayor = make_quote(make_article(), speaker=smith, role="mayor")
    url = split_url(smith) + "?role=goalkeeper"
    shown = admin_client.get(url).content.decode()
    assert f'value="{player.pk}"' in shown
    assert f'value="{mayor.pk}"' not in shown
    page = send(admin_client, url, all_found="on", name="John Smith", change_reason="Another one.")
    assert "These quotes are John Smith’s now." in page.content.decode()
    player.refresh_from_db()
    mayor.refresh_from_db()
    assert (player.speaker.slug, mayor.speaker.slug) == ("john-smith-2", "john-smith")
    assert player.provenance.get(field="speaker").reason == "Another one."


def test_quotes_are_split_off_one_by_one_to_somebody_in_the_archive(admin_client, two):
    one, other = two
    quote = one.quotes.get()
    send(admin_client, split_url(one), quotes=[quote.pk], whose="known", into="a. marsh")
    quote.refresh_from_db()
    assert quote.speaker == other


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": "Ann"}, "quotes", "Choose at least one quote."),
        ({"all_found": "on"}, "name", "Write the name of the new speaker."),
        ({"all_found": "on", "name": "a. marsh"}, "name", "is a name of A. Marsh"),
        ({"all_found": "on", "whose": "known"}, "into", "Write which speaker."),
        ({"all_found": "on", "whose": "known", "into": "Nobody"}, "into", "Nobody in the archive is called"),
        ({"all_found": "on", "whose": "known", "into": "ada-marsh"}, "into", "are Ada Marsh’s already"),
    ],
)
def test_a_split_is_refused_at_the_field_and_nothing_is_changed(admin_client, two, changes, field, said):
    page = send(admin_client, split_url(two[0]), **changes).content.decode()
    error = page.split(f'id="{field}_error">')[1].split("</p>")[0]
    assert said in error
    assert Speaker.objects.count() == 2
    assert not Change.objects.exists()


def test_anothers_quote_is_not_split_off(admin_client, two):
    stolen = two[1].quotes.get()
    page = send(admin_client, split_url(two[0]), quotes=[stolen.pk], name="Ann").content.decode()
    assert "no longer the speaker’s" in page
    stolen.refresh_from_db()
    assert stolen.speaker == two[1]


def test_likely_duplicates_are_listed_with_the_reasons_dismissed_and_suggested_again(admin_client, two):
    url = reverse("admin:articles_speaker_duplicates")
    page = admin_client.get(url).content.decode()
    assert "The same family name, and an initial that fits." in page
    assert merge_url(*two).replace("&", "&amp;") in page
    page = admin_client.post(url, {"apart": "ada-marsh a-marsh", "change_reason": "Sisters."}, follow=True)
    assert "No two speakers look like one." in page.content.decode()
    pair = DistinctSpeakers.objects.get()
    assert (pair.reason, pair.editor.username) == ("Sisters.", "admin")
    assert "Sisters." in admin_client.get(url, {"state": "apart"}).content.decode()
    admin_client.post(url, {"again": pair.pk})
    assert "an initial that fits" in admin_client.get(url).content.decode()


def test_the_page_of_a_speaker_tells_whom_it_may_be_and_what_was_merged(admin_client, two):
    url = reverse("admin:articles_speaker_change", args=[two[0].pk])
    assert "May be the same as:" in admin_client.get(url).content.decode()
    send(admin_client, merge_url(*two))
    page = admin_client.get(url).content.decode()
    assert "May be the same as:" not in page
    assert "Merged with A. Marsh: 1 quote and 1 alias moved" in page


def test_a_taken_wikidata_id_is_refused_with_the_way_to_merge(admin_client, two):
    Speaker.objects.filter(pk=two[1].pk).update(wikidata_id="Q5")
    page = change(admin_client, two[0], wikidata_id="https://www.wikidata.org/wiki/Q5").content.decode()
    assert 'Q5 is the id of A. Marsh. <a href="/admin/articles/speaker/merge/' in page
    change(admin_client, two[0], wikidata_id="q6")
    two[0].refresh_from_db()
    assert two[0].wikidata_id == "Q6"


def test_the_reason_for_a_change_of_a_speaker_is_kept(admin_client, two):
    change(admin_client, two[0], biography="An engineer.", change_reason="Her own site says so.")
    assert Change.objects.get().reason == "Her own site says so."


def roles(**values):
    return {
        "roles-TOTAL_FORMS": "1",
        **{f"roles-0-{name}": value for name, value in values.items()},
    }


def test_a_role_has_its_time_as_exactly_as_it_is_known(admin_client, client, two):
    speaker = two[0]
    change(
        admin_client,
        speaker,
        **roles(speaker=str(speaker.pk), words="Mayor", since="20 January 2009", until="2013"),
    )
    role = speaker.roles.get()
    assert (role.since, role.until, str(role)) == ("2009-01-20", "2013", "Mayor, 20 January 2009 to 2013")
    page = client.get(speaker.get_absolute_url()).content.decode()
    assert "Mayor" in page
    assert "20 January 2009 to 2013" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"since": "last week"}, "“last week” is no date."),
        ({"since": "2009-03", "until": "2009-02"}, "A role ends after it begins."),
        ({"since": "2009", "until": "2008-12-31"}, "A role ends after it begins."),
    ],
)
def test_a_role_without_a_sound_time_is_refused(admin_client, two, values, said):
    speaker = two[0]
    response = change(admin_client, speaker, **roles(speaker=str(speaker.pk), words="Mayor", **values))
    assert said in response.content.decode()
    assert not speaker.roles.exists()


def test_the_address_of_a_deleted_speaker_says_so(admin_client, client):
    speaker = make_speaker("Ada Marsh")
    admin_client.post(reverse("admin:articles_speaker_delete", args=[speaker.pk]), {"post": "yes"})
    assert client.get("/speakers/ada-marsh/").status_code == 410
    change_form = reverse("admin:articles_speaker_add")
    added = form_values(admin_client.get(change_form).content.decode())
    admin_client.post(
        change_form, {**added, "name": "Ada Marsh", "sort_name": "Marsh, Ada", "slug": "ada-marsh"}
    )
    assert client.get("/speakers/ada-marsh/").status_code == 200
    assert not Redirect.objects.exists()


def test_who_may_only_look_merges_splits_and_undoes_nothing(client, two):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_speaker"))
    client.force_login(viewer)
    for url in (merge_url(*two), split_url(two[0]), reverse("admin:articles_speaker_duplicates")):
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert client.get(reverse("admin:articles_speaker_acts")).status_code == 200


def link_url(source):
    return reverse("admin:articles_unnamedsource_link", args=[source.pk])


def test_unnamed_sources_are_linked_only_with_a_reason(admin_client):
    one, other = (make_unnamed_source(make_article()) for _ in range(2))
    page = admin_client.post(link_url(one), {"other": other.pk, "reason": " "}).content.decode()
    assert "Say why the two are the same." in page
    page = admin_client.post(link_url(one), {"other": one.pk, "reason": "Same."}).content.decode()
    assert "A source cannot be linked to itself." in page
    assert not SourceLink.objects.exists()
    admin_client.post(link_url(other), {"other": one.pk, "reason": "The paper says so on 3 May."})
    link = SourceLink.objects.get()
    assert (link.one, link.other, link.editor.username) == (one, other, "admin")
    assert "The paper says so on 3 May." in admin_client.get(link_url(one)).content.decode()
    admin_client.post(link_url(one), {"unlink": link.pk})
    assert not SourceLink.objects.exists()


def test_the_quotes_of_a_merge_stand_as_they_stood(admin_client, two):
    before = list(Quote.objects.values("pk", "words", "review_state", "confidence"))
    send(admin_client, merge_url(*two))
    assert list(Quote.objects.values("pk", "words", "review_state", "confidence")) == before
