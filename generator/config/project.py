"""What `mkdocs.yml` says of the site."""

from typing import Any, Literal

from pydantic import Field

from generator.base.project import Project
from generator.config.yaml_source import StrictModel, YamlSource

_WEB_ADDRESS = r"^https?://[^\s\"<>]+$"


class DigestSettings(StrictModel):
    """What `extra.digest` in `mkdocs.yml` says.

    Attributes:
        tagline: One or two sentences on the front page and in metadata.
        per_page: Papers on a full page of a long list.
        first_url: Where the site was first published, if that is not `site_url`.
        mailing_list: Address of a mailing list that readers may join: its page, or a mailbox; or empty.
        paper_cards: Whether each paper has a picture of its own for those who share its address.
        fast_above: Pages from which on the fast builder makes the site, unless a builder is asked for.
        gist: What lists say of a paper: a sentence of its abstract, or the summary that a dump brought,
            if it brought one.
    """

    tagline: str
    per_page: int = Field(default=75, ge=1, le=1000)
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
