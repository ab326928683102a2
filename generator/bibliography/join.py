"""Join the two versions of library.bib of which git could not make one.

Entries of both sides are kept, each paper once. What cannot be decided for certain is left to a person,
between the lines that git writes; everything else around it is sound.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from generator.base.conflicts import Sides, mark_conflict, split_sides
from generator.base.errors import DigestError, Location, Problem, shorten
from generator.base.identifiers import make_key
from generator.base.identity import identifiers
from generator.base.models import Entry
from generator.base.text import normalise_title
from generator.bibliography.codec import RawEntry, parse_bibtex, raw_entries, set_entry_type, set_spelt_fields
from generator.bibliography.unite import (
    TYPE,
    United,
    as_entry,
    same_entry,
    same_paper,
    unite,
    with_retired_key,
)

Side = Literal["ours", "theirs"]

_PARAGRAPH = re.compile(r"(?:[ \t]*\r?\n){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Both versions of a file in one.

    Attributes:
        text: The file.
        changes: What was done to this side's version, a line each.
        disputed: Entries in whose fields the sides contradict each other, with what to do.
    """

    text: str
    changes: tuple[str, ...] = ()
    disputed: tuple[Problem, ...] = ()


def join_libraries(sides: Sides, name: str, published: Iterable[str], take: Side | None = None) -> Joined:
    """Return a library with the entries of both sides.

    Args:
        sides: The versions of the file.
        name: Its name in messages.
        published: Keys that were ever published, which no entry gets anew.
        take: The side whose value stays where both sides give a field another one; None leaves both in
            the file, for a person to choose.

    Raises:
        DigestError: An entry of either side would be lost, so no program can join them.
    """
    mark = "\ufeff" if sides.ours.startswith("\ufeff") else ""
    theirs = sides.theirs.removeprefix("\ufeff")
    entries = _entries(theirs)
    ours = _with_their_keys(sides.ours.removeprefix("\ufeff"), entries)
    join = _Join(Sides(ours=ours, theirs=theirs, base=sides.base), entries, published)
    for raw in entries:
        join.take_in(raw)
    joined = join.finish(name, take)
    _refuse_losses(join, joined, name)
    return replace(joined, text=mark + joined.text)


