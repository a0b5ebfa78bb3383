"""One address of every kind of page, each the heaviest that the archive has. Needs django.setup()."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from articles.forms import SPOKEN
from articles.models import Article, Publication, Quote, Speaker, Topic
from articles.reading_lists import Entry, EntryKind, ReadingList, link_to
from articles.search import Scope, SearchRequest, Sort, count_archive, find_keys

# Words that stand in most of the articles that `benchmarks.search.archive` writes, the most frequent first.
CROWDED = ("government", "country", "percent", "minister", "people", "state")
# Entries of the shared list.
LISTED = 20


@dataclass(frozen=True, slots=True)
class Address:
    """A page for readers, or else a file that a program fetches; `name` says of what kind."""

    name: str
    path: str
    is_file: bool = False


def addresses() -> list[Address]:
    """Return an address of every kind, those of one thing for the thing that has most."""
    return [*_pages(), *_files()]


def _pages() -> list[Address]:
    article, publication, topic, speaker = _heaviest()
    quote = article.quotes.spoken().order_by("start")[0]
    search = urlencode({"q": CROWDED[0]})
    entries = tuple(
        Entry(EntryKind.QUOTE, each) for each in Quote.objects.values_list("public_id", flat=True)[:LISTED]
    )
    shared = link_to(ReadingList("Measured", entries)).signed
    return [
        Address("first page", "/"),
        Address("search, everything", "/search/"),
        Address("search, a word of most articles", f"/search/?{search}"),
        Address("search, two words and a filter", f"/search/?q=trade+talks&publication={publication.slug}"),
        Address("search, its last page", f"/search/?sort=oldest&page={_last_page()}"),
        Address("quotes, everything", "/quotes/"),
        Address("quotes, a frequent word", f"/quotes/?{search}"),
        Address("quotes, a word and a speaker", f"/quotes/?{search}&speaker={speaker.slug}"),
        Address("quotes by speaker and year", "/quotes/years/"),
        Address("quote", quote.get_absolute_url()),
        Address("quote, from a search", _from(quote, Scope.QUOTES)),
        Address("articles", "/articles/"),
        Address("articles, a year", "/articles/?year=2019"),
        Address("articles, their last page", f"/articles/?page={_last_page()}"),
        Address("reading page", article.get_absolute_url()),
        Address("reading page, from a search", _from(article, Scope.ARTICLES)),
        Address("speakers", "/speakers/"),
        Address("speakers, by a name", "/speakers/?q=ma"),
        Address("speaker", speaker.get_absolute_url()),
        Address("unnamed sources", "/speakers/unnamed/"),
        Address("publications", "/publications/"),
        Address("publication", publication.get_absolute_url()),
        Address("topics", "/topics/"),
        Address("topic", topic.get_absolute_url()),
        Address("wording, nothing asked", "/wording/"),
        Address("wording, six crowded terms", f"/wording/?terms={','.join(CROWDED)}"),
        Address("wording, a speaker", f"/wording/?speaker={speaker.slug}&terms={CROWDED[0]}"),
        Address("reading list, empty", "/lists/"),
        Address("reading list, shared", f"/lists/{shared}/"),
        Address("about", "/about/"),
        Address("about, quality", "/about/quality/"),
        Address("help", "/help/search/"),
        Address("API, guide", "/api/"),
        Address("page that is not there", "/nowhere/"),
    ]


def _files() -> list[Address]:
    article, publication, topic, speaker = _heaviest()
    quote = article.quotes.order_by("start")[0]
    search = urlencode({"q": CROWDED[0]})
    few = urlencode({"q": "trade talks harbour", "publication": publication.slug})
    api = "/api/v1"
    listed = [
        ("completions", "/search/complete?q=gov"),
        ("suggestions", "/search/suggest?q=gov"),
        ("wording as SVG", f"/wording.svg?terms={','.join(CROWDED)}"),
        ("wording as CSV", f"/wording.csv?terms={CROWDED[0]}&speaker={speaker.slug}"),
        ("article as RIS", f"/articles/{article.public_id}.ris"),
        ("article as JSON", f"/articles/{article.public_id}.json"),
        ("quote as CSL-JSON", f"/quotes/{quote.public_id}.csl.json"),
        ("a few articles as CSV", f"/search.csv?{few}"),
        ("quotes of a speaker with a word, as RIS", f"/quotes.ris?{search}&speaker={speaker.slug}"),
        ("feed, latest", "/feeds/latest.atom"),
        ("feed, search of articles", f"/feeds/search.atom?{search}"),
        ("feed, search of quotes", f"/feeds/quotes.atom?{search}"),
        ("feed, speaker", f"/feeds/speakers/{speaker.slug}.atom"),
        ("feed, topic", f"/feeds/topics/{topic.slug}.atom"),
        ("feed, publication", f"/feeds/publications/{publication.slug}.atom"),
        ("sitemap, index", "/sitemap.xml"),
        ("sitemap, articles", "/sitemap-articles.xml"),
        ("sitemap, quotes", "/sitemap-quotes.xml"),
        ("sitemap, speakers", "/sitemap-speakers.xml"),
        ("sitemap, pages", "/sitemap-pages.xml"),
        ("robots.txt", "/robots.txt"),
        ("readyz", "/readyz"),
        ("API, index", f"{api}/"),
        ("API, OpenAPI document", f"{api}/openapi.json"),
        ("API, articles", f"{api}/articles"),
        ("API, articles with a word", f"{api}/articles?{search}"),
        ("API, article", f"{api}/articles/{article.public_id}"),
        ("API, quotes", f"{api}/quotes"),
        ("API, quote", f"{api}/quotes/{quote.public_id}"),
        ("API, speakers", f"{api}/speakers"),
        ("API, speakers under a letter", f"{api}/speakers?letter=M"),
        ("API, speaker", f"{api}/speakers/{speaker.slug}"),
        ("API, unnamed sources", f"{api}/unnamed-sources"),
        ("API, publications", f"{api}/publications"),
        ("API, publication", f"{api}/publications/{publication.slug}"),
        ("API, topics", f"{api}/topics"),
        ("API, topic", f"{api}/topics/{topic.slug}"),
    ]
    return [Address(name, path, is_file=True) for name, path in listed]


def _from(hit: Article | Quote, scope: Scope) -> str:
    """Return the address that a hit has on the page of a search for everything it is among."""
    kinds = SPOKEN if scope is Scope.QUOTES else ()
    keys, _ = find_keys(SearchRequest(scope=scope, kinds=kinds, sort=Sort.OLDEST), most=1_000_000)
    came = urlencode({"from": "sort=oldest", "at": keys.index(hit.pk) + 1})
    return f"{hit.get_absolute_url()}?{came}"


def _last_page() -> int:
    return -(-count_archive(kinds=SPOKEN, most=0).articles // 20)


def _heaviest() -> tuple[Article, Publication, Topic, Speaker]:
    """Return the article of most quotes, the publication and the topic of most articles, and who is quoted most."""
    [slug] = count_archive(kinds=SPOKEN, most=1).most_quoted
    return (
        Article.objects.published().annotate(n=Count("quotes")).order_by("-n", "pk")[0],
        Publication.objects.published().annotate(n=Count("articles")).order_by("-n", "pk")[0],
        Topic.objects.annotate(n=Count("articles")).order_by("-n", "pk")[0],
        Speaker.objects.get(slug=slug),
    )
