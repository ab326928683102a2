"""Turn dumps of research papers into a site that people read, search and cite."""

__version__ = "0.1.0"
