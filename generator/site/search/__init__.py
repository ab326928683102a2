"""The site's search: an index made here, which scripts of `docs/assets/search-*.js` read in the browser."""

from generator.site.search.documents import Searchable, SearchDocument, searchable_papers
from generator.site.search.index import build_search
from generator.site.search.words import RULE, as_typed, read_name, read_title, read_words

__all__ = [
    "RULE",
    "SearchDocument",
    "Searchable",
    "as_typed",
    "build_search",
    "read_name",
    "read_title",
    "read_words",
    "searchable_papers",
]
