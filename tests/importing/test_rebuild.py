"""An archive rebuilt from its originals into an empty database."""

import pytest

from articles.models import Article, Original, Publication, Quote, Speaker, SpeakerAlias
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

QUAY = """Quay to close in May

By Nora Lind

Harbour News' Ada Frost reports: the board met on Monday to discuss the state of the old quay.

“We will close it in May,” Ada Marsh, who chairs the board, told reporters after the long meeting.

“Nobody will be hurt by it,” Smith said. Tom Hale, a fisherman, called the plan “long overdue” and “long overdue”.
"""
RAIL = """Rail line opens at last

The first train left the new station at noon, an hour late, with nine passengers aboard.

“It was worth the wait,” Åda Marsh said. “It was cold,” said Smith, the only passenger with a hat.
"""
# In the order of their arrival: a text, another under the same name, a newer version of each, a copy.
ARRIVALS = [
    ("quay.txt", QUAY),
    ("news/quay.txt", RAIL),
    ("quay.txt", QUAY.replace("“Nobody will be hurt by it,” Smith said. ", "")),
    ("news/quay.txt", RAIL.replace("an hour late", "two hours late")),
    ("copy.txt", RAIL),
    (
        "quay.txt",
        "Nine boats sank\n\n“I saw it,” said Tom Hale of the boats that sank in the storm on Sunday night.",
    ),
]


def addresses() -> dict[str, list[tuple[str, ...]]]:
    return {
        "articles": sorted(Article.objects.values_list("public_id", "body")),
        "quotes": sorted(
            Quote.objects.spoken().values_list("public_id", "article__public_id", "speaker__slug", "words")
        ),
        "speakers": sorted(Speaker.objects.values_list("slug", "name")),
        "publications": sorted(Publication.objects.values_list("slug", "name")),
    }


def test_every_address_is_the_same_again(seeds):
    arrivals = [(name, text.encode()) for name, text in ARRIVALS]
    arrivals[2:2] = [(path.name, path.read_bytes()) for path in sorted(seeds.glob("*.txt"))]
    for name, content in arrivals:
        import_bytes(content, name=name)
    before = addresses()
    assert [len(rows) for rows in before.values()] == [5, 18 + 3 + 2 + 1, 11, 2]

    received = [
        (original.name, bytes(original.content))
        for original in Original.objects.order_by("received_at", "pk")
    ]
    for model in (Article, Original, Speaker, SpeakerAlias, Publication):
        model.objects.all().delete()
    for name, content in received:
        import_bytes(content, name=name)
    assert addresses() == before
