"""What `mkdocs.yml` says of the site."""

from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.config import SiteSettings, load_settings, open_project


def _settings(folder: Path, *lines: str, url: str = "https://example.org/digest") -> SiteSettings:
    """Return the settings of a project; each line is one of `extra.digest`."""
    own = "".join(f"    {line}\n" for line in ("tagline: Papers.", *lines))
    text = f"site_name: Offprint\nsite_url: {url}\nextra:\n  digest:\n{own}"
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return load_settings(open_project(folder))


def test_a_site_that_never_moved_was_first_where_it_is(tmp_path: Path) -> None:
    """Every address ends in a slash, however it was written."""
    settings = _settings(tmp_path)

    assert (settings.url, settings.first_url) == ("https://example.org/digest/",) * 2
    assert settings.mailing_list == ""


def test_a_site_that_moved_says_where_it_was(tmp_path: Path) -> None:
    """The addresses of pages follow the move, what feeds are told apart by does not."""
    settings = _settings(tmp_path, "first_url: https://old.example.org/x/")

    assert settings.url == "https://example.org/digest/"
    assert settings.first_url == "https://old.example.org/x/"


def test_a_site_says_what_its_lists_tell_of_papers(tmp_path: Path) -> None:
    """A sentence of the abstract, unless it prefers summaries; nothing else."""
    assert _settings(tmp_path).gist == "abstract"
    assert _settings(tmp_path, "gist: summary").gist == "summary"
    with pytest.raises(DigestError, match=r"^mkdocs.yml:6: .*gist"):
        _settings(tmp_path, "gist: title")


@pytest.mark.parametrize("address", ["https://lists.example.org/x", "news@example.org"])
def test_a_mailing_list_is_a_page_or_a_mailbox(tmp_path: Path, address: str) -> None:
    """Both are taken as written."""
    assert _settings(tmp_path, f"mailing_list: {address}").mailing_list == address


@pytest.mark.parametrize(
    "line",
    [
        "mailing_list: javascript:alert(1)",
        "mailing_list: javascript:x@y",
        "mailing_list: a@b@c",
        "mailing_list: nobody",
        "first_url: example.org",
        'first_url: "https://example.org/a b"',
    ],
)
def test_what_is_no_address_is_a_problem_with_its_line(tmp_path: Path, line: str) -> None:
    """Nothing else reaches a link."""
    with pytest.raises(DigestError) as caught:
        _settings(tmp_path, line)

    assert str(caught.value.problems[0]).startswith("mkdocs.yml:6: ")
