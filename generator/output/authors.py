"""Authors as people read them; a list that goes on says so."""

from generator.base.models import Facts

ET_AL = "et al."
MORE_AUTHORS = "More authors than are named here"
"""A note for formats whose lists of authors cannot say that they go on."""


def all_authors(facts: Facts) -> tuple[str, ...]:
    """Return the names in order, and "et al." where there are more."""
    names = tuple(name.as_text() for name in facts.authors)
    return (*names, ET_AL) if facts.has_more_authors else names


def first_authors(facts: Facts, most: int) -> tuple[tuple[str, ...], int]:
    """Return the first names and how many more there are; nobody can count a list that goes on.

    Args:
        facts: Of a paper.
        most: Names to show; "et al." comes behind them.
    """
    names = tuple(name.as_text() for name in facts.authors)
    if facts.has_more_authors:
        return (*names[:most], ET_AL), 0
    return names[:most], max(0, len(names) - most)
