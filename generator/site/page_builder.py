"""Make those pages of a site that changed, with MkDocs' own parts: its files, navigation, pages and theme.

Who makes HTML of a page's Markdown is told: MkDocs itself, or the fast builder. What differs from `mkdocs
build` is that a page which is made of what it was made of is taken over, and that the cores share the others.
"""

import hashlib
import json
import logging
import shutil
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, is_error_template
from mkdocs.utils.yaml import yaml_load

from generator.base.cache import Cache, fingerprint_code
from generator.base.errors import DigestError
from generator.base.files import hash_folder, scan
from generator.base.parallel import share_out
from generator.config import Project
from generator.site.assembly import Assembly
from generator.site.finish import as_published, is_of_theme, without_indents
from generator.site.refusal import refusal

_META = "meta of pages"
_SEEN_BY_ALL = ("robots", "moved_to")
"""Front matter that a template may ask of any page without that the page is read."""


class Engine(NamedTuple):
    """Who reads the pages that the generator wrote; those that people wrote are MkDocs' in any case.

    Attributes:
        name: Tells the pages of one engine from those of another.
        read: Sets the Markdown of a page and its front matter.
        render: Sets the HTML of a page that was read, and its table of contents.
        pays_from: Pages from which on more than one process pays.
    """

    name: str
    read: Callable[[Page, MkDocsConfig], None]
    render: Callable[[Page, MkDocsConfig, Files], None]
    pays_from: int


def open_config(project: Project, site: Path, *, strict: bool) -> MkDocsConfig:
    """Return MkDocs' own configuration of a project whose site is made in a folder.

    Raises:
        DigestError: It is faulty, in MkDocs' words.
    """
    with _refusals(strict=strict):
        return load_config(str(project.config), site_dir=str(site), strict=strict)


def build_pages(
    config: MkDocsConfig, assembly: Assembly, hand_written: Collection[str], engine: Engine, cache: Cache
) -> tuple[str, ...]:
    """Build a site of a tree; return the paths in the tree of the pages that were made anew.

    Args:
        config: Names the tree.
        assembly: The site to be made; pages that are made of what they were made of are taken over.
        hand_written: Paths in the tree of the pages that people wrote.
        engine: Reads and renders the other pages.
        cache: What earlier builds knew of pages.

    Raises:
        DigestError: The theme or a page is faulty, in MkDocs' or the theme's own words; or MkDocs is strict,
            and warned of something.
    """
    with _refusals(strict=config.strict) as told:
        builder = _Builder(config, assembly, hand_written, engine, told)
        builder.add_files()
        built = builder.build_pages(cache)
        for name in config.theme.static_templates:
            builder.build_template(name)
        builder.add_theme_files()
    return built


@contextmanager
def _refusals(*, strict: bool) -> Iterator[list[str]]:
    """Collect what MkDocs warns of; raise it at the end where it is strict, and at once what it refuses."""
    told = _Told()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(told)
    try:
        yield told.lines
    except Exception as error:  # noqa: BLE001  what a theme or an extension raises can be anything
        own = [*told.lines, *getattr(error, "__notes__", ()), str(error)]
        words = own if isinstance(error, MkDocsException) else traceback.format_exception(error)
        raise DigestError(refusal("\n".join(words))) from None
    finally:
        logger.removeHandler(told)
    if told.lines and strict:
        ending = f"Aborted with {len(told.lines)} warnings in strict mode!"
        raise DigestError(refusal("\n".join([*told.lines, ending])))


