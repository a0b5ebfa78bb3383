"""Did you mean: a query with the words in it that the archive knows, where it knows nothing of those typed."""

from articles.search.backends import Backend
from articles.search.query import replaced
from articles.search.requests import Scope
from articles.search.syntax import Leaf, Near, Node, Phrase, Word, positive_leaves

# Words of one query that are looked up; a longer one is pasted, and what is misspelt in it shows by itself.
MOST_WORDS = 20


def respelt(text: str, node: Node, scope: Scope, engine: Backend) -> str:
    """Return a query with frequent words in the place of misspelt ones, the rest as typed, or "".

    `node` is what the query was read as. Whether the other query finds anything is for the caller to see.
    """
    asked = [(word, leaf.field) for leaf in positive_leaves(node) for word in _words(leaf)]
    others = {
        word: other
        for word, field in dict.fromkeys(asked[:MOST_WORDS])
        if (other := engine.suggest(scope, word, field=field))
    }
    other_text = replaced(text, others) if others else text
    return "" if other_text == text else other_text


def _words(leaf: Leaf) -> tuple[str, ...]:
    """Return the words of a leaf that are meant as they stand: not those that stand for others."""
    match leaf:
        case Word(word):
            return (word,)
        case Phrase(words) | Near(words):
            return words
        case _:
            return ()
