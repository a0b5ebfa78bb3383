"""Reads SEARCH_URL: where search lies, on this machine or on a cluster."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The scheme says whether the cluster is talked to in the open or by TLS.
_SCHEMES = {"opensearch": "http", "opensearchs": "https"}
_PORT = 9200
_NAME = "on-the-record"
# Seconds that a change of the indexes may take; searches are given less.
_TIMEOUT = 60
# Seconds until a node that did not answer is tried again, doubled so many times: one that is back is soon used.
_DEAD, _DOUBLED = 1, 4


def search_connection(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Return Haystack's connection: Whoosh in the data folder, or the cluster that a URL names.

    `opensearch://user:password@host1:9200,host2:9200/name?shards=3`; name and shards are those of the indexes.

    Raises:
        ImproperlyConfigured: the URL cannot be understood.
    """
    path = str(data_dir / "index")
    if not url:
        return {"ENGINE": "articles.search.backends.whoosh.WhooshEngine", "PATH": path}
    parts = urlsplit(url)
    account, _, hosts = parts.netloc.rpartition("@")
    shards = parse_qs(parts.query).get("shards", ["1"])[0]
    if parts.scheme not in _SCHEMES or not all(hosts.split(",")) or not shards.isdecimal() or shards == "0":
        raise ImproperlyConfigured(
            "SEARCH_URL is to be like opensearch://host1:9200,host2:9200 (opensearchs:// for TLS), "
            "with user:password@ before the hosts and /name?shards=3 behind them where needed."
        )
    return {
        "ENGINE": "articles.search.backends.opensearch.engine.OpenSearchEngine",
        "URL": [_host(_SCHEMES[parts.scheme], account, host) for host in hosts.split(",")],
        "INDEX_NAME": parts.path.strip("/") or _NAME,
        "SHARDS": int(shards),
        # Locks, where the database has none.
        "PATH": path,
        "TIMEOUT": _TIMEOUT,
        "SILENTLY_FAIL": False,
        "KWARGS": {
            "http_compress": True,
            "max_retries": 2,
            "dead_timeout": _DEAD,
            "timeout_cutoff": _DOUBLED,
        },
    }


def _host(scheme: str, account: str, host: str) -> str:
    has_port = host.rpartition(":")[2].isdecimal()
    return f"{scheme}://{account}{'@' if account else ''}{host}{'' if has_port else f':{_PORT}'}"
