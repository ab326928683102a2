"""Front matter that nobody can read is told, with its line."""

import pytest

from generator.base.errors import DigestError
from generator.config import check_front_matter


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("# A page\n", {}),
        ("---\n\nA rule, and then text.\n", {}),
        (
            "---\ntitle: A page\ntags: [one, two]\n---\n\n# A page\n",
            {"title": "A page", "tags": ["one", "two"]},
        ),
        ('---\n"quoted": "a: b"\n...\nText\n', {"quoted": "a: b"}),
    ],
)
def test_front_matter_is_read_as_mkdocs_reads_it(page: str, fields: dict[str, object]) -> None:
    """A page may have none."""
    assert check_front_matter(page, "docs/x.md") == fields


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("---\ntitle: [broken\n---\nText\n", r"^docs/x\.md:\d: has front matter that is no YAML: "),
        (
            "---\ntitle: a\nabout: b: c\n---\n",
            r"^docs/x\.md:3: has front matter that is no YAML: mapping values",
        ),
        ("---\njust words\n---\n", r"^docs/x\.md:2: has front matter that is no mapping"),
        ("---\ntitle: a\n\n# Text\n", r"^docs/x\.md:1: has front matter that does not end"),
        ("---\ntitle: \x07\n---\n", r"^docs/x\.md:1: has front matter that is no YAML: "),
    ],
)
def test_front_matter_that_cannot_be_read_is_told(page: str, said: str) -> None:
    """MkDocs would show it as text, and the page without its template."""
    with pytest.raises(DigestError, match=said):
        check_front_matter(page, "docs/x.md")
