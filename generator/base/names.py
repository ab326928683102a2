"""Names of people and groups, as written on papers.

Which words of a name are the family name cannot be known from the name alone. The rules here are
those of most bibliographies: particles belong to the family name ("Van Gool", "de la Rosa"), a
trailing initial is no family name ("Anandu A S"), teams and companies are one word to a sorter.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Word lists are easier to edit as text than as lists of strings.
_PARTICLES = frozenset(
    """
    af al am av bin da dal de degli del della den der di do dos du el ibn il la las le lo los op st ten ter
    ul ur van vom von zu zum zur 't
    """.split()
)
# Written with a capital they are mostly particles too, but others of the list are then given names.
_CAPITAL_PARTICLES = frozenset("Al Da De Del Della Den Der Di Dos El La Le Van Von".split())
# "Chien Van Nguyen": before these "Van" and "Le" are given names.
_VIETNAMESE = frozenset(
    """
    Bui Cao Dang Dao Do Duong Hoang Le Ly Ngo Nguyen Pham Phan Tran Trinh Vo Vu
    """.split()
)
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_GROUP_WORDS = frozenset(
    """
    association authors collaboration community company consortium contributors corporation foundation group
    inc inc. initiative institute lab laboratory labs ltd ltd. network organization project research team
    teams university
    """.split()
)
_LINE_LENGTH = 100
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_INNER_CAPITALS = re.compile(r"[^\W\d_].*[A-Z].*[A-Z]|[a-z].*[A-Z]|[A-Z].*[a-z].*AI$")
_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
# Somebody may be called Others; alone, or after a comma or an "and", the word is no name.
_GOES_ON = re.compile(
    r"(?:(?:^|[\s,;])(?:and\s+|&\s*)?et(?:\.\s*|\s+)al\.?"
    r"|(?:^|[,;]\s*|\band\s+|&\s*)(?:(?:\d+|many|several)\s+others\.?|others\.?|\.{3}|…))$",
    re.IGNORECASE,
)
_LONGEST_MARK = 20


OTHERS = "others"
"""What stands for a last name in a list of BibTeX that goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as written on a paper, not a person.

    Attributes:
        family: Family name with its particles ("Van Gool"), or the whole name of a
            group or of a person with a single name.
        given: Given names and initials; empty for groups and single names.
        suffix: "Jr.", "III" and the like; mostly empty.
        is_group: Whether the name is that of a team or company.
    """

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    def as_text(self) -> str:
        """Return the name in reading order: "Luc Van Gool", "John Smith Jr."."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    def as_sorted(self) -> str:
        """Return the name as an index sorts it: "Van Gool, Luc", "Smith, Jr., John", "Wan Team"."""
        return ", ".join(part for part in (self.family, self.suffix, self.given) if part)

    def as_bibtex(self, escape: Callable[[str], str] = str) -> str:
        """Return the name as one of a BibTeX author list: "Van Gool, Luc", "{Team Wan}".

        Args:
            escape: Makes a part safe for BibTeX; it must leave braces balanced.
        """
        if self.is_group or (not self.given and " " in self.family):
            whole = f"{{{escape(self.as_text())}}}"
            # A group that reads like "Anandu A S" needs a second pair to be told from a person.
            return whole if name_in_braces(self.family).is_group == self.is_group else f"{{{whole}}}"
        parts = [part for part in (self.family, self.suffix, self.given) if part]
        return ", ".join(_guarded(part, escape(part)) for part in parts)


def parse_name(text: str) -> Name:
    """Return the name written in reading order or as in BibTeX.

    Understands "Luc Van Gool", "John Smith Jr.", "Van Gool, Luc", "Smith, Jr., John",
    "{Team Wan}", "Gemini Team, Google". It never fails: what it does not understand is a family name.

    Args:
        text: One name; white space is collapsed.
    """
    collapsed = " ".join(text.split())
    if _is_group(collapsed):
        return Name(family=collapsed, is_group=True)
    inner = enclosed(collapsed)
    if inner is not None:
        return name_in_braces(inner)
    parts = [part.strip() for part in split_outside_braces(collapsed, ",")]
    return name_of_parts([part if enclosed(part) is None else enclosed(part) or "" for part in parts])


def join_names(names: Iterable[Name], escape: Callable[[str], str] = str, *, goes_on: bool = False) -> str:
    """Return an author list of BibTeX: "Luo, Weile and Fan, Ruibo", "Luo, Weile and others".

    Long lists are broken before an "and", so that no line begins with a name.

    Args:
        names: Names in the paper's order.
        escape: Makes a part of a name safe for BibTeX; it must leave braces balanced.
        goes_on: Whether there are more than these; a list of nobody never goes on.
    """
    written_names = [name.as_bibtex(escape) for name in names]
    lines = [""]
    for written in (*written_names, *([OTHERS] if goes_on and written_names else [])):
        joined = f"{lines[-1]} and {written}" if lines[-1] else written
        if len(joined) > _LINE_LENGTH and lines[-1]:
            lines.append(f"    and {written}")
        else:
            lines[-1] = joined
    return "\n".join(lines)


