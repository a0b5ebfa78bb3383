"""`manage.py verify_archive` names every kind of damage; each test does one to an archive that was whole."""

import io
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles import search
from articles.models import Article, Original, Provenance, Quote, Redirect, RemovedText, Speaker
from articles.search.backends import backend
from articles.search.backends.generations.contents import read_contents, write_contents
from articles.search.backends.writing import Writer
from articles.search.documents import documents_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(seeds):
    """Make an archive of the seeds."""
    call_command("import_articles", str(seeds), stdout=io.StringIO())


def verify(**options) -> str:
    out = io.StringIO()
    call_command("verify_archive", stdout=out, **options)
    return out.getvalue()


def damage() -> list[str]:
    """Return the lines of a verification that finds differences, without the counts and the digests."""
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"\d+ differences?, named above"):
        call_command("verify_archive", stdout=out)
    return [line for line in out.getvalue().splitlines() if not re.match(r"OK |\d+ ", line)]


def execute(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rhodes() -> Quote:
    return Quote.objects.spoken().get(speaker__slug="ben-rhodes")


def test_a_whole_archive_is_ok_and_both_digests_are_listed(archive):
    report = verify()
    digests = re.findall(r"^OK  ([0-9a-f]{64})  (\S+)$", report, re.MULTILINE)
    assert [(digest[:16], name) for digest, name in digests] == [
        ("afffbc3e8a2c29d9", "000_d12a19e22484eae2.txt"),
        ("ce3200a936ed4669", "002_161c82a92c6fdd44.txt"),
    ]
    for counted in ("2 originals OK", "2 articles OK", "2 import records OK"):
        assert f"{counted}\n" in report
    quotes = Quote.objects.count()
    assert f"{quotes} quotes OK\n" in report
    assert f"{quotes + 2} articles and quotes in the index OK\n" in report


def test_an_archive_without_anything_is_ok():
    assert "0 articles and quotes in the index OK" in verify()


def test_a_changed_byte_is_named_with_its_original(archive):
    content = bytes(Original.objects.get(name__startswith="002").content)
    execute(
        "UPDATE articles_original SET content = %s WHERE name LIKE '002%%'",
        content.replace(b"evade", b"avoid", 1),
    )
    [line, *_] = damage()
    assert line.startswith(
        "The original 002_161c82a92c6fdd44.txt (ce3200a936ed46692ecf29e0bcb4777fe0578ce8809152f5cd80bd24a4819147) "
        "does not hold the bytes it came with: they now have the digest "
    )


def test_lost_bytes_are_named_with_both_sizes(archive):
    execute("UPDATE articles_original SET content = %s WHERE name LIKE '000%%'", b"")
    assert "The original 000_d12a19e22484eae2.txt" in "\n".join(damage())
    assert any("has 0 bytes, and came with 3,757." in line for line in damage())


def test_words_withheld_that_are_no_withheld_quotes_are_a_difference(archive):
    Article.objects.filter(headline="").update(withheld_words=["provocations"])
    assert damage()[0].endswith(") hides other words than those withheld of it.")


def test_an_erased_original_is_ok_without_bytes_and_only_then(archive):
    Original.objects.filter(name__startswith="000").update(content=None, erased_at=timezone.now())
    assert "2 originals OK" in verify()
    Original.objects.filter(name__startswith="000").update(content=b"some of it")
    assert [line.rpartition(") ")[2] for line in damage()] == ["was erased, and its bytes are still there."]


@pytest.mark.parametrize(
    ("column", "what"),
    [("start", "words"), ("cue_start", "cue"), ("mention_start", "mention of its speaker")],
)
def test_a_moved_span_of_a_quote_is_named(archive, column, what):
    quote = rhodes()
    execute(f'UPDATE articles_quote SET "{column}" = "{column}" - 1 WHERE id = %s', quote.pk)  # noqa: S608
    found = [line for line in damage() if line.startswith(f"The quote {quote.public_id} of the article ")]
    assert f"its {what}, “" in found[0]
    assert "do not stand at " in found[0]


def test_a_changed_body_leaves_its_quotes_and_evidence_without_their_words(archive):
    article = Article.objects.get(headline__startswith="Administration")
    execute("UPDATE articles_article SET body = %s WHERE id = %s", "Nothing is left of it.", article.pk)
    report = "\n".join(damage())
    for quote in article.quotes.all():
        assert f"The quote {quote.public_id} of the article {article.public_id}: its words" in report
    assert "A removed text of the article" in report
    assert "the evidence of its publication, “ABC News" in report
    assert f"The article {article.public_id} is in the index as it was earlier." in report


def test_evidence_that_does_not_stand_in_the_original_is_named(archive):
    row = Provenance.objects.get(field="headline")
    assert row.evidence_frame == "source"
    execute("UPDATE articles_provenance SET evidence_start = 3, evidence_end = 9 WHERE id = %s", row.pk)
    [line] = damage()
    assert "the evidence of its headline, “Administration Seeks" in line
    assert line.endswith("does not stand at 3 to 9 of the original.")


def test_a_removed_text_beyond_the_end_is_named(archive):
    execute("UPDATE articles_removedtext SET position = 99999")
    lines = damage()
    assert len(lines) == RemovedText.objects.count() == 3
    assert all("stood at 99999, beyond the end of the text." in line for line in lines)


def test_an_article_without_its_original_is_named(archive):
    article = Article.objects.get(headline="")
    execute("UPDATE articles_original SET is_current = %s WHERE article_id = %s", False, article.pk)
    assert [line.rpartition(") ")[2] for line in damage()] == ["has no current original."]
    execute("UPDATE articles_original SET article_id = NULL WHERE article_id = %s", article.pk)
    assert [line.rpartition(") ")[2] for line in damage()] == ["has no original."]


def test_an_unnamed_source_of_another_article_is_named(archive):
    other = make_article()
    quote = Quote.objects.filter(unnamed_source__isnull=False).first()
    execute(
        "UPDATE articles_unnamedsource SET article_id = %s WHERE id = %s", other.pk, quote.unnamed_source_id
    )
    assert (
        f"The quote {quote.public_id} of the article {quote.article.public_id}: its unnamed source belongs to another article."
        in damage()
    )


@pytest.mark.parametrize("kind", ["article", "quote", "speaker", "publication", "topic", "vanished"])
def test_an_old_address_that_leads_nowhere_is_named(archive, kind):
    Redirect.objects.create(kind=kind, old="before", new="nowhere")
    assert damage() == [f"The old address of a {kind}, before, leads to nowhere, which is not there."]


def test_old_addresses_that_lead_on_or_say_why_are_ok(archive):
    article = Article.objects.get(headline="")
    for kind, old, new in (
        ("speaker", "obama", "barack-h-obama"),
        ("speaker", "barack-h-obama", "barack-obama"),
        ("vanished", "quote", article.public_id),
        ("gone", "earlier", ""),
        ("vanished", "earlier-quote", "earlier"),
        ("quote", "renamed", "earlier-quote"),
        ("publication", "undone", ""),
    ):
        Redirect.objects.create(kind=kind, old=old, new=new)
    assert "7 redirects OK" in verify()


def test_old_addresses_that_lead_in_a_circle_are_named(archive):
    Redirect.objects.create(kind="speaker", old="one", new="other")
    Redirect.objects.create(kind="speaker", old="other", new="one")
    assert len(damage()) == 2


def test_a_speaker_who_cannot_be_found_by_name_is_named(archive):
    execute("UPDATE articles_speakeralias SET name_key = 'rhodes, ben' WHERE name = 'Ben Rhodes'")
    [line] = damage()
    assert line == "The speaker ben-rhodes is not found by its alias Ben Rhodes: it is kept as “rhodes, ben”."
    Speaker.objects.get(slug="ben-rhodes").aliases.all().delete()
    search.drain_outbox()
    assert damage() == ["The speaker ben-rhodes has no alias of its own name, Ben Rhodes."]


def test_a_record_without_its_original_is_named(archive):
    execute("UPDATE articles_importrecord SET sha256 = %s WHERE name LIKE '000%%'", "0" * 64)
    [line] = damage()
    assert line.endswith(f"stored 000_d12a19e22484eae2.txt ({'0' * 64}), and there is no such original.")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets nobody do this")
def test_a_reference_to_a_row_that_is_gone_is_named(archive):
    speaker = rhodes().speaker_id
    execute("PRAGMA foreign_keys = OFF")
    try:
        execute("DELETE FROM articles_speakeralias WHERE speaker_id = %s", speaker)
        execute("DELETE FROM articles_speaker WHERE id = %s", speaker)
        lines = damage()
    finally:
        execute("UPDATE articles_quote SET speaker_id = NULL WHERE speaker_id = %s", speaker)
        execute("PRAGMA foreign_keys = ON")
    assert any("of the table articles_quote refers to a row of articles_speaker" in line for line in lines)


def test_an_article_and_a_quote_that_the_index_lost_are_named(archive):
    article, quote = Article.objects.get(headline=""), rhodes()
    backend().remove(article)
    backend().remove(quote)
    assert damage() == [
        f"The article {article.public_id} is not in the index.",
        f"The quote {quote.public_id} is not in the index.",
    ]


def test_what_changed_past_the_index_is_named(archive):
    article = Article.objects.get(headline="")
    Article.objects.filter(pk=article.pk).update(standfirst="A new summary.")
    assert damage() == [f"The article {article.public_id} is in the index as it was earlier."]


def test_what_readers_may_not_see_and_the_index_still_has_is_named(archive):
    quote = rhodes()
    Quote.objects.filter(pk=quote.pk).update(visibility="hidden")
    assert (
        f"The quote {quote.public_id} is in the index, and readers may not see it or the database does not have it."
        in damage()
    )
    number = quote.pk
    execute("DELETE FROM articles_quotedwording WHERE quote_id = %s", number)
    execute("DELETE FROM articles_quote WHERE id = %s", number)
    assert any(line.startswith(f"The quote of the number {number} is in the index") for line in damage())


def test_a_document_that_is_there_twice_is_named(archive):
    article = Article.objects.get(headline="")
    generation, scope = backend().folder.current(), search.Scope.ARTICLES
    with backend().writing():
        writer = Writer(generation)
        writer.add(documents_of([article.pk], [scope]))
        before = read_contents(generation, scope)
        write_contents(generation, scope, [*before.segments, *writer.finish()[scope]], after=before)
    assert damage() == [f"The article {article.public_id} is in the index more than once."]


def test_a_lost_index_is_a_difference_and_says_what_to_do(archive):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    [line] = damage()
    assert line.startswith("The index cannot be compared with the database.")
    assert "rebuild_index" in line


def test_what_waits_in_the_outbox_is_no_difference(archive, seeds):
    with search.deferred_indexing():
        article = Article.objects.get(headline="")
        article.headline = "Set by an editor"
        article.save()
        rhodes().delete()
        report = verify()
    assert "Waiting to be indexed: " in report
    assert "Waiting to be indexed: " not in verify()
