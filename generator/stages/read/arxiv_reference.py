"""The journal reference of arXiv: free text that authors wrote."""

import re

from generator.stages.read.fields import find_year

_YEAR_AT_END = re.compile(r"[\s,;:]*\(?\b(?:1[5-9]|20)\d\d\)?[\s.]*$")


def split_journal_reference(text: str) -> tuple[str, int | None]:
    """Return the venue as written and the year that it names.

    Args:
        text: "Phys.Rev.D76:013009,2007", or empty.

    Returns:
        "Phys.Rev.D76:013009" and 2007; the year stays in the venue where it does not stand at its end.
    """
    years = [find_year(word) for word in re.split(r"[^\d]+", text)]
    named = [year for year in years if year]
    return _YEAR_AT_END.sub("", text), named[-1] if named else None
