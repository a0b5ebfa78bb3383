"""Publications and speakers that editors renamed, and their addresses."""

import pytest

from articles.editing import redirect_renamed
from articles.importing.fields import stored_publication
from articles.importing.speakers import sort_name
from articles.models import Article, Publication, RedirectKind, Speaker
from articles.models.public_ids import name_key
from articles.text.documents import SpeakerKind
from tests.factories import import_bytes, make_publication, make_speaker

pytestmark = pytest.mark.django_db

REPORT = "Harbour News' Ada Marsh reports: the board met on Monday to talk about the {} and the old quay."


def rename(publication: Publication, name: str, **changes: str) -> None:
    Publication.objects.filter(pk=publication.pk).update(name=name, name_key=name_key(name), **changes)


def test_a_renamed_publication_stays_private_for_what_comes_under_its_old_name():
    article = import_bytes(REPORT.format("fee").encode(), name="fee.txt").article
    rename(article.publication, "The Harbour Record", rights="private")
    second = import_bytes(REPORT.format("toll").encode(), name="toll.txt").article
    Article.objects.update(pipeline_version="0")
    assert import_bytes(REPORT.format("fee").encode(), name="fee.txt").outcome == "updated"
    assert Publication.objects.get().name == "The Harbour Record"
    assert not Article.objects.published().exists()
    assert second.publication.rights == "private"


def test_a_publication_is_known_by_its_old_address():
    publication = make_publication("Harbour News")
    rename(publication, "The Harbour Record", slug="the-harbour-record")
    redirect_renamed(RedirectKind.PUBLICATION, old="harbour-news", new="the-harbour-record")
    assert stored_publication("Harbour News") == publication


def test_two_names_of_one_slug_are_two_publications():
    assert stored_publication("Kanal+") != stored_publication("Kanal")


def test_an_address_that_leads_on_is_not_given_to_another_speaker():
    speaker = make_speaker("Ada Marsh-Lind", slug="ada-marsh-lind")
    redirect_renamed(RedirectKind.SPEAKER, old="ada-marsh", new=speaker.slug)
    import_bytes("The board met. “We will lower the fee,” Ada Marsh said on Monday.".encode(), name="a.txt")
    assert Speaker.objects.get(name="Ada Marsh").slug == "ada-marsh-2"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ada Marsh", "Marsh, Ada"),
        ("Ada Mann-Brandt", "Mann-Brandt, Ada"),
        ("Park Geun-hye", "Park Geun-hye"),
        ("Ahmad bin Yusof", "Ahmad bin Yusof"),
        ("Madonna", "Madonna"),
    ],
)
def test_a_to_z_turns_a_name_round_only_where_its_family_name_stands_last(name, place):
    assert sort_name(name, SpeakerKind.PERSON) == place
