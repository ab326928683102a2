"""References of usual papers, a thousand times as fast as the CSL processor, which writes the same.

Usual is a preprint on arXiv, a paper in proceedings or an article in a journal, whose authors, title and year
are known and which says nothing unusual. Anything else is for the processor.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]

_KNOWN = frozenset(
    """
    id type title author issued container-title container-title-short collection-title volume issue page
    publisher number ISSN DOI URL
    """.split()
)
_PLACED_BY: Mapping[str, frozenset[str]] = {
    "article": frozenset({"number"}),
    "paper-conference": frozenset({"container-title", "collection-title", "volume", "page"}),
    "article-journal": frozenset({"container-title", "volume", "issue", "page"}),
}
"""What says where an item of each type stands."""
_PLACES = frozenset().union(*_PLACED_BY.values())
_TEXTS = ("title", "container-title", "container-title-short", "collection-title", "publisher")
_USUAL_TEXT = re.compile(r"\w(?:[^\"“”‘’«»„<>\s]|(?<! )'(?! )| (?! ))*[\w)+]")  # noqa: RUF001  quotation marks
_LETTER = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_USUAL_NAME = re.compile(rf"{_LETTER}(?:{_LETTER}|(?:\.? |['’.-])(?={_LETTER}))*\.?")  # noqa: RUF001  an apostrophe
# Styles write some words of these with a capital.
_USUAL_PLACE = re.compile(r"(?:[A-Z0-9]\S*?[^\s:]|\&)(?: (?:of|the|on|in|for|and|[A-Z0-9(]\S*?[^\s:]|\&))*")
_PAGES = re.compile(r"(\w+)(?:-(\w+))?")
_APA_AUTHORS, _IEEE_AUTHORS, _ACL_AUTHORS = 20, 6, 20


def usual_references(item: Item, italics: tuple[str, str]) -> tuple[str, ...]:
    """Return the references of a usual item in APA, IEEE and ACL style.

    Args:
        item: CSL-JSON.
        italics: Marks before and after italics.
    """
    begin, end = italics

    def italic(text: str) -> str:
        return f"{begin}{text}{end}"

    return _apa(item, italic), _ieee(item, italic), _acl(item, italic)


def is_usual(item: Item) -> bool:
    """Return whether `usual_references` can write the references of an item."""
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    names = [
        name.get(part, "X") for name in item.get("author", ()) for part in ("family", "given", "literal")
    ]
    texts = [item.get(name, "None") for name in _TEXTS]
    return (
        item["type"] in _PLACED_BY
        and item.keys() <= _KNOWN
        and item.keys() & _PLACES <= _PLACED_BY[item["type"]]
        and ("number" in item or "container-title" in item)
        and (item["type"] == "article-journal" or "volume" not in item or "collection-title" in item)
        and ("issue" not in item or "volume" in item)
        and not any(map(str.isdigit, item.get("collection-title", "")))
        and len(date) == 1
        and bool(item.get("author"))
        and not any("suffix" in name for name in item["author"])
        and all(map(_USUAL_NAME.fullmatch, names))
        and all(map(_USUAL_TEXT.fullmatch, texts))
        and all(
            _USUAL_PLACE.fullmatch(item.get(name, "None")) for name in ("container-title", "collection-title")
        )
        and all(item.get(name, "1").isalnum() for name in ("volume", "issue"))
        and bool(_PAGES.fullmatch(item.get("page", "1")))
    )


def _apa(item: Item, italic: Callable[[str], str]) -> str:
    names = [_inverted(name) for name in item["author"]]
    if len(names) > _APA_AUTHORS:
        names = [*names[: _APA_AUTHORS - 1], f"… {names[-1]}"]
        by = ", ".join(names)
    else:
        by = ", ".join([*names[:-1], f"& {names[-1]}"]) if names[1:] else names[0]
    head = f"{by}{'' if by.endswith('.') else '.'} ({_year(item)}). "
    link = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    if item["type"] == "article":
        return f"{head}{italic(item['title'])} ({item['number']}). {item['publisher']}. {link}".strip()
    return f"{head}{item['title']}. {_apa_place(item, italic)}. {link}".strip()


def _apa_place(item: Item, italic: Callable[[str], str]) -> str:
    place, volume, page = item["container-title"], item.get("volume"), _page(item)
    if item["type"] == "paper-conference":
        series = item.get("collection-title")
        if series:
            place += f" ({series}, Vol. {volume})" if volume else f" ({series})"
            volume = None
    issue = f"({item['issue']})" if "issue" in item else ""
    number = f"{italic(volume)}{issue}" if volume else issue
    return ", ".join(filter(None, (italic(place), number, page)))


def _ieee(item: Item, italic: Callable[[str], str]) -> str:
    names = [_initialled(name) for name in item["author"]]
    by = f"{names[0]} {italic('et al.')}" if len(names) > _IEEE_AUTHORS else _listed(names)
    link = f"doi: {item['DOI']}." if "DOI" in item else ""
    online = "" if link or "URL" not in item else f"[Online]. Available: {item['URL']}"
    head = f"{by}, “{item['title']},”"
    if item["type"] == "article":
        return f"{head} {_year(item)}, {item['number']}. {link or online}".strip()
    volume, page = item.get("volume"), _page(item)
    pages = f"{'pp.' if '–' in page else 'p.'} {page}" if page else ""  # noqa: RUF001  a range
    vol = f"vol. {volume}" if volume else ""
    if item["type"] == "article-journal":
        issue = f"no. {item['issue']}" if "issue" in item else ""
        journal = item.get("container-title-short", item["container-title"])
        place = ", ".join(filter(None, (italic(journal), vol, issue, pages, _year(item))))
        return f"{head} {place}, {link or online}" if link or online else f"{head} {place}."
    series = ", ".join(filter(None, (item.get("collection-title"), vol)))
    inside = f"{italic(item['container-title'])}, in {series}." if "collection-title" in item else ""
    publisher = [item["publisher"]] if "publisher" in item else []
    place = inside or f"{italic(item['container-title'])},"
    tail = ", ".join(filter(None, (*publisher, _year(item), pages)))
    return f"{head} in {place} {tail}. {link or online}".strip()


def _acl(item: Item, italic: Callable[[str], str]) -> str:
    names = [
        " ".join(filter(None, (name.get("given"), name.get("family", name.get("literal")))))
        for name in item["author"]
    ]
    by = ", ".join([*names[: _ACL_AUTHORS - 1], "et al."]) if len(names) >= _ACL_AUTHORS else _listed(names)
    head = f"{by}{'' if by.endswith('.') else '.'} {_year(item)}. {item['title']}."
    if item["type"] == "article":
        return f"{head} {italic('Preprint')}, {item['number']}."
    volume, issue, page = item.get("volume"), item.get("issue"), _page(item)
    if item["type"] == "article-journal":
        number = f"{volume or ''}{f'({issue})' if issue else ''}"
        where = ", ".join(filter(None, (italic(item["container-title"]), number)))
        return f"{head} {where}{f':{page}' if page else ''}."
    series = item.get("collection-title")
    volumes = f"volume {volume} of {series}" if volume and series else f"volume {volume}" if volume else ""
    pages = f"{'pages' if '–' in page else 'page'} {page}" if page else ""  # noqa: RUF001  a range
    place = ", ".join(filter(None, (italic(item["container-title"]), volumes, pages)))
    publisher = f" {item['publisher']}." if "publisher" in item else ""
    return f"{head} In {place}.{publisher}"


def _listed(names: Sequence[str]) -> str:
    """Return names with an "and" before the last one."""
    if len(names) < 3:  # noqa: PLR2004  two have no comma between them
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _inverted(name: Mapping[str, str]) -> str:
    return f"{name['family']}, {_initials(name['given'])}" if "given" in name else name["literal"]


def _initialled(name: Mapping[str, str]) -> str:
    return f"{_initials(name['given'])} {name['family']}" if "given" in name else name["literal"]


def _initials(given: str) -> str:
    """Return the first letter of each part of a given name: "C.-Y.", "J. E."."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
        for word in given.replace(".", " ").split()
    )


def _year(item: Item) -> str:
    return str(item["issued"]["date-parts"][0][0])


def _page(item: Item) -> str:
    return str(item.get("page", "")).replace("-", "–")  # noqa: RUF001  a range
