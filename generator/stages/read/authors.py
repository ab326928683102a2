"""Author lists in the shapes in which dumps hold them."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.base.names import Name, NameList, read_names, split_cell
from generator.base.text import RichText, collapse_space, text_of_html, visible_text

_LONGEST_NAME = 500
_COLLABORATION = re.compile(r"\b(?:collaboration|consortium)\b", re.IGNORECASE)  # others are affiliations
_TEX = ("\\", "$", "{")


def parse_authors(value: object, *, family_first: bool = False) -> NameList:
    """Return the names in a list of authors.

    Args:
        value: A text ("Ada Moreau, Jo Berg", "Moreau, Ada; Berg, Jo", "Moreau, Ada and Berg, Jo"), or
            a list whose items are names, objects with `name`, or with `family` and `given`, or lists of
            family name, given names, suffix and collaboration.
        family_first: Whether the source always writes the family name first.

    Raises:
        ValueError: It is something else.
    """
    doubt = ""
    value = _list_in(value) or value if isinstance(value, str) else value
    if isinstance(value, str):
        written, doubt = split_cell(visible_text(text_of_html(value)))
    elif not value:
        return NameList()
    elif isinstance(value, list):
        written = [name for item in value for name in _of_item(item)]
    else:
        message = "is no list of names"
        raise ValueError(message)
    names = read_names(_checked(written), _plain, family_first=family_first)
    return replace(names, doubts=(doubt, *names.doubts)) if doubt else names


def _list_in(text: str) -> list[object]:
    """Return the list that a cell of a table holds as JSON or Python writes it: `['Ida Moss', 'Jo Berg']`."""
    if not (text.strip().startswith("[") and text.strip().endswith("]")):
        return []
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _of_item(item: object) -> Iterator[str]:
    """Yield the names in an item of a list, as BibTeX would write them."""
    if isinstance(item, str):
        yield visible_text(text_of_html(item))
    elif isinstance(item, list) and item and all(isinstance(part, str) for part in item):
        family, given, suffix, group = (*map(_clean, item), "", "", "", "")[:4]
        yield _of_parts(family, given, suffix)
        yield group if _COLLABORATION.search(group) else ""
    elif isinstance(item, dict):
        yield _of_object(item)
    else:
        message = "holds something else than names"
        raise ValueError(message)


def _of_object(item: Mapping[str, object]) -> str:
    """Return the name in an object; those of CSL hold particles apart, and groups under `literal`."""
    if whole := _clean(item.get("name")):
        return whole
    if group := _clean(item.get("literal")):
        return Name(family=group, is_group=True).as_bibtex()
    particles = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(filter(None, (_clean(item.get(part)) for part in particles)))
    return _of_parts(family, _clean(item.get("given")), _clean(item.get("suffix")))


def _of_parts(family: str, given: str, suffix: str) -> str:
    _checked([family, given, suffix])
    if family and given:
        return Name(family=family, given=given, suffix=suffix).as_bibtex()
    return family or given


def _clean(value: object) -> str:
    return visible_text(collapse_space(text_of_html(value))) if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return a name or a part of one without TeX."""
    if not any(sign in text for sign in _TEX):
        return text
    return collapse_space(RichText(text).as_plain.replace("{", "").replace("}", ""))


def _checked(names: Sequence[str]) -> list[str]:
    """Return the names that are not blank.

    Raises:
        ValueError: One is too long to be a name.
    """
    kept = [name for name in names if name.strip()]
    if any(len(name) > _LONGEST_NAME for name in kept):
        message = "holds a name that is too long"
        raise ValueError(message)
    return kept