def without_others(names: Sequence[Name]) -> tuple[tuple[Name, ...], bool]:
    """Return the names of a list without what says that it goes on, and whether something did.

    "et al.", "others" and "..." say so, as a last name or behind it. Alone they say nothing.

    Args:
        names: Results of `parse_name`, which takes "et al." and "others" for names.
    """
    # Whatever part of the last name the mark was taken for, in one of these orders it comes last.
    for text in (names[-1].as_text(), names[-1].as_sorted()) if names else ():
        if found := _GOES_ON.search(text, max(0, len(text) - _LONGEST_MARK)):
            before = text[: found.start()].rstrip(" ,;&")
            known, _ = without_others((*names[:-1], *([parse_name(before)] if before else [])))
            return known, bool(known)
    return tuple(names), False


def split_names(text: str) -> list[str]:
    """Return the names of an author list of BibTeX, as written; an "and" inside braces does not split.

    Args:
        text: "Luo, Weile and Fan, Ruibo".
    """
    names: list[list[str]] = [[]]
    depth = 0
    for word in text.split():
        if word.casefold() == "and" and depth <= 0:
            names.append([])
        else:
            names[-1].append(word)
        depth += word.count("{") - word.count("}")
    return [" ".join(words) for words in names if words]


def name_of_parts(parts: Sequence[str]) -> Name:
    """Return the name whose comma-separated parts are given, in BibTeX's order.

    Args:
        parts: "family, given" or "family, suffix, given" or one part in reading order, without braces.
    """
    if len(parts) == 1:
        return _in_reading_order(parts[0])
    family, *middle, given = parts
    if not middle and given in _SUFFIXES:
        return _with_suffix(_in_reading_order(family), given)
    return Name(family=family or given, suffix=", ".join(middle), given=given if family else "")


def name_in_braces(text: str) -> Name:
    """Return the name that BibTeX holds together: a group, or a single name of several words.

    Args:
        text: Without the braces.
    """
    inner = enclosed(text)
    if inner is not None:
        return Name(family=inner, is_group=True)
    name = _in_reading_order(text)
    is_person = " " in text and not name.given and not name.suffix and not name.is_group
    return name if is_person else Name(family=text, is_group=True)


def split_outside_braces(text: str, separator: str) -> list[str]:
    """Return the parts of a text between separators that no braces enclose.

    Args:
        text: Braces that nothing opens or closes count as text.
        separator: One character.
    """
    parts, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character == "{") - (character == "}"))
        if character == separator and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def enclosed(text: str) -> str | None:
    """Return what a pair of braces around the whole text encloses, None where there is no such pair."""
    if len(text) <= 2 or text[0] != "{" or text[-1] != "}":  # noqa: PLR2004  the braces themselves
        return None
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if not depth and position < len(text) - 1:
            return None
    return None if depth else text[1:-1].strip()


def _guarded(part: str, escaped: str) -> str:
    """Return a part in braces where BibTeX would take it apart."""
    return f"{{{escaped}}}" if "," in part or _AND.search(part) or enclosed(part) is not None else escaped


def _in_reading_order(text: str) -> Name:
    words = text.split()
    if _is_group(text):
        return Name(family=text, is_group=True)
    if len(words) > 1 and words[-1] in _SUFFIXES:
        return _with_suffix(_in_reading_order(" ".join(words[:-1])), words[-1])
    if len(words) < 2 or _is_initial(words[-1]):  # noqa: PLR2004  a single name
        return Name(family=text)
    start = _family_start(words)
    return Name(given=" ".join(words[:start]), family=" ".join(words[start:]))


def _with_suffix(name: Name, suffix: str) -> Name:
    if name.is_group or name.suffix:
        return Name(family=f"{name.as_text()} {suffix}", is_group=name.is_group)
    return Name(family=name.family, given=name.given, suffix=suffix)


def _family_start(words: Sequence[str]) -> int:
    """Return the position of the first particle, or of the last word."""
    last = len(words) - 1
    return next((start for start in range(last) if _is_particle(words, start)), last)


def _is_particle(words: Sequence[str], position: int) -> bool:
    """Return whether a word that is not the last belongs to the family name."""
    word = words[position]
    if word in _PARTICLES:
        return True
    return position > 0 and word in _CAPITAL_PARTICLES and words[position + 1] not in _VIETNAMESE


def _is_initial(word: str) -> bool:
    return word[0].isupper() and _INITIAL.fullmatch(word) is not None


def _is_group(text: str) -> bool:
    """Return whether a name in reading order is that of a team or company."""
    words = re.split(r"[\s,-]+", text)
    if len(words) > 1 and any(word.casefold() in _GROUP_WORDS or word == "AI" for word in words):
        return "{" not in text
    return " " not in text and _INNER_CAPITALS.match(text) is not None
