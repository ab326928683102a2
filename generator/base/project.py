"""A project on disk: where its files lie."""

from pathlib import Path

from generator.base.errors import DigestError, Location, Problem


class Project:
    """The folders and files of one digest.

    Attributes:
        root: The folder that holds `mkdocs.yml`.
        config: MkDocs' own configuration, which also describes the site.
        docs: Hand-written pages and assets.
        templates: Templates of pages, and the theme.
        data: What the digest is made of.
        dumps: Raw dumps, exactly as they arrived.
        library: The bibliography of record.
        published_keys: Every citation key that was ever published.
        topics: Topics with their rules, and tags with their spellings.
        topic_weights: Weights of topics that were fitted to labelled papers.
        labels: Papers with the topics that people gave them.
        curation: Decisions made by hand.
        venues: Names of venues in full.
        build: Everything that is made and may be deleted.
        cache: What makes the next build faster, and no build needs.
        tree: The docs folder that the site is built from: all pages, and the files beside them.
        site: The published site.
    """

    def __init__(self, root: Path) -> None:
        """Name the files of a project; none of them need exist."""
        self.root = root
        self.config = root / "mkdocs.yml"
        self.docs = root / "docs"
        self.templates = root / "templates"
        self.data = root / "data"
        self.dumps = self.data / "dumps"
        self.library = self.data / "library.bib"
        self.published_keys = self.data / "published-keys.txt"
        self.topics = self.data / "topics.yml"
        self.topic_weights = self.data / "topic-weights.csv"
        self.labels = self.data / "labels"
        self.curation = self.data / "curation.yml"
        self.venues = self.data / "venues.yml"
        self.build = root / "build"
        self.cache = self.build / "cache"
        self.tree = self.build / "docs"
        self.site = self.build / "site"

    def name(self, path: Path) -> str:
        """Return the name of a file in messages: relative to the root, POSIX style."""
        return path.relative_to(self.root).as_posix()


def open_project(root: Path) -> Project:
    """Return the project that a folder holds.

    Raises:
        DigestError: The folder holds no `mkdocs.yml`.
    """
    project = Project(root.resolve())
    if not project.config.is_file():
        reason = "holds no mkdocs.yml, so it is not a digest"
        advice = "run the command in the project's folder, or name it with --project DIR"
        raise DigestError(Problem(Location(str(root)), reason, advice))
    return project
