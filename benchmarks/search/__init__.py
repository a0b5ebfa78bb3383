"""What search costs and finds, beside SQLite FTS5, Tantivy and Haystack's own Whoosh backend."""
