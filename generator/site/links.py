"""Check that every link of a built site leads somewhere, and every anchor to an element."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from generator.base.cache import Cache
from generator.base.errors import DigestError, Location, Problem
from generator.base.files import FileState, scan
from generator.base.parallel import share_out

# A tag and an attribute, each to its end: what stands in quotation marks may look like either, and is text.
_TAG = re.compile(r"""<[a-zA-Z][a-zA-Z0-9-]*((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_LINK = re.compile(r' href="([^"&]*+)"')
"""The attributes of nearly all links."""
_ADDRESSES = frozenset({"href", "src", "data"})
_ANCHORS = frozenset({"id", "name"})
_PLAIN = re.compile(r"(?:[A-Za-z0-9_-]+[./])*[A-Za-z0-9_-]*")
_ORIGIN = re.compile(r"(https?://[A-Za-z0-9.-]+)(?:[/?#]|\Z)")
_MANY = 200
"""Pages to be read from which on more than one process pays."""
_SHOWN = 20
"""Broken links that are told one by one."""


class PageLinks(NamedTuple):
    """The links of a page into its own site.

    Attributes:
        size: Bytes of the page, which tell with the next whether it is as it was.
        changed: When it last changed, in nanoseconds.
        files: The files that it links to, by address.
        anchors: The elements of other pages that it links to: file and anchor.
        dead: Links to elements of its own that are not there.
    """

    size: int
    changed: int
    files: dict[str, str]
    anchors: list[tuple[str, str]]
    dead: list[str]


def check_links(site: Path, url: str, cache: Cache | None = None) -> None:
    """Check every page of a site.

    Args:
        site: The site.
        url: Its address, ending in a slash; links that begin with it are its own.
        cache: The links of pages that are as they were.

    Raises:
        DigestError: Links lead nowhere, each with its page.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    for page, address in dead_links(site, url, cache):
        pages[address].append(page)
    if pages:
        raise DigestError(*_problems(pages))


def dead_links(site: Path, url: str, cache: Cache | None = None) -> list[tuple[str, str]]:
    """Return page and address of each link that leads to no file of the site, or to no element of a page."""
    files = dict(scan(site))
    pages = sorted(name for name in files if name.endswith(".html") and not name.endswith("email.html"))
    links = _links_of(pages, files, site, url, cache or Cache())
    anchors: dict[str, set[tuple[str, str]]] = defaultdict(set)
    dead = []
    for page in pages:
        own = links[page]
        dead += [(page, address) for address, target in own.files.items() if target not in files]
        dead += [(page, address) for address in own.dead]
        for target, anchor in own.anchors:
            if target in files:
                anchors[target].add((anchor, page))
    for target, wanted in anchors.items():
        _, there = _values(site / target)
        dead += [(page, f"{target}#{anchor}") for anchor, page in sorted(wanted) if anchor not in there]
    return dead


def _links_of(
    pages: Sequence[str], files: Mapping[str, FileState], site: Path, url: str, cache: Cache
) -> dict[str, PageLinks]:
    """Return the links of each page; those of pages that are as they were come from the cache."""
    name = f"links of {url}"
    known = cache.find(name, dict[str, PageLinks]) or {}
    links = {page: known[page] for page in pages if page in known and known[page][:2] == files[page][:2]}
    waiting = [page for page in pages if page not in links]
    found = share_out(
        lambda page: _read_links(site, page, files[page], url), waiting, pays=len(waiting) > _MANY
    )
    links |= dict(zip(waiting, found, strict=True))
    if waiting or len(known) > len(links):
        cache.keep(name, links)
    return links


def _read_links(site: Path, page: str, state: FileState, url: str) -> PageLinks:
    files: dict[str, str] = {}
    anchors: list[tuple[str, str]] = []
    own: set[str] = set()
    addresses, there = _values(site / page)
    for address in addresses:
        target, anchor = _target(address, page, url)
        if target is None:
            continue
        files[address] = target
        if anchor and target == page:
            own.add(anchor)
        elif anchor and target.endswith(".html"):
            anchors.append((target, anchor))
    dead = [f"{page}#{anchor}" for anchor in sorted(own - there.keys())]
    return PageLinks(*state[:2], files, anchors, dead)


def _values(page: Path) -> tuple[dict[str, None], dict[str, None]]:
    """Return the addresses in a page, and the names of its elements, each once and in order."""
    addresses: dict[str, None] = {}
    anchors: dict[str, None] = {}
    for tag in dict.fromkeys(_TAG.findall(page.read_text(encoding="utf-8"))):
        links, names = _values_of_tag(tag)
        addresses |= links
        anchors |= names
    return addresses, anchors


@lru_cache(maxsize=4096)
def _values_of_tag(attributes: str) -> tuple[dict[str, None], dict[str, None]]:
    """Return what `_values` does, for a tag; most tags of a page stand in the others too."""
    if link := _LINK.fullmatch(attributes):
        return {link[1]: None}, {}
    found: tuple[dict[str, None], dict[str, None]] = {}, {}
    for name, *values in _ATTRIBUTE.findall(attributes):
        for names, own in zip((_ADDRESSES, _ANCHORS), found, strict=True):
            if name.lower() in names:
                own[html.unescape("".join(values))] = None
    return found


def _target(address: str, page: str, url: str) -> tuple[str | None, str]:
    """Return the file that a link leads to and the anchor in it; None for an address of another site."""
    return _plain_target(address, page, url) or _parsed_target(address, page, url)


def _plain_target(address: str, page: str, url: str) -> tuple[str | None, str] | None:
    """Return what `_parsed_target` does, in a tenth of the time, for an address of the usual forms."""
    up = "../" * page.count("/")
    if address.startswith(up) and _PLAIN.fullmatch(address, len(up)) and address:
        return _file(address[len(up) :]), ""
    if up and address == up[:-1]:  # to the front page
        return _file(""), ""
    if address.startswith(url) and _PLAIN.fullmatch(address, len(url)):
        return _file(address[len(url) :]), ""
    if address.startswith("#") and _PLAIN.fullmatch(address, 1):
        return page, address[1:]
    if address and _PLAIN.fullmatch(address):
        return _file(page[: page.rfind("/") + 1] + address), ""
    origin = _ORIGIN.match(address)
    return (None, "") if origin and not url.startswith(f"{origin[1]}/") else None


def _parsed_target(address: str, page: str, url: str) -> tuple[str | None, str]:
    try:
        own, root = urlsplit(address), urlsplit(url)
        parts = urlsplit(urljoin(url + page.removesuffix("index.html"), address))
    except ValueError:
        return None, ""
    if (parts.scheme, parts.netloc) != (root.scheme, root.netloc) or not parts.path.startswith(root.path):
        # What climbs out of the site leads nowhere that this check could know.
        return (address, "") if not own.scheme and not address.startswith("/") else (None, "")
    return _file(unquote(parts.path.removeprefix(root.path))), unquote(parts.fragment)


def _file(path: str) -> str:
    """Return the file that is sent for a path."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def _problems(pages: dict[str, list[str]]) -> Iterator[Problem]:
    """Yield a problem for each address that leads nowhere, with the first page that has it."""
    for address, (first, *others) in list(pages.items())[:_SHOWN]:
        more = f" and {len(others)} more pages" if others else ""
        yield Problem(location=Location(path=first), reason=f"links to {address}, which is not there{more}")
    if len(pages) > _SHOWN:
        reason = f"has {len(pages) - _SHOWN} more links to nowhere"
        yield Problem(location=Location(path="build/site"), reason=reason)
