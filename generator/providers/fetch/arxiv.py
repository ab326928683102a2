"""The arXiv API: `GET /api/query?search_query=…`, an Atom feed (<https://info.arxiv.org/help/api/user-manual.html>)."""

import datetime as dt
from urllib.parse import urlencode

from generator.base.identifiers import slugify
from generator.providers.fetch.pages import Question
from generator.providers.web import Manners
from generator.providers.web.arxiv_feed import read_entries

ADDRESS = "https://export.arxiv.org"
_SIZE = 100
_LONGEST_NAME = 40
_MANNERS = Manners(provider="arXiv", interval=3.0, timeout=60.0)


def question(query: str, most: int, day: dt.date, address: str = ADDRESS) -> Question:
    """Return what is asked: the newest papers that a query finds.

    Args:
        query: In arXiv's own language, "cat:cs.DC AND abs:GPU".
        most: Papers that are wanted at most.
        day: The edition that they come in.
        address: Of the provider.
    """
    size = min(_SIZE, most)

    def page(number: int) -> str:
        start = size * (number - 1)
        asked = {
            "search_query": query,
            "sortBy": "submittedDate",
            "sortOrder": "descending",
            "start": start,
            "max_results": min(size, most - start),
        }
        return f"{address.rstrip('/')}/api/query?{urlencode(asked)}"

    name = slugify(query)[:_LONGEST_NAME].strip("-")
    return Question(
        address=page,
        count=lambda body: len(read_entries(body)),
        size=size,
        most=most,
        stem=f"{day.isoformat()}-arxiv{'-' if name else ''}{name}",
        suffix=".xml",
        manners=_MANNERS,
    )
