"""What MkDocs refuses is told in a sentence, at the file that it names."""

from generator.site import refusal

WARNED = """\
INFO    -  Cleaning site directory
INFO    -  Building documentation to directory: /somewhere/site
WARNING -  The following pages exist in the docs directory, but are not included in the "nav" configuration:
  - extra.md

Aborted with 1 warnings in strict mode!
"""
BROKEN = """\
ERROR   -  Error building page 'topics/serving.md': 'dict object' has no attribute 'x'
Traceback (most recent call last):
  File "/home/me/.venv/lib/python3.11/site-packages/mkdocs/__main__.py", line 288, in build_command
  File "/home/me/digest/templates/theme/list.html", line 3, in block 'content'
jinja2.exceptions.UndefinedError: 'dict object' has no attribute 'x'
"""
MISSING = """\
ERROR   -  Error building page 'extra.md': nowhere.html
Traceback (most recent call last):
  File "/home/me/.venv/lib/python3.11/site-packages/mkdocs/commands/build.py", line 230, in _build_page
jinja2.exceptions.TemplateNotFound: nowhere.html
"""


def test_what_is_no_fault_is_left_out() -> None:
    """The progress of a build stands between its warnings."""
    told = str(refusal(WARNED))

    assert told.startswith("mkdocs.yml: MkDocs refused: WARNING - The following pages exist")
    assert "INFO" not in told
    assert "extra.md" in told


def test_the_template_or_page_that_failed_is_named() -> None:
    """And the last line of a traceback alone: nobody wants to read the rest."""
    place = "templates/theme/list.html:3"
    assert str(refusal(BROKEN)).startswith(
        f"{place}: MkDocs refused: jinja2.exceptions.UndefinedError: 'dict object'"
    )
    assert str(refusal(MISSING)).startswith(
        "docs/extra.md: MkDocs refused: jinja2.exceptions.TemplateNotFound: nowhere"
    )


def test_words_without_a_word_are_told_too() -> None:
    """MkDocs may end without saying why."""
    assert "MkDocs refused: it says no more" in str(refusal(""))
