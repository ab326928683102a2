"""Find facts of papers that came without: ask providers, believe what is certain, fill what is empty."""

from __future__ import annotations

from generator.resolve.arxiv import ARXIV
from generator.resolve.crossref import CROSSREF
from generator.resolve.openalex import OPENALEX
from generator.resolve.outcome import Outcome, Resolution
from generator.resolve.provider import Provider
from generator.resolve.run import Task, open_task, resolve
from generator.resolve.semantic_scholar import SEMANTIC_SCHOLAR

__all__ = ["PROVIDERS", "Outcome", "Provider", "Resolution", "Task", "open_task", "resolve"]

PROVIDERS = (ARXIV, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF)
"""In order of trust, for preprints; each is asked with what those before it found."""
