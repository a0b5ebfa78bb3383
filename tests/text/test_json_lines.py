"""One article a line, whatever its fields are called, and lines that are none."""

import base64
import datetime
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.documents import Stated
from articles.text.errors import UnreadableInput
from articles.text.pipeline import parse
from articles.text.readers import DamagedItem, Form, Item, read, unpack
from articles.text.readers.limits import LARGEST_ITEM

NEWS = "The board met on Monday to talk about the fee and the old quay of the town."
SPOKEN = "“We will close it,” said Ada Marsh, its chair."


def unpacked(data, name="a.jsonl", **options):
    return list(unpack(io.BytesIO(data), name=name, **options))


def record(**fields):
    """Return the source text of a record with these fields."""
    return read(Item("a", json.dumps(fields).encode(), format="record"))


def refusal(**fields):
    with pytest.raises(UnreadableInput) as refused:
        record(**fields)
    return str(refused.value)


def test_a_line_is_an_item_of_its_own_bytes():
    first = b'{"id": "one", "body": "The board met."}'
    second = '{ "body": "Die Gebühr fällt." }'.encode()
    one, two = unpacked(first + b"\r\n\n  \n" + second)
    assert (one.name, one.data, one.format) == ("a.jsonl#one", first, "record")
    assert (two.name, two.data) == ("a.jsonl#line 4", second)


def test_damaged_lines_are_named_and_the_rest_is_read():
    parts = unpacked(b'{"id": 1, "body": "x"}\n{"id": 2, \nnull\n' + b"[" * 100_000 + b'\n{"id": 5}')
    assert [part.name for part in parts] == [
        "a.jsonl#1",
        "a.jsonl#line 2",
        "a.jsonl#line 3",
        "a.jsonl#line 4",
        "a.jsonl#5",
    ]
    assert [part.reason for part in parts[1:4]] == [
        "Is not valid JSON: Expecting property name enclosed in double quotes at character 10.",
        "Is JSON, but no object with an article's fields.",
        "Is not JSON that can be read: it is nested too deeply.",
    ]


def test_a_line_that_is_too_long_is_named_without_being_held():
    long = b'{"body": "' + b"a" * LARGEST_ITEM + b'"}\n'
    parts = unpacked(long * 2 + b'{"id": 3}\n')
    assert [type(part) for part in parts] == [DamagedItem, DamagedItem, Item]
    assert parts[0].reason == f"Is longer than {LARGEST_ITEM:,} bytes, the most of one article."


def test_what_is_no_json_lines_but_its_name_is_read_no_further():
    with pytest.raises(UnreadableInput, match="1,000 lines in a row are damaged"):
        unpacked(b"The board met.\n" * 5000)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param('[{"id": 1, "body": "x"}, {"id": 2, "body": "ü"}]', id="an array on one line"),
        pytest.param('\ufeff[\n  {"id": 1, "body": "x"},\n  {"id": 2, "body": "ü"}\n]\n', id="an array"),
        pytest.param('{\n  "id": 1,\n  "body": "x"\n}\n{\n  "id": 2,\n  "body": "ü"\n}', id="objects"),
    ],
)
def test_the_objects_of_a_json_file_are_items_each(written):
    parts = unpacked(written.encode(), name="export.json")
    assert [part.name for part in parts] == ["export.json#1", "export.json#2"]
    assert json.loads(parts[1].data) == {"id": 2, "body": "ü"}


def test_an_array_larger_than_what_is_read_at_once_comes_whole():
    records = [{"body": "a" * size} for size in (10, 700_000, 700_000, 3_000_000, 10)]
    parts = unpacked(json.dumps(records, indent=1).encode(), name="export.json")
    assert [json.loads(part.data) for part in parts] == records
    assert [part.name for part in parts][-1] == "export.json#item 5"


def test_an_array_that_breaks_off_keeps_what_came_before():
    one, two = unpacked(b'[{"id": 1}, {"id": 2, "bo', name="export.json")
    assert (one.name, two.name) == ("export.json#1", "export.json#item 2")
    assert two.reason.startswith("Is not valid JSON: ")
    assert two.reason.endswith("Nothing that follows it is read.")


def test_json_is_told_by_its_content():
    (item,) = unpacked(b'{"id": 1, "body": "x"}', name="news.txt")
    assert item.name == "news.txt#1"


def test_our_fields_are_stated():
    source = record(
        headline="Quay to close",
        standfirst="The board has decided.",
        authors=["Ada Marsh", {"name": "Olu Adebayo"}],
        published="6 September 2016",
        publication="The Harbour Times",
        language="en",
        source_url="https://example.org/quay",
        retrieved_at="2020-01-05T10:30:00+02:00",
        body=[NEWS, SPOKEN],
    )
    zone = datetime.timezone(datetime.timedelta(hours=2))
    assert source.stated == Stated(
        where="JSON Lines record",
        headline="Quay to close",
        standfirst="The board has decided.",
        authors=("Ada Marsh", "Olu Adebayo"),
        published="6 September 2016",
        publication="The Harbour Times",
        language="en",
        source_url="https://example.org/quay",
        retrieved_at=datetime.datetime(2020, 1, 5, 10, 30, tzinfo=zone),
    )
    assert (source.text, source.form) == (f"{NEWS}\n\n{SPOKEN}", Form.BODY)
    assert (source.format, source.media_type, source.remarks) == ("record", "application/json", ())


