"""archive.settings with Haystack's own engine instead of ours, in a folder of its own beside our index."""

from archive.settings import *  # noqa: F403  the settings themselves
from archive.settings import DATA_DIR, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.search.stock"]
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(DATA_DIR / "stock"),
        "EXCLUDED_INDEXES": [
            "articles.search_indexes.ArticleIndex",
            "articles.search_indexes.QuoteIndex",
        ],
    }
}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