class _Join:
    """A join in the making."""

    def __init__(self, sides: Sides, theirs: Sequence[RawEntry], published: Iterable[str]) -> None:
        self.sides = sides
        ours = _entries(sides.ours)
        self.ours = {raw.key: raw for raw in reversed(ours)}
        self.theirs = {raw.key for raw in theirs}
        self.base = raw_entries(sides.base) if sides.base is not None else {}
        self.texts = {_text(sides.ours, raw) for raw in ours}
        self.new = _by_names(raw for raw in ours if raw.key not in self.theirs)
        self.retired = {key: raw for raw in self.ours.values() for key in _retired(raw)}
        self.taken = {key.lower() for key in (*self.ours, *self.theirs, *self.retired, *published)}
        self.united: dict[str, United] = {}
        self.renamed: dict[str, str] = {}
        self.added: list[str] = []
        self.changes: list[str] = []
        self.end = 0

    def take_in(self, raw: RawEntry) -> None:
        """Take in what stands next in their version: the text before an entry, and the entry."""
        before = [*self._paragraphs(self.sides.theirs[self.end : raw.place[0]])]
        self.end = raw.place[1]
        text = _text(self.sides.theirs, raw)
        twin = None if text in self.texts else self._twin(raw)
        if twin is not None:
            self._unite(twin, raw)
            text = ""
        elif text in self.texts:
            text = ""
        elif raw.key in self.ours:
            text = self._with_new_key(raw, text)
        else:
            self.changes.append(f"{raw.key}: added")
        if before or text:
            self.added.append("\n".join(filter(None, (*before, text))))

    def finish(self, name: str, take: Side | None) -> Joined:
        """Return the joined file."""
        self.added += self._paragraphs(self.sides.theirs[self.end :])
        text = _with_fields(self.sides.ours, {key: each.fields for key, each in self.united.items()})
        text = _append(text, self.added)
        disputed = {key: each.disputed for key, each in self.united.items() if each.disputed}
        theirs = _with_fields(text, disputed) if disputed else text
        if take is not None:
            self.changes += (_settled(text, theirs, key, names, take) for key, names in disputed.items())
            return Joined(text=theirs if take == "theirs" else text, changes=tuple(self.changes))
        text = _mark(text, theirs, disputed) if disputed else text
        problems = (_problem(text, key, names, name) for key, names in disputed.items())
        return Joined(text=text, changes=tuple(self.changes), disputed=tuple(sorted(problems)))

    def _paragraphs(self, text: str) -> Iterator[str]:
        """Yield what stands between entries of theirs alone: comments, `@string`, what cannot be read."""
        for paragraph in _PARAGRAPH.split(text):
            kept = paragraph.strip()
            if kept and kept not in self.sides.ours:
                self.changes.append(f"kept from between the entries: {shorten(kept)}")
                yield kept

    def _twin(self, raw: RawEntry) -> RawEntry | None:
        """Return the entry of ours that is about the same paper."""
        own = self.ours.get(raw.key)
        if own:
            is_twin = own.key not in self.united and (own.key in self.base or same_entry(own, raw))
            return own if is_twin else None
        if raw.key in self.retired:
            return self.retired[raw.key]
        entry = as_entry(raw)
        known = (pair for name in _names_of(entry) for pair in self.new.get(name, ()))
        return next((own for own, other in known if same_paper(other, entry)), None)

    def _unite(self, own: RawEntry, raw: RawEntry) -> None:
        """Note what an entry of ours gets of one of theirs."""
        if own.key in self.united or (own.key != raw.key and own.key in self.theirs):
            self.changes.append(f"{own.key}: has '{raw.key}' of theirs in ids, so that entry is left out")
            return
        united = unite(own, raw, self.base.get(own.key))
        fields = dict(united.fields)
        if own.key != raw.key and raw.key not in _retired(own):
            fields["ids"] = with_retired_key(fields.get("ids", own.fields.get("ids", "")), raw.key)
            self.changes.append(f"{own.key}: is '{raw.key}' of theirs, which leads to it by ids")
        if "ids" in fields:
            others = (key for key in _keys_in(fields["ids"]) if key != own.key)
            fields["ids"] = with_retired_key("", *others)
        if fields:
            self.changes.append(f"{own.key}: got {', '.join(fields)}")
        self.united[own.key] = United(fields=fields, disputed=united.disputed)

    def _with_new_key(self, raw: RawEntry, text: str) -> str:
        """Return the text of an entry of theirs under a new key, since another paper of ours has its key."""
        entry = as_entry(raw)
        key = make_key(entry.facts.authors, entry.facts.year, entry.title, self.taken)
        self.taken.add(key)
        self.renamed[raw.key] = key
        self.changes.append(
            f"{key}: was '{raw.key}' of theirs, which is another paper of ours; a decision about it in "
            f"data/curation.yml needs the new key: {shorten(entry.title)}"
        )
        return _with_key(text, raw.key, key)


def _entries(text: str) -> list[RawEntry]:
    """Return the entries of a file that can be read, in its order; a key may come twice."""
    found = (item for item in parse_bibtex(text.removeprefix("\ufeff")) if isinstance(item, RawEntry))
    return sorted(found, key=lambda raw: raw.place)


def _text(text: str, raw: RawEntry) -> str:
    return text[slice(*raw.place)]


def _keys_in(ids: str) -> list[str]:
    return [key for part in ids.split(",") if (key := part.strip())]


def _retired(raw: RawEntry) -> list[str]:
    return _keys_in(raw.fields.get("ids", ""))


def _names_of(entry: Entry) -> list[str]:
    """Return what an entry can be found by."""
    return [*identifiers(entry.facts), normalise_title(entry.title)]


def _by_names(entries: Iterable[RawEntry]) -> dict[str, list[tuple[RawEntry, Entry]]]:
    found: dict[str, list[tuple[RawEntry, Entry]]] = defaultdict(list)
    for raw in entries:
        entry = as_entry(raw)
        for name in _names_of(entry):
            found[name].append((raw, entry))
    return found


def _with_key(text: str, old: str, new: str) -> str:
    """Return the text of an entry under another key."""
    start = text.index(old, min(text.find(sign) for sign in "{(" if sign in text))
    return text[:start] + new + text[start + len(old) :]


