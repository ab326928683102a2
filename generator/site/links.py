"""Check that every link of a built site leads somewhere, and every anchor to an element."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.base.errors import DigestError, Location, Problem

# A tag and an attribute, each to its end: what stands in quotation marks may look like either, and is text.
_TAG = re.compile(r"""<[a-z][a-z0-9-]*((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ADDRESSES = frozenset({"href", "src", "data"})
_ANCHORS = frozenset({"id", "name"})
_SHOWN = 20
"""Broken links that are told one by one."""


def check_links(site: Path, url: str) -> None:
    """Check every page of a site, whose address ends in a slash; links that begin with it are its own.

    Raises:
        DigestError: Links lead nowhere, each with its page.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    for page, address in dead_links(site, url):
        pages[address].append(page)
    if pages:
        raise DigestError(*_problems(pages))


def dead_links(site: Path, url: str) -> list[tuple[str, str]]:
    """Return page and address of each link that leads to no file of the site, or to no element of a page."""
    files = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    pages = sorted(name for name in files if name.endswith(".html") and not name.endswith("email.html"))
    anchors: dict[str, set[tuple[str, str]]] = defaultdict(set)
    dead = []
    for page in pages:
        for address in dict.fromkeys(_values(site / page, _ADDRESSES)):
            target, anchor = _target(address, page, url)
            if target is not None and target not in files:
                dead.append((page, address))
            elif anchor and target and target.endswith(".html"):
                anchors[target].add((anchor, page))
    for target, links in anchors.items():
        there = set(_values(site / target, _ANCHORS))
        dead += [(page, f"{target}#{anchor}") for anchor, page in sorted(links) if anchor not in there]
    return dead


def _values(page: Path, names: frozenset[str]) -> Iterator[str]:
    """Yield the values of a page's attributes of these names."""
    for tag in _TAG.findall(page.read_text(encoding="utf-8")):
        for name, *values in _ATTRIBUTE.findall(tag):
            if name.lower() in names:
                yield html.unescape("".join(values))


def _target(address: str, page: str, url: str) -> tuple[str | None, str]:
    """Return the file that a link leads to and the anchor in it; None for an address of another site."""
    try:
        own, root = urlsplit(address), urlsplit(url)
        parts = urlsplit(urljoin(url + page.removesuffix("index.html"), address))
    except ValueError:
        return None, ""
    if (parts.scheme, parts.netloc) != (root.scheme, root.netloc) or not parts.path.startswith(root.path):
        # What climbs out of the site leads nowhere that this check could know.
        return (address, "") if not own.scheme and not address.startswith("/") else (None, "")
    name = unquote(parts.path.removeprefix(root.path))
    return (f"{name}index.html" if not name or name.endswith("/") else name), unquote(parts.fragment)


def _problems(pages: dict[str, list[str]]) -> Iterator[Problem]:
    """Yield a problem for each address that leads nowhere, with the first page that has it."""
    for address, (first, *others) in list(pages.items())[:_SHOWN]:
        more = f" and {len(others)} more pages" if others else ""
        yield Problem(location=Location(path=first), reason=f"links to {address}, which is not there{more}")
    if len(pages) > _SHOWN:
        reason = f"has {len(pages) - _SHOWN} more links to nowhere"
        yield Problem(location=Location(path="build/site"), reason=reason)
