"""The network: one client, and for each provider of facts or dumps what it is asked and how it answers."""

from generator.providers import arxiv, hugging_face
from generator.providers.answers import all_names, plain
from generator.providers.arxiv import ARXIV
from generator.providers.client import Client, RequestPolicy, Response, Unavailable
from generator.providers.crossref import CROSSREF
from generator.providers.dumps import DumpQuery, Fetched, fetch_dumps, fetch_published
from generator.providers.openalex import OPENALEX
from generator.providers.provider import AskedBy, Candidate, FactName, Provider, Question
from generator.providers.semantic_scholar import SEMANTIC_SCHOLAR

__all__ = [
    "PROVIDERS",
    "AskedBy",
    "Candidate",
    "Client",
    "DumpQuery",
    "FactName",
    "Fetched",
    "Provider",
    "Question",
    "RequestPolicy",
    "Response",
    "Unavailable",
    "all_names",
    "arxiv",
    "fetch_dumps",
    "fetch_published",
    "hugging_face",
    "plain",
]

PROVIDERS = (ARXIV, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF)
"""Providers of facts in order of trust, for preprints; each is asked with what those before it found."""
