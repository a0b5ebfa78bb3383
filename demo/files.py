"""The files in which collectors keep the articles: plain text, web pages, Markdown, JSON Lines."""

import datetime
import json
from html import escape
from pathlib import Path

from demo.articles import Article

# When the invented collector fetched them.
RETRIEVED = datetime.datetime(2021, 1, 11, 9, 30, tzinfo=datetime.UTC)
# What the Courier's site puts around its texts.
BELOW = (
    "Sign up for our morning newsletter",
    "Discuss this story on Facebook",
    "Share this article",
    "Click here to subscribe to the Courier",
)
SECTIONS = ("Home", "Valley", "River", "Politics", "Markets", "Weather")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{headline} | {outlet}</title>
<link rel="canonical" href="{url}">
<meta property="og:type" content="article">
<meta property="og:title" content="{headline}">
<meta property="og:site_name" content="{outlet}">
<meta property="og:url" content="{url}">
<meta name="author" content="{byline}">
<meta property="article:published_time" content="{time}">
</head>
<body>
<header><p><a href="/">{outlet}</a></p><nav><ul>{menu}</ul></nav></header>
<main><article>
<h1>{headline}</h1>
<p class="byline">{credit}</p>
<p><time datetime="{time}">{day}</time></p>
{paragraphs}
<div class="share"><a href="/share">Share this article</a></div>
</article></main>
<aside><h2>More from the valley</h2><ul><li><a href="/river">Today's level at Nauve Bridge</a></li><li><a href="/markets">Prices at the fish auction</a></li></ul></aside>
<footer><p>© {year} {outlet}. All rights reserved.</p></footer>
</body>
</html>
"""


def write_files(articles: tuple[Article, ...], folder: Path) -> list[Path]:
    """Write the articles into a folder, one below it for each outlet, and return the files.

    The agency's are one file of JSON Lines a year.
    """
    written: dict[Path, str] = {}
    for article in articles:
        path, text = _WRITERS[article.outlet.key](article)
        written[folder / path] = written.get(folder / path, "") + text
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return sorted(written)


def _printed(article: Article) -> datetime.date:
    return article.printed_day or article.day


def _long(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _as_text(article: Article) -> tuple[Path, str]:
    """Return a text as it was copied from a page; where its date was left behind, nothing tells it."""
    head = [article.headline, f"By {article.byline.upper() if article.minute % 3 else article.byline}"]
    if article.is_dated:
        head.append(f"The Ostrey Courier, {_long(_printed(article))}")
    below = BELOW[article.minute % len(BELOW)]
    name = f"{article.day:%Y-%m}-{article.slug}.txt" if article.is_dated else f"{article.slug}.txt"
    return Path("courier", name), "\n\n".join((*head, article.body, below, "© The Ostrey Courier")) + "\n"


def _as_page(article: Article) -> tuple[Path, str]:
    day = _printed(article)
    credit = f"By {article.byline}" if article.byline else "From our news desk"
    return Path("herald", f"{article.day:%Y-%m}-{article.slug}.html"), PAGE.format(
        headline=escape(article.headline),
        outlet=escape(article.outlet.name),
        url=article.url,
        byline=escape(article.byline),
        credit=escape(credit),
        time=f"{day.isoformat()}T{article.minute // 60:02}:{article.minute % 60:02}:00+01:00",
        day=f"{day.day} {day:%B %Y}",
        year=day.year,
        menu="".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in SECTIONS),
        paragraphs="\n".join(f"<p>{escape(text, quote=False)}</p>" for text in article.paragraphs),
    )


def _as_markdown(article: Article) -> tuple[Path, str]:
    lines = {
        "title": article.headline,
        "author": article.byline,
        "date": _printed(article).isoformat() if article.is_dated else "",
        "publication": article.outlet.name,
        "url": article.url,
        "retrieved": RETRIEVED.isoformat(),
    }
    front = "\n".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items() if value
    )
    name = f"{article.day:%Y-%m}-{article.slug}.md"
    return Path("gazette", name), f"---\n{front}\n---\n\n{article.body}\n"


def _as_record(article: Article) -> tuple[Path, str]:
    day = _printed(article)
    record = {
        "id": f"cw-{article.day:%Y%m%d}-{article.slug[:24].strip('-')}",
        "headline": article.headline,
        "authors": [article.byline],
        "published": f"{day.isoformat()}T{article.minute // 60:02}:{article.minute % 60:02}:00Z",
        "publication": article.outlet.name,
        "language": "en",
        "source_url": article.url,
        "retrieved_at": RETRIEVED.isoformat(),
        "body": list(article.paragraphs),
    }
    return Path("wire", f"{article.day.year}.jsonl"), json.dumps(record, ensure_ascii=False) + "\n"


_WRITERS = {"courier": _as_text, "gazette": _as_markdown, "herald": _as_page, "wire": _as_record}
