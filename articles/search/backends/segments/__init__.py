"""One segment: how Whoosh lays it on disk, written in bulk and merged."""
