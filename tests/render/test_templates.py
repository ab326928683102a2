"""The door to the template engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.errors import DigestError
from generator.render.templates import Templates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{% if %}", "templates/pages/home.html.j2:2: is no template: "),
        ("\n\n{{ page.colour }}", "templates/pages/home.html.j2:3: asks for what is not there: "),
        ("{% include 'partials/_no.html.j2' %}", "templates/partials/_no.html.j2: no such template"),
        ("\n{% include 'partials/_bad.html.j2' %}", "templates/partials/_bad.html.j2:1: asks for"),
    ],
)
def test_a_template_that_a_person_broke_is_told_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    """Who changes the looks of a site watches `digest serve`, which must go on."""
    for folder in ("pages", "partials"):
        (tmp_path / "templates" / folder).mkdir(parents=True)
    (tmp_path / "templates/pages/home.html.j2").write_text(text, encoding="utf-8")
    (tmp_path / "templates/partials/_bad.html.j2").write_text("{{ colour }}", encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        Templates(tmp_path / "templates").render("home", root="", view={})

    (problem,) = caught.value.problems
    assert str(problem).startswith(message)
