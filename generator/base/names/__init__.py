"""Names of people and groups, read from the many ways in which people write them."""

from generator.base.names.lists import NameList, read_names, split_cell, split_names, without_others
from generator.base.names.name import (
    OTHERS,
    Name,
    enclosed,
    join_names,
    name_in_braces,
    name_of_parts,
    parse_name,
    split_outside_braces,
)

__all__ = [
    "OTHERS",
    "Name",
    "NameList",
    "enclosed",
    "join_names",
    "name_in_braces",
    "name_of_parts",
    "parse_name",
    "read_names",
    "split_cell",
    "split_names",
    "split_outside_braces",
    "without_others",
]
