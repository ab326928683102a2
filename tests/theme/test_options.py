"""Every option of Material that works here has its effect on the pages, which is not there without it."""

import gzip
import re
from pathlib import Path

import material
import pytest

from generator.config import Project
from tests.world import ROOT

pytestmark = pytest.mark.site

TABLE = ROOT / "docs" / "development" / "material-options.md"
ABOUT, HOME, PAPER, TOPICS = "about/", "", "papers/aero-vers/", "topics/"
ICONS = Path(material.__path__[0]) / "templates" / ".icons"


HEAVIEST = 70_000


def _svg(name: str) -> str:
    """Return an icon of Material as a pattern."""
    return re.escape((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())


# Option, the site that sets it, a page of it, and what the page then holds; the plain site does not hold it.
EFFECTS = [
    ("site_name", "chinese", TOPICS, r"<title>主题 - 论文摘要</title>"),
    ("site_author", "german", TOPICS, r'<meta name="author" content="Ada Quill">'),
    ("repo_name", "german", HOME, r'class="md-source__repository">\s*Quelltext'),
    ("edit_uri", "german", ABOUT, r'href="https://github.com/example/paper-digest/edit/main/docs/about.md"'),
    ("edit_uri_template", "chinese", ABOUT, r'href="https://github.com/[^"]*/edit/main/docs/about.md"'),
    ("copyright", "german", HOME, r'Von <a href="https://example.org/wir">uns</a>'),
    (
        "nav",
        "german",
        HOME,
        r'<summary>Mehr</summary>\s*<div>\s*<a href="about/">Über uns</a>\s*<a href="https:',
    ),
    (
        "nav",
        "german",
        ABOUT,
        r'<summary class="here">Mehr</summary>\s*<div>\s*<a href="./" aria-current="page">',
    ),
    ("extra_css", "chinese", PAPER, r'<link rel="stylesheet" href="../../assets/mine.css">'),
    ("extra_javascript", "chinese", PAPER, r'<script src="../../assets/mine.js"></script>'),
    ("plugins", "chinese", ABOUT, r'<a href="../papers/aero-vers/">'),
    ("hooks", "chinese", ABOUT, r"<p>hooked</p>"),
    ("markdown_extensions", "chinese", ABOUT, r'<div class="admonition note">'),
    ("theme.language", "german", TOPICS, r'(?s)<html lang="de".*>Zum Inhalt<.*>Themen</a>.*Wovon die'),
    ("theme.language", "chinese", TOPICS, r'(?s)<html lang="zh".*>主题</a>.*按领域列出论文的主题'),
    ("theme.language", "french", TOPICS, r'(?s)<html lang="fr".*>Aller au contenu<.*>Topics</a>'),
    ("theme.direction", "chinese", HOME, r'<body dir="rtl"'),
    (
        "theme.palette",
        "german",
        HOME,
        r'<link rel="stylesheet" href="assets/stylesheets/palette\.\w+\.min\.css"',
    ),
    ("theme.palette.scheme", "chinese", HOME, r'<body [^>]*data-md-color-scheme="slate"'),
    (
        "theme.palette.primary",
        "chinese",
        HOME,
        r'(?s)\.css" data-primary>.*<body [^>]*data-md-color-primary="amber"',
    ),
    ("theme.palette.accent", "german", HOME, r'(?s) data-accent>.*data-md-color-accent="deep-orange"'),
    (
        "theme.palette.media",
        "german",
        HOME,
        r'<input [^>]*data-md-color-media="\(prefers-color-scheme: dark\)"',
    ),
    ("theme.palette.toggle", "german", HOME, r'<label [^>]*title="Dunkel" for="__palette_2" hidden>'),
    ("theme.logo", "chinese", ABOUT, r'<img class="logo" src="../assets/images/mine.svg"'),
    ("theme.favicon", "chinese", ABOUT, r'<link rel="icon" href="../assets/images/mine.svg">'),
    ("theme.font", "chinese", HOME, r'(?s)fonts\.googleapis\.com.*--md-text-font:"Noto Serif SC"'),
    ("theme.icon.logo", "french", HOME, r'<span class="logo glyph">' + _svg("material/book-open-variant")),
    ("theme.icon.repo", "german", HOME, r'md-source__icon md-icon">\s*' + _svg("fontawesome/brands/github")),
    ("theme.icon.edit", "german", ABOUT, r'rel="edit">\s*' + _svg("material/pencil")),
    (
        "theme.icon.view",
        "german",
        ABOUT,
        r'title="Quellcode der Seite anzeigen"[^>]*>\s*' + _svg("material/eye"),
    ),
    ("theme.icon.top", "german", HOME, r'class="md-top md-icon"[^>]*>\s*' + _svg("material/rocket")),
    ("theme.icon.alternate", "german", HOME, r'aria-label="Sprache wechseln">\s*' + _svg("material/web")),
    (
        "theme.icon.search",
        "german",
        HOME,
        r'data-search-open[^>]*>\s*<span class="glyph">' + _svg("material/telescope"),
    ),
    (
        "theme.icon.close",
        "german",
        HOME,
        r'class="md-banner__button md-icon"[^>]*>\s*' + _svg("material/bell-off"),
    ),
    ("content.action.edit", "german", ABOUT, r'rel="edit"'),
    (
        "content.action.view",
        "german",
        ABOUT,
        r'href="https://github.com/example/paper-digest/raw/main/docs/about.md"',
    ),
    (
        "navigation.footer",
        "german",
        ABOUT,
        r'<a rel="next" href="../cite/"><span>Weiter</span> So zitieren</a>',
    ),
    ("navigation.top", "german", PAPER, r'data-md-component="top" hidden>'),
    ("search.highlight", "german", PAPER, r'"features": \[.*"search.highlight"'),
    ("search.share", "german", PAPER, r'"features": \[.*"search.share"'),
    ("announce.dismiss", "german", PAPER, r"(?s)md-banner__button.*Heute <em>neu</em>"),
    ("extra.homepage", "german", ABOUT, r'<a class="identity" href="https://example.org/home">'),
    (
        "extra.social",
        "german",
        HOME,
        r'href="https://fosstodon.org/@digest"[^>]*>\s*' + _svg("fontawesome/brands/mastodon"),
    ),
    (
        "extra.alternate",
        "german",
        HOME,
        r'(?s)<link rel="alternate" href="/en/" hreflang="en">.*<a href="/en/" hreflang="en"',
    ),
    (
        "extra.generator",
        "chinese",
        HOME,
        r'(?s)Made with\s*<a href="https://squidfunk.github.io/mkdocs-material/"',
    ),
    ("extra.analytics", "chinese", PAPER, r"googletagmanager\.com/gtag/js\?id=G-TEST"),
    ("extra.consent", "chinese", PAPER, r"(?s)__md_set=.*<h4>Cookies\?</h4>"),
    ("extra.polyfills", "chinese", HOME, r'<script src="https://example.org/polyfill.js"></script>'),
    ("extra.scope", "chinese", HOME, r'__md_scope=new URL\("/",location\)'),
    ("extra.digest.paper_cards", "chinese", PAPER, r'og:image" content="https://[^"]*/papers/aero-vers.png"'),
]
ALWAYS = [
    ("site_url", PAPER, r'<link rel="canonical" href="https://[^"]*/papers/aero-vers/">'),
    ("site_description", HOME, r"(?s)</strong> Papers on machine learning"),
    (
        "repo_url",
        HOME,
        r'<a href="https://github.com/example/paper-digest" title="Go to repository" class="md-source"',
    ),
    ("content.code.copy", PAPER, r'"features": \["content.code.copy"\]'),
    ("theme.custom_dir", HOME, r'class="masthead"'),
]


@pytest.mark.parametrize(("option", "site", "path", "effect"), EFFECTS)
def test_an_option_has_its_effect_and_there_is_none_without_it(
    option: str, site: str, path: str, effect: str, request: pytest.FixtureRequest
) -> None:
    """What a page holds with the option, and only then."""
    assert re.search(effect, _page(request.getfixturevalue(site), path)), option
    assert not re.search(effect, _page(request.getfixturevalue("plain"), path)), option


@pytest.mark.parametrize(("option", "path", "effect"), ALWAYS)
def test_an_option_that_our_own_site_sets_has_its_effect(
    option: str, path: str, effect: str, plain: Project
) -> None:
    """So a curator sees what to take out."""
    assert re.search(effect, _page(plain, path)), option


def test_every_option_that_the_table_says_works_is_tested() -> None:
    """Neither promises more than the other."""
    rows = re.findall(
        r"^\| `([^`]+)` \| (works|always|none) \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len({option for option, _ in rows}) == len(rows)
    tested = {effect[0] for effect in EFFECTS} | {effect[0] for effect in ALWAYS}
    assert {option for option, does in rows if does == "works"} == tested


def test_a_site_without_options_asks_no_other_host_and_has_its_own_button_for_dark_colours(
    plain: Project,
) -> None:
    """Nothing of Material's is there that nobody asked for."""
    for path in (HOME, ABOUT, PAPER, "topics/serving/", "404.html"):
        page = _page(plain, path)
        assert not re.search(r'(?:src|stylesheet" href|preconnect" href)="(?:https?:)?//', page)
        assert "data-scheme" in page
        assert not re.search("__palette|md-select|md-social|md-banner|md-top|md-consent|__md_", page)
    assert not (plain.site / "assets" / "stylesheets").exists()


def test_with_a_palette_the_sites_own_button_for_dark_colours_is_gone(
    german: Project, chinese: Project
) -> None:
    """Two buttons for one thing would contradict each other."""
    for site in (german, chinese):
        assert "data-scheme" not in _page(site, HOME)
    assert "__palette" not in _page(chinese, HOME)  # one palette leaves nothing to choose


def test_of_the_themes_files_those_stay_that_a_page_asks_for_and_all_of_the_curators_own(
    german: Project, chinese: Project
) -> None:
    """The rest, 3 MB, is not published."""
    left = [path.name for path in (german.site / "assets" / "stylesheets").iterdir()]
    assert [re.sub(r"\.\w+\.min", "", name) for name in left] == ["palette.css"]
    assert (chinese.site / "assets" / "images" / "mine.svg").is_file()
    assert not (german.site / "assets" / "javascripts").exists()


def test_only_hand_written_pages_can_be_edited(german: Project) -> None:
    """The others have no source that a reader could edit."""
    for path in (HOME, TOPICS, PAPER, "starred/"):
        assert "/edit/main/docs/" not in _page(german, path)


def test_the_search_of_a_plugin_leaves_that_of_the_digest_as_it_is(chinese: Project) -> None:
    """Both write into the folder `search`."""
    assert (chinese.site / "search" / "volumes.json").is_file()
    assert not (chinese.site / "search" / "search_index.json").exists()


def test_dates_counts_and_headings_are_said_in_the_language_of_the_site(
    german: Project, chinese: Project
) -> None:
    """Headings keep the anchors that links, scripts and styles know."""
    assert "6. Mai 2031" in _page(german, HOME)
    assert "3 Arbeiten" in _page(german, HOME)
    assert '<h2 id="abstract">Zusammenfassung</h2>' in _page(german, PAPER)
    assert "2031年5月6日" in _page(chinese, HOME)
    assert "3 篇论文" in _page(chinese, HOME)
    assert '<h2 id="abstract">摘要</h2>' in _page(chinese, PAPER)


def test_scripts_get_the_words_of_another_language_and_english_costs_nothing(
    plain: Project, german: Project
) -> None:
    """They stand in a file before the scripts."""
    words = (german.site / "assets" / "words.js").read_text(encoding="utf-8")
    assert '"Star": "Merken"' in words
    assert _page(german, HOME).index("assets/words.js") < _page(german, HOME).index("assets/site.js")
    assert not (plain.site / "assets" / "words.js").exists()
    assert "words.js" not in _page(plain, HOME)


def test_a_first_visit_is_light_with_all_options_too(
    plain: Project, german: Project, chinese: Project
) -> None:
    """A page with what it asks this host for, compressed: at most 70 kB."""
    for site in (plain, german, chinese):
        for path in (HOME, ABOUT, PAPER, TOPICS):
            assert _weight(site, path) <= HEAVIEST


def _weight(project: Project, path: str) -> int:
    page = project.site / path / "index.html"
    links = r'<(?:script[^>]*? src|link rel="(?:stylesheet|icon)" href)="((?!https:)[^"]+)"'
    asked = re.findall(links, _page(project, path))
    files = (page, *((page.parent / name).resolve() for name in asked))
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def _page(project: Project, path: str) -> str:
    name = path if path.endswith(".html") else f"{path}index.html"
    return (project.site / name).read_text(encoding="utf-8")
