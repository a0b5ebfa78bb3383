"""Tantivy, the Rust library, with its English stemmer, texts stored, facets as aggregations."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import tantivy

from benchmarks.search.peers import PAGE, Document, Rows
from benchmarks.search.queries import Asked

FACETS = {
    "publication": {"terms": {"field": "publication", "size": 100}},
    "speakers": {"terms": {"field": "speakers", "size": 100}},
    "year": {"terms": {"field": "year", "size": 50}},
}
_HEAP = 256_000_000


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("key", stored=True, indexed=True, fast=True)
    schema.add_text_field("text", tokenizer_name="en_stem", stored=True)
    for name in ("publication", "speakers", "year"):
        schema.add_text_field(name, tokenizer_name="raw", fast=True)
    return schema.build()


def build(path: Path, documents: Iterable[Document]) -> None:
    """Make the index of all documents."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    writer = tantivy.Index(_schema(), path=str(path)).writer(heap_size=_HEAP, num_threads=2)
    for document in documents:
        row = tantivy.Document(key=document.key, text=document.text, year=document.year)
        row.add_text("publication", document.publication)
        for speaker in document.speakers:
            row.add_text("speakers", speaker)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()


class Tantivy:
    def __init__(self, path: Path, database: Path) -> None:
        self.index = tantivy.Index.open(str(path))
        self.index.reload()
        self.searcher = self.index.searcher()
        self.schema = self.index.schema
        self.rows = Rows(database)

    def query(self, asked: Asked) -> tantivy.Query:
        """Return a query of Tantivy's own."""
        parts = [self._parsed(word) for word in asked.words]
        if asked.phrase:
            parts.append(self._parsed(f'"{asked.phrase}"'))
        if asked.prefix:
            parts.append(tantivy.Query.regex_query(self.schema, "text", f"{asked.prefix}.*"))
        if asked.publication:
            parts.append(tantivy.Query.term_query(self.schema, "publication", asked.publication))
            low, high = asked.years
            years = [str(year) for year in range(int(low), int(high) + 1)]
            parts.append(tantivy.Query.term_set_query(self.schema, "year", years))
        joining = tantivy.Occur.Should if asked.is_any else tantivy.Occur.Must
        clauses = [(joining, part) for part in parts]
        clauses += [(tantivy.Occur.MustNot, self._parsed(word)) for word in asked.without]
        return tantivy.Query.boolean_query(clauses)

    def _parsed(self, text: str) -> tantivy.Query:
        return self.index.parse_query(text, ["text"])

    def count(self, asked: Asked) -> int:
        return int(self.searcher.search(self.query(asked), 1, count=True).count)

    def best(self, asked: Asked, count: int) -> list[int]:
        """Return the keys of the best by BM25."""
        hits = self.searcher.search(self.query(asked), count).hits
        return [self.searcher.doc(address)["key"][0] for _, address in hits]

    def facets(self, asked: Asked) -> int:
        counted = self.searcher.aggregate(self.query(asked), FACETS)
        # Every article has one year or is undated.
        return sum(bucket["doc_count"] for bucket in counted["year"]["buckets"])

    def page(self, asked: Asked) -> int:
        query = self.query(asked)
        found = self.searcher.search(query, PAGE, count=True)
        snippets = tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "text")
        snippets.set_max_num_chars(320)
        documents = [self.searcher.doc(address) for _, address in found.hits]
        for document in documents:
            snippets.snippet_from_doc(document).to_html()
        self.searcher.aggregate(query, FACETS)
        self.rows.read([document["key"][0] for document in documents])
        return int(found.count)

    def newest(self) -> int:
        found = self.searcher.search(tantivy.Query.all_query(), PAGE, count=True, order_by_field="key")
        return int(found.count)
