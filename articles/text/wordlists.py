"""Word lists written as running text, so that they read and sort easily."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text that spaces part."""
    return frozenset(text.split())
