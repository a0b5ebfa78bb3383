"""Learning which blocks of a page are its article, on pages made by lot of our own words."""

import base64
import json
import random

import pytest

from articles.text.linear import load_model
from tests.text.pages.writing import PARAGRAPHS, article, page
from training import train_pages
from training.train_pages import Judged, f1, figures, labels_of_body, labels_of_chunks, read_page


def document(html, **labels):
    encoded = base64.b64encode(html.encode()).decode()
    return {"id": "p", "host": "www.harbour.example", "html_base64": encoded, **labels}


def labelled(html, **labels):
    return read_page(document(html, **labels), "corpus")


def told(one):
    return {one.page.blocks[index].text: label for index, label in enumerate(one.labels)}


def test_a_block_of_the_body_is_the_articles_and_another_is_not():
    labels = told(labelled(page(), body=PARAGRAPHS))
    assert all(labels[words] for words in PARAGRAPHS)
    assert labels["Imprint and contact"] is False


def test_what_may_be_left_out_teaches_nothing():
    assert told(labelled(page(), body=PARAGRAPHS[1:], optional=PARAGRAPHS[:1]))[PARAGRAPHS[0]] is None


def test_a_paragraph_that_stands_twice_is_the_articles_among_its_own():
    one = labelled(page(f"<p>{PARAGRAPHS[2]}</p><p>Boats</p><p>Ferries</p>" * 2 + article()), body=PARAGRAPHS)
    labels = labels_of_body(one.page.blocks, PARAGRAPHS, frozenset())
    assert [
        label for block, label in zip(one.page.blocks, labels, strict=True) if block.text == PARAGRAPHS[2]
    ] == [False, False, True]


def test_chunks_label_the_blocks_that_hold_them_and_no_others():
    one = labelled(page(), chunks_with=["called the plan a gift"], chunks_without=["Imprint"])
    labels = dict(
        zip(
            [block.text for block in one.page.blocks],
            labels_of_chunks(one.page.blocks, ["called the plan a gift"], ["Imprint"]),
            strict=True,
        )
    )
    assert (labels[PARAGRAPHS[4]], labels["Imprint and contact"], labels["Home"]) == (True, False, None)


def test_figures_count_what_was_chosen():
    one = labelled(page(), body=PARAGRAPHS)
    right = frozenset(index for index, label in enumerate(one.labels) if label)
    assert f1([Judged(one, right)]) == pytest.approx(1)
    assert figures([Judged(one, right)]) == "F1 of bodies 1.000, word for word 1.000 of 1"
    assert f1([Judged(one, frozenset())]) == pytest.approx(0)


def test_a_page_that_cannot_be_read_is_passed_over():
    assert labelled("", body=PARAGRAPHS) is None


def test_training_prints_its_figures_by_site_and_writes_weights(tmp_path, monkeypatch, capsys):
    draw = random.Random(7)
    lines = []
    for number in range(12):
        paragraphs = draw.sample(PARAGRAPHS, 4)
        html = page(
            article(*paragraphs) + '<div class="related"><p>Boats to pay nothing at all</p></div>' * 2
        )
        lines.append(document(html, body=paragraphs) | {"host": f"www.site{number}.example"})
    labelled_file = tmp_path / "pages.jsonl"
    labelled_file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    monkeypatch.setattr(
        "sys.argv", ["train_pages", str(labelled_file), "--folds", "3", "--out", str(tmp_path / "pages.json")]
    )
    before = load_model("pages")
    train_pages.main()
    assert "pages.jsonl: F1 of bodies" in capsys.readouterr().out
    assert json.loads((tmp_path / "pages.json").read_text(encoding="utf-8"))["weights"]
    assert load_model("pages") is before
