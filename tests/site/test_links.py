"""Every link of a built site leads somewhere."""

from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.site import check_links, dead_links

URL = "https://example.org/digest/"


def _site(folder: Path, **pages: str) -> Path:
    """Return a site of an empty front page, a file and these pages."""
    (folder / "index.html").write_text('<h1 id="top">Front</h1>', encoding="utf-8")
    (folder / "papers.bib").touch()
    for name, html in pages.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(html, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../">front</a> <a href="../#top">top</a> <a href="#here" id="here">here</a>',
        '<a href="../papers.bib">file</a> <a href=../papers.bib>without marks</a>',
        f'<link rel="canonical" href="{URL}one/"> <a href="{URL}papers.bib">whole</a>',
        '<a href="https://elsewhere.org/x">elsewhere</a> <a href="mailto:a@example.org">mail</a>',
        "<a\n  class='x'\n  href = '../'\n>",
    ],
)
def test_links_that_lead_somewhere_are_fine(tmp_path: Path, html: str) -> None:
    """To pages, files and anchors of the site, relative or whole; other sites are not asked."""
    check_links(_site(tmp_path, one=html), URL)


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<a href="nowhere/">x</a>', "nowhere/"),
        ('<a href="../#nothing">x</a>', "index.html#nothing"),
        ('<img src="x.png">', "x.png"),
        ('<a title="a > b" href="gone">x</a>', "gone"),
        ("<A HREF='gone&amp;away'>x</A>", "gone&away"),
        (f'<a href="{URL}two/">x</a>', f"{URL}two/"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, html: str, address: str) -> None:
    """However it is written."""
    assert dead_links(_site(tmp_path, one=html), URL) == [("one/index.html", address)]


@pytest.mark.parametrize(
    "html",
    [
        """<meta name="description" content="to <a href='gone'> or src=gone or id=gone">""",
        '<p>&lt;a href="gone"&gt;</p>',
        '<script type="application/json">["\\u003ca href=\\"gone\\""]</script>',
        "<p title='href=\"gone\"'>",
    ],
)
def test_text_that_looks_like_a_link_is_none(tmp_path: Path, html: str) -> None:
    """Titles and abstracts hold anything."""
    check_links(_site(tmp_path, one=html), URL)


def test_text_that_looks_like_an_anchor_is_none(tmp_path: Path) -> None:
    """It is no place that a link could lead to."""
    site = _site(tmp_path, one="<a href='#x'>x</a><p title='id=\"x\"'>")

    assert dead_links(site, URL) == [("one/index.html", "one/index.html#x")]


def test_an_address_is_told_once_with_its_first_page(tmp_path: Path) -> None:
    """Where a template is wrong, every page is; a person reads one line."""
    site = _site(tmp_path, a='<a href="../gone">', b='<a href="../gone">', c='<a href="../gone">')

    with pytest.raises(DigestError) as caught:
        check_links(site, URL)

    assert [str(problem) for problem in caught.value.problems] == [
        "a/index.html: links to ../gone, which is not there and 2 more pages"
    ]
