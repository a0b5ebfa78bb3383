"""Everything that an archive answers: pages, files and what links lead to."""

import html
import re
from collections import deque
from urllib.parse import urljoin, urlsplit

HOST = "http://testserver"
_LINK = re.compile(
    rf'(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"({HOST}/[^"]*)"|<id>({HOST}[^<]+)</id>'
)
# Searches lead to searches without an end: of addresses with a query so many are followed.
QUERIES = 30


def crawl(client, starts, *, follows=True):
    """Return the bytes of every answer by its address, headers before the body: of some, and of all that links lead to."""
    seen = {}
    waiting = deque(starts)
    queries = 0
    while waiting:
        path = waiting.popleft()
        if path in seen or path.startswith(("/admin/", "/static/")):
            continue
        if "?" in path and path not in starts:
            queries += 1
            if queries > QUERIES:
                continue
        response = client.get(path)
        body = response.getvalue()
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        seen[path] = headers.encode() + b"\n\n" + body
        if not follows:
            continue
        if response.status_code in (301, 302):
            waiting.append(_local(urljoin(HOST + path, response["Location"])))
        for groups in _LINK.findall(body.decode("utf-8", "replace")):
            target = _local(urljoin(HOST + path, html.unescape(next(filter(None, groups)))))
            if target:
                waiting.append(target)
    return seen


def _local(url):
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def holding(answers, *words):
    """Return the addresses whose answers hold any of some words, whatever their case, with what stands around them.

    Left out are those that name the words themselves: who asks for them learns nothing when they are repeated.
    """
    forms = {form for said in words for form in _written(said)}
    found = {}
    for path, answer in answers.items():
        asked = {form for form in forms if form in path.lower().encode()}
        folded = answer.lower()
        for form in forms - asked if not asked else ():
            if (place := folded.find(form)) >= 0:
                found[path] = answer[max(0, place - 60) : place + 80]
    return found


def _written(words):
    folded = words.lower()
    yield folded.encode()
    yield html.escape(folded).encode()
    yield re.sub(r"[^\w]+", "-", folded).strip("-").encode()
    yield folded.encode("unicode_escape")
    yield re.sub(r"[^\w]+", "+", folded).strip("+").encode()
    yield re.sub(r"[^\w]+", "%20", folded).strip("%20").encode()
