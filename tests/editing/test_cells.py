"""The metadata of an article as cells: what is shown is read back as itself."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.cells import DateColumn, NotAValue, columns, joined, split
from articles.models import Article, Byline, Topic, TopicArticle, TopicOmission
from tests.factories import make_article, make_publication


def column(name):
    return next(each for each in columns() if each.name == name)


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_names_are_joined_and_split_without_a_loss(names):
    assert split(joined(names)) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Marsh; Tom Hale", ["Ada Marsh", "Tom Hale"]),
        ("Ada Marsh;Tom Hale ;", ["Ada Marsh", "Tom Hale"]),
        (r"Marsh\; Sons", ["Marsh; Sons"]),
        (r"C:\\; D", ["C:\\", "D"]),
        (" ; ", []),
        ("Ends in \\", ["Ends in \\"]),
    ],
)
def test_a_cell_of_names_is_split_at_semicolons(cell, names):
    assert split(cell) == names


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("unknown", ""),
        ("2019", "year 2019"),
        ("2019-10", "month 2019-10"),
        ("October 2019", "month 2019-10"),
        ("2019-10-04", "day 2019-10-04"),
        ("4 October 2019", "day 2019-10-04"),
        ("day 2019-10-04", "day 2019-10-04"),
        ("2009-06-26 16:21 ET", "minute 2009-06-26 16:21 ET"),
        ("2009-06-26T16:21", "minute 2009-06-26 16:21"),
        ("minute 2009-06-26 16:21:05", "minute 2009-06-26 16:21:05"),
        ("2019-10-04 to 2019-10-09", "range 2019-10-04 to 2019-10-09"),
        ("range 2019-10-04/2019-10-09", "range 2019-10-04 to 2019-10-09"),
        ("Range 2019-10-04 to 2019-10-09", "range 2019-10-04 to 2019-10-09"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written, shown):
    assert DateColumn().read(written) == shown


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("soon", "“soon” is no date."),
        ("2019-06-31", "is no date."),
        ("2019-10-04 25:10", "is no date."),
        ("month 2019-10-04", "says month, and is a day."),
        ("2019-10-09 to 2019-10-04", "A range needs a last day, not before its first."),
        ("2019-10-04 16:21 " + "x" * 41, "A zone has at most 40 characters."),
    ],
)
def test_no_date_is_refused_with_how_to_write_one(written, sentence):
    with pytest.raises(NotAValue) as problem:
        DateColumn().read(written)
    assert sentence in str(problem.value)


DAYS = st.dates(min_value=datetime.date(1700, 1, 1), max_value=datetime.date(2100, 12, 31))
PRINTED = st.text("ABCETSGM+-:0123456789() ", max_size=30).map(lambda text: " ".join(text.split()))


@given(
    DAYS, DAYS, st.times(), PRINTED, st.sampled_from(["day", "month", "year", "range", "minute", "unknown"])
)
def test_every_date_of_an_article_is_shown_and_read_back_as_itself(one, other, time, zone, precision):
    known = {"date_precision": precision, "date_earliest": one, "date_latest": one}
    match precision:
        case "unknown":
            known |= {"date_earliest": None, "date_latest": None}
        case "month":
            known["date_earliest"] = one.replace(day=1)
        case "range":
            known |= {"date_earliest": min(one, other), "date_latest": max(one, other)}
        case "minute":
            known |= {"date_time": time, "date_zone": zone}
    date = DateColumn()
    shown = date.show(Article(**known))
    assert date.read(shown) == shown
    again = Article()
    date.put(again, shown)
    assert date.show(again) == shown
    if precision in ("unknown", "day", "range", "minute"):
        assert {name: getattr(again, name) for name in known} == known


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "cell", "sentence"),
    [
        ("publication", "The Harbor Times", "No publication is called “The Harbor Times”."),
        ("language", "English", "“English” is no language tag"),
        ("rights", "open", "“open” is not one of these: full, quotes, private, or leave it empty"),
        ("visibility", "withheld", "“withheld” is not one of these"),
        ("visibility", "", "is not one of these"),
        ("source_url", "harbour", "Enter a valid URL."),
        ("dateline", "x" * 201, "at most 200 characters"),
        ("byline", "Nora Lind; Nora Lind", "“Nora Lind” is named twice."),
        ("byline", "x" * 201, "is longer than 200 characters."),
        ("topics", "Harbour", "No topic is called “Harbour”."),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence(name, cell, sentence):
    with pytest.raises(NotAValue) as problem:
        column(name).read(cell)
    assert sentence in str(problem.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "cell", "shown"),
    [
        ("publication", "The Harbour Times", "The Harbour Times"),
        ("publication", "", ""),
        ("date", "2019-10", "month 2019-10"),
        ("byline", "Nora Lind; Tom (reporter)", "Nora Lind; Tom (reporter)"),
        ("byline", "The (author) (author)", "The (author) (author)"),
        ("byline", "", ""),
        ("language", "pt-BR", "pt-BR"),
        ("rights", "Quotes", "quotes"),
        ("visibility", "withheld:privacy", "withheld: privacy"),
        ("visibility", "HIDDEN", "hidden"),
        ("topics", "Quay; Fees", "Fees; Quay"),
        ("left_out_of", "Fees", "Fees"),
        ("notes", "One.\r\nTwo.", "One.\nTwo."),
    ],
)
def test_what_is_put_is_shown(name, cell, shown):
    make_publication()
    for topic in ("Fees", "Quay"):
        Topic.objects.create(name=topic, slug=topic.lower(), query="quay" if topic == "Quay" else "")
    article = make_article()
    each = column(name)
    each.put(article, each.read(cell))
    article.save()
    stored = Article.objects.get()
    assert each.show(stored) == shown
    assert each.read(shown) == shown


@pytest.mark.django_db
def test_an_author_who_stays_keeps_the_form_that_was_printed():
    article = make_article()
    Byline.objects.create(article=article, name="Nora Lind", printed="NORA LIND")
    Byline.objects.create(article=article, name="Tom Hale", printed="TOM HALE", position=1)
    column("byline").put(article, "Ivo Frost; Nora Lind")
    assert list(article.bylines.values_list("name", "printed")) == [
        ("Ivo Frost", ""),
        ("Nora Lind", "NORA LIND"),
    ]


@pytest.mark.django_db
def test_a_topic_that_searches_keeps_what_its_search_may_find():
    article = make_article()
    searching = Topic.objects.create(name="Quay", slug="quay", query="quay")
    TopicArticle.objects.create(article=article, topic=searching)
    column("topics").put(article, "")
    assert TopicArticle.objects.get().by_hand is False
    column("left_out_of").put(Article.objects.get(), "Quay")
    assert TopicOmission.objects.get().topic == searching
    assert not TopicArticle.objects.exists()
