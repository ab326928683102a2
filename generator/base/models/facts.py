"""Bibliographic facts of a paper, and the addresses that follow from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal
from urllib.parse import quote

from generator.base.models.details import Details
from generator.base.names import Name

EntryType = Literal["article", "inproceedings", "book", "phdthesis", "mastersthesis", "techreport", "misc"]
"""Type of a BibTeX entry; "misc" is a preprint and everything else."""

STANDALONE: frozenset[EntryType] = frozenset({"book", "phdthesis", "mastersthesis", "techreport"})
"""Types of what appears in no journal or proceedings: its venue is the publisher, school or institution."""

THESES: Mapping[EntryType, str] = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
"""What a thesis is called."""

ET_AL = "et al."
MORE_AUTHORS = "More authors than are named here"
"""A note for formats whose lists of authors cannot say that they go on."""
_PLACE = ("year", "series", "volume", "number", "pages")
"""What belongs to a venue; a preprint's year is another one."""
_AUTHORS = ("authors", "has_more_authors")
NO_DETAILS = Details()
_ARXIV_MONTH = re.compile(r"\d{4}(?=\.)")
_FIRST_HTML = "2312"
_PAGE_RANGE = re.compile(r"([^-]+)-+([^-]+)")


def thesis_type(kind: str) -> EntryType:
    """Return the type of a thesis by what it is called: "Master of Science", or biblatex's "mathesis"."""
    return "mastersthesis" if "master" in kind.casefold() or "mathesis" in kind.casefold() else "phdthesis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Bibliographic facts of one paper; what is not known is empty.

    Attributes:
        authors: Names in the paper's order.
        has_more_authors: Whether there are more authors than are known.
        year: The venue's year where a venue is known, the preprint's otherwise.
        venue: Conference or journal, "IPDPS 2024" or "Scientific Reports"; the publisher of a book, the
            school of a thesis, the institution of a report; may hold TeX.
        series: Series of the proceedings, "LNCS".
        volume: Volume of the journal or series.
        number: Issue of the journal.
        arxiv: arXiv identifier without version, "2402.13499" or "cs/0601001".
        primary_class: arXiv's primary class, "cs.AR".
        doi: Bare DOI, "10.1145/3725843.3756041".
        url: A landing page that is neither arXiv's nor the DOI's.
        code: Address of the published code.
        pages: Page range in the venue, "31-46", or article number.
        published_title: Title in the venue where it differs from the paper's title here; may hold TeX.
        details: Publisher, editors, ISBN, notes and the like.
    """

    authors: tuple[Name, ...] = ()
    has_more_authors: bool = False
    year: int | None = None
    venue: str = ""
    series: str = ""
    volume: str = ""
    number: str = ""
    arxiv: str = ""
    primary_class: str = ""
    doi: str = ""
    url: str = ""
    code: str = ""
    pages: str = ""
    published_title: str = ""
    details: Details = NO_DETAILS

    @property
    def venue_in_full(self) -> str:
        """The venue with its volume: "ICML 2025, PMLR 267", "APL Machine Learning 2(4)"."""
        number = f"({self.number})" if self.number else ""
        volume = f"{self.volume}{number}"
        if not self.series:
            return f"{self.venue} {volume}".strip()
        return f"{self.venue}, {self.series} {volume}".strip(" ,")

    @property
    def all_authors(self) -> tuple[str, ...]:
        """The names in order, and "et al." where there are more."""
        names = tuple(name.as_text() for name in self.authors)
        return (*names, ET_AL) if self.has_more_authors else names

    def filled_from(self, others: "Facts") -> "Facts":
        """Return these facts, with what is unknown taken from others; so is the end of a list of authors."""
        missing = {
            field.name: known
            for field in fields(self)
            if field.name not in {*_AUTHORS, "details"}
            and not getattr(self, field.name)
            and (known := getattr(others, field.name))
        }
        is_other_year = self.year and others.year != self.year
        if details := self.details.filled_from(
            others.details.with_month("") if is_other_year else others.details
        ):
            missing["details"] = details
        if self._ends_in(others):
            # Together: what one source knows must not end or open the list of another.
            missing |= {name: getattr(others, name) for name in _AUTHORS}
        return replace(self, **missing) if missing else self

    def with_venue_of(self, others: "Facts") -> "Facts":
        """Return these facts with the venue of others, its date and the place in it, if they know one alone.

        A preprint's year is another one.
        """
        if self.venue or not others.venue:
            return self
        place = {name: known for name in _PLACE if (known := getattr(others, name))}
        month = (others if others.year else self).details.get("month")
        return replace(self, venue=others.venue, details=self.details.with_month(month), **place)

    def _ends_in(self, others: "Facts") -> bool:
        """Return whether others have these authors and more; a list that is whole has no more."""
        known, longer = (
            [name.family.casefold() for name in authors] for authors in (self.authors, others.authors)
        )
        is_open = self.has_more_authors or not known
        return is_open and len(longer) > len(known) and longer[: len(known)] == known

    def first_authors(self, most: int, shown: int | None = None) -> tuple[tuple[Name, ...], int | None]:
        """Return the authors to show where there is little room.

        Args:
            most: Lists up to this length are shown whole.
            shown: How many names of a longer list are shown; as many as `most` when left out.

        Returns:
            The names, and how many are left out: 0 for none, None where nobody can count them.
        """
        if not self.has_more_authors and len(self.authors) <= most:
            return self.authors, 0
        kept = self.authors[: shown or most]
        return kept, None if self.has_more_authors else len(self.authors) - len(kept)

    @property
    def landing_page(self) -> str:
        """Address that leads to the paper: the DOI's, arXiv's, or the one that was given."""
        return self.doi_page or self.arxiv_page or self.url

    @property
    def website(self) -> str:
        """The landing page where it is an address of the web."""
        return web_address(self.url)

    @property
    def code_page(self) -> str:
        """The address of the code where it is one of the web."""
        return web_address(self.code)

    @property
    def doi_page(self) -> str:
        """The address that the DOI leads to."""
        return f"https://doi.org/{quote(self.doi, safe='/:;().-_')}" if self.doi else ""

    @property
    def arxiv_page(self) -> str:
        """The address of the abstract on arXiv."""
        return f"https://arxiv.org/abs/{quote(self.arxiv)}" if self.arxiv else ""

    @property
    def arxiv_pdf(self) -> str:
        """The address of the PDF on arXiv."""
        return f"https://arxiv.org/pdf/{quote(self.arxiv)}" if self.arxiv else ""

    @property
    def arxiv_html(self) -> str:
        """The address of the paper as a web page on arXiv, which makes them since December 2023.

        Source: <https://info.arxiv.org/about/accessible_HTML.html>.
        """
        month = _ARXIV_MONTH.match(self.arxiv)
        return f"https://arxiv.org/html/{quote(self.arxiv)}" if month and month[0] >= _FIRST_HTML else ""

    @property
    def page_range(self) -> tuple[str, str]:
        """First and last page; an article number, or what is no plain range, is a first page."""
        found = _PAGE_RANGE.fullmatch(self.pages)
        return (found[1], found[2]) if found else (self.pages, "")


def web_address(address: str) -> str:
    """Return an address if it is one of the web, and nothing otherwise (`javascript:` …)."""
    return address if address.casefold().startswith(("https://", "http://")) else ""
