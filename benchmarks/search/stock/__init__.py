"""Haystack on its own Whoosh backend, written as its tutorial shows."""
