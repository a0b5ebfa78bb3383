"""How the API speaks HTTP: validators, methods, other sites' scripts, refusals in sentences, limits, dumps."""

import gzip
import json
import re

import pytest
from django.core.management import CommandError, call_command

from articles.api import dumps
from articles.api.guide import EXAMPLES
from articles.models import Article
from articles.search import drain_outbox
from tests.factories import make_article, make_quote, make_speaker


def problem(response, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert (said["type"], said["status"]) == ("about:blank", status)
    assert re.search(r"[.;:]$", said["detail"]), said["detail"]
    return said


def test_what_has_not_changed_answers_304_without_a_body(client, shelf):
    for path in (
        "articles?q=lock",
        f"articles/{shelf.full.public_id}",
        "quotes",
        "speakers/ada-marsh",
        "openapi.json",
        "dump/quotes.jsonl",
    ):
        etag = client.get(f"/api/v1/{path}")["ETag"]
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag), path
        weak = client.get(f"/api/v1/{path}", headers={"if-none-match": f"W/{etag}"})
        assert weak.status_code == 304, path


def test_a_new_name_of_a_speaker_changes_the_articles_etag(client, shelf):
    path = f"/api/v1/articles/{shelf.full.public_id}"
    before = client.get(path)
    shelf.speaker.name = "Ada Marsh-Bell"
    shelf.speaker.save()
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "Marsh-Bell" in after.content.decode()
    # No column of the article tells: its date alone must not say that nothing changed.
    assert client.get(path, headers={"if-modified-since": before["Last-Modified"]}).status_code == 200


def test_an_article_says_when_its_row_last_changed(client, shelf):
    Article.objects.filter(pk=shelf.full.pk).update(updated_at="2024-05-03T10:00:00Z")
    response = client.get(f"/api/v1/articles/{shelf.full.public_id}")
    assert response["Last-Modified"] == "Fri, 03 May 2024 10:00:00 GMT"


def test_a_precondition_that_fails_is_said(client, shelf):
    problem(client.get("/api/v1/articles", headers={"if-match": '"other"'}), 412)


def test_head_answers_as_get_does(client, shelf):
    for path in ("articles", f"quotes/{shelf.named.public_id}"):
        asked, told = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")
        assert (told.status_code, told.content, told["ETag"]) == (200, b"", asked["ETag"])


