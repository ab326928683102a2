"""Named addresses: of pages and files of the site, and of places on the web."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name that leads somewhere.

    Attributes:
        title: What stands there to be read, plain text.
        url: Relative to the site's root, or an address of the web.
        count: How many papers there are; None where nobody counts.
    """

    title: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A heading over links: a group of topics, a facet of tags, a month of editions.

    Attributes:
        title: The heading; empty where the links stand below the heading before.
        links: At least one.
        about: One sentence below the heading, or empty.
        page: The group's own page; None where it has none.
    """

    title: str
    links: tuple[Link, ...]
    about: str = ""
    page: Link | None = None
