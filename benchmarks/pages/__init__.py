"""Measures what the server takes for every kind of page."""
