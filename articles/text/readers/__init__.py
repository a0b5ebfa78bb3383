"""One reader per format: bytes in, source text and what the container says about it out.

A later format is one module with a `read_<format>` function and one line in READERS.
"""
