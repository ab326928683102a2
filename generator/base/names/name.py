"""Names of people and groups, as written on papers.

Which words of a name are the family name cannot be known from the name alone. The rules here are
those of most bibliographies: particles belong to the family name ("Van Gool", "de la Rosa"), a
trailing initial is no family name ("Anandu A S"), teams and companies are one word to a sorter.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.base.names.order import SUFFIXES, family_start, is_initial, is_written_family_first

_GROUP_WORDS = frozenset(
    """
    association authors collaboration community company consortium contributors corporation foundation group
    inc inc. initiative institute lab laboratory labs ltd ltd. network organization project research team
    teams university
    """.split()
)
# Of companies that publish under their name, "Google DeepMind", those that nobody is called.
_COMPANIES = frozenset(
    "alibaba baidu bytedance deepmind deepseek google huawei microsoft nvidia openai tencent xiaomi".split()
)
_LINE_LENGTH = 100
_INNER_CAPITALS = re.compile(r"[^\W\d_].*[A-Z].*[A-Z]|[a-z].*[A-Z]|[A-Z].*[a-z].*AI$")
_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)

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
        """Return the name as it is read: "Luc Van Gool", "John Smith Jr.", "王 小明"."""
        parts = (self.given, self.family, self.suffix)
        if is_written_family_first(self.family + self.given):
            parts = (self.family, self.given, self.suffix)
        return " ".join(part for part in parts if part)

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


def join_names(
    names: Iterable[Name],
    escape: Callable[[str], str] = str,
    *,
    goes_on: bool = False,
    is_read: Callable[[str, Name], bool] = lambda _written, _name: True,
) -> str:
    """Return an author list of BibTeX: "Luo, Weile and Fan, Ruibo", "Luo, Weile and others".

    Long lists are broken before an "and", so that no line begins with a name.

    Args:
        names: Names in the paper's order.
        escape: Makes a part of a name safe for BibTeX; it must leave braces balanced.
        goes_on: Whether there are more than these; a list of nobody never goes on.
        is_read: Whether a reader takes what is written for the name; if not, braces hold its parts.
    """
    written_names = []
    for name in names:
        written = name.as_bibtex(escape)
        if name.given and not name.is_group and not is_read(written, name):
            parts = (name.family, name.suffix, name.given)
            written = ", ".join(f"{{{escape(part)}}}" for part in parts if part)
        written_names.append(written)
    lines = [""]
    for written in (*written_names, *([OTHERS] if goes_on and written_names else [])):
        joined = f"{lines[-1]} and {written}" if lines[-1] else written
        if len(joined) > _LINE_LENGTH and lines[-1]:
            lines.append(f"    and {written}")
        else:
            lines[-1] = joined
    return "\n".join(lines)


def name_of_parts(parts: Sequence[str]) -> Name:
    """Return the name whose comma-separated parts are given, in BibTeX's order.

    Args:
        parts: "family, given" or "family, suffix, given" or one part in reading order, without braces.
    """
    if len(parts) == 1:
        return _in_reading_order(parts[0])
    family, *middle, given = parts
    if not middle and given in SUFFIXES:
        return _with_suffix(_in_reading_order(family), given)
    first, _, last = given.rpartition(" ")
    if first and family and not middle and last in SUFFIXES:
        return Name(family=family, suffix=last, given=first.rstrip(","))
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
    if "{" not in text:  # then no brace encloses anything
        return text.split(separator)
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
    return (
        f"{{{escaped}}}"
        if "," in part or ";" in part or _AND.search(part) or enclosed(part) is not None
        else escaped
    )


def _in_reading_order(text: str) -> Name:
    words = text.split()
    if _is_group(text):
        return Name(family=text, is_group=True)
    if len(words) > 1 and words[-1] in SUFFIXES:
        return _with_suffix(_in_reading_order(" ".join(words[:-1])), words[-1])
    if len(words) < 2 or is_initial(words[-1]):  # noqa: PLR2004  a single name
        return Name(family=text)
    if is_written_family_first(text):
        return Name(family=words[0], given=" ".join(words[1:]))
    start = family_start(words)
    return Name(given=" ".join(words[:start]), family=" ".join(words[start:]))


def _with_suffix(name: Name, suffix: str) -> Name:
    if name.is_group or name.suffix:
        return Name(family=f"{name.as_text()} {suffix}", is_group=name.is_group)
    return Name(family=name.family, given=name.given, suffix=suffix)


def _is_group(text: str) -> bool:
    """Return whether a name in reading order is that of a team or company."""
    words = re.split(r"[\s,-]+", text)
    folded = {word.casefold() for word in words}
    is_named = not folded.isdisjoint(_COMPANIES)
    if is_named or (len(words) > 1 and ("AI" in words or not folded.isdisjoint(_GROUP_WORDS))):
        return "{" not in text
    return " " not in text and _INNER_CAPITALS.match(text) is not None
