"""The theme as MkDocs renders it, for one page."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import jinja2
from mkdocs.config import load_config

from tests.samples import SETTINGS
from tests.tree import Source
from tests.world import ROOT


@cache
def _engine() -> tuple[jinja2.Environment, Any]:
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))
    config.site_name, config.site_url = SETTINGS.name, SETTINGS.url
    return config.theme.get_env(), config


def render_part(name: str, source: Source, address: str) -> str:
    """Return HTML of a template of the theme.

    Args:
        name: Of the template, below `templates/theme`.
        source: Its front matter is what the template reads.
        address: Of the page, relative to the site's root.
    """
    environment, config = _engine()
    page = SimpleNamespace(
        meta=source.meta, url=address, title=source.meta["title"], canonical_url=SETTINGS.url + address
    )
    root = "../" * address.count("/") + "."
    html: str = environment.get_template(name).render(page=page, config=config, base_url=root)
    return html
