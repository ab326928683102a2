"""HTML as a tree that can be asked for its parts, and that refuses tags which do not match."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.tree.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        expected = self._open.pop() if self._open else "nothing"
        assert tag == expected, f"</{tag}> closes <{expected}> in line {self.getpos()[0]}"
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self.tree.data(data)


def parse_page(html: str) -> Element:
    """Return the root of a page.

    Raises:
        AssertionError: Tags do not match, or an element has an attribute twice.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.tree.close()


def text_of(element: Element | None) -> str:
    """Return the text of an element and all below it, white space collapsed; empty for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def by_class(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a class."""
    return (element for element in root.iter() if name in element.get("class", "").split())


def first_of(root: Element, name: str) -> Element | None:
    """Return the first element of a class, if there is any."""
    return next(by_class(root, name), None)


def hrefs(root: Element | None) -> list[str]:
    """Return where the links of an element lead, as written."""
    return [link.get("href", "") for link in root.iter("a")] if root is not None else []


def addresses(root: Element) -> Iterator[str]:
    """Yield every address that a page names, as written."""
    for element in root.iter():
        for name in _ADDRESSES:
            if name in element.attrib:
                yield element.attrib[name]
        for candidate in element.get("srcset", "").split(","):
            yield from candidate.split()[:1]


@dataclass(slots=True, kw_only=True)
class Card:
    """A paper as a list shows it.

    Attributes:
        key: Of the paper that the heading leads to.
        heading: The heading.
        authors: The line below it, empty where none are known.
        take: Venue, votes, marks and links.
        gist: The quotation, or None.
        abstract: The paragraph, or None where the list does not hold it.
        labels: Links to topics and tags, or None.
    """

    key: str
    heading: Element
    authors: str = ""
    take: Element = field(default_factory=lambda: Element("p"))
    gist: Element | None = None
    abstract: Element | None = None
    labels: Element | None = None

    @property
    def title(self) -> str:
        """Return the title as it is read."""
        return text_of(self.heading)

    @property
    def marks(self) -> list[str]:
        """Return what is marked: "New", "Retracted"."""
        return [text_of(mark) for mark in self.take.findall("strong")]

    @property
    def facts(self) -> list[str]:
        """Return venue and votes."""
        return [text_of(fact) for fact in self.take.findall("em")]


def cards_of(page: Element) -> list[Card]:
    """Return the papers that a page lists, without any script."""
    cards: list[Card] = []
    for papers in by_class(page, "papers"):
        open_card: Card | None = None
        for element in papers:
            found = re.search(r"(?:^|/)papers/([^/]+)/$", "".join(hrefs(element)[:1]))
            if element.tag in {"h2", "h3"} and found:
                open_card = Card(key=found[1], heading=element)
                cards.append(open_card)
            elif element.tag in {"h2", "h3", "nav", "div"}:
                open_card = None
            elif open_card:
                _fill(open_card, element)
    return cards


def listed_keys(page: Element) -> list[str]:
    """Return the keys of the papers that a page lists, as cards or by their titles alone."""
    titles = [item for papers in by_class(page, "titles") for item in papers.iter("li")]
    found = [re.search(r"(?:^|/)papers/([^/]+)/$", "".join(hrefs(item)[:1])) for item in titles]
    return [card.key for card in cards_of(page)] + [each[1] for each in found if each]


def _fill(card: Card, element: Element) -> None:
    """Put an element that follows a heading into its place."""
    links = hrefs(element)
    if links and links[-1].endswith(f"papers/{card.key}.bib"):
        card.take = element
    elif element.tag == "blockquote":
        card.gist = element
    elif not links and not len(card.take):
        card.authors = text_of(element)
    elif links and all(re.search(r"(?:^|/)(?:topics|tags)/[^/]+/$", link) for link in links):
        card.labels = element
    elif not any("editions/" in link for link in links):
        card.abstract = element
