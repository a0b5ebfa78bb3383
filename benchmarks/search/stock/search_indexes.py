"""The index of articles as the tutorial of Haystack writes one."""

from django.db.models import QuerySet
from haystack import indexes

from articles.models import Article


class StockArticleIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    headline = indexes.CharField(model_attr="headline")
    publication = indexes.CharField(faceted=True)
    speakers = indexes.MultiValueField(faceted=True)
    year = indexes.CharField(faceted=True)
    published = indexes.DateField(model_attr="date_earliest", null=True)

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> QuerySet[Article]:
        del using
        return Article.objects.select_related("publication").prefetch_related("bylines", "quotes__speaker")

    def prepare_text(self, article: Article) -> str:
        bylines = [byline.name for byline in article.bylines.all()]
        return "\n".join([article.headline, article.standfirst, article.body, *bylines])

    def prepare_publication(self, article: Article) -> str:
        return article.publication.slug if article.publication else ""

    def prepare_speakers(self, article: Article) -> list[str]:
        return sorted({quote.speaker.slug for quote in article.quotes.all() if quote.speaker})

    def prepare_year(self, article: Article) -> str:
        return str(article.date_earliest.year) if article.date_earliest else "undated"
