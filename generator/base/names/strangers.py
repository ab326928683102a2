"""One name as strangers write it: with marks of footnotes, addresses, degrees, TeX, or field by field."""

import re
from collections.abc import Callable, Iterator, Sequence

from generator.base.names.name import (
    Name,
    enclosed,
    name_in_braces,
    name_of_parts,
    parse_name,
    split_outside_braces,
)
from generator.base.names.order import is_initial, is_vietnamese_order

_MARKS = (
    "*\u2217\u22c6\u2020\u2021\u00a7\u00b6\u2016#\u2660\u2663\u2665\u2666\u2709"
    "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
)
_MARKS_BEHIND = re.compile(rf"(?:\s*[{_MARKS}\\:;,&|])+$")
_NUMBERS_BEHIND = re.compile(r"(?<=[^\W\d_]{2})\s?\d{1,2}(?:\s*,\s*\d{1,2})*$")
_MARKS_BEFORE = re.compile(rf"^(?:[\s{_MARKS}:;,&|.]|\d{{1,2}}\s)+")
_FOOTNOTES = re.compile(
    r"\\(?:thanks|footnote(?:mark)?|inst|orcid|textsuperscript|IEEE\w+)\s*(?:\[[^\]]*\])?(?:\{[^{}]*\})?"
    r"|\$?\s*(?<!\\)\^\s*(?:\{[^{}]*\}|[\d*,]+)\s*\$?|<sup>.*?</sup>"
)
_ADDRESSES = re.compile(
    r"[<(\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?"
    r"|[<(\[]?(?:https?://)?(?:orcid(?:\.org)?[/:]?\s*)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][>)\]]?|\(\d{6,}\)",
    re.IGNORECASE,
)
_DBLP_NUMBER = re.compile(r"(?<=\w)\s+0\d{3}$")
_AND_BEHIND = re.compile(r"(?<=\w)\s+and$")
_WORDS_BEFORE = re.compile(r"^(?:and|with|by|Dr\.|Prof\.|Mr\.|Mrs\.|Ms\.)\s+(?=\S)", re.IGNORECASE)
_DEGREES = re.compile(
    r"(?:,\s*|\s+)(?:Ph\.?\s?D\.?|M\.?D\.|M\.?Sc\.?|B\.?Sc\.?|\((?:eds?|editors?|author)\.?\))$",
    re.IGNORECASE,
)
_FOR_GROUP = re.compile(
    r"[(,]?\s*\b(?:for|on behalf of)\s+(?:the\s+)?(?P<group>[^()]*\b(?:collaboration|consortium))\b\s*\)?",
    re.IGNORECASE,
)
_GROUP_ARTICLE = re.compile(r"^(?:for\s+)?the\s+(?=.*\b(?:collaboration|consortium)$)", re.IGNORECASE)
_AFFILIATION = re.compile(
    r"\s*\((?!for\b|on behalf)(?:[^()]|\([^()]*\))*\)(?=\s*(?:[,;(]|and\b|$))|\s*\[[\d\s,*]+\]",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+(?=[^\W\d_])")
_NO_NAME = re.compile(r"(?!\.\.\.|\u2026)(?:and|n/a|[\W_]*)", re.IGNORECASE)
_IF_MATH = re.compile(r"\\ifmmode.*?\\else\s*(.*?)\\fi(?:\s*\{\}|(?![A-Za-z])\s?|\b)")
_EXTENDED = re.compile(
    r"\s*(?P<key>family|given|prefix|suffix|useprefix|(?:family|given|prefix|suffix)-i)\s*=\s*(?P<value>.*)\s*"
)
# Most names are words of letters alone, with hyphens, apostrophes, commas and the points of initials.
_LETTERS = r"[^\W\d_\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"
_PLAIN = re.compile(rf"{_LETTERS}(?:(?:[.,] |[ '-]){_LETTERS})*\.?")
_NO_PART = re.compile(
    r"\b(?:and|with|by|dr|prof|mr|mrs|ms|md|ph|phd|msc|bsc|collaboration|consortium)\b", re.IGNORECASE
)
"""Words that may be no part of a name, whatever signs stand beside them."""
_CAPITALS = 3  # letters that no initials have
_ONE_LETTER = frozenset("EOU")  # family names of China and Korea


def clean_name(written: str) -> Iterator[str]:
    """Yield a name without what is no part of it, and the group that it speaks for, where there is one.

    "Jo Berg*", "Jo Berg (jo@example.org)", "Jo Berg 0001", "Dr. Jo Berg, PhD" and "and Jo Berg" are
    "Jo Berg"; of ":" nothing is left.

    Args:
        written: One name of a list; it may hold TeX.
    """
    is_plain = _PLAIN.fullmatch(written) and not _NO_PART.search(written)
    if is_plain or are_held(split_outside_braces(written, ",")):
        yield written.strip()
        return
    text = _IF_MATH.sub(r"\1", written)
    group = _FOR_GROUP.search(text)
    if group:
        text = f"{text[: group.start()]} {text[group.end() :]}"
    text = _ADDRESSES.sub(" ", _FOOTNOTES.sub("", text))
    text = _POINT.sub(_spaced, without_affiliations(text))
    text = _GROUP_ARTICLE.sub("", " ".join(_without_ties(text).split()))
    text = _DBLP_NUMBER.sub("", _DEGREES.sub("", _without_marks(text)))
    if not _NO_NAME.fullmatch(text):
        yield text
    if group:
        yield f"{{{group['group'].strip()}}}"


def without_affiliations(text: str) -> str:
    """Return names without what stands in parentheses behind them, and numbers in brackets.

    "Xiaoteng (Frank) Liu" stays.
    """
    return _AFFILIATION.sub("", text)


def are_held(parts: Sequence[str]) -> bool:
    """Return whether braces hold each part of a name together: such a name is taken as it is."""
    return all(enclosed(part.strip()) is not None for part in parts)


def read_name(cleaned: str, decode: Callable[[str], str]) -> Name:
    """Return the name that a text without marks is.

    Args:
        cleaned: In reading order, as "Family, Given", in braces, or with biblatex's `family=…, given=…`.
        decode: Returns plain text for TeX.
    """
    inner = enclosed(cleaned)
    if inner is not None:
        return name_in_braces(decode(inner))
    parts = [part.strip() for part in split_outside_braces(cleaned, ",")]
    if "=" in cleaned and (extended := _extended_name(parts, decode)):
        return extended
    if len(parts) == 1:
        return _in_reading_order(cleaned, decode)
    if are_held(parts):
        family, *suffixes, given = (decode(enclosed(part) or "") for part in parts)
        return Name(family=family, given=given, suffix=", ".join(suffixes))
    # Braces around all of a part only keep it together.
    bare = [decode(part if (within := enclosed(part)) is None else within) for part in parts]
    name = parse_name(decode(cleaned)) if "{" not in cleaned else name_of_parts(bare)
    return name if name.is_group else _without_capitals(name)


def _extended_name(parts: list[str], decode: Callable[[str], str]) -> Name | None:
    """Return the name whose parts say what they are; None where one does not.

    Source: the biblatex manual, "Extended name format" (<https://ctan.org/pkg/biblatex>).
    """
    found = [_EXTENDED.fullmatch(part) for part in parts]
    if not all(found):
        return None
    known = {match["key"]: decode(match["value"].strip('" ').strip()) for match in found if match}
    family = " ".join(filter(None, (known.get("prefix"), known.get("family"))))
    if not family:
        return None
    return Name(family=family, given=known.get("given", ""), suffix=known.get("suffix", ""))


def _in_reading_order(text: str, decode: Callable[[str], str]) -> Name:
    """Return a name without commas; words that braces hold together at its end are the family name."""
    words = [word for word in split_outside_braces(text, " ") if word]
    if (
        len(words) > 1
        and (family := enclosed(words[-1]))
        and not family.startswith("\\")
        and "{" not in family
    ):
        return Name(family=decode(family), given=decode(" ".join(words[:-1])))
    plain = decode(text)
    parts = plain.split()
    if is_vietnamese_order(parts):
        return Name(family=parts[0], given=" ".join(parts[1:]))
    name = parse_name(plain)
    if len(parts) > 1 and parts[-1] in _ONE_LETTER and not any(map(is_initial, parts[:-1])):
        return Name(family=parts[-1], given=" ".join(parts[:-1]))
    return name if name.is_group else _capitals_last(name, parts)


def _capitals_last(name: Name, words: list[str]) -> Name:
    """Return a name whose family name is in capitals, "ZHANG Wei" or "Wei ZHANG"; else the same name."""
    loud = [_is_loud(word) for word in words]
    if len(words) > 1 and loud[0] and not any(loud[1:]) and not name.suffix:
        return Name(family=_lowered(words[0]), given=" ".join(words[1:]))
    return _without_capitals(name) if any(loud) and len(words) > 1 else name


def _without_capitals(name: Name) -> Name:
    """Return a name whose words in capitals have small letters: "SMITH, John" is Smith."""
    if not (_is_all_loud(name.family) or _is_all_loud(name.given)) or not name.given:
        return name
    family = " ".join(map(_lowered, name.family.split()))
    given = " ".join(map(_lowered, name.given.split()))
    return Name(family=family, given=given, suffix=name.suffix)


def _is_all_loud(text: str) -> bool:
    return text.isupper() and any(map(_is_loud, text.split()))


def _is_loud(word: str) -> bool:
    """Return whether a word is in capitals, and too long for initials."""
    if word.isascii() and not word.isupper():
        return False
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) >= _CAPITALS and all(sign.isupper() for sign in letters) and "." not in word


def _lowered(word: str) -> str:
    """Return a word in capitals with small letters behind the first of each part: "O'Brien-Smith"."""
    if not word.isupper() or is_initial(word) or "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].lower(), word)


def _spaced(initials: re.Match[str]) -> str:
    """Return initials with spaces behind their points, which styles of BibTeX need: "J. P. Hague"."""
    return initials[0].replace(".", ". ") if initials[0].isupper() else initials[0]


def _without_ties(text: str) -> str:
    return re.sub(r"(?<!\\)~|\\[,;:! ]", " ", text)


def _without_marks(text: str) -> str:
    before = ""
    while before != text:
        before = text
        text = _WORDS_BEFORE.sub("", _MARKS_BEFORE.sub("", _MARKS_BEHIND.sub("", text)))
        text = _AND_BEHIND.sub("", text)
        if " " in text and text[-1].isdecimal() and not parse_name(text).is_group:
            text = _NUMBERS_BEHIND.sub("", text)
    return text
