"""The door to the template engine."""

import json
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.base.text import Markdown, escape_html, escape_markdown
from generator.output.templates import Templates


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{% if %}", "templates/pages/home.md.j2:2: is no template: "),
        ("\n\n{{ site.colour }}", "templates/pages/home.md.j2:3: asks for what is not there: "),
        ("{% include 'pages/_no.md.j2' %}", "templates/pages/_no.md.j2: no such template"),
        ("\n{% include 'pages/_bad.md.j2' %}", "templates/pages/_bad.md.j2:1: asks for"),
        ("\n\n{{ 1 / 0 }}", "templates/pages/home.md.j2:3: fails: division by zero"),
        ("---\ntitle: [a\n---\n", "templates/pages/home.md.j2:3: has front matter that is no YAML: "),
    ],
)
def test_a_template_that_a_person_broke_is_told_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    """Who changes the looks of a site watches `digest serve`, which must go on."""
    (tmp_path / "templates/pages").mkdir(parents=True)
    (tmp_path / "templates/pages/home.md.j2").write_text(text, encoding="utf-8")
    (tmp_path / "templates/pages/_bad.md.j2").write_text("{{ colour }}", encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        Templates(tmp_path / "templates").render_page("home", {"site": {}})

    (problem,) = caught.value.problems
    assert str(problem).startswith(message)


SIGNS = r"a_b *c* [d](e) <f> `g` $h$ &lt; \\ \\ # | ~~"


def test_text_is_escaped_once_for_the_format_of_its_template(tmp_path: Path) -> None:
    """A page is Markdown, a feed and a mail are XML or HTML; what is in the format already stays."""
    for path in ("pages/x.md.j2", "feeds/x.xml.j2", "mail/x.html.j2"):
        (tmp_path / path).parent.mkdir()
    (tmp_path / "pages/x.md.j2").write_text(
        "{{ text }}|{{ done }}|{{ 7 }}|{{ text | yaml }}", encoding="utf-8"
    )
    (tmp_path / "feeds/x.xml.j2").write_text("{{ text }}", encoding="utf-8")
    (tmp_path / "mail/x.html.j2").write_text("{{ text }}", encoding="utf-8")
    templates = Templates(tmp_path)

    page = templates.render_page("x", {"text": SIGNS, "done": Markdown("*is*")})
    assert page == f"{escape_markdown(SIGNS)}|*is*|7|{json.dumps(SIGNS)}"
    assert templates.render_markup("feeds/x.xml", {"text": SIGNS}) == escape_html(SIGNS)
    assert templates.render_markup("mail/x.html", {"text": SIGNS}) == escape_html(SIGNS)


def test_an_address_is_the_destination_of_a_link_and_nothing_else(tmp_path: Path) -> None:
    """Its parentheses, spaces and brackets end no link."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/x.md.j2").write_text("[x]({{ url | address }})", encoding="utf-8")

    made = Templates(tmp_path).render_page("x", {"url": "https://example.org/a(b) c<d>"})

    assert made == "[x](https://example.org/a%28b%29%20c%3Cd%3E)"
