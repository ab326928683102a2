"""Read JSON Lines, or a JSON list, whose objects name `title` and `abstract` (or `summary`)."""

from generator.stages.read.columns import describe_columns, names_papers
from generator.stages.read.json_items import json_items, json_keys
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source


def recognises(text: str) -> bool:
    """Return whether a dump is JSON whose objects name title and abstract."""
    return names_papers(json_keys(text))


def read(source: Source) -> Loaded:
    """Return the objects with a title, and a problem for each without.

    Raises:
        DigestError: The file holds no list.
    """
    return load_items(source, json_items(source), _describe)


def _describe(item: object) -> Description:
    if not isinstance(item, dict):
        message = "the item is no object"
        raise NoPaperError(message)
    return describe_columns(item)
