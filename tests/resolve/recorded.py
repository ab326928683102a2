"""The answers that were recorded from providers, replayed on this machine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.localhost import Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTS = {
    "api.crossref.org": "crossref",
    "api.semanticscholar.org": "semanticscholar",
    "api.openalex.org": "openalex",
}
FEEDS = {"1605.08386": "id_1605*", "astro-ph/0601001": "id_astro-ph*", "abc": "id_abc*", "": "id_0000*"}
TITLES = {"Heat bath random walks with Markov bases": "1605.08386"}
"""What arXiv is asked for by title, and the identifier that leads to its recorded answer."""


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def replayed(shared_data: Path) -> Callable[[str], Reply]:
    """Return what answers as the providers did; each stands under its short name.

    A question is known by its title or DOI. Of several answers to one question the longest is given, for
    some were asked for a few fields only; what nobody asked is not found.
    """
    answers: dict[tuple[str, str], Reply] = {}
    for line in lines(shared_data / "apis" / "recorded.jsonl"):
        address = urlsplit(line["uri"])
        if line["method"] == "GET" and address.netloc in HOSTS:
            key = (HOSTS[address.netloc], _subject(address.path, address.query))
            reply = Reply(status=line["status"], body=line["body"].encode())
            if key not in answers or len(reply.body) > len(answers[key].body):
                answers[key] = reply

    def say(target: str) -> Reply:
        provider, _, path = urlsplit(target).path.removeprefix("/").partition("/")
        if provider == "arxiv":
            return Reply(body=_feed(shared_data, parse_qs(urlsplit(target).query)))
        return answers.get((provider, _subject(path, urlsplit(target).query)), Reply(status=404))

    return say


def _subject(path: str, query: str) -> str:
    """Return the title or DOI that a question is about."""
    asked = parse_qs(query)
    title = asked.get("query.title") or asked.get("query") or asked.get("filter")
    doi = re.search(r"10\.\d{4,9}/.+", unquote(path))
    return doi[0].casefold() if doi else title[0].removeprefix("title.search:").casefold() if title else path


def _feed(shared_data: Path, asked: dict[str, list[str]]) -> bytes:
    phrase = asked.get("search_query", [""])[0].removeprefix("ti:").strip('"')
    identifier = asked.get("id_list", [TITLES.get(phrase, "")])[0]
    (path,) = (shared_data / "arxiv_atom").glob(FEEDS.get(identifier, FEEDS[""]))
    return path.read_bytes()
