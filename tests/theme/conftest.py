"""Small sites with other options in mkdocs.yml, each built once."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from generator.config import Project
from generator.workflows.build import build_site
from tests.world import make_world

PLAIN: Mapping[str, object] = {}

TOGGLES = [
    {
        "media": "(prefers-color-scheme)",
        "toggle": {"icon": "material/brightness-auto", "name": "Immer hell"},
    },
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "teal",
        "accent": "deep orange",
        "toggle": {"icon": "material/brightness-7", "name": "Dunkel"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "indigo",
        "accent": "lime",
        "toggle": {"icon": "material/brightness-4", "name": "Wie das System"},
    },
]
GERMAN = {
    "site_author": "Ada Quill",
    "edit_uri": "edit/main/docs/",
    "repo_name": "Quelltext",
    "copyright": 'Von <a href="https://example.org/wir">uns</a>',
    "nav": [
        {"Mehr": [{"Über uns": "about.md"}, {"Anderswo": "https://example.org/x"}]},
        {"So zitieren": "cite.md"},
    ],
    "theme": {
        "language": "de",
        "palette": TOGGLES,
        "icon": {
            "repo": "fontawesome/brands/github",
            "edit": "material/pencil",
            "view": "material/eye",
            "top": "material/rocket",
            "alternate": "material/web",
            "search": "material/telescope",
            "close": "material/bell-off",
        },
        "features": [
            "content.action.edit",
            "content.action.view",
            "navigation.footer",
            "navigation.top",
            "search.highlight",
            "search.share",
            "announce.dismiss",
        ],
    },
    "extra": {
        "homepage": "https://example.org/home",
        "social": [{"icon": "fontawesome/brands/mastodon", "link": "https://fosstodon.org/@digest"}],
        "alternate": [
            {"name": "English", "link": "/en/", "lang": "en"},
            {"name": "Deutsch", "link": "/de/", "lang": "de"},
        ],
    },
}
CHINESE = {
    "site_name": "论文摘要",
    "edit_uri_template": "edit/main/docs/{path}",
    "extra_css": ["assets/site.css", "assets/search.css", "assets/mine.css"],
    "extra_javascript": ["assets/site.js", "assets/personal.js", "assets/search.js", "assets/mine.js"],
    "plugins": ["search", {"tags": {}}],
    "hooks": ["hook.py"],
    "markdown_extensions": ["fenced_code", "tables", "toc", "digest_math", "admonition"],
    "theme": {
        "language": "zh",
        "direction": "rtl",
        "palette": {"scheme": "slate", "primary": "amber"},
        "font": {"text": "Noto Serif SC", "code": "Noto Sans Mono"},
        "logo": "assets/images/mine.svg",
        "favicon": "assets/images/mine.svg",
        "features": ["content.action.edit"],
    },
    "extra": {
        "generator": True,
        "analytics": {"provider": "google", "property": "G-TEST"},
        "consent": {"title": "Cookies?", "description": "Only to count."},
        "polyfills": ["https://example.org/polyfill.js"],
        "scope": "/",
        "digest": {"paper_cards": True},
    },
}
WRITTEN = "\n!!! note\n\n    Noted.\n\n<!-- material/tags -->\n"
"""What a hand-written page asks of an extension and of a plugin, where mkdocs.yml names them."""
ICON = {"theme": {"icon": {"logo": "material/book-open-variant"}, "language": "fr", "features": []}}


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the site as this repository's mkdocs.yml has it."""
    return _built(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a German site with toggles, icons and features."""
    return _built(tmp_path_factory.mktemp("german"), GERMAN, announce="Heute <em>neu</em>")


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a Chinese site with one palette, fonts, analytics and plugins."""
    return _built(tmp_path_factory.mktemp("chinese"), CHINESE)


@pytest.fixture(scope="session")
def french(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a site in a language that we have no table for, with an icon for its logo."""
    return _built(tmp_path_factory.mktemp("french"), ICON)


def _built(folder: Path, changes: Mapping[str, object], announce: str = "") -> Project:
    project = make_world(folder)
    config = yaml.safe_load(project.config.read_text(encoding="utf-8"))
    project.config.write_text(yaml.safe_dump(_merged(config, changes), allow_unicode=True), encoding="utf-8")
    for name, text in {"mine.css": "p {}", "mine.js": "// mine", "images/mine.svg": "<svg/>"}.items():
        path = project.docs / "assets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    about = project.docs / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + WRITTEN, encoding="utf-8")
    hook = 'def on_page_content(html, **_):\n    return f"{html}<p>hooked</p>"\n'
    (project.root / "hook.py").write_text(hook, encoding="utf-8")
    if announce:
        main = project.templates / "theme" / "main.html"
        block = f"{{% block announce %}}{announce}{{% endblock %}}\n"
        main.write_text(main.read_text(encoding="utf-8") + block, encoding="utf-8")
    build_site(project, locked=False, allow_removals=False, progress=lambda _: None)
    return project


def _merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Return settings with others over them; maps go into each other, the rest takes the old one's place."""
    merged = dict(old)
    for name, value in new.items():
        before = old.get(name)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[name] = _merged(before, value) if both else value  # type: ignore[arg-type]  # they are maps
    return merged
