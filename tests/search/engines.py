"""What tests do to an index of either engine beside searching it."""

import shutil

from articles.search.backends import backend


def lose_index():
    """Take the whole index away."""
    engine = backend()
    if hasattr(engine, "folder"):
        shutil.rmtree(engine.folder.path, ignore_errors=True)
    else:
        engine.conn.indices.delete(index=f"{engine.cluster.prefix}-*")


def generations():
    """Return the names of all generations that there are."""
    engine = backend()
    if hasattr(engine, "folder"):
        return sorted(path.name for path in engine.folder.path.glob("generation-*"))
    found = engine.conn.indices.get(index=f"{engine.cluster.prefix}-*-articles-*")
    return sorted(name.rpartition("-")[2] for name in found)


def rebuilding():
    """Hold the lock of rebuilding."""
    engine = backend()
    return (
        engine.folder.rebuilding() if hasattr(engine, "folder") else engine.locks.held("rebuild", timeout=0)
    )
