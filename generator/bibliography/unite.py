"""One entry of two: what both branches know of a paper, and where they contradict each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.base.errors import Location
from generator.base.identity import contradict, same_first_author, share_identifier, share_most_words
from generator.base.models import Entry
from generator.base.text import normalise_title
from generator.bibliography.codec import RawEntry, decode, decode_field, encode_field
from generator.bibliography.entries import read_entry
from generator.bibliography.provenance import add_provenance, parse_provenance

TYPE = "entry type"
"""What the type of an entry is called among its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """What an entry gets from the other branch's.

    Attributes:
        fields: Values that it lacks, or that only the other branch changed; spelt for BibTeX, by field.
        disputed: Values of the other branch where this one has another.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    disputed: Mapping[str, str] = field(default_factory=dict)


def same_entry(ours: RawEntry, theirs: RawEntry) -> bool:
    """Return whether two entries of one key are about one paper, as far as anybody can tell.

    Entries of one title are one, even if identifiers differ: then a person has to look at these.
    """
    one, two = as_entry(ours), as_entry(theirs)
    if share_identifier(one.facts, two.facts):
        return True
    if same_first_author(one.facts, two.facts) is False:
        return False
    if normalise_title(one.title) == normalise_title(two.title):
        return True
    return share_most_words(one.title, two.title) and not contradict(one.facts, two.facts)


def same_paper(one: Entry, two: Entry) -> bool:
    """Return whether two entries of different keys are certainly about one paper."""
    is_title = normalise_title(one.title) == normalise_title(two.title) != ""
    if share_identifier(one.facts, two.facts):
        return is_title or share_most_words(one.title, two.title)
    is_author = bool(same_first_author(one.facts, two.facts))
    return is_title and is_author and not contradict(one.facts, two.facts)


def unite(ours: RawEntry, theirs: RawEntry, base: RawEntry | None = None) -> United:
    """Return what an entry gets of another about the same paper.

    Args:
        ours: The entry.
        theirs: The other branch's.
        base: The entry before both were changed, where that is known.
    """
    before = _with_type(base) if base else {}
    mine, yours = _with_type(ours), _with_type(theirs)
    fields: dict[str, str] = {}
    disputed: dict[str, str] = {}
    for name, value in yours.items():
        own, old = mine.get(name), before.get(name)
        if own is None:
            is_taken_out = old is not None and _same(name, old, value)
            fields |= {} if is_taken_out else {name: value}
        elif _same(name, own, value) or (old is not None and _same(name, old, value)):
            continue
        elif old is not None and _same(name, old, own):
            fields[name] = value
        elif (joined := _join_values(name, own, value)) is not None:
            fields |= {name: joined} if joined != own else {}
        else:
            disputed[name] = value
    return United(fields=fields, disputed=disputed)


def with_retired_key(ids: str, *keys: str) -> str:
    """Return the value of `ids` with keys added that it lacks."""
    known = [part.strip() for part in ids.split(",") if part.strip()]
    return ", ".join(dict.fromkeys((*known, *keys)))


def as_entry(raw: RawEntry) -> Entry:
    """Return what an entry says."""
    return read_entry(raw.key, raw.entry_type, raw.fields, Location("", raw.line))


def _with_type(raw: RawEntry) -> dict[str, str]:
    return {TYPE: raw.entry_type, **raw.fields}


def _same(name: str, value: str, other: str) -> bool:
    """Return whether two values of a field mean the same."""
    return value == other or _plain(name, value) == _plain(name, other)


def _plain(name: str, value: str) -> str:
    return encode_field(name, decode_field(name, value))


def _join_values(name: str, own: str, value: str) -> str | None:
    """Return the value that holds both values of a field; None where they contradict each other."""
    if name == TYPE and "misc" in (own, value):  # without a venue, until one side found one
        return value if own == "misc" else own
    if name == "ids":
        return with_retired_key(own, *filter(None, map(str.strip, value.split(","))))
    if name == "edition":  # the first one keeps the paper
        return min(own, value, key=decode)
    if name == "provenance":
        return _join_provenance(decode(own), decode(value))
    return None


def _join_provenance(own: str, value: str) -> str | None:
    """Return where the facts of both sides came from; None where that cannot be read."""
    sources, unreadable = parse_provenance(value)
    known = parse_provenance(own)[0]
    return None if unreadable else add_provenance(own, {**sources, **known})
