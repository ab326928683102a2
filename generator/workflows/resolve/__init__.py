"""Find facts of papers that came without: ask providers, believe what is certain, fill what is empty."""

from generator.providers.arxiv import ARXIV
from generator.providers.crossref import CROSSREF
from generator.providers.openalex import OPENALEX
from generator.providers.provider import Provider
from generator.providers.semantic_scholar import SEMANTIC_SCHOLAR
from generator.workflows.resolve.outcome import Outcome, Resolution
from generator.workflows.resolve.run import Task, open_task, resolve

__all__ = ["PROVIDERS", "Outcome", "Provider", "Resolution", "Task", "open_task", "resolve"]

PROVIDERS = (ARXIV, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF)
"""In order of trust, for preprints; each is asked with what those before it found."""
