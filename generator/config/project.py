"""A project on disk: where its files lie, and what `mkdocs.yml` says of the site."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from generator.base.errors import DigestError, Location, Problem
from generator.config.yaml_source import StrictModel, YamlSource

_WEB_ADDRESS = r"^https?://[^\s\"<>]+$"


class Project:
    """The folders and files of one digest.

    Attributes:
        root: The folder that holds `mkdocs.yml`.
        config: MkDocs' own configuration, which also describes the site.
        docs: Hand-written pages and assets.
        templates: Templates of pages, and the theme.
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
        self.dumps = root / "data" / "dumps"
        self.library = root / "data" / "library.bib"
        self.published_keys = root / "data" / "published-keys.txt"
        self.topics = root / "data" / "topics.yml"
        self.topic_weights = root / "data" / "topic-weights.csv"
        self.labels = root / "data" / "labels"
        self.curation = root / "data" / "curation.yml"
        self.venues = root / "data" / "venues.yml"
        self.build = root / "build"
        self.cache = self.build / "cache"
        self.tree = self.build / "docs"
        self.site = self.build / "site"

    def name(self, path: Path) -> str:
        """Return the name of a file in messages: relative to the root, POSIX style."""
        return path.relative_to(self.root).as_posix()


class DigestSettings(StrictModel):
    """What `extra.digest` in `mkdocs.yml` says.

    Attributes:
        tagline: One or two sentences on the front page and in metadata.
        per_page: Papers on a full page of a long list; an edition's page, with whole abstracts, has a third.
        first_url: Where the site was first published, if that is not `site_url`.
        mailing_list: Address of a mailing list that readers may join: its page, or a mailbox; or empty.
        paper_cards: Whether each paper has a picture of its own for those who share its address.
        fast_above: Pages from which on the fast builder makes the site, unless a builder is asked for.
        gist: What lists say of a paper: a sentence of its abstract, or the summary that a dump brought,
            if it brought one.
    """

    tagline: str
    per_page: int = Field(default=90, ge=1, le=1000)
    first_url: str = Field(default="", pattern=_WEB_ADDRESS)
    paper_cards: bool = False
    mailing_list: str = Field(default="", pattern=rf"{_WEB_ADDRESS}|^[^\s\"<>:@]+@[^\s\"<>:@]+$")
    fast_above: int = Field(default=1000, ge=0)
    gist: Literal["abstract", "summary"] = "abstract"


class SiteSettings(DigestSettings):
    """What pages and exports say about the site; `first_url` is where it was first, moved or not.

    Attributes:
        name: The name of the digest.
        url: The address of the site, ending in a slash, as do those of `first_url` and `repository`.
        repository: Address of the repository, where readers report mistakes; or empty.
        language: What Material calls the language of the site's own words: "en", "zh-TW".
        has_plugins: Whether plugins or hooks of MkDocs are named, which MkDocs alone runs.
    """

    name: str
    url: str
    repository: str = ""
    language: str = "en"
    has_plugins: bool = False


class _Extra(StrictModel, extra="ignore"):
    digest: DigestSettings


class _Theme(StrictModel, extra="ignore"):
    language: str = Field(default="en", pattern=r"^[A-Za-z][A-Za-z-]*$")


class _MkDocsConfig(StrictModel, extra="ignore"):
    site_name: str
    site_url: str = Field(pattern=_WEB_ADDRESS)
    repo_url: str | None = Field(default=None, pattern=_WEB_ADDRESS)
    theme: _Theme | str = _Theme()
    plugins: list[Any] | dict[str, Any] | None = None
    hooks: list[Any] | None = None
    extra: _Extra


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


def load_settings(project: Project) -> SiteSettings:
    """Return what `mkdocs.yml` says of the site.

    Raises:
        DigestError: A value is missing or wrong.
    """
    config = YamlSource(project.config, "mkdocs.yml").load(_MkDocsConfig)
    own = config.extra.digest
    return SiteSettings(
        **own.model_dump(exclude={"first_url"}, exclude_unset=True),
        name=config.site_name,
        url=_folder(config.site_url),
        first_url=_folder(own.first_url or config.site_url),
        repository=_folder(config.repo_url) if config.repo_url else "",
        language=config.theme.language if isinstance(config.theme, _Theme) else "en",
        has_plugins=bool(config.plugins or config.hooks),
    )


def _folder(address: str) -> str:
    return f"{address.rstrip('/')}/"