def test_scripts_of_other_sites_may_read(client, shelf):
    for path, status in (("articles", 200), ("articles?page=0", 422), ("nowhere", 404)):
        response = client.get(f"/api/v1/{path}")
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (status, "*")
    asked = client.options("/api/v1/articles", headers={"origin": "https://elsewhere.example"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == asked["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/articles/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, shelf, method):
    response = getattr(client, method)("/api/v1/articles")
    assert "read-only" in problem(response, 405)["detail"]
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("articles?page=0", "“0” is not the number of a page, from 1 to 1,000,000."),
        ("articles?page=x", "“x” is not the number of a page, from 1 to 1,000,000."),
        ("quotes?page_size=101", "“101” is not a number from 1 to 100."),
        ("quotes?kind=loud", "“loud” is not a kind of quote: direct, mixed, indirect."),
        ("quotes?kind=direct&kind=loud", "“loud” is not a kind of quote: direct, mixed, indirect."),
        ("quotes?review=rejected", "“rejected” is not a state of review: unreviewed, confirmed, corrected, probable."),
        ("quotes?attribution=god", "“god” is not a way to tell who said it: named, unnamed, withheld, nobody."),
        ("quotes?cue=%1B", "“\ufffd” is not a word that introduces quotes."),
        ("articles?year=99", "“99” is not a year such as 2009, or undated."),
        ("articles?month=2009-13", "“2009-13” is not a month such as 2009-06."),
        ("articles?speaker=Ada%20Marsh", "“Ada Marsh” is not the short name of a speaker, such as ada-marsh."),
        ("articles?undated=yes", "“yes” is not the word include."),
        ("articles?sort=size", "“size” is not relevance, newest or oldest."),
        ("speakers?letter=ab", "“ab” is not a letter."),
        ("unnamed-sources?article=1", "“1” is not the id of an article, twelve letters and digits."),
        ("topics?q=x", "There is no parameter “q” here. There are page, page_size."),
        ("topics/canals?q=x", "There is no parameter “q” here. There are none."),
        ("dump/articles.jsonl?after=%2F", "“/” is not the id or short name of a line of this dump."),
        ("articles?" + "&".join(f"topic=t{number}" for number in range(51)), "There are too many values of “topic”: 50 are read."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_in_a_sentence(client, shelf, path, sentence):
    said = problem(client.get(f"/api/v1/{path}"), 422)
    assert said["detail"] == sentence
    assert [mistake["sentence"] for mistake in said["mistakes"]] == [sentence]


def test_every_mistake_is_named(client, shelf):
    said = problem(client.get("/api/v1/articles?page=0&sort=size"), 422)
    assert {mistake["parameter"] for mistake in said["mistakes"]} == {"page", "sort"}


def test_a_query_longer_than_any_is_refused_not_cut(client, shelf):
    assert "1,000 characters" in problem(client.get(f"/api/v1/articles?q={'a' * 1001}"), 422)["detail"]
    assert client.get(f"/api/v1/articles?q={'a' * 1000}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "articles/",
        "articles/short",
        f"articles/{'z' * 12}",
        "articles/%00",
        "speakers/nobody",
        "publications/none",
        "topics/none",
        "dump/passwords.jsonl",
        "quotes/%F0%9F%A6%86",
    ],
)
def test_nothing_at_an_address_is_a_404_in_a_sentence(client, shelf, path):
    problem(client.get(f"/api/v1/{path}"), 404)


@pytest.mark.parametrize(
    "value", ["%00", "%ff%fe", "%ED%A0%80", "a%00b", "%u0041", "((((", "\\", "a:b:c", "*"]
)
def test_garbage_is_never_an_error_of_the_server(client, shelf, value):
    for name in ("q", "speaker", "year", "page", "sort", "letter", "after", value):
        for path in ("articles", "quotes", "speakers", "unnamed-sources", "dump/quotes.jsonl"):
            assert client.get(f"/api/v1/{path}?{name}={value}").status_code in (200, 404, 422)


def test_without_an_index_search_is_away_and_single_things_are_not(client, db):
    quote = make_quote(make_article(), speaker=make_speaker())
    for path in ("articles", "quotes?q=fee"):
        response = client.get(f"/api/v1/{path}")
        assert "Search is not available" in problem(response, 503)["detail"]
        assert response["Retry-After"] == "30"
    assert client.get(f"/api/v1/quotes/{quote.public_id}").status_code == 200
    assert client.get("/api/v1/speakers").json()["total"] == 1


def test_a_host_it_does_not_serve_is_a_problem_too(client, db):
    problem(client.get("/api/v1/articles", headers={"host": "elsewhere.example"}), 400)


def test_who_asks_too_often_is_told_when_to_come_back(client, shelf, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    assert [client.get("/api/v1/topics").status_code for _ in range(3)] == [200, 200, 200]
    response = client.get("/api/v1/topics")
    assert problem(response, 429)["detail"].startswith("More than 3 requests in a minute: ask again in ")
    assert 1 <= int(response["Retry-After"]) <= 61
    assert client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/topics/").status_code == 200


def lines(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/x-ndjson"
    following = re.fullmatch(r'<http://testserver(.*)>; rel="next"', response.headers.get("Link", ""))
    return [json.loads(line) for line in response.content.decode().splitlines()], following and following[1]


def test_a_dump_is_followed_to_its_end_each_thing_once(client, shelf, monkeypatch):
    monkeypatch.setattr(dumps, "CHUNK", 2)
    for name, key in (("articles", "id"), ("quotes", "id"), ("speakers", "slug")):
        seen, following = [], f"/api/v1/dump/{name}.jsonl"
        while following:
            found, following = lines(client, following)
            assert 1 <= len(found) <= 2
            seen += [line[key] for line in found]
        assert seen == sorted(set(seen))
        if name != "speakers":
            assert set(seen) >= {hit["id"] for hit in client.get(f"/api/v1/{name}").json()["results"]}
    assert seen == ["ada-marsh", "tom-hale"]


def test_a_line_of_a_dump_is_what_the_api_says_of_the_thing(client, shelf):
    for path, name in (
        (f"articles/{shelf.full.public_id}", "articles"),
        (f"quotes/{shelf.named.public_id}", "quotes"),
    ):
        told = client.get(f"/api/v1/{path}").json()
        [line] = [one for one in lines(client, f"/api/v1/dump/{name}.jsonl")[0] if one["id"] == told["id"]]
        assert line == {field: told[field] for field in line}
    assert lines(client, "/api/v1/dump/speakers.jsonl")[0][0]["quote_count"] == 3


def test_the_command_writes_whole_files_and_says_how_much(shelf, tmp_path, capsys):
    call_command("dump_jsonl", tmp_path / "out", site="https://archive.example/")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "articles.jsonl",
        "quotes.jsonl",
        "speakers.jsonl",
    ]
    assert f"{tmp_path / 'out' / 'articles.jsonl'}: 4 lines" in capsys.readouterr().out
    first = json.loads((tmp_path / "out" / "speakers.jsonl").read_text("utf-8").splitlines()[0])
    assert first["page"] == "https://archive.example/speakers/ada-marsh/"


def test_the_command_compresses_when_asked(shelf, tmp_path):
    call_command("dump_jsonl", tmp_path, gzip=True)
    with gzip.open(tmp_path / "quotes.jsonl.gz", "rt", encoding="utf-8") as file:
        assert {json.loads(line)["article"]["id"] for line in file} >= {shelf.full.public_id}


def test_the_command_says_where_it_cannot_write(shelf, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("dump_jsonl", tmp_path / "file")


def test_every_example_of_the_guide_is_shown_and_answers(client, shelf):
    guide = client.get("/api/").content.decode()
    for example in EXAMPLES:
        assert f"/api/v1/{example.path}".replace("&", "&amp;") in guide
        assert client.get(f"/api/v1/{example.path}").status_code == 200, example


def test_the_index_leads_everywhere(client, shelf):
    said = client.get("/api/v1/").json()
    for address in [*said.pop("dumps"), *(value for key, value in said.items() if key != "archive")]:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_a_text_withheld_since_is_not_in_the_next_chunk(client, shelf, monkeypatch):
    monkeypatch.setattr(dumps, "CHUNK", 1)
    _, following = lines(client, "/api/v1/dump/articles.jsonl")
    Article.objects.update(visibility="hidden")
    drain_outbox()
    assert lines(client, following) == ([], None)
