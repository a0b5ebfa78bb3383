"""extract_quotes and parse_article: JSON Lines in and out, without a database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

MANAGE = Path(__file__).resolve().parent.parent.parent / "manage.py"
TEXT = "“We vote on Monday,” said Ada Marsh, who chairs the council. “Nobody is absent.”"


def run(monkeypatch, command, *arguments, given=""):
    """Return the lines written and what was said on standard error."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=err)
    finally:
        lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return lines, err.getvalue()


def test_extract_quotes_writes_spans_speakers_and_statements(monkeypatch):
    given = json.dumps({"id": "a", "text": TEXT}) + "\n"
    lines, errors = run(monkeypatch, "extract_quotes", given=given)
    assert errors == ""
    first, second = lines[0]["quotes"]
    assert lines[0]["id"] == "a"
    assert TEXT[first["start"] : first["end"]] == "We vote on Monday,"
    assert TEXT[first["speaker_start"] : first["speaker_end"]] == first["speaker_text"] == "Ada Marsh"
    assert (first["kind"], first["cue"], first["named"]) == ("direct", "said", True)
    assert first["speaker"] == second["speaker"] == "Ada Marsh"
    assert first["statement"] == second["statement"] == 1
    assert 0.9 <= first["confidence"] <= 1


def test_extract_quotes_answers_every_line_in_order(monkeypatch):
    given = '{"id": 1, "text": "No marks."}\nnot JSON\n[]\n{"id": 4}\n\n' + json.dumps(
        {"id": 6, "text": TEXT}
    )
    lines, errors = run(monkeypatch, "extract_quotes", given=given)
    assert [len(line["quotes"]) for line in lines] == [0, 0, 0, 0, 0, 2]
    assert [line["id"] for line in lines] == [1, None, None, None, None, 6]
    assert [error.split(" cannot")[0] for error in errors.splitlines()] == [
        "Line 2",
        "Line 3",
        "Line 4",
        "Line 5",
    ]


def test_extract_quotes_survives_a_lone_surrogate(monkeypatch):
    lines, _ = run(
        monkeypatch, "extract_quotes", given='{"id": "\\ud800", "text": "“We vote,” said Ada Marsh."}'
    )
    assert len(lines[0]["quotes"]) == 1


def test_extract_quotes_reads_a_file(monkeypatch, tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    lines, _ = run(monkeypatch, "extract_quotes", str(path))
    assert len(lines[0]["quotes"]) == 2


def test_extract_quotes_names_a_file_that_it_cannot_open(monkeypatch, tmp_path):
    with pytest.raises(CommandError, match=r"gone\.jsonl cannot be opened: No such file"):
        run(monkeypatch, "extract_quotes", str(tmp_path / "gone.jsonl"))


@pytest.mark.parametrize("command", ["extract_quotes", "parse_article"])
def test_what_only_reads_texts_starts_without_settings_or_secret_key(command):
    """From another folder, too, and whatever settings are named."""
    done = subprocess.run(
        [sys.executable, MANAGE, command],
        input=json.dumps({"id": "a", "text": TEXT, "raw": TEXT}),
        env={"DJANGO_SETTINGS_MODULE": "nowhere.settings"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert len(json.loads(done.stdout)["quotes"]) == 2


def test_parse_article_says_what_an_import_would_understand(monkeypatch, seeds):
    path = seeds / "000_d12a19e22484eae2.txt"
    lines, errors = run(monkeypatch, "parse_article", str(path))
    article = lines[0]
    assert errors == ""
    assert article["headline"] == "Administration Seeks Stronger North Korea Sactions Enforcement"
    assert (article["published"], article["published_kind"]) == ("2009-06-26T16:21", "explicit")
    assert (article["source"], article["dateline_place"]) == ("ABC News", None)
    assert [removed["rule"] for removed in article["removed"]] == ["browser notice", "comments"]
    body = "\n\n".join(article["body"])
    spoken = [quote for quote in article["quotes"] if quote["kind"] != "indirect"]
    assert body[spoken[0]["start"] :].startswith("What we're trying to do")


def test_parse_article_reads_json_lines_and_leaves_quotes_out(monkeypatch):
    given = json.dumps({"id": "a", "raw": TEXT}) + "\n"
    lines, _ = run(monkeypatch, "parse_article", "--no-quotes", given=given)
    assert lines[0]["id"] == "a"
    assert lines[0]["body"] == [TEXT]
    assert lines[0]["published"] is lines[0]["published_kind"] is None
    assert "quotes" not in lines[0]


def test_parse_article_names_what_it_cannot_read_and_goes_on(monkeypatch, tmp_path, capsys):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.bin"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"\x00\x01")
    with pytest.raises(CommandError, match="2 of the inputs could not be read"):
        call_command("parse_article", str(bad), str(tmp_path / "gone.txt"), str(good))
    written = capsys.readouterr()
    assert [json.loads(line).get("error") for line in written.out.splitlines()] == [
        "The file is not text: it contains NUL bytes.",
        "Cannot be read: No such file or directory.",
        None,
    ]
    assert "bad.bin: The file is not text" in written.err


def test_parse_article_reads_a_folder_as_an_import_does(monkeypatch, tmp_path):
    (tmp_path / "2016").mkdir()
    (tmp_path / "2016" / "news.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "export.jsonl").write_text(json.dumps({"id": "a", "body": TEXT}), encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "export.jsonl")
    lines, errors = run(monkeypatch, "parse_article", str(tmp_path))
    assert [line["id"] for line in lines] == ["2016/news.txt", "export.jsonl#a"]
    assert errors == "link.txt: Is a symbolic link.\n"


def test_parse_article_takes_the_format_and_the_encoding_that_are_given(monkeypatch, tmp_path):
    path = tmp_path / "news.txt"
    path.write_bytes(
        "# Порт\n\nСовет города собрался в понедельник и решил, что порт останется открытым.".encode("cp866")
    )
    lines, _ = run(monkeypatch, "parse_article", "--format", "markdown", "--encoding", "cp866", str(path))
    assert lines[0]["headline"] == "Порт"
    assert lines[0]["body"] == ["Совет города собрался в понедельник и решил, что порт останется открытым."]


@pytest.mark.parametrize("command", ["parse_article", "import_articles"])
@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("--encoding=rot13", "no encoding that texts are in is called 'rot13'"),
        ("--format=word", "invalid choice: 'word'"),
    ],
)
def test_a_wrong_format_or_encoding_is_refused_in_a_sentence(command, option, reason):
    with pytest.raises(CommandError, match=reason):
        call_command(command, option, "news.txt")
