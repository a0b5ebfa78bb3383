"""Changes are recorded and taken back in `articles.changes`, which lies below: imports record theirs too."""

from articles.changes import changing

__all__ = ["changing"]
