"""What SEARCH_URL may say."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive.search import search_connection

FOLDER = Path("/archive")


def test_without_a_url_search_lies_in_the_data_folder():
    connection = search_connection("", data_dir=FOLDER)
    assert connection["ENGINE"].endswith("WhooshEngine")
    assert connection["PATH"] == "/archive/index"


def test_a_url_names_hosts_account_indexes_and_shards():
    connection = search_connection("opensearchs://ann:se%40cret@one:9201,two/press?shards=3", data_dir=FOLDER)
    assert connection["URL"] == ["https://ann:se%40cret@one:9201", "https://ann:se%40cret@two:9200"]
    assert (connection["INDEX_NAME"], connection["SHARDS"]) == ("press", 3)
    assert connection["SILENTLY_FAIL"] is False


def test_the_least_is_a_host():
    connection = search_connection("opensearch://127.0.0.1", data_dir=FOLDER)
    assert connection["URL"] == ["http://127.0.0.1:9200"]
    assert (connection["INDEX_NAME"], connection["SHARDS"]) == ("on-the-record", 1)


@pytest.mark.parametrize(
    "url",
    [
        "elasticsearch://one:9200",
        "opensearch://",
        "opensearch://one,,two",
        "opensearch://one?shards=none",
        "opensearch://one?shards=0",
    ],
)
def test_what_cannot_be_understood_is_refused_with_an_example(url):
    with pytest.raises(ImproperlyConfigured, match="is to be like opensearch://"):
        search_connection(url, data_dir=FOLDER)
