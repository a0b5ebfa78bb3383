"""The rows and names that a page shows; what readers may see is decided by the database, each time anew."""

from collections.abc import Collection

from articles.models import Article, Publication, Speaker, Topic
from articles.models.telling import tell
from articles.search.prepared import Prepared

# What a hit shows, or is shown by; the rest of a row takes as long to read again.
SHOWN = (
    "public_id", "headline", "printed_headline", "publication", "body", "withheld_words", "visibility", "rights",
    "date_precision", "date_basis", "date_earliest", "date_latest", "date_time", "date_zone",
)  # fmt: skip


_ARTICLES = Prepared(lambda: Article.objects.published().only(*SHOWN), "pk")
_PUBLICATIONS = Prepared(Publication.objects.all, "pk")
_NAMED = {
    "speaker": Prepared(lambda: Speaker.objects.published().values_list("slug", "name"), "slug"),
    "publication": Prepared(lambda: Publication.objects.published().values_list("slug", "name"), "slug"),
    "topic": Prepared(lambda: Topic.objects.values_list("slug", "name"), "slug"),
}


def articles_of(keys: Collection[int]) -> dict[int, Article]:
    """Return those of some articles that readers may see, with their publications, by primary key."""
    if not keys:
        return {}
    articles: dict[int, Article] = {row.pk: tell(row) for row in Article.objects.raw(*_ARTICLES.sql(keys))}
    known = {row.publication_id for row in articles.values() if row.publication_id}
    if known:
        publications = {row.pk: row for row in Publication.objects.raw(*_PUBLICATIONS.sql(known))}
        for row in articles.values():
            # The publication may be gone by now.
            row.publication = publications.get(row.publication_id) if row.publication_id else None
    return articles


def names_of(facet: str, slugs: Collection[str]) -> dict[str, str]:
    """Return the names of speakers, publications or topics by slug; what readers may not know of has none."""
    if not slugs:
        return {}
    return dict(_NAMED[facet].rows(slugs))
