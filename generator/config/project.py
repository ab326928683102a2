"""A project on disk: where its files lie, and what `mkdocs.yml` says of the site."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from generator.base.errors import DigestError, Location, Problem
from generator.config.yaml_source import StrictModel, YamlSource

_WEB_ADDRESS = r"^https?://[^\s\"<>]+$"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders and files of one digest.

    Attributes:
        root: The folder that holds `mkdocs.yml`.
    """

    root: Path

    @property
    def config(self) -> Path:
        """The engine's configuration, which also names the site."""
        return self.root / "mkdocs.yml"

    @property
    def dumps(self) -> Path:
        """Raw dumps, exactly as they arrived."""
        return self.root / "data" / "dumps"

    @property
    def library(self) -> Path:
        """The bibliography of record."""
        return self.root / "data" / "library.bib"

    @property
    def published_keys(self) -> Path:
        """Every citation key that was ever published."""
        return self.root / "data" / "published-keys.txt"

    @property
    def topics(self) -> Path:
        """Topics with their rules, and tags with their spellings."""
        return self.root / "data" / "topics.yml"

    @property
    def topic_weights(self) -> Path:
        """Weights of topics that were fitted to labelled papers."""
        return self.root / "data" / "topic-weights.csv"

    @property
    def curation(self) -> Path:
        """Decisions made by hand."""
        return self.root / "data" / "curation.yml"

    @property
    def cache(self) -> Path:
        """What makes the next build faster, and no build needs."""
        return self.build / "cache"

    @property
    def docs(self) -> Path:
        """Hand-written pages and assets."""
        return self.root / "docs"

    @property
    def templates(self) -> Path:
        """Templates of pages, and the theme."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """Everything that is made and may be deleted."""
        return self.root / "build"

    @property
    def tree(self) -> Path:
        """The docs folder that the site is built from: all pages, and the files beside them."""
        return self.build / "docs"

    @property
    def site(self) -> Path:
        """The published site."""
        return self.build / "site"

    def name(self, path: Path) -> str:
        """Return how messages call a file: relative to the root, POSIX style."""
        return path.relative_to(self.root).as_posix()


class DigestSettings(StrictModel):
    """What the generator alone needs to know of the site.

    Attributes:
        tagline: One or two sentences on the front page and in metadata.
        per_page: Papers on a full page of a long list; an edition's page, with whole abstracts, has a third.
        first_url: Where the site was first published, if that is not `site_url`.
        mailing_list: Address of a mailing list that readers may join: its page, or a mailbox.
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


class _Extra(StrictModel, extra="ignore"):
    digest: DigestSettings


class _Theme(StrictModel, extra="ignore"):
    language: str = Field(default="en", pattern=r"^[A-Za-z][A-Za-z-]*$")


class _EngineConfig(StrictModel, extra="ignore"):
    site_name: str
    site_url: str = Field(pattern=_WEB_ADDRESS)
    repo_url: str | None = Field(default=None, pattern=_WEB_ADDRESS)
    theme: _Theme | str = _Theme()
    plugins: list[Any] | dict[str, Any] | None = None
    hooks: list[Any] | None = None
    extra: _Extra


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What pages and exports say about the site.

    Attributes:
        name: Of the digest.
        url: Its address, ending in a slash.
        tagline: What it is, in a sentence or two.
        per_page: Papers on a full page of a long list; an edition's page, with whole abstracts, has a third.
        first_url: The address that it had first, ending in a slash; what feeds are told apart by.
        repository: Address of the repository, ending in a slash, where readers report mistakes; or empty.
        mailing_list: Address of a page or mailbox; empty when there is none.
        language: What Material calls the language of the site's own words: "en", "zh-TW".
        paper_cards: Whether each paper has a picture of its own.
        fast_above: Pages from which on the fast builder makes the site.
        has_plugins: Whether plugins or hooks of MkDocs are named, which MkDocs alone runs.
        gist: Whether lists prefer a sentence of the abstract or a summary that a dump brought.
    """

    name: str
    url: str
    tagline: str
    per_page: int
    first_url: str
    repository: str = ""
    mailing_list: str = ""
    language: str = "en"
    paper_cards: bool = False
    fast_above: int = 1000
    has_plugins: bool = False
    gist: Literal["abstract", "summary"] = "abstract"


def open_project(root: Path) -> Project:
    """Return the project that a folder holds.

    Raises:
        DigestError: The folder holds no `mkdocs.yml`.
    """
    project = Project(root=root.resolve())
    if not project.config.is_file():
        raise DigestError(
            Problem(
                location=Location(path=str(root)),
                reason="holds no mkdocs.yml, so it is not a digest",
                advice="run the command in the project's folder, or name it with --project DIR",
            )
        )
    return project


def load_settings(project: Project) -> SiteSettings:
    """Return what `mkdocs.yml` says of the site.

    Raises:
        DigestError: A value is missing or wrong.
    """
    config = YamlSource(project.config, "mkdocs.yml").load(_EngineConfig)
    own = config.extra.digest
    return SiteSettings(
        name=config.site_name,
        url=_folder(config.site_url),
        tagline=own.tagline,
        per_page=own.per_page,
        first_url=_folder(own.first_url or config.site_url),
        repository=_folder(config.repo_url) if config.repo_url else "",
        mailing_list=own.mailing_list,
        language=config.theme.language if isinstance(config.theme, _Theme) else "en",
        paper_cards=own.paper_cards,
        fast_above=own.fast_above,
        has_plugins=bool(config.plugins or config.hooks),
        gist=own.gist,
    )


def _folder(address: str) -> str:
    return f"{address.rstrip('/')}/"
