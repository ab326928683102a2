"""Lists of authors as strangers write them: where one name ends, and in which order its words stand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.base.names.name import Name, parse_name, split_outside_braces
from generator.base.names.order import SUFFIXES, is_family_name, is_initial, is_written_family_first
from generator.base.names.strangers import are_held, clean_name, read_name, without_affiliations

# Somebody may be called Others; alone, or after a comma or an "and", the word is no name.
_GOES_ON = re.compile(
    r"(?:(?:^|[\s,;])(?:and\s+|&\s*)?et(?:\.\s*|\s+)al\.?"
    r"|(?:^|[,;]\s*|\band\s+|&\s*)(?:(?:\d+|many|several)\s+others\.?|others\.?|\.{3}|…))$",
    re.IGNORECASE,
)
_LONGEST_MARK = 20
_AND = re.compile(r",?\s+and\s+|\s+&\s+")
_INITIALS = re.compile(r"[^\W\d_]{1,3}|[^\W\d_]-[^\W\d_]|(?:[^\W\d_]\.-?){1,3}")
# "Anandu A S" may be a given name and initials of others; "Moss AS" and "Moss A. S." are no such names.
_SEVERAL = re.compile(r"[^\W\d_]{2,3}|[^\W\d_]-[^\W\d_]|(?:[^\W\d_]\.[ -]?){2,3}")
_SUFFIX = re.compile(r"(?:(?i:jr|sr|esq|m\.?d|ph\.?d)|[IVX]{2,}|\d(?:st|nd|rd|th))\.?")
_SEPARATORS = str.maketrans({"\uff1b": ";", "\u3001": ";", "\uff0c": ","})  # those of Chinese and Japanese
_MARK_BETWEEN = re.compile(r",\s*(?:\d{1,2}|[*\u2020\u2021])(?=\s*[*\u2020\u2021]?\s*(?:[,;&\n]|and\b|$))")
# The arXiv snapshot breaks lists of authors wherever the line is full.
_WRAPPED = re.compile(r"\n[ \t]+\S|,[^,\n]*,[^\n]*\n|\n[^,\n]*,[^,\n]*,|(?:,|\band)[ \t]*\n")
# Vancouver ends a list with a point: "Moss I, Oduya BC."
_POINT_BEHIND = re.compile(r"(?<=\s[A-Z]{2})\.$|(?<=\s[A-Z]{3})\.$")


@dataclass(frozen=True, slots=True)
class NameList:
    """The authors of a paper.

    Attributes:
        names: In the paper's order.
        goes_on: Whether there are more ("et al.", "others").
        doubts: What could not be told, or was left out, one phrase each.
    """

    names: tuple[Name, ...] = ()
    goes_on: bool = False
    doubts: tuple[str, ...] = ()


def read_names(
    written: Sequence[str], decode: Callable[[str], str] = str, *, family_first: bool = False
) -> NameList:
    """Return the names that somebody wrote; what is no name is left out, and told.

    Initials behind a name ("Zhang XY", "Svens K.") stand behind the family name where the source writes all
    names so, or where the other names of the list say that it does.

    Args:
        written: One name each; one may hold several between semicolons. Each may hold TeX.
        decode: Returns plain text for TeX.
        family_first: Whether the source always writes the family name first.
    """
    found: list[str] = []
    doubts: list[str] = []
    for part in (
        name for text in written for piece in split_outside_braces(text, ";") for name in _split_and(piece)
    ):
        cleaned = list(clean_name(part))
        for text in cleaned:
            several, doubt = _split_commas(text)
            found += several
            doubts += [doubt] if doubt else []
        if part.strip() and not cleaned:
            doubts.append(f"'{part.strip()}' among its authors is no name and is left out")
    read = [(read_name(text, decode), not text.startswith("{") and "," not in text) for text in found]
    names = _in_order(read, doubts, family_first=family_first)
    known, goes_on = without_others(names)
    return NameList(known, goes_on, (*doubts, *_broken(known)))


def split_cell(text: str) -> tuple[list[str], str]:
    """Return the names of a list that stands in one text, and what is in doubt about where they end.

    Args:
        text: "Ada Moreau, Jo Berg and Xi Wu", "Moreau, Ada; Berg, Jo", "Moreau, Ada and Berg, Jo",
            "Moreau A, Berg JB", "Moreau, Ada, Berg, Jo", or one name on each line.
    """
    text = _MARK_BETWEEN.sub("", without_affiliations(text.translate(_SEPARATORS)))
    text = _unwrapped(_POINT_BEHIND.sub("", text.strip()))
    for separator in (";", "|", "\n"):
        if separator in text:
            return split_outside_braces(text, separator), ""
    parts = [part.strip() for part in split_outside_braces(text, ",") if part.strip()]
    is_with_suffix = len(parts) == 3 and " " not in parts[0] and _SUFFIX.fullmatch(parts[1])  # noqa: PLR2004
    if len(parts) < 2 or is_with_suffix or _AND.search(", ".join(parts[:-1])):  # noqa: PLR2004
        return split_names(_AND.sub(" and ", text)), ""
    parts = _with_suffixes(parts)
    if len(parts) == 2:  # noqa: PLR2004  one name or two
        if not _is_one_name(*parts):
            return _AND.sub(",", ", ".join(parts)).split(","), ""
        is_sure = is_family_name(parts[0]) or not all(map(_may_be_whole, parts))
        return [text], "" if is_sure else f"'{text}' is read as one author"
    if _are_pairs(parts):
        return _paired(parts)
    return _AND.sub(",", ", ".join(parts)).split(","), ""


def _unwrapped(text: str) -> str:
    """Return a list that goes on in the next line as one line; one name a line stays so."""
    return " ".join(text.split("\n")) if _WRAPPED.search(text) else text


def _is_one_name(family: str, given: str) -> bool:
    """Return whether two texts with a comma between are one name, "Moreau, Ada B.", and not two names."""
    if _AND.search(given):
        return " " not in family
    if " " in family and _is_initials(family.rsplit(maxsplit=1)[-1]):
        return False
    is_given = " " not in given or is_initial(given.rsplit(maxsplit=1)[-1])
    return " " not in family or is_given or is_family_name(family)


def _may_be_whole(text: str) -> bool:
    """Return whether a text may be given and family name: of two words, or in Chinese script."""
    return " " in text or (len(text) > 1 and is_written_family_first(text))


def _are_pairs(parts: Sequence[str]) -> bool:
    """Return whether family names and given names alternate."""
    return len(parts) % 2 == 0 and all(" " not in part or is_family_name(part) for part in parts[::2])


def _with_suffixes(parts: Sequence[str]) -> list[str]:
    """Return the parts of a list with "Jr." joined to the name before it: "Ida Moss, Jr., Ben Oduya"."""
    joined: list[str] = []
    for part in parts:
        if joined and " " in joined[-1] and part in SUFFIXES:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _paired(parts: Sequence[str]) -> tuple[list[str], str]:
    """Return names whose family names and given names alternate, and a doubt where no initials show it."""
    pairs = [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    is_sure = any(is_initial(word) for given in parts[1::2] for word in given.split())
    return pairs, "" if is_sure else "its authors are read as family name, given name in turn"


def _split_and(text: str) -> list[str]:
    """Return the names in an item of a list that holds "Ida Moss and Ben Oduya"; mostly it is one name."""
    names = split_names(text) if "and" in text.casefold() else []
    is_list = len(names) > 1 and all(" " in name for name in names) and not parse_name(text).is_group
    return names if is_list else [text]


def _split_commas(text: str) -> tuple[list[str], str]:
    """Return the names between which commas were left, "Moss, I., Oduya, B. C.", and what is in doubt.

    Mostly it is one name: a family name, what stands behind it ("Jr."), and given names.
    """
    if "," not in text:
        return [text], ""
    parts = [part.strip() for part in split_outside_braces(text, ",")]
    if len(parts) == 2 and all(" " in part and _is_initials(part.split()[-1]) for part in parts):  # noqa: PLR2004
        return parts, ""
    is_one = any(_SUFFIX.fullmatch(part) or "=" in part for part in parts[1:])
    if len(parts) < 3 or is_one or are_held(parts) or parse_name(text).is_group:  # noqa: PLR2004
        return [text], ""
    if len(parts) > 3 and _are_pairs(parts):  # noqa: PLR2004  two names or more
        return _paired(parts)
    if all(" " in part and not is_family_name(part) for part in parts):
        return parts, ""
    return [text], f"'{text}' is read as one author"


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


def _in_order(read: Sequence[tuple[Name, bool]], doubts: list[str], *, family_first: bool) -> list[Name]:
    """Return names with those turned round whose initials stand behind the family name.

    Args:
        read: Names, each with whether neither comma nor braces say what is what.
        doubts: Grows by what cannot be told.
        family_first: Whether the source always writes the family name first.
    """
    turned = [_turned_round(name) if is_bare else None for name, is_bare in read]
    others = sum(
        is_bare and bool(name.given) and not other
        for (name, is_bare), other in zip(read, turned, strict=True)
    )
    is_habit = family_first or (sum(map(bool, turned)) > 1 and not others)
    ordered = []
    for (name, _), other in zip(read, turned, strict=True):
        is_sure = is_habit or (not others and other is not None and _SEVERAL.fullmatch(other.given))
        if other and not is_sure and not name.given:
            doubts.append(f"of '{name.as_text()}' it cannot be told which word is the family name")
        ordered.append(other if other and is_sure else name)
    return ordered


def _turned_round(name: Name) -> Name | None:
    """Return a name that ends in initials with these as given names; None where it does not end so."""
    words = (replace(name, suffix="") if name.suffix else name).as_text().split()
    if not words or not _is_initials(words[-1]):
        return None
    end = next((place for place, word in enumerate(words) if _is_initials(word)), 0)
    is_behind = end and all(map(_is_initials, words[end:])) and not name.is_group
    family, given = " ".join(words[:end]), " ".join(words[end:])
    return Name(family=family, given=given, suffix=name.suffix) if is_behind else None


def _is_initials(word: str) -> bool:
    return word.isupper() and _INITIALS.fullmatch(word) is not None


def _broken(names: Sequence[Name]) -> Iterator[str]:
    """Yield a doubt where two neighbours have one word each: they may be one name that was broken in two."""
    single = [not name.given and not name.is_group and " " not in name.family for name in names]
    for (first, second), both in zip(pairwise(names), pairwise(single), strict=True):
        if all(both):
            yield f"'{first.as_text()}' and '{second.as_text()}' may be one author, broken in two"
            return
