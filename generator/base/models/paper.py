"""Papers: what the dumps say, what the bibliography says, and what is believed of both together."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

from generator.base.errors import Location
from generator.base.models.container import NO_CONTAINER, Container
from generator.base.models.details import Details
from generator.base.models.facts import EntryType, Facts
from generator.base.text import NO_TEXT, RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one dump said about one paper.

    Attributes:
        title: White space is collapsed.
        abstract: White space is collapsed, paragraphs are joined by one space.
        edition: Date of the dump.
        location: File and line of the title in the dump.
        facts: Facts beyond title and abstract.
        entry_type: "misc" where the dump does not say where the paper was published.
        votes: Votes of readers on the day of the dump; None where it counts none.
        summary: A summary written by a program of the source.
        withdrawn: The words that say that its authors withdrew it; empty when none do.
    """

    title: RichText
    abstract: RichText
    edition: dt.date
    location: Location
    facts: Facts
    entry_type: EntryType = "misc"
    votes: int | None = None
    summary: RichText = NO_TEXT
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why records are one paper.

    Attributes:
        reason: "same DOI, 10.1145/3725843", "same title and first author".
        places: Places of the two records, or of the oldest record of each of two groups.
    """

    reason: str
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One paper before its key is known: the records that are the same paper.

    Attributes:
        title: The newest title.
        abstract: The newest abstract.
        facts: Facts of all dumps; newer ones win.
        records: Every record behind it, oldest first; at least one.
        entry_type: The newest that says where it was published.
        votes: The newest count of votes; None where no dump counts them.
        summary: The newest summary that a dump brought.
        joins: The reasons why the records are one paper; one less than records.
        is_apart: Whether a curator told it from a paper that looks like it.
    """

    title: RichText
    abstract: RichText
    facts: Facts
    records: tuple[Record, ...]
    entry_type: EntryType = "misc"
    votes: int | None = None
    summary: RichText = NO_TEXT
    joins: tuple[Join, ...] = ()
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the bibliography of record.

    Attributes:
        key: Citation key, which is also the paper's address; [a-z0-9-]+.
        entry_type: BibTeX entry type.
        title: Title without BibTeX braces; may hold TeX.
        facts: Everything the entry knows.
        denied: Names of facts that it says there are none of, by leaving their fields empty.
        edition: Date of the edition that brought the paper.
        retired_keys: Keys that once led to this paper.
        location: File and line of the entry.
    """

    key: str
    entry_type: EntryType
    title: str
    facts: Facts
    denied: frozenset[str] = frozenset()
    edition: dt.date | None
    retired_keys: tuple[str, ...] = ()
    location: Location


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is believed about one paper, and what every page and file is made of.

    Attributes:
        key: Citation key and address.
        entry_type: BibTeX entry type.
        title: The title, a curator's where there is one.
        abstract: The newest abstract.
        facts: Dumps and bibliography joined; the bibliography wins.
        edition: Date of the edition that brought it, as the bibliography says.
        editions: Dates of all editions that brought it, oldest first.
        retired_keys: Keys that once led to this paper.
        records: The records of the dumps, oldest first.
        joins: The reasons why the records are one paper.
        votes: The newest count of readers' votes; None where no dump counts them.
        summary: The newest summary that a dump brought.
        retracted: The reason of its retraction, by a curator; empty when it stands.
        withdrawn: The words of a dump that say that its authors withdrew it; empty when none do.
        retracted: The reason of its retraction; empty when it stands.
        container: What is known of its venue beside the facts.
    """

    key: str
    entry_type: EntryType
    title: RichText
    abstract: RichText
    facts: Facts
    edition: dt.date
    editions: tuple[dt.date, ...]
    retired_keys: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    joins: tuple[Join, ...] = ()
    votes: int | None = None
    summary: RichText = NO_TEXT
    retracted: str = ""
    withdrawn: str = ""

    @property
    def mark(self) -> str:
        """What nobody who cites the paper may miss: "Retracted", "Withdrawn", or nothing."""
        return "Retracted" if self.retracted else "Withdrawn" if self.withdrawn else ""

    container: Container = NO_CONTAINER

    @property
    def locations(self) -> tuple[Location, ...]:
        """File and line of each record, oldest first."""
        return tuple(record.location for record in self.records)

    @cached_property
    def plain_title(self) -> str:
        """The title for programs and search results: plain text that says if it is retracted or withdrawn."""
        return f"[{self.mark.upper()}] {self.title.as_plain}" if self.mark else self.title.as_plain

    @cached_property
    def venue(self) -> RichText:
        """Conference or journal."""
        return RichText(self.facts.venue)

    @cached_property
    def venue_in_full(self) -> RichText:
        """Conference or journal with series, volume and number."""
        return RichText(self.facts.venue_in_full)

    @cached_property
    def series(self) -> RichText:
        """Series of the proceedings."""
        return RichText(self.facts.series)

    @cached_property
    def cited_facts(self) -> Facts:
        """The facts as citations have them: with the venue's full name, its series, publisher and ISSN."""
        container, facts = self.container, self.facts
        added = {"publisher": container.publisher, "issn": container.issn}
        return replace(
            facts,
            venue=container.name or facts.venue,
            series=facts.series or container.series,
            details=facts.details.filled_from(Details.of(added)),
        )

    @property
    def short_venue(self) -> RichText:
        """The venue as the site has it, "SC 2021", where citations have another name for it."""
        return self.venue if self.container.name else NO_TEXT

    @cached_property
    def published(self) -> str:
        """Venue and year in plain text: "IPDPS 2024", "arXiv 2025"; empty when unknown."""
        year = str(self.facts.year or "")
        place = self.venue.as_plain or ("arXiv" if self.facts.arxiv else "")
        return place if not year or year in place else f"{place} {year}".strip()

    @cached_property
    def published_in_full(self) -> str:
        """Venue with volume and year in plain text: "Scientific Reports 15, 2025", "IPDPS 2024"."""
        if self.venue_in_full == self.venue:
            return self.published
        full, year = self.venue_in_full.as_plain, str(self.facts.year or "")
        return full if not year or year in full else f"{full}, {year}"

    @property
    def is_preprint(self) -> bool:
        """Whether no journal and no proceedings hold it."""
        return self.entry_type == "misc"

    @property
    def doi(self) -> str:
        """The DOI; a preprint has the one that arXiv registers for each (10.48550)."""
        is_on_arxiv = self.is_preprint and bool(self.facts.arxiv)
        return self.facts.doi or (f"10.48550/arXiv.{self.facts.arxiv}" if is_on_arxiv else "")

    @cached_property
    def notes(self) -> tuple[RichText, ...]:
        """What else a reader of the reference must know: a retraction, another title in the venue."""
        title = self.facts.published_title
        return (
            *((RichText(f"{self.mark}: {self.retracted or self.withdrawn}"),) if self.mark else ()),
            *((RichText(f"Published as “{title}”"),) if title else ()),
        )
