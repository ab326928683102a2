"""The daily papers of Hugging Face: `GET /api/daily_papers?date=2025-10-02`, a JSON list."""

import datetime as dt
from urllib.parse import urlencode

from generator.providers.answers import load_json
from generator.providers.client import RequestPolicy
from generator.providers.dumps import DumpQuery

_BASE = "https://huggingface.co"
_PAGE_SIZE = 100


def make_query(day: dt.date, base: str | None = None) -> DumpQuery:
    """Return the query for the papers of a day.

    Args:
        day: A day that is over: later its list does not grow.
        base: Another address than that of Hugging Face.
    """

    def page(number: int) -> str:
        # The provider counts pages from 0.
        query = {"date": day.isoformat(), "limit": _PAGE_SIZE, **({"p": number - 1} if number > 1 else {})}
        return f"{(base or _BASE).rstrip('/')}/api/daily_papers?{urlencode(query)}"

    return DumpQuery(
        address=page,
        count=_count,
        size=_PAGE_SIZE,
        most=_PAGE_SIZE * 10,
        stem=f"{day.isoformat()}-hugging-face",
        suffix=".json",
        policy=RequestPolicy(provider="Hugging Face"),
    )


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return every day from the first to the last, both included; none when the last is earlier."""
    return [dt.date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def _count(body: bytes) -> int:
    """Return the number of papers in an answer; a weekend's is an empty list."""
    papers = load_json(body)
    if not isinstance(papers, list):
        message = "not a list of papers"
        raise ValueError(message)  # noqa: TRY004  it is the answer's content that is wrong
    return len(papers)
