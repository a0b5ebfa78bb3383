"""A publication date in the forms that formats have for it, never more exact than it is known."""

from dataclasses import replace

from articles.text.documents import DatePrecision, PublicationDate


def date_in_words(published: PublicationDate) -> str:
    """Return the date as citations give it, without the time of day; "undated" for none."""
    if not published.is_known:
        return "undated"
    if published.precision is DatePrecision.MINUTE:
        published = replace(published, precision=DatePrecision.DAY)
    return str(published)


def edtf(published: PublicationDate) -> str:
    """Return the date as EDTF: "2009-06-26", "2016-09", "[2016-09-10..2016-09-20]" for one day of these, "" for none."""
    if published.precision is DatePrecision.RANGE:
        return f"[{published.earliest}..{published.latest}]"
    return published.iso.split("T", 1)[0]


def plain_date(published: PublicationDate) -> str:
    """Return the date in ISO 8601 without its time, which has no zone; "" for a range or none."""
    return "" if published.precision is DatePrecision.RANGE else edtf(published)


def whole_date(published: PublicationDate) -> str:
    """Return the day, month or year that the article certainly appeared in, "" where a range goes over years.

    For formats in which a range would say that it took so long.
    """
    if published.precision is not DatePrecision.RANGE or not (published.earliest and published.latest):
        return plain_date(published)
    first, last = published.earliest, published.latest
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return ""
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"


def date_parts(published: PublicationDate) -> list[list[int]]:
    """Return the date as CSL has it: [[2009, 6, 26]], two of these for a range, [] for none."""
    if not (published.earliest and published.latest):
        return []
    days = [published.earliest]
    if published.precision is DatePrecision.RANGE and published.latest != published.earliest:
        days.append(published.latest)
    known = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2}.get(published.precision, 3)
    return [[day.year, day.month, day.day][:known] for day in days]
