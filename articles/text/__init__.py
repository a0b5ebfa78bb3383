"""Understands news prose: bytes in, ParsedArticle out. No Django; `pipeline` is the door."""
