"""Segments read as arrays, and the snapshots of an index that threads and processes share."""
