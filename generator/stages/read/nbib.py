"""Read PubMed's format, a file that ends in `.nbib`, and answers of PubMed as text (MEDLINE).

Format: <https://www.nlm.nih.gov/bsd/mms/medlineelements.html>. A field begins with a tag of up to four
characters and "- "; a line that begins with white space goes on with it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.base.models import Details, EntryType, Facts
from generator.stages.read.fields import Fields
from generator.stages.read.records import Description, load_items
from generator.stages.read.source import Loaded, Source

_START = re.compile(r"^PMID ?- ?\d", re.MULTILINE)
_FIELD = re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>.*)")
_DOI = re.compile(r"(?P<doi>10\.\S+) \[doi\]")
_HEAD = 200_000
_SEVERAL = frozenset("AU FAU CN PT MH OT ED FED AID LID IS".split())
# What PubMed keeps for itself: dates of its own, owners, states, and numbers in its database.
_OWN = frozenset(
    """
    PMID OWN STAT DCOM LR CRDT DEP EDAT MHDA PHST PST SO SB JID JT TA PL PMC MID OTO OAB OABL AUID AD
    """.split()
)


def recognises(text: str) -> bool:
    """Return whether a line begins a record."""
    return _START.search(text[:_HEAD]) is not None


def read(source: Source) -> Loaded:
    """Return the records with a title, and a problem for each without."""
    return load_items(source, _records(source.text), _describe)


def _records(text: str) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the values of each record by tag, with the line it begins at."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    begin, tag = 1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if _START.match(line) and fields:
            yield begin, fields
            fields, begin = defaultdict(list), number
        found = _FIELD.fullmatch(line)
        if found:
            tag = found["tag"]
            begin = begin if fields else number
            fields[tag].append(found["value"])
        elif line[:1].isspace() and line.strip() and tag:
            fields[tag][-1] += f" {line.strip()}"
    if fields:
        yield begin, fields


def _describe(values: Mapping[str, list[str]]) -> Description:
    known = {tag: found if tag in _SEVERAL else " ".join(found) for tag, found in values.items()}
    fields = Fields(known)
    names = "FAU" if "FAU" in values else "AU"
    authors = fields.authors(names, family_first=True)
    groups = fields.authors("CN")
    fields.pass_over("AU", "BTI", *_OWN, *_SEVERAL)
    day = fields.text("DP").split()
    venue = fields.text("JT") or fields.text("TA") or fields.text("BTI")
    facts = Facts(
        authors=(*authors.names, *groups.names),
        has_more_authors=authors.goes_on,
        year=fields.year("DP"),
        venue=venue,
        volume=fields.text("VI"),
        number=fields.text("IP"),
        pages=fields.text("PG"),
        doi=_doi(values),
        details=Details.of(
            {
                "editor": fields.people("FED", "ED"),
                "publisher": fields.text("PB"),
                "month": day[1] if len(day) > 1 else "",
                "issn": " ".join(values.get("IS", [""])[0].split()[:1]),
                "isbn": fields.text("ISBN"),
                "language": fields.text("LA"),
                "keywords": ", ".join(values.get("OT", ())),
            }
        ),
    )
    return Description(
        title=(fields.prose("TI") or fields.prose("BTI")).strip().removesuffix("."),
        abstract=fields.prose("AB"),
        facts=facts,
        entry_type=_entry_type(values, venue),
        warnings=tuple(dict.fromkeys(fields.warnings)),
        unused=fields.unused,
    )


def _doi(values: Mapping[str, list[str]]) -> str:
    found = map(_DOI.search, (*values.get("LID", ()), *values.get("AID", ())))
    return next((match["doi"] for match in found if match), "")


def _entry_type(values: Mapping[str, list[str]], venue: str) -> EntryType:
    if not venue or "Preprint" in values.get("PT", ()):
        return "misc"
    if "BTI" in values:
        return "inproceedings" if "TI" in values else "book"
    return "article"
