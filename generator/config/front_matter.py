"""Check the front matter of a page: what MkDocs cannot read it takes for text."""

import re

import yaml

from generator.base.errors import DigestError, Location, Problem

_FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

_BEGUN = re.compile(r"---[ \t]*\n[\w-]+:")


def check_front_matter(page: str, name: str) -> dict[str, object]:
    """Return the fields of a page's front matter; none where it has no front matter.

    Args:
        page: Markdown.
        name: How messages call the page or its template.

    Raises:
        DigestError: There is a beginning of front matter that is no mapping of YAML, with its line.
    """
    found = _FRONT.match(page)
    if found is None and not _BEGUN.match(page):
        return {}
    if found is None:
        raise DigestError(_problem(name, 1, "has front matter that does not end: a line of its own with ---"))
    try:
        fields = yaml.load(found["fields"], Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise DigestError(
            _problem(name, line, f"has front matter that is no YAML: {error.problem}")
        ) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise DigestError(_problem(name, 1, f"has front matter that is no YAML: {reason}")) from None
    if not isinstance(fields, dict):
        raise DigestError(_problem(name, 2, "has front matter that is no mapping, such as 'title: A page'"))
    return fields


def _problem(name: str, line: int, reason: str) -> Problem:
    advice = "put a text with : or [ or # into quotation marks"
    return Problem(location=Location(path=name, line=line), reason=reason, advice=advice)