def test_the_fields_of_schema_org_are_stated():
    source = record(
        **{"@type": "NewsArticle"},
        headline="Quay to close",
        description="The board has decided.",
        author={"@type": "Person", "name": "Ada Marsh"},
        datePublished="2016-09-06T10:00:00Z",
        publisher={"@type": "Organization", "name": "The Harbour Times"},
        inLanguage="en_GB",
        mainEntityOfPage={"@id": "https://example.org/quay"},
        articleBody=f"{NEWS}\n{SPOKEN}",
    )
    stated = source.stated
    assert (stated.standfirst, stated.authors) == ("The board has decided.", ("Ada Marsh",))
    assert (stated.published, stated.publication) == ("2016-09-06T10:00:00Z", "The Harbour Times")
    assert (stated.language, stated.source_url) == ("en-GB", "https://example.org/quay")
    assert source.text == f"{NEWS}\n\n{SPOKEN}"


def test_the_names_that_scrapers_use_are_stated():
    source = record(
        title="Quay to close",
        byline="By Ada Marsh and Olu Adebayo",
        date=1473156000,
        source="https://example.org",
        link="https://example.org/quay",
        date_download="2020-01-05",
        text=f"{NEWS}\n{SPOKEN}",
    )
    stated = source.stated
    assert (stated.headline, stated.authors) == ("Quay to close", ("Ada Marsh", "Olu Adebayo"))
    assert (stated.published, stated.publication) == ("2016-09-06T10:00:00+00:00", "")
    assert stated.source_url == "https://example.org/quay"
    assert stated.retrieved_at == datetime.datetime(2020, 1, 5, tzinfo=datetime.UTC)
    assert source.form is Form.BODY


def test_what_does_not_fit_its_field_is_left_out_with_a_remark():
    source = record(language="English", url="quay.html", retrieved="lately", body=NEWS)
    assert source.stated == Stated(where="JSON Lines record")
    assert source.remarks == (
        "“lately” of the JSON Lines record is no time of retrieval, and is left out.",
        "“English” of the JSON Lines record is no language tag such as “en”, and is left out.",
        "“quay.html” of the JSON Lines record is no address of a page, and is left out.",
    )


def test_raw_text_is_cleaned_and_a_text_without_a_headline_is_raw():
    assert record(raw=f"Quay to close\n{NEWS}").form is Form.LINES
    assert record(text=f"Quay to close\n{NEWS}").form is Form.LINES


def test_a_page_is_read_as_a_page_and_decoded_as_it_declares():
    page = f'<html><meta charset="windows-1252"><p>{SPOKEN}</p></html>'
    source = record(html_base64=base64.b64encode(page.encode("cp1252")).decode(), url="https://example.org/a")
    assert (source.text, source.form) == (page, Form.PAGE)
    assert source.remarks == ("Read as windows-1252, as it declares.",)
    assert record(html=page).form is Form.PAGE
    assert refusal(html_base64="%").startswith("Has no base64 in its field html_base64: ")


def test_markup_in_a_text_is_taken_for_markup():
    source = record(
        title="Quay",
        content=f'<p>{NEWS}</p><ul><li>One<li>Two</ul><p>“We <a href="/x">will</a> close&nbsp;it.” <img alt="A quay"></p>',
    )
    assert source.text == f"{NEWS}\n\nOne\n\nTwo\n\n“We will close\N{NO-BREAK SPACE}it.”"
    (picture,) = source.removed
    assert (picture.text, picture.rule) == ("A quay", "picture")
    assert source.text[: picture.position].endswith("Two\n\n")


def test_a_record_without_an_article_is_refused():
    reason = "Has no article: none of the fields body, articleBody, html, raw, text or content."
    assert refusal(headline="Quay to close", body="", text=None) == reason
    assert refusal(body=[]) == refusal(body=7) == reason


def test_halves_of_characters_and_nul_do_not_pass():
    source = read(
        Item("a", b'{"body": "The \\u0000board\\ud800 met.' + b" It met." * 99 + b'"}', format="record")
    )
    assert source.text.startswith("The board\ufffd met.")
    assert source.remarks == (
        "1 half of a character shown as “\ufffd”.",
        "1 control character left out, the first U+0000.",
    )


def test_what_the_container_states_fills_what_the_record_leaves_out():
    item = Item(
        "a",
        json.dumps({"headline": "Quay", "body": NEWS}).encode(),
        stated=Stated(where="web archive", headline="Other", source_url="https://example.org/quay"),
    )
    stated = read(item).stated
    assert (stated.headline, stated.source_url) == ("Quay", "https://example.org/quay")


def test_a_record_becomes_an_article():
    article = parse(Item("a", json.dumps({"headline": "Quay to close", "body": [NEWS, SPOKEN]}).encode()))
    assert (article.headline.value, article.headline.rule) == ("Quay to close", "JSON Lines record")
    assert [quotation.attribution.speaker.name for quotation in article.quotations] == ["Ada Marsh"]


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=1)


@settings(max_examples=40)
@given(st.lists(PARAGRAPHS, min_size=1), st.booleans())
def test_any_text_comes_back_equal(articles, in_ascii):
    records = [{"id": number, "body": body} for number, body in enumerate(articles)]
    lines = "\n".join(json.dumps(record, ensure_ascii=in_ascii) for record in records)
    parts = unpacked(lines.encode())
    assert [part.name for part in parts] == [f"a.jsonl#{number}" for number in range(len(articles))]
    for part, body in zip(parts, articles, strict=True):
        if "<" not in "".join(body):
            assert read(part).text == "\n\n".join(body)
