"""The nouns: frozen values that move down the line of stages."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.base.errors import Location
from generator.base.names import Name
from generator.base.text import NO_TEXT, RichText

EntryType = Literal["article", "inproceedings", "misc"]
Field = Literal["title", "abstract"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Bibliographic facts of one paper; what is not known is empty.

    Attributes:
        authors: In the paper's order.
        has_more_authors: Whether the list of authors goes on, and nobody here knows how.
        year: The venue's year where a venue is known, the preprint's otherwise.
        venue: Conference or journal, "IPDPS 2024" or "Scientific Reports".
        series: Series of the proceedings, "LNCS".
        volume: Of the journal or series.
        number: Issue of the journal.
        arxiv: arXiv identifier without version, "2402.13499" or "cs/0601001".
        primary_class: arXiv's primary class, "cs.AR".
        doi: Bare DOI, "10.1145/3725843.3756041".
        url: A landing page, where it is neither arXiv's nor the DOI's.
        code: Address of the published code.
        pages: Page range in the venue, "31-46", or article number.
        published_title: Title in the venue, where it is not the paper's title here.
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

    @property
    def venue_in_full(self) -> str:
        """Return the venue with its volume: "ICML 2025, PMLR 267", "APL Machine Learning 2(4)"."""
        number = f"({self.number})" if self.number else ""
        volume = f"{self.volume}{number}"
        if not self.series:
            return f"{self.venue} {volume}".strip()
        return f"{self.venue}, {self.series} {volume}".strip(" ,")

    @property
    def landing_page(self) -> str:
        """Return where the paper is introduced, as known; arXiv's page where nothing else is."""
        return self.url or (f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one source said about one paper.

    Attributes:
        title: As written, white space collapsed.
        abstract: As written, white space collapsed; paragraphs joined by one space.
        edition: Date of the dump.
        location: File and line of the title in the dump.
        facts: What the dump knew beyond title and abstract.
        entry_type: "misc" where the dump does not say where it was published.
        votes: Of readers, on the day of the dump; None where it counts none.
        summary: Of the paper in a sentence or two, by a program of the source; empty where it brings none.
    """

    title: RichText
    abstract: RichText
    edition: dt.date
    location: Location
    facts: Facts
    entry_type: EntryType = "misc"
    votes: int | None = None
    summary: RichText = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two records are one paper.

    Attributes:
        reason: "same DOI, 10.1145/3725843", "same title and first author".
        places: Of both records, or of groups of records by their oldest one.
    """

    reason: str
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One paper before its key is known: records that are the same paper.

    Attributes:
        title: The newest title.
        abstract: The newest abstract.
        facts: What the dumps knew, newest first.
        records: Every record behind it, oldest first; at least one.
        entry_type: The newest that says where it was published.
        votes: The newest count of readers' votes; None where no dump counts them.
        summary: The newest of those that a program of a source wrote; empty where no dump brings one.
        joins: Why the records are one paper; one less than records.
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
        key: Citation key, which is also the paper's URL; [a-z0-9-]+.
        entry_type: BibTeX entry type.
        title: Title as stored, without BibTeX braces.
        facts: Everything the entry knows.
        denied: Names of the facts that it says there are none of, by leaving their fields empty.
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
    """What we believe about one paper.

    Attributes:
        key: Citation key and URL.
        entry_type: BibTeX entry type.
        title: Plain text as written, may hold TeX.
        abstract: Plain text as written, may hold TeX.
        facts: Dumps and bibliography joined; the bibliography wins.
        edition: Date of the edition that brought it, as the bibliography says.
        sightings: Dates of all editions that brought it, oldest first.
        retired_keys: Keys that once led to this paper.
        records: What the dumps said of it, oldest first.
        joins: Why the records are one paper.
        votes: The newest count of readers' votes; None where no dump counts them.
        summary: The newest that a program of a source wrote, may hold TeX; empty where no dump brings one.
        retracted: Why nobody should rely on it; empty when it stands.
    """

    key: str
    entry_type: EntryType
    title: RichText
    abstract: RichText
    facts: Facts
    edition: dt.date
    sightings: tuple[dt.date, ...]
    retired_keys: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    joins: tuple[Join, ...] = ()
    votes: int | None = None
    summary: RichText = NO_TEXT
    retracted: str = ""

    @property
    def locations(self) -> tuple[Location, ...]:
        """Return where the dumps speak of it, oldest first."""
        return tuple(record.location for record in self.records)

    @cached_property
    def plain_title(self) -> str:
        """The title for programs and results of a search: plain text that says if it is retracted."""
        return f"[RETRACTED] {self.title.as_plain}" if self.retracted else self.title.as_plain

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
    def notes(self) -> tuple[RichText, ...]:
        """What else a reader of the reference must know: a retraction, another title in the venue."""
        title = self.facts.published_title
        return (
            *((RichText(f"Retracted: {self.retracted}"),) if self.retracted else ()),
            *((RichText(f"Published as “{title}”"),) if title else ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a topic or tag was given.

    Attributes:
        phrase: The phrase of the rule, or the curator's reason.
        field: Where it was found; None when a curator decided.
        weight: What it added to the score; negative for an argument against.
        excerpt: The sentence it was found in, as written.
    """

    phrase: str
    field: Field | None
    weight: float
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A topic or a tag given to a paper.

    Attributes:
        slug: Of the topic or tag.
        score: Sum of the weights; only comparable within one kind.
        evidence: Strongest first.
    """

    slug: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Topics and tags of one paper.

    Attributes:
        key: Of the paper.
        topics: Primary topic first; empty when unsorted.
        tags: In the order of the vocabulary.
    """

    key: str
    topics: tuple[Assignment, ...] = ()
    tags: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One paper related to another.

    Attributes:
        key: The related paper's key.
        score: Cosine similarity, 0 to 1.
        terms: Shared terms that weigh most, strongest first.
    """

    key: str
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to be written.

    Attributes:
        path: Relative to the folder it is written into, POSIX style.
        content: Text (written as UTF-8) or bytes.
    """

    path: str
    content: str | bytes = field(repr=False)
