"""Editions as e-mails."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.models import Assignment, Label
from generator.output.mail import mail_files
from generator.output.templates import Templates
from generator.stages.digest import Digest
from tests import samples
from tests.world import ROOT

TEMPLATES = Templates(ROOT / "templates")


class _Outline(HTMLParser):
    """Notes elements, their attributes, links and text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def _mail(digest: Digest, **options: int) -> tuple[_Outline, str, str]:
    """Return the outline of the HTML, the HTML and the plain text of a digest's only edition."""
    html, text = (str(file.content) for file in mail_files(digest, TEMPLATES, None, **options))
    outline = _Outline()
    outline.feed(html)
    return outline, html, text


def test_both_forms_name_every_new_paper_under_its_topic() -> None:
    """With its authors, the first lines of the abstract and the address of its page."""
    papers = (samples.paper("a2024b", "First Title"), samples.paper("c2024d", "Second Title"))
    label = Label(key="c2024d", topics=(Assignment(slug="kernels", score=1.0),))

    outline, _, text = _mail(samples.digest(papers=papers, labels=(label,)))

    for form in (outline.text, text):
        assert "2 October 2025" in form
        assert form.index("Kernels") < form.index("Second Title") < form.index("Unsorted")
        assert "Ada Moreau" in form
        assert "arXiv 2024" in form
    assert "https://example.org/sample/papers/c2024d/" in outline.links
    assert "https://example.org/sample/papers/c2024d/" in text.splitlines()


def test_papers_that_came_before_or_are_retracted_are_left_out() -> None:
    """Nobody is told the same news twice, nor what is withdrawn."""
    later = samples.DAY.replace(day=9)
    papers = (
        samples.paper("new2024", "New Title", edition=later, editions=(later,)),
        samples.paper("old2024", "Old Title", editions=(samples.DAY, later)),
        samples.paper("bad2024", "Bad Title", edition=later, editions=(later,), retracted="withdrawn"),
    )

    html, text = (
        str(file.content) for file in list(mail_files(samples.digest(papers=papers), TEMPLATES))[:2]
    )

    for form in (html, text):
        assert "New Title" in form
        assert "Old Title" not in form
        assert "Bad Title" not in form


@pytest.mark.parametrize("count", [1, 40, 400])
def test_the_html_is_never_cut_off_by_a_mail_program(count: int) -> None:
    """What there is no room for is counted, and stands on the site."""
    papers = tuple(samples.paper(f"p2024n{number}", f"Title {number}.") for number in range(count))

    outline, html, text = _mail(samples.digest(papers=papers), largest=20_000)

    shown = outline.elements.count("h3")
    assert len(html.encode()) <= 20_000
    assert shown == count or shown > 15
    assert f"{count} new paper" in outline.text
    assert (f"And {count - shown} more" in outline.text) == (shown < count)
    assert (f"And {count - shown} more" in text) == (shown < count)


def test_styles_stand_on_the_elements_and_nothing_is_fetched() -> None:
    """Mail programs drop scripts and often style sheets; pictures from elsewhere tell who reads."""
    outline, html, _ = _mail(samples.digest())

    assert not {"script", "img", "link", "iframe", "form", "svg", "math"} & set(outline.elements)
    assert "url(" not in html
    assert "background" not in html
    assert all(link.startswith("https://example.org/sample/") for link in outline.links)
    assert 'content="light dark"' in html
    assert re.search(r'<h3 style="[^"]+"><a href="[^"]+" style="color:#', html)


@settings(max_examples=50)
@given(title=st.text(min_size=1), abstract=st.text())
def test_text_of_strangers_stays_text(title: str, abstract: str) -> None:
    """No element, attribute or link comes of it, and no line of the plain text but its own."""
    plain, _, _ = _mail(samples.digest(papers=(samples.paper(title="a", abstract="a" if abstract else ""),)))

    outline, _, text = _mail(samples.digest(papers=(samples.paper(title=title, abstract=abstract),)))

    assert set(outline.elements) <= set(plain.elements) | {"p"}
    assert outline.attributes <= plain.attributes
    assert len(outline.links) == len(plain.links)
    assert text.splitlines()[0] == "Sample, 2 October 2025"
