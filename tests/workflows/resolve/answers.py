"""The made-up answers of `tests/data/answers`, and a server that gives them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.providers import PROVIDERS, Provider
from tests.localhost import Localhost, Reply
from tests.world import ROOT

FOLDER = ROOT / "tests" / "data" / "answers"
TITLE = "Batching Requests by the Tide"

FILES = {
    "arxiv": "arxiv.xml",
    "semanticscholar": "semanticscholar.json",
    "openalex": "openalex.json",
    "crossref": "crossref.json",
}
"""File of each provider, by its short name."""


def answer(provider: str) -> bytes:
    """Return what a provider says about the paper."""
    return (FOLDER / FILES[provider]).read_bytes()


def replay(changes: Mapping[str, Callable[[], Reply]] | None = None) -> Callable[[str], Reply]:
    """Return what answers for all providers; each stands under its short name.

    Args:
        changes: What a provider says instead, by its short name.
    """

    def say(target: str) -> Reply:
        name = target.split("/")[1]
        return changes[name]() if changes and name in changes else Reply(body=answer(name))

    return say


def served(server: Localhost) -> tuple[Provider, ...]:
    """Return the providers, to be asked at a server."""
    return tuple(replace(provider, base=f"{server.url}/{provider.name}") for provider in PROVIDERS)
