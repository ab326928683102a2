"""Author lists in the shapes in which dumps hold them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.base.names import Name, parse_name, split_names, without_others
from generator.base.text import collapse_space, visible_text

_AND = re.compile(r",?\s+and\s+|\s+&\s+")
_LONGEST_NAME = 500


def parse_authors(value: object) -> tuple[tuple[Name, ...], bool]:
    """Return the names in a list of authors, and whether it goes on ("et al.", "others").

    Args:
        value: A text ("Ada Moreau, Jo Berg", "Moreau, Ada; Berg, Jo", "Moreau, Ada and Berg, Jo"), or
            a list whose items are names, objects with `name`, or with `family` and `given`, or lists of
            family name, given names and suffix. Objects marked `hidden` are left out.

    Raises:
        ValueError: It is something else.
    """
    return without_others(tuple(_names(value)))


def _names(value: object) -> Iterator[Name]:
    """Yield what stands in a list of authors; nothing when nothing is there."""
    if not value:
        return
    if isinstance(value, str):
        yield from map(parse_name, _checked(_split(visible_text(value))))
        return
    if not isinstance(value, list):
        message = "is no list of names"
        raise ValueError(message)  # noqa: TRY004  one error for whatever a stranger wrote
    for item in value:
        yield from _of_item(item)


def _split(text: str) -> list[str]:
    """Return the names of a list in one text."""
    if ";" in text:
        return text.split(";")
    commas = [part for part in text.split(",") if part.strip()]
    if len(commas) > 1 and all(" " in part.strip() for part in commas):
        return _AND.sub(",", text).split(",")
    return split_names(text)


def _of_item(item: object) -> Iterator[Name]:
    if isinstance(item, str):
        yield from map(parse_name, _checked([visible_text(item)]))
    elif isinstance(item, list) and item and all(isinstance(part, str) for part in item):
        family, given, suffix = (*map(_clean, item), "", "")[:3]
        yield from _of_parts(family, given, suffix)
    elif isinstance(item, dict):
        if not item.get("hidden"):
            yield from _of_object(item)
    else:
        message = "holds something else than names"
        raise ValueError(message)


def _of_object(item: Mapping[str, object]) -> Iterator[Name]:
    """Yield the name in an object; those of CSL hold particles apart, and groups under `literal`."""
    if whole := _clean(item.get("name")):
        yield from map(parse_name, _checked([whole]))
    elif group := _clean(item.get("literal")):
        yield from (Name(family=name, is_group=True) for name in _checked([group]))
    else:
        particles = ("dropping-particle", "non-dropping-particle", "family")
        family = " ".join(filter(None, (_clean(item.get(part)) for part in particles)))
        yield from _of_parts(family, _clean(item.get("given")), _clean(item.get("suffix")))


def _of_parts(family: str, given: str, suffix: str) -> Iterator[Name]:
    _checked([family, given, suffix])
    if family and given:
        yield Name(family=family, given=given, suffix=suffix)
    elif family or given:
        yield parse_name(family or given)


def _clean(value: object) -> str:
    return visible_text(collapse_space(value)) if isinstance(value, str) else ""


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
