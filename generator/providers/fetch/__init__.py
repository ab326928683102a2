"""Fetch dumps from providers: every answer is kept as it came, one file a page, named by its edition."""

from generator.providers.fetch import arxiv, hugging_face
from generator.providers.fetch.pages import Fetched, Question, fetch_pages
from generator.providers.fetch.published import fetch_published

__all__ = ["Fetched", "Question", "arxiv", "fetch_pages", "fetch_published", "hugging_face"]
