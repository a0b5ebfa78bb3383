"""Texts that would run, turn the page about or break out of it, wherever a text can say something."""

import datetime

import pytest
from playwright.sync_api import expect

from articles.models import Byline, Provenance, RemovedText, SpeakerAlias, Topic
from articles.search import deferred_indexing, drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

WIDTHS = (320, 1280)
# What would run if anything did: the page would have a mark of it, or a dialog would open.
RUNS = "<script>document.documentElement.id='ran'</script><img src=x onerror=\"document.documentElement.id='ran'\""
ODD = {
    "a script": RUNS,
    "an end of what holds it": "\"'></a></p></h1></title></textarea>" + RUNS,
    "right to left": "\u202eevif fo noitcudA\u2067\u2066\u200f of five",
    "combining": "Z" + "\u0300\u0489\u20dd" * 400 + " algo",
    "zero width": "ze" + "\u200b\u200c\u200d\u2060\ufeff" * 400 + "ro",
    "no space": "W" * 2000,
    "no break": "no\u00a0break\u00a0" * 200,
    "right to left for real": "قال الوزير إن الرسوم ستخفض",
}
SHORT = 190  # of a name, a description or a byline, as columns hold them


def fill(odd):
    """Return the pages of an archive that says something odd wherever it can."""
    name = odd[:SHORT]
    with deferred_indexing():
        publication = make_publication(f"The {name}", slug="the-paper")
        speaker = make_speaker(f"Ada {name}", slug="ada", sort_name=f"{name}, Ada")
        SpeakerAlias.objects.create(speaker=speaker, name=name, name_key="odd")
        topic = Topic.objects.create(name=f"Of {name}", slug="of", introduction=odd)
        body = f"The board met. {odd} was said.\n\n“We say {odd} again,” Ada said.\n\n{odd}\n\n“So do we {odd},” one said.\n\n“Nobody {odd} else.”"
        article = make_article(
            headline=f"Levy {odd}"[:500],
            standfirst=odd,
            dateline=name,
            body=body,
            publication=publication,
            date=datetime.date(2020, 3, 4),
            notes=odd,
            source_url="https://paper.example/levy",
        )
        topic.articles.add(article)
        Byline.objects.create(article=article, name=name, printed=name)
        Provenance.objects.create(
            article=article, field="publication", origin="rule", rule="inferred", evidence=odd[:200]
        )
        Provenance.objects.create(article=article, field="byline", origin="editor", reason=odd[:200])
        RemovedText.objects.create(article=article, text=odd, rule="share-prompt", position=1)
        changes = {
            "cue": name,
            "mention": name,
            "chain": [odd],
            "notes": odd,
            "candidates": [{"name": odd, "score": 0.9, "reason": odd}],
        }
        quote = make_quote(article, f"We say {odd} again,", speaker=speaker, **changes)
        source = make_unnamed_source(article, name, terms=[name])
        unnamed = make_quote(article, f"So do we {odd},", unnamed_source=source, confidence=0.6, **changes)
        make_quote(article, f"Nobody {odd} else.", confidence=0.2)
        make_article(headline="", body=f"{odd} first.\n\n{body}", publication=publication)
    drain_outbox()
    pages = {
        "article": article.get_absolute_url() + "?from=q%3Dlevy&at=1",
        "marked": article.get_absolute_url() + "?marks=board&marks=said",
        "quote": quote.get_absolute_url(),
        "unnamed": unnamed.get_absolute_url(),
        "search": "/search/?q=levy+OR+board",
        "quotes": "/quotes/?q=say+OR+we&speaker=ada",
        "groups": "/quotes/?q=say+OR+we&group=speaker",
        "report": f"/report/?about={quote.public_id}",
        "speaker": speaker.get_absolute_url(),
        "publication": publication.get_absolute_url(),
        "topic": topic.get_absolute_url(),
    }
    pages |= {
        path: path
        for path in (
            "/",
            "/articles/?topic=of",
            "/speakers/",
            "/speakers/unnamed/",
            "/publications/",
            "/topics/",
        )
    }
    return pages


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_text_is_inert_and_stays_within_the_page(page, transactional_db, odd):
    for name, path in fill(odd).items():
        assert page.goto(path).status == 200, name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert page.locator("html#ran, main img, main script, main [onerror]").count() == 0, name
        assert page.evaluate("document.documentElement.lang") == "en", name


def test_marks_that_turn_the_writing_turn_nothing_but_the_words_they_stand_in(page, transactional_db):
    pages = fill(ODD["right to left"])
    for name in (
        "article",
        "quote",
        "search",
        "/articles/?topic=of",
        "quotes",
        "groups",
        "report",
        "speaker",
        "publication",
    ):
        page.goto(pages[name])
        # Letters of the page's own words stand from left to right beside each odd text.
        assert page.evaluate(TURNED, ODD["right to left"][:12]) == [], name


# Of the text nodes beside odd ones, those whose first letter stands to the right of their second one.
TURNED = """odd => {
  const turned = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const place = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getClientRects()[0];
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.search(/[A-Za-z]{2}/);
    if (at < 0 || /[\\u202e\\u2067\\u2066]/.test(node.data) || node.parentElement.closest("script, style, datalist, details:not([open])")) continue;
    const [one, two] = [place(node, at), place(node, at + 1)];
    if (one && two && one.top === two.top && one.left > two.left) turned.push(node.data.trim().slice(0, 60));
  }
  return turned;
}"""


def test_a_flood_of_combining_signs_covers_no_other_line(page, transactional_db):
    pages = fill(ODD["combining"])
    page.goto(pages["article"])
    expect(page.get_by_role("link", name="Results")).to_be_in_viewport()
    title = page.get_by_role("heading", level=1).bounding_box()
    assert title["height"] < 700
