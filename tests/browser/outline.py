"""HTML as a tree that can be asked for its parts, and that refuses tags which do not match."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
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
