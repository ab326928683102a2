"""Answers of the arXiv API: Atom feeds (<https://info.arxiv.org/help/api/user-manual.html>)."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
"""Before the name of an element, as ElementTree has it."""

_FEED = f"{ATOM}feed"


def read_entries(body: bytes) -> tuple[Element, ...]:
    """Return the entries of an answer.

    Raises:
        ValueError: It is no feed, or tells of an error, which comes as an entry of its own.
    """
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        feed = None
    if feed is None or feed.tag != _FEED:
        message = "not an Atom feed"
        raise ValueError(message)
    entries = tuple(feed.findall(f"{ATOM}entry"))
    for entry in entries:
        if "/api/errors" in (entry.findtext(f"{ATOM}id") or ""):
            raise ValueError(" ".join((entry.findtext(f"{ATOM}summary") or "an error").split()))
    return entries
