"""Reads an HTML form as a browser does."""

from collections import defaultdict
from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the values that a browser would send of the forms on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = defaultdict(list)
        self._select: dict[str, str | None] | None = None
        self._options: list[tuple[str, bool]] = []
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            is_box = given.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in given:
                self.values[name].append(given.get("value") or ("on" if is_box else ""))
        elif tag == "textarea":
            self._textarea, self._text = name, ""
        elif tag == "select":
            self._select, self._options = given, []
        elif tag == "option" and self._select is not None:
            self._options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data):
        if self._textarea is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._textarea is not None:
            self.values[self._textarea].append(self._text.removeprefix("\n"))
            self._textarea = None
        elif tag == "select" and self._select is not None:
            chosen = [value for value, is_selected in self._options if is_selected]
            if not chosen and "multiple" not in self._select and self._options:
                chosen = [self._options[0][0]]
            self.values[self._select["name"]] += chosen
            self._select = None


def form_values(html: str) -> dict[str, list[str]]:
    """Return what pressing Save without a change would send, by field name."""
    reader = FormReader()
    reader.feed(html)
    return {name: values for name, values in reader.values.items() if name and "__prefix__" not in name}
