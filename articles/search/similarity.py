"""More like this: the articles nearest in their words to one, which are not the same text once more."""

from articles.models import Article, NearDuplicate
from articles.search.backends import backend
from articles.search.requests import SearchUnavailable
from articles.search.rows import articles_of

MOST = 5
# Articles that readers may no longer see, while the index is a moment behind.
SPARE = 5


def more_like(article: Article) -> list[Article]:
    """Return the published articles that say most of what this one says, the best first, with their publications.

    Its versions are left out. None while the index is away.
    """
    pairs = NearDuplicate.objects.standing().of(article.pk).values_list("one", "other")
    versions = {key for pair in pairs for key in pair}
    try:
        text = f"{article.headline}\n{article.body}"
        keys = backend().similar(text, without={article.pk, *versions}, limit=MOST + SPARE)
    except SearchUnavailable:
        return []
    rows = articles_of(keys)
    return [rows[key] for key in keys if key in rows][:MOST]
