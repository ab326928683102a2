"""A link on each paper's page that opens an issue with what is known, to be set right.

The fields stand there as YAML, which `digest apply-fix` reads back.
"""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from generator.base.models import Paper
from generator.base.names import OTHERS
from generator.base.text import escape_yaml, visible_text
from generator.bibliography.codec import encode_authors

_LONGEST = 8000
"""Characters of an address that servers and browsers take for certain."""

_BEFORE = """\
Set right what is wrong. An empty field is cleared, one that you take out stays.
Types: inproceedings (conference), article (journal), misc (else).

"""
_AFTER = "\nWhere can this be looked up?\n"
_TOO_LONG = "too long to be shown here; to change it, write all of it"


def fix_fields(paper: Paper) -> dict[str, str | tuple[str, ...]]:
    """Return what a reader can set right, by name; what is not known is empty.

    Authors are written as in `library.bib`: "Van Gool, Luc", "{Team Wan}", and a last "others" where
    their list goes on.
    """
    facts = paper.facts
    return {
        "title": paper.title.source,
        "authors": (
            *(encode_authors([name]) for name in facts.authors),
            *([OTHERS] if facts.has_more_authors else []),
        ),
        "year": str(facts.year or ""),
        "type": paper.entry_type,
        "venue": facts.venue,
        "doi": facts.doi,
        "arxiv": facts.arxiv,
        "code": facts.code,
        "url": facts.url,
        "pages": facts.pages,
        "volume": facts.volume,
        "number": facts.number,
    }


def fix_address(paper: Paper, repository: str) -> str:
    """Return the address that opens a prefilled issue.

    Args:
        paper: Its facts are shown; the longest fields are left out where the address would be too long.
        repository: Address of the repository on GitHub, ending in a slash.
    """
    fields = fix_fields(paper)
    left_out: set[str] = set()
    address = _address(paper.key, fields, left_out, repository)
    for name in sorted(fields, key=lambda name: -len(_written(name, fields[name]))):
        if len(address) <= _LONGEST:
            break
        left_out.add(name)
        address = _address(paper.key, fields, left_out, repository)
    return address


def _address(
    key: str, fields: Mapping[str, str | tuple[str, ...]], left_out: Collection[str], repository: str
) -> str:
    lines = [
        f"# {name}: {_TOO_LONG}\n" if name in left_out else _written(name, value)
        for name, value in fields.items()
    ]
    body = f"{_BEFORE}```yaml\nkey: {key}\n{''.join(lines)}```\n{_AFTER}"
    query = urlencode({"title": f"Fix {key}", "body": body}, errors="replace")
    return f"{repository}issues/new?{query}"


def _written(name: str, value: str | tuple[str, ...]) -> str:
    """Return a field as YAML."""
    if isinstance(value, str):
        return f"{name}: {escape_yaml(visible_text(value))}\n"
    if not value:
        return f'{name}:\n# - "Family, Given"\n'
    items = "".join(f"- {escape_yaml(visible_text(item))}\n" for item in value)
    return f"{name}:\n{items}"