def _with_their_keys(ours: str, theirs: Sequence[RawEntry]) -> str:
    """Return a library with the keys that a person of the other side gave to entries in place of old ones."""
    new = {old: raw.key for raw in theirs for old in _retired(raw)}
    if not new:
        return ours
    own, keys = raw_entries(ours), {raw.key for raw in theirs}
    for raw in sorted(own.values(), key=lambda raw: raw.place, reverse=True):
        if raw.key in new and raw.key not in keys and new[raw.key] not in own:
            start, end = raw.place
            ours = ours[:start] + _with_key(ours[start:end], raw.key, new[raw.key]) + ours[end:]
    return ours


def _with_fields(text: str, changes: Mapping[str, Mapping[str, str]]) -> str:
    """Return a library with fields, and types, of entries set; values are spelt for BibTeX."""
    plain = {
        key: {name: value for name, value in each.items() if name != TYPE} for key, each in changes.items()
    }
    text = set_spelt_fields(text, plain)
    for key, each in changes.items():
        if TYPE in each:
            text = set_entry_type(text, key, each[TYPE])
    return text


def _append(text: str, added: Sequence[str]) -> str:
    """Return a library with more at its end, a blank line before each."""
    if not added:
        return text
    more = "\n\n".join(added) + "\n"
    if text:
        more = ("\n" if text.endswith("\n") else "\n\n") + more
    is_crlf = "\r\n" in (text or more)
    return text + (more.replace("\r\n", "\n").replace("\n", "\r\n") if is_crlf else more)


def _mark(text: str, theirs: str, keys: Iterable[str]) -> str:
    """Return a library with both versions of the lines of some entries in which another text has others."""
    own, other = raw_entries(text), raw_entries(theirs)
    for key in sorted(keys, key=lambda key: own[key].place, reverse=True):
        start, end = _lines_of(text, own[key])
        both = (text[start:end], theirs[slice(*_lines_of(theirs, other[key]))])
        text = text[:start] + _differences(*(lines.splitlines(keepends=True) for lines in both)) + text[end:]
    return text


def _lines_of(text: str, raw: RawEntry) -> tuple[int, int]:
    """Return where the lines of an entry begin and end."""
    start, end = raw.place
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after + 1 if after >= 0 else len(text)


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """Return lines with both versions of those that differ; the last one may lack its line feed."""
    one, two = ([line if line.endswith("\n") else f"{line}\n" for line in lines] for lines in (ours, theirs))
    pieces: list[str] = []
    for kind, *place in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        mine, yours = "".join(one[slice(*place[:2])]), "".join(two[slice(*place[2:])])
        pieces.append(mine if kind == "equal" else mark_conflict(mine, yours))
    return "".join(pieces)


def _settled(text: str, theirs: str, key: str, names: Iterable[str], take: Side) -> str:
    """Return the line that tells which values were not taken."""
    left = raw_entries(text if take == "theirs" else theirs)[key]
    values = {TYPE: left.entry_type, **left.fields}
    lost = "; ".join(f"{name} = {shorten(values[name])}" for name in names)
    return f"{key}: took the value of {take} and not {lost}"


def _problem(text: str, key: str, names: Iterable[str], name: str) -> Problem:
    head = re.search(rf"@\s*\w+\s*[{{(]\s*{re.escape(key)}(?=[\s,])", text)
    line = text.count("\n", 0, head.start()) + 1 if head else 0
    reason = f"the sides contradict each other in '{key}': {', '.join(names)}"
    advice = "choose there, and take out the lines of git (<<<<<<<, =======, >>>>>>>)"
    return Problem(Location(name, line), reason, advice)


def _refuse_losses(join: _Join, joined: Joined, name: str) -> None:
    """Raise DigestError if the key of an entry of either side leads to no entry that can be read."""
    entries = raw_entries(split_sides(joined.text, name)[0].ours)
    there = {*entries, *(key for raw in entries.values() for key in _retired(raw))}
    if lost := sorted({*join.ours, *join.theirs, *join.renamed.values()} - there):
        reason = f"cannot be joined by a program: {', '.join(lost)} would be lost"
        raise DigestError(Problem(Location(name), reason, "join it by hand; nothing was written"))
