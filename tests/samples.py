"""Small made-up values for tests: each function returns a valid one, changed as the test needs."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.base.errors import Location
from generator.base.models import Entry, Facts, Label, Paper, Record
from generator.base.names import Name
from generator.base.text import RichText
from generator.config import Facet, SiteSettings, Tag, Taxonomy, Topic, TopicGroup
from generator.stages.digest import Digest
from generator.stages.gist import Gist

DAY = dt.date(2025, 10, 2)
ABSTRACT = "We measure how kernels share a cache and show that fewer conflicts make serving faster."


def name(family: str = "Moreau", given: str = "Ada") -> Name:
    """Return a name."""
    return Name(family=family, given=given)


def record(title: str = "A Cache for Kernels", *, line: int = 1, day: dt.date = DAY, **facts: Any) -> Record:  # noqa: ANN401
    """Return a record; what is not known here is a fact."""
    abstract = facts.pop("abstract", ABSTRACT)
    location = Location(path=f"data/dumps/{day}-page.txt", line=line)
    return Record(
        title=RichText(title),
        abstract=RichText(abstract),
        edition=day,
        location=location,
        facts=Facts(**facts),
    )


def entry(key: str = "moreau2024cache", title: str = "A Cache for Kernels", **changes: Any) -> Entry:  # noqa: ANN401
    """Return an entry of the bibliography."""
    values: dict[str, Any] = {
        "key": key,
        "entry_type": "misc",
        "title": title,
        "facts": Facts(),
        "edition": DAY,
        "location": Location(path="data/library.bib", line=1),
    }
    return Entry(**(values | changes))


def paper(key: str = "moreau2024cache", title: str = "A Cache for Kernels", **changes: Any) -> Paper:  # noqa: ANN401
    """Return a paper."""
    values: dict[str, Any] = {
        "key": key,
        "entry_type": "misc",
        "title": title,
        "abstract": ABSTRACT,
        "facts": Facts(authors=(name(),), year=2024, arxiv="2401.00001"),
        "edition": DAY,
        "editions": (DAY,),
        "records": (record(),),
    }
    values |= changes
    for field in {"title", "abstract", "summary"} & values.keys():
        values[field] = RichText(values[field])
    return Paper(**values)


SETTINGS = SiteSettings(
    name="Sample",
    url="https://example.org/sample/",
    first_url="https://example.org/sample/",
    tagline="A sample.",
    per_page=2,
)
TAXONOMY = Taxonomy(
    groups=(
        TopicGroup(
            title="Machines",
            topics=(
                Topic(slug="serving", title="Serving", about="Many answers."),
                Topic(slug="kernels", title="Kernels", about="Programs."),
            ),
        ),
    ),
    facets=(
        Facet(
            slug="software",
            title="Software",
            about="What it uses.",
            tags=(Tag(slug="cuda", title="CUDA", spellings=("CUDA",)),),
        ),
    ),
)


NONE: Mapping[str, Gist] = MappingProxyType({})


def digest(
    *, papers: tuple[Paper, ...] = (), labels: tuple[Label, ...] = (), gists: Mapping[str, Gist] = NONE
) -> Digest:
    """Return a digest; papers without a label are unsorted, no paper means the one of `paper()`."""
    shown = papers or (paper(),)
    given = {label.key: label for label in labels}
    return Digest(
        settings=SETTINGS,
        taxonomy=TAXONOMY,
        papers=shown,
        labels={found.key: given.get(found.key, Label(key=found.key)) for found in shown},
        relations={found.key: () for found in shown},
        gists={found.key: gists.get(found.key) for found in shown},
    )
