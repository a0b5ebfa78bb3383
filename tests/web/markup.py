"""A strict look at HTML: what is opened is closed, ids are unique, nothing runs or styles inline."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}
# No paragraph, and no heading, may hold another block.
BLOCKS = {
    "article",
    "aside",
    "blockquote",
    "div",
    "dl",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "ol",
    "p",
    "section",
    "ul",
}


class Markup(HTMLParser):
    """Reads a page; `faults` says what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"#{target} leads nowhere" for target in self.targets if target not in self.ids]

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append((tag, values))
        if len(values) != len(attributes):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}> is inline")
            if name == "id":
                if value in self.ids:
                    self.faults.append(f"id {value} twice")
                self.ids.add(value)
            if name == "href" and value.startswith("#"):
                self.targets.append(value[1:])
        if tag == "style" or (
            # A script is a file of our own; what only describes the page is no script.
            tag == "script"
            and not values.get("src", "").startswith("/static/")
            and values.get("type") != "application/ld+json"
        ):
            self.faults.append(f"<{tag}> is inline")
        if tag in BLOCKS and {"p", "h1", "h2", "h3"} & set(self.open):
            self.faults.append(f"<{tag}> inside {self.open}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def meta(self, name: str) -> list[str]:
        """Return the contents of all <meta> of a name or property."""
        return [
            values["content"]
            for tag, values in self.tags
            if tag == "meta" and name in (values.get("name"), values.get("property"))
        ]