class _Told(logging.Handler):
    """Keeps what MkDocs warns of, as it prints it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} -  {record.getMessage()}")


class _UnreadMeta(dict[str, Any]):
    """The front matter of a page that is read when something is asked that is not known of every page."""

    def __init__(self, read: Callable[[], None], page: Page, known: Mapping[str, str] | None) -> None:
        super().__init__({} if known is None else {name: known.get(name) for name in _SEEN_BY_ALL})
        self._read, self._page = read, page

    def __missing__(self, name: str) -> object:
        if self._page.markdown is None:
            self._read()
        return self._page.meta[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  as in a dict
        try:
            return self[name]
        except KeyError:
            return default


class _Builder:
    """What every page is made with: files and navigation, found as MkDocs does, and the theme."""

    def __init__(
        self,
        config: MkDocsConfig,
        assembly: Assembly,
        hand_written: Collection[str],
        engine: Engine,
        told: list[str],
    ) -> None:
        self.config, self.assembly, self.engine, self.told = config, assembly, engine, told
        self.hand_written = hand_written
        self.tree = dict(scan(Path(config.docs_dir)))
        self.files = get_files(config)
        self.environment = config.theme.get_env()
        # Each page asks for two dozen parts of the theme, which the engine looks up with care each time.
        self.environment.get_template = cache(self.environment.get_template)  # type: ignore[method-assign]
        self.files.add_files_from_theme(self.environment, config)
        set_exclusions(self.files, config)
        self.nav = get_navigation(self.files, config)
        self.in_nav = {page.file.src_uri for page in self.nav.pages}
        self.sources = self.files.documentation_pages()
        for file in self.sources:
            page = file.page or Page(None, file, config)
            if file.src_uri in hand_written:
                page.read_source(config)
                page.render(config, self.files)
            elif file.src_uri in self.in_nav:  # its title stands on every page
                page.read_source(config)
            else:
                self._set_apart(page)

    @property
    def pages(self) -> list[Page]:
        return [file.page for file in self.sources if file.page]

    @cached_property
    def shell(self) -> bytes:
        """A hash of what all pages are made with: settings, theme, code, and the pages that people wrote."""
        state = hashlib.sha256(f"{fingerprint_code()}{self.engine.name}".encode())
        config = Path(str(self.config.config_file_path))
        with config.open(encoding="utf-8") as file:
            settings = yaml_load(file)  # with what it inherits, and what the environment says
        state.update(json.dumps(settings, default=str, sort_keys=True).encode())
        if own := self.config.theme.custom_dir:
            state.update(hash_folder(Path(own)))
        state.update(repr([(name, self.tree[name]) for name in sorted(self.hand_written)]).encode())
        state.update(repr([(page.title, page.url) for page in self.nav.pages]).encode())
        return state.digest()

    def add_files(self) -> None:
        """Take in the files beside the pages."""
        for file in self.files:
            state = self.tree.get(file.src_uri)
            if state and not file.is_documentation_page() and file.inclusion.is_included():  # type: ignore[no-untyped-call]
                self.assembly.add(file.dest_uri, Path(file.abs_src_path or ""), state)

    def build_pages(self, cache: Cache) -> tuple[str, ...]:
        """Make the pages whose source or shell is another; return their paths in the tree."""
        known = cache.find(_META, dict[str, dict[str, str]]) or {}
        metas: dict[str, dict[str, str]] = {}
        waiting: dict[str, bytes] = {}
        for page in self.pages:
            source, own = page.file.src_uri, repr(self.tree[page.file.src_uri][:2])
            inputs = hashlib.blake2b(self.shell + own.encode(), digest_size=16).digest()
            names = (page.file.dest_uri, _twin(page.file.dest_uri))
            if source in self.hand_written or not all(self.assembly.keep(name, inputs) for name in names):
                waiting[source] = inputs
            else:
                metas[source] = known.get(source, {})
                self._set_apart(page, metas[source])
        pages = [page for page in self.pages if page.file.src_uri in waiting]
        made = share_out(self.build_page, pages, pays=len(pages) > self.engine.pays_from)
        for page, (seen, told) in zip(pages, made, strict=True):
            source = page.file.src_uri
            self.assembly.note((page.file.dest_uri, _twin(page.file.dest_uri)), waiting[source])
            self._set_apart(page, seen)
            metas[source] = seen
            self.told += told
        cache.keep(_META, {source: seen for source, seen in metas.items() if seen})
        return tuple(waiting)

    def build_page(self, page: Page) -> tuple[dict[str, str], list[str]]:
        """Make a page, its Markdown beside it; return what any page may ask of it, and what MkDocs told."""
        said = len(self.told)
        try:
            if page.markdown is None:
                self.engine.read(page, self.config)
            if page.content is None:
                self.engine.render(page, self.config, self.files)
            page.active = True
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            html = template.render(get_context(self.nav, self.sources, self.config, page))
        except Exception as error:
            error.add_note(f"Error building page '{page.file.src_uri}'")
            raise
        finally:
            page.active = False
        self._write(page.file.dest_uri, without_indents(html))
        self._write(_twin(page.file.dest_uri), as_published(page.file.content_string))
        told, self.told[said:] = self.told[said:], []
        return {name: str(page.meta[name]) for name in _SEEN_BY_ALL if page.meta.get(name)}, told

    def build_template(self, name: str) -> None:
        """Render a template of the theme that is no page: the sitemap, the page for what is missing."""
        site_path = urlsplit(self.config.site_url or "/").path
        root = site_path if is_error_template(name) else get_relative_url(".", name)
        context = get_context(self.nav, self.files, self.config, base_url=root)
        made = self.environment.get_template(name).render(context)
        self._write(name, without_indents(made) if name.endswith(".html") else made)
        self.assembly.note([name], b"")

    def add_theme_files(self) -> None:
        """Take in those files of the theme that a page asks for."""
        asking = {"index.html", "404.html"}
        asking |= {file.dest_uri for file in self.sources if file.src_uri in self.hand_written}
        text = "".join((self.assembly.root / name).read_text(encoding="utf-8") for name in sorted(asking))
        for file in self.files:
            if file.src_uri not in self.tree and (file.dest_uri in text or not is_of_theme(file.dest_uri)):
                shutil.copyfile(file.abs_src_path or "", self.assembly.make_room(file.dest_uri))
                self.assembly.note([file.dest_uri], b"")

    def _set_apart(self, page: Page, known: Mapping[str, str] | None = None) -> None:
        """Forget a page but for what is known of it; those of the menu stay."""
        if page.file.src_uri not in self.in_nav:
            page.markdown = page.content = None
            page.meta = _UnreadMeta(lambda: self.engine.read(page, self.config), page, known)

    def _write(self, path: str, html: str) -> None:
        self.assembly.make_room(path).write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))


def _twin(page: str) -> str:
    """Return where the Markdown of a page is published: `topics/serving/index.md`."""
    return f"{page.removesuffix('.html')}.md"
