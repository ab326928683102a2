"""Judges of feeds: they return what a feed says, or fail with what it breaks."""

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

_GRAMMAR = Path(__file__).parent / "data" / "atom.rng"
_ATOM = "{http://www.w3.org/2005/Atom}"
_HTML_TAGS = re.compile(r"</?(?:p|a|br|ul|li|em|strong|code|sup|sub)(?: [a-z]+=\"[^\"<>]*\")*/?>")


def check_atom(text: str) -> Any:  # noqa: ANN401  feedparser's own dictionary
    """Return what feedparser reads in an Atom feed.

    Raises:
        AssertionError: It is no feed by RFC 4287, or feedparser has to guess.
    """
    root = etree.fromstring(text.encode())
    grammar = _grammar()
    assert grammar.validate(root), grammar.error_log
    entries = root.findall(f"{_ATOM}entry")
    for node in (root, *entries):
        _check_links(node)
    if root.find(f"{_ATOM}author") is None:  # 4.1.1
        assert all(entry.find(f"{_ATOM}author") is not None for entry in entries), "an entry without author"
    ids = [node.findtext(f"{_ATOM}id") for node in (root, *entries)]
    assert len(ids) == len(set(ids)), "an identifier comes twice"  # 4.2.6
    for entry in entries:
        check_simple_html(entry.findtext(f"{_ATOM}content"))
    read = feedparser.parse(text.encode(), response_headers={"content-type": "application/atom+xml"})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert len(read.entries) == len(entries)
    return read


def check_json_feed(text: str) -> dict[str, Any]:
    """Return a JSON Feed.

    Raises:
        AssertionError: It breaks a rule of <https://www.jsonfeed.org/version/1.1/>.
    """
    feed: dict[str, Any] = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    _check_strings(feed, "title", "description", "language")
    assert feed["title"]
    _check_addresses(feed, "home_page_url", "feed_url")
    _check_authors(feed)
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)), "an identifier comes twice"
    for item in feed["items"]:
        _check_item(item)
    return feed


def check_simple_html(text: str) -> None:
    """Check that HTML is well-formed, and of the few elements that every reader shows."""
    etree.fromstring(f"<div>{text}</div>".encode())
    assert "<" not in _HTML_TAGS.sub("", text), text


@cache
def _grammar() -> Any:  # noqa: ANN401  lxml has no types
    return etree.RelaxNG(etree.parse(_GRAMMAR))


def _check_links(node: Any) -> None:  # noqa: ANN401
    """Check the links of a feed or entry (4.1.1, 4.1.2): one of each kind, all absolute."""
    links = [
        (link.get("rel", "alternate"), link.get("type"), link.get("href"))
        for link in node.findall(f"{_ATOM}link")
    ]
    kinds = [(rel, kind) for rel, kind, _ in links if rel in {"alternate", "self"}]
    assert len(kinds) == len(set(kinds)), kinds
    wanted = {"self", "alternate"} if node.tag == f"{_ATOM}feed" else {"alternate"}
    assert wanted <= {rel for rel, _, _ in links}, links
    assert all(urlsplit(href).scheme in {"http", "https"} for _, _, href in links), links


def _check_item(item: dict[str, Any]) -> None:
    _check_strings(item, "id", "title", "summary", "content_html", "content_text")
    assert item["id"]
    assert item.get("content_html") or item.get("content_text"), item["id"]
    check_simple_html(item.get("content_html", ""))
    _check_addresses(item, "url", "external_url")
    _check_authors(item)
    for name in ("date_published", "date_modified"):
        assert dt.datetime.fromisoformat(item[name]).tzinfo is not None, item[name]
    assert all(isinstance(tag, str) and tag for tag in item.get("tags", [])), item["tags"]


def _check_strings(value: dict[str, Any], *names: str) -> None:
    assert all(isinstance(value.get(name, ""), str) for name in names), value


def _check_addresses(value: dict[str, Any], *names: str) -> None:
    given = [value[name] for name in names if name in value]
    assert all(urlsplit(address).scheme in {"http", "https"} for address in given), given


def _check_authors(value: dict[str, Any]) -> None:
    authors = value.get("authors", [])
    assert all(isinstance(author, dict) and (author.get("name") or author.get("url")) for author in authors)
    assert "author" not in value, "authors replaced it in version 1.1"
