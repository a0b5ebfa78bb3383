"""Three nodes, each a process that a test may kill."""

import os
import tempfile
from pathlib import Path

import pytest
from haystack import connections

from archive.search import search_connection
from tests.opensearch.clusters import HERE, running


@pytest.fixture(scope="module")
def three_nodes():
    """Return a cluster of three nodes of its own."""
    cache = Path(os.environ.get("OPENSEARCH_DIR", HERE / "server"))
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own in it
    with (
        tempfile.TemporaryDirectory(
            prefix="opensearch-", dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True
        ) as folder,
        running(Path(folder), nodes=3, cache=cache) as cluster,
    ):
        yield cluster


@pytest.fixture
def cluster(three_nodes, settings, tmp_path):
    """Return the cluster, all of its nodes up, with the archive on it."""
    down = [node for node in three_nodes.nodes if not node.process]
    if down:
        three_nodes.start(*down)
    options = connections.connections_info["default"]
    before = dict(options)
    mine = search_connection(three_nodes.search_url, data_dir=tmp_path)
    options.update(mine, INDEX_NAME=before.get("INDEX_NAME", "test"))
    connections.reload("default")
    yield three_nodes
    options.clear()
    options.update(before)
    connections.reload("default")
