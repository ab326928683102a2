"""The daily papers of Hugging Face: `GET /api/daily_papers?date=2025-10-02`, a JSON list."""

import datetime as dt
import json
from collections.abc import Iterator
from urllib.parse import urlencode

from generator.providers.fetch.pages import Question
from generator.providers.web import Manners

ADDRESS = "https://huggingface.co"
_SIZE = 100
_MANNERS = Manners(provider="Hugging Face")


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield every day from the first to the last, both included; none when the last is earlier."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def question(day: dt.date, address: str = ADDRESS) -> Question:
    """Return what is asked about one day.

    Args:
        day: That is over: later its list does not grow.
        address: Of the provider.
    """

    def page(number: int) -> str:
        # The provider counts pages from 0.
        query = {"date": day.isoformat(), "limit": _SIZE, **({"p": number - 1} if number > 1 else {})}
        return f"{address.rstrip('/')}/api/daily_papers?{urlencode(query)}"

    return Question(
        address=page,
        count=_count,
        size=_SIZE,
        most=_SIZE * 10,
        stem=f"{day.isoformat()}-hugging-face",
        suffix=".json",
        manners=_MANNERS,
    )


def _count(body: bytes) -> int:
    """Return the number of papers in an answer; a weekend's is an empty list."""
    try:
        papers = json.loads(body)
    except RecursionError:
        papers = None
    if not isinstance(papers, list):
        message = "not a list of papers"
        raise ValueError(message)  # noqa: TRY004  it is the answer's content that is wrong
    return len(papers)
