"""What MkDocs copies from the theme or makes, and no page uses: some 3 MB that nobody should publish."""

from collections.abc import Iterator
from pathlib import Path

from generator.config.project import Project
from generator.site.tree import hand_written_pages

_THEME_FOLDERS = ("assets/javascripts", "assets/stylesheets", "assets/images")
_MADE = ("sitemap.xml.gz",)


def drop_unused(project: Project, site: Path) -> None:
    """Remove the theme's files from a site that was built, but those that a page asks for.

    All generated pages have the same head, so the front page speaks for them; hand-written pages are all
    looked at.

    Args:
        project: Its own files stay, whatever folder they lie in.
        site: What was built of its tree.
    """
    for name in _MADE:
        (site / name).unlink(missing_ok=True)
    wanted = "".join(page.read_text(encoding="utf-8") for page in _telling(project, site))
    for folder in _THEME_FOLDERS:
        for path in sorted((site / folder).rglob("*"), reverse=True):
            name = path.relative_to(site).as_posix()
            if path.is_dir():
                _remove_if_empty(path)
            elif name not in wanted and not (project.tree / name).exists():
                path.unlink()
        _remove_if_empty(site / folder)


def _telling(project: Project, site: Path) -> Iterator[Path]:
    folders = (name.removesuffix(".md").removesuffix("index") for name in hand_written_pages(project))
    pages = (site / "index.html", site / "404.html", *(site / name / "index.html" for name in folders))
    return (page for page in pages if page.is_file())


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
