"""Whether every original has its bytes, and every span its words."""

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import Any

from articles.importing.keys import keys_of
from articles.importing.statements import stored_item
from articles.importing.verification.verdicts import Verdict
from articles.models import Article, Original, Provenance, Quote, RemovedText
from articles.text.documents import Frame
from articles.text.errors import UnreadableInput
from articles.text.pipeline import PIPELINE_VERSION
from articles.text.readers import read

# Articles, with all that hangs on them but their originals' bytes, looked at together.
ARTICLES = 50


def verify_originals() -> Iterator[Verdict]:
    """Yield a verdict on each original, its bytes hashed anew; never more than one is in memory."""
    for keys in keys_of(Original.objects.all()):
        for key in keys:
            original = Original.objects.filter(pk=key).first()
            if original is not None:
                name = f"{original.sha256}  {original.name}"
                yield Verdict("originals", name, tuple(_of_original(original)))


def _of_original(original: Original) -> Iterator[str]:
    name = f"The original {original.name} ({original.sha256})"
    if original.erased_at is not None:
        if original.content is not None:
            yield f"{name} was erased, and its bytes are still there."
        return
    content = _bytes_of(original)
    if (digest := hashlib.sha256(content).hexdigest()) != original.sha256:
        yield f"{name} does not hold the bytes it came with: they now have the digest {digest}."
    if len(content) != original.size:
        yield f"{name} has {len(content):,} bytes, and came with {original.size:,}."


def _bytes_of(original: Original) -> bytes:
    # SQLite gives text back where somebody put text into a column of bytes.
    content: Any = original.content
    return content.encode() if isinstance(content, str) else bytes(content or b"")


def verify_articles() -> Iterator[Verdict]:
    """Yield verdicts on the articles, each followed by those on what refers to its text.

    These are its quotes, its removed texts, and its values with evidence.
    """
    for keys in keys_of(Article.objects.all(), size=ARTICLES):
        for key, verdicts in _of_articles(keys):
            if any(verdict.differences for verdict in verdicts):
                # Its rows are read one table after the other: an import or editor may have come in between.
                yield from chain.from_iterable(again for _, again in _of_articles([key]))
            else:
                yield from verdicts


def _of_articles(keys: list[int]) -> Iterator[tuple[int, list[Verdict]]]:
    """Yield each of these articles, by key, with its verdicts, its own first."""
    rows = Article.objects.prefetch_related("quotes__unnamed_source", "removed_texts", "provenance")
    originals = _originals(keys)
    for article in rows.filter(pk__in=keys).order_by("pk"):
        differences = tuple(_of_article(article, originals.get(article.pk, [])))
        quotes = [Verdict("quotes", q.public_id, tuple(_of_quote(q, article))) for q in article.quotes.all()]
        removed_texts = [
            Verdict("removed texts", str(removed), tuple(_of_removed(removed, article)))
            for removed in article.removed_texts.all()
        ]
        own = Verdict("articles", article.public_id, differences)
        yield article.pk, [own, *quotes, *removed_texts, *_of_values(article)]


def _originals(articles: list[int]) -> dict[int, list[Original]]:
    """Return the originals of articles without their bytes, by article."""
    found: dict[int, list[Original]] = {}
    for original in Original.objects.filter(article__in=articles).defer("content"):
        found.setdefault(original.article_id or 0, []).append(original)
    return found


def _of_article(article: Article, originals: list[Original]) -> Iterator[str]:
    name = f"The article {article.public_id} ({article.title})"
    withheld = {quote.words for quote in article.quotes.all() if quote.is_withheld}
    withheld |= {each["words"] for each in article.concealed}
    if sorted(withheld) != article.withheld_words:
        yield f"{name} hides other words than those withheld of it."
    current = [original for original in originals if original.is_current]
    if len(current) > 1:
        yield f"{name} has {len(current)} current originals."
    if not originals:
        yield f"{name} has no original."
    elif not current and not any(original.erased_at for original in originals):
        yield f"{name} has no current original."


def _of_quote(quote: Quote, article: Article) -> Iterator[str]:
    name = f"The quote {quote.public_id} of the article {article.public_id}"
    for what, start, end, words in (
        ("words", quote.start, quote.end, quote.words),
        ("cue", quote.cue_start, quote.cue_end, quote.cue),
        ("mention of its speaker", quote.mention_start, quote.mention_end, quote.mention),
        ("role of its speaker", quote.role_start, quote.role_end, quote.role),
    ):
        if start is not None and article.body[start:end] != words:
            yield f"{name}: its {what}, “{_short(words)}”, do not stand at {start} to {end} of the text."
    if quote.unnamed_source is not None and quote.unnamed_source.article_id != article.pk:
        yield f"{name}: its unnamed source belongs to another article."


def _of_removed(removed: RemovedText, article: Article) -> Iterator[str]:
    if removed.position > len(article.body):
        yield (
            f"A removed text of the article {article.public_id}, “{_short(removed.text)}”, stood at "
            f"{removed.position}, beyond the end of the text."
        )


def _of_values(article: Article) -> Iterator[Verdict]:
    """Yield a verdict on each value whose evidence has a place: in the body or in the source text."""
    placed = [row for row in article.provenance.all() if row.evidence_start is not None]
    if not placed:
        return
    source = ""
    problem: tuple[str, ...] = ()
    if any(row.evidence_frame == Frame.SOURCE for row in placed):
        try:
            source = _source_text(article)
        except UnreadableInput as error:
            problem = (f"The current original of the article {article.public_id} cannot be read: {error}",)
    for row in placed:
        name = f"{row.field} of {article.public_id}"
        if row.evidence_frame == Frame.BODY:
            yield Verdict("values", name, tuple(_of_evidence(row, article, article.body)))
        elif row.evidence_frame == Frame.SOURCE and (source or problem):
            differences = problem or tuple(_of_evidence(row, article, source))
            problem = ()
            yield Verdict("values", name, differences)


def _source_text(article: Article) -> str:
    """Return the source text that an article was made from; "" where it is erased, or an older engine read it.

    Raises:
        UnreadableInput: its original cannot be read.
    """
    original = article.originals.current().filter(erased_at__isnull=True).first()
    if original is None or article.pipeline_version != PIPELINE_VERSION:
        return ""
    original.content = _bytes_of(original)
    return read(stored_item(original)).text


def _of_evidence(row: Provenance, article: Article, text: str) -> Iterator[str]:
    words = row.evidence_words[0]
    if text[row.evidence_start : row.evidence_end] != words:
        frame = "text" if row.evidence_frame == Frame.BODY else "original"
        yield (
            f"The article {article.public_id}: the evidence of its {row.field}, “{_short(words)}”, does not stand "
            f"at {row.evidence_start} to {row.evidence_end} of the {frame}."
        )


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]} …"
