"""What holds on every page alike."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.search import deferred_indexing, drain_outbox
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source
from tests.web.markup import Markup

ROOT = Path(settings.BASE_DIR)
POLICY = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"


def answers(client, shelf):
    for path in shelf.pages:
        yield path, 200, client.get(path)
    for path, status in shelf.refusals.items():
        yield path, status, client.get(path)


def test_every_page_answers_in_well_formed_html_with_nothing_inline(client, shelf):
    for path, status, response in answers(client, shelf):
        assert response.status_code == status, path
        assert Markup(response.content.decode()).faults == [], path


def test_every_page_carries_the_strict_policy_and_the_security_headers(client, shelf):
    for path, _, response in answers(client, shelf):
        policy = response["Content-Security-Policy"]
        assert sorted(policy.split("; ")) == sorted(POLICY.split("; ")), path
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"


def test_every_page_has_one_main_heading_landmarks_a_skip_link_and_a_title(client, shelf):
    for path, _, response in answers(client, shelf):
        html = response.content.decode()
        tags = [tag for tag, _ in Markup(html).tags]
        assert tags.count("h1") == 1, path
        assert tags.count("main") == tags.count("header") - html.count(
            '<header class="page-head'
        ) - html.count('<header class="reading__head') - html.count("<header>"), path
        assert {"nav", "footer", "search"} <= set(tags), path
        assert '<a class="skip-link" href="#content">' in html, path
        assert re.search(r"<title>(.+ – )?On the Record</title>", html), path


def test_nothing_private_hidden_or_withheld_shows_anywhere(client, shelf):
    for path, _, response in answers(client, shelf):
        html = response.content.decode()
        for words in ("Private words", "Hidden words", "Withdrawn words", "nowhere in a quote"):
            assert words not in html, path


def test_the_section_one_is_in_is_marked(client, shelf):
    html = client.get("/speakers/").content.decode()
    assert '<a href="/speakers/" aria-current="page">Speakers</a>' in html
    html = client.get(shelf.speaker.get_absolute_url()).content.decode()
    assert '<a href="/speakers/" aria-current="true">Speakers</a>' in html
    assert html.count("aria-current") == 1


def test_no_template_calls_anything_safe_and_one_module_makes_the_html_of_pages():
    for template in (ROOT / "templates").rglob("*.*"):
        text = template.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), template
        assert "autoescape" not in text, template
    makers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "articles").rglob("*.py")
        if re.search(r"\b(mark_safe|SafeText|format_html)\(", path.read_text(encoding="utf-8"))
        and "admin" not in path.parts
    }
    # The second serves Haystack's own highlight(), which no page uses; it escapes before it marks.
    assert makers == {"articles/rendering.py", "articles/search/backends/results.py"}


def test_stylesheets_keep_to_their_layers_without_ids_or_importance():
    for sheet in set((ROOT / "static" / "css").glob("*.css")) - {ROOT / "static" / "css" / "admin.css"}:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "!important" not in text, sheet
        assert "@import" not in text, sheet
        selectors = re.findall(r"([^{};]+)\{", text)
        assert not [selector for selector in selectors if "#" in selector], sheet
        assert "@layer" in text, sheet


# What a page costs, however many rows it shows.
QUERIES = {
    "/": 6,
    "/articles/": 7,
    "/articles/?year=2019&speaker=ada-marsh": 7,
    "/quotes/": 4,
    "/quotes/?cue=say&review=unreviewed&attribution=named": 4,
    "/quotes/?group=speaker": 6,
    "/quotes/years/": 1,
    "/wording/": 1,
    "/wording/?terms=we": 3,
    "/wording/?terms=we,&speaker=ada-marsh": 4,
    "/report/?about=ada-marsh": 2,
    "/search/?q=lock": 5,
    "/speakers/": 3,
    "/speakers/ada-marsh/": 10,
    "/speakers/unnamed/": 1,
    "/publications/": 2,
    "/publications/mirefield-mercury/": 6,
    "/topics/": 2,
    "/topics/canals/": 8,
}


@pytest.mark.parametrize(("path", "count"), QUERIES.items(), ids=QUERIES)
def test_a_list_takes_the_same_few_queries_however_long_it_is(
    client, shelf, django_assert_num_queries, path, count
):
    client.get(path)
    with django_assert_num_queries(count):
        client.get(path)
    for number in range(8):
        article = make_article(publication=shelf.publication, date=shelf.full.date_earliest)
        article.topics.add(shelf.topic)
        make_quote(article, speaker=shelf.speaker if number % 2 else make_speaker(f"Una Bray{number}"))
    drain_outbox()
    with django_assert_num_queries(count):
        client.get(path)


# What programs fetch, beside the pages.
FILES = [
    "/search/suggest?q=mar",
    "/search/complete?q=mar",
    "/wording.svg?terms=money,lock",
    "/wording.csv?terms=money",
    "/search.csv?q=lock",
    "/search.json?q=lock",
    "/quotes.ris?q=money",
    "/quotes.md?speaker=ada-marsh",
    "/feeds/latest.atom",
    "/feeds/search.atom?q=lock",
    "/feeds/quotes.atom?speaker=ada-marsh",
    "/feeds/speakers/ada-marsh.atom",
    "/feeds/topics/canals.atom",
    "/feeds/publications/mirefield-mercury.atom",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-articles.xml",
    "/sitemap-quotes.xml",
    "/sitemap-speakers.xml",
    "/sitemap-publications.xml",
    "/sitemap-topics.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/readyz",
]


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path).getvalue()
    return len(queries)


def counted(client, paths):
    for path in paths:  # whatever is read once for a process, or for a state of the index
        client.get(path).getvalue()
    return {path: queries_of(client, path) for path in paths}


def test_nothing_takes_more_queries_in_a_larger_archive(client, shelf):
    found = {"from": "q=lock&sort=newest", "at": "1"}
    paths = [
        *shelf.pages,
        *FILES,
        f"{shelf.named.get_absolute_url()}?{urlencode(found)}",
        f"/articles/{shelf.full.public_id}.ris",
        f"/articles/{shelf.full.public_id}.json",
        f"/quotes/{shelf.named.public_id}.csl.json",
    ]
    with deferred_indexing():
        grow(shelf, 3)
    drain_outbox()
    few = counted(client, paths)
    with deferred_indexing():
        grow(shelf, 57)
    drain_outbox()
    many = counted(client, paths)
    assert {path: (few[path], count) for path, count in many.items() if count > few[path]} == {}
    # What a search no longer has near to where it stood has no neighbours to read.
    fewer = [path for path, count in many.items() if count < few[path]]
    assert all("at=2" in path for path in fewer), fewer


def grow(shelf, count):
    """Add articles with a quote of a speaker, of another, and of an unnamed source, that searches find, too."""
    known = Article.objects.count()
    for number in range(known, known + count):
        article = make_article(
            headline=f"The lock, part {number}",
            body=f"“We have run out of money for lock {number},” Una said. “No cheque,” one said. “We pay,” an official said.",
            publication=shelf.publication,
            date=shelf.full.date_earliest,
        )
        article.topics.add(shelf.topic)
        make_quote(article, f"We have run out of money for lock {number},", speaker=shelf.speaker)
        make_quote(article, "No cheque,", speaker=make_speaker(f"Una Bray{number}"))
        make_quote(article, "We pay,", unnamed_source=make_unnamed_source(article, "a trust official"))
