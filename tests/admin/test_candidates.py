"""An editor who rejects a speaker gets the next candidate."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.importing.candidates import candidate_record
from articles.models import Article, Provenance, Quote, Speaker, UnnamedSource
from articles.text import documents
from tests.admin.forms import form_values
from tests.factories import import_bytes, make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db

CANDIDATES = [
    {"name": "Ada Marsh", "score": 0.7, "reason": "The subject of said", "kind": "person", "forms": ["Ada Marsh"]},
    {"name": "Ida Falk", "score": 0.2, "reason": "Named before", "kind": "person", "forms": ["Dr Ida Falk", "Falk"]},
    {"name": "harbour officials", "score": 0.1, "reason": "Before that", "kind": "unnamed", "several": True,
     "terms": ["on background"]},
]  # fmt: skip


def quote_of(speaker="Ada Marsh", **changes) -> Quote:
    values = {"speaker": make_speaker(speaker) if speaker else None, "candidates": CANDIDATES, **changes}
    return make_quote(make_article(), **values)


def page(client, quote):
    return client.get(reverse("admin:articles_quote_change", args=[quote.pk])).content.decode()


def take(client, quote, number):
    """Press the button of a candidate; return what the next page says."""
    url = reverse("admin:articles_quote_take", args=[quote.pk])
    html = client.post(url, {"candidate": number}, follow=True).content.decode()
    quote.refresh_from_db()
    return html


def test_the_next_candidate_becomes_a_speaker_as_an_import_would_make_them(admin_client, admin_user):
    quote = quote_of()
    assert "Not this speaker: take the next, Ida Falk" in page(admin_client, quote)
    said = take(admin_client, quote, 1)
    assert "Given to Ida Falk, no longer to Ada Marsh." in said
    assert quote.speaker.name == "Ida Falk"
    assert (quote.speaker.slug, quote.speaker.sort_name, quote.speaker.kind) == (
        "ida-falk",
        "Falk, Ida",
        "person",
    )
    assert set(quote.speaker.aliases.values_list("name", "identifies")) == {
        ("Ida Falk", True),
        ("Dr Ida Falk", False),
        ("Falk", False),
    }
    assert (quote.review_state, quote.attribution_origin) == ("corrected", "editor")
    assert not quote.is_probable
    assert [bool(candidate["rejected"]) for candidate in quote.candidates] == [True, False, False]
    row = Provenance.objects.get(quote=quote, field="speaker")
    assert (row.origin, row.editor, row.reason) == (
        "editor",
        admin_user,
        "Not Ada Marsh: taken from those considered.",
    )
    assert "Given to Ida Falk" in LogEntry.objects.get().get_change_message()


def test_the_rest_of_an_utterance_that_stays_with_another_is_named(admin_client):
    article = make_article(body="“We vote,” said Ada Marsh, “never.”")
    told = {"speaker": make_speaker(), "statement": 1, "candidates": CANDIDATES}
    first, rest = (make_quote(article, words, **told) for words in ("We vote,", "never."))
    link = f'<a href="/admin/articles/quote/{rest.pk}/change/">“never.”</a> (Ada Marsh)'
    assert f"The rest of the utterance is given to somebody else: {link}." in take(admin_client, first, 1)
    assert "The rest of the utterance" not in take(admin_client, rest, 1)


def test_a_known_speaker_is_taken_and_not_made_again(admin_client):
    known = make_speaker("Ida Falk")
    quote = quote_of()
    take(admin_client, quote, 1)
    assert quote.speaker == known


def test_an_unnamed_candidate_becomes_a_description_of_this_article(admin_client):
    quote = quote_of()
    take(admin_client, quote, 2)
    assert quote.speaker is None
    source = quote.unnamed_source
    assert (source.description, source.is_several, source.terms, source.article) == (
        "harbour officials",
        True,
        ["on background"],
        quote.article,
    )
    assert "Not this speaker: take the next, Ida Falk" in page(admin_client, quote)


def test_rejecting_again_and_again_goes_down_the_list_and_ends_with_a_clear_refusal(admin_client):
    quote = quote_of()
    url = reverse("admin:articles_quote_changelist")
    action = {"action": "take_next", "_selected_action": [quote.pk]}
    names = []
    for _ in range(3):
        html = admin_client.post(url, action, follow=True).content.decode()
        quote.refresh_from_db()
        names.append(str(quote.speaker or quote.unnamed_source))
    assert names == ["Ida Falk", "harbour officials", "harbour officials"]
    assert "stays as it was: nobody else was considered" in html
    assert "Nobody else is left to take." in page(admin_client, quote)
    take(admin_client, quote, 0)
    assert quote.speaker.name == "Ada Marsh"
    assert [candidate["rejected"] for candidate in quote.candidates] == [False, True, True]


def test_an_unattributed_quote_offers_its_candidates(admin_client):
    quote = quote_of(speaker=None, confidence=0.3)
    html = page(admin_client, quote)
    assert "Take the first candidate, Ada Marsh" in html
    assert html.count("Give it to ") == 3
    take(admin_client, quote, 0)
    assert quote.speaker.name == "Ada Marsh"


def test_a_candidate_that_is_merged_into_the_speaker_is_not_the_next(admin_client):
    quote = quote_of()
    quote.speaker.aliases.create(name="Ida Falk", name_key="ida falk", identifies=True)
    assert "take the next, harbour officials" in page(admin_client, quote)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("9", "nobody else was considered"),
        ("x", "nobody else was considered"),
        ("0", "it is given to Ada Marsh already"),
        ("3", "whether “someone” is a name or a description is not known"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_changes(admin_client, number, problem):
    quote = quote_of(candidates=[*CANDIDATES, {"name": "someone", "score": 0.1, "reason": "Before"}])
    assert problem in take(admin_client, quote, number)
    assert (quote.speaker.name, quote.review_state) == ("Ada Marsh", "unreviewed")
    assert not LogEntry.objects.exists()
    assert not Provenance.objects.exists()


def test_of_whom_only_a_name_is_known_nobody_can_take(admin_client):
    quote = quote_of(
        candidates=[CANDIDATES[0], {"name": "someone", "score": 0.3, "reason": "Before", "kind": ""}]
    )
    html = page(admin_client, quote)
    assert "name or description? Choose by hand above" in html
    assert "Nobody else is left to take." in html
    assert 'name="candidate"' not in html


def test_only_a_post_of_an_editor_changes_a_quote(admin_client, client):
    quote = quote_of()
    url = reverse("admin:articles_quote_take", args=[quote.pk])
    assert admin_client.get(url).status_code == 405
    assert client.post(url, {"candidate": 1}).status_code == 302
    assert (
        admin_client.post(reverse("admin:articles_quote_take", args=[0]), {"candidate": 1}).status_code == 404
    )
    quote.refresh_from_db()
    assert quote.speaker.name == "Ada Marsh"


def test_saving_the_form_presses_none_of_the_candidates_buttons(admin_client):
    quote = quote_of()
    url = reverse("admin:articles_quote_change", args=[quote.pk])
    html = page(admin_client, quote)
    assert html.count('form="take-candidate"') == 3
    admin_client.post(url, form_values(html))
    quote.refresh_from_db()
    assert (quote.speaker.name, quote.review_state) == ("Ada Marsh", "unreviewed")


def test_an_article_form_opened_before_leaves_the_quote_to_whom_it_was_given_since(admin_client):
    quote = quote_of()
    url = reverse("admin:articles_article_change", args=[quote.article_id])
    opened = form_values(admin_client.get(url).content.decode())
    take(admin_client, quote, 1)
    quote.refresh_from_db()
    given = (quote.speaker, quote.unnamed_source)
    assert admin_client.post(url, {**opened, "standfirst": "Late."}).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, quote.unnamed_source) == given


def test_a_quote_without_candidates_shows_no_buttons(admin_client):
    quote = quote_of(candidates=[])
    assert 'name="candidate"' not in page(admin_client, quote)


def test_an_import_keeps_who_was_considered_and_what_they_are(admin_client):
    text = (
        "Mayor Orla Finn opened the bridge on Monday beside Councillor Hana Weiss, who had asked for it.\n\n"
        "“It will stand,” Finn said.\n\n“It will not be paid for by us,” she added."
    )
    article = import_bytes(text.encode(), name="bridge.txt").article
    kinds = {
        candidate["name"]: candidate["kind"]
        for quote in article.quotes.all()
        for candidate in quote.candidates
    }
    assert kinds["Orla Finn"] == "person"


def test_a_candidate_is_kept_with_what_the_engine_says_of_them():
    ada = documents.Speaker("Ada Marsh", documents.SpeakerKind.PERSON, ("Ada Marsh", "Marsh"))
    aides = documents.UnnamedSource("aides", is_several=True, terms=("on background",))
    named, unnamed, unknown = (
        candidate_record(documents.Candidate(name, 0.5, "Named before", speaker=speaker, unnamed=source))
        for name, speaker, source in (
            ("Ada Marsh", ada, None),
            ("aides", None, aides),
            ("Bo Ray", None, None),
        )
    )
    assert (named["kind"], named["forms"]) == ("person", ["Ada Marsh", "Marsh"])
    assert (unnamed["kind"], unnamed["several"], unnamed["terms"]) == ("unnamed", True, ["on background"])
    assert unknown == {"name": "Bo Ray", "score": 0.5, "reason": "Named before", "kind": ""}


def test_the_next_import_leaves_what_the_editor_took(admin_client):
    text = "The board met. “We will lower the fee,” Ada Marsh said on Monday to Ida Falk."
    article = import_bytes(text.encode(), name="a.txt").article
    quote = article.quotes.get(kind="direct")
    source = make_unnamed_source(article, "clerk")
    Quote.objects.filter(pk=quote.pk).update(
        candidates=[*quote.candidates, {"name": "clerk", "score": 0.1, "reason": "", "kind": "unnamed",
                                        "several": False, "terms": []}]
    )  # fmt: skip
    take(admin_client, quote, len(quote.candidates))
    assert quote.unnamed_source == source
    Article.objects.update(pipeline_version="0")
    import_bytes(text.encode(), name="a.txt")
    quote.refresh_from_db()
    assert quote.unnamed_source == UnnamedSource.objects.get()
    assert quote.candidates[0]["rejected"]
    assert not Speaker.objects.filter(name="clerk").exists()
