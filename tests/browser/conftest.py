"""Sites that are built once for all tests, and pages that fail a test when something goes wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.served import EARLIER, build, copy_project, serve
from tests.browser.watched import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.served import Site


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give this repository's site, with an earlier edition beside its own; on localhost, below a folder."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    (project.dumps / "2001-02-03-earlier.txt").write_text(EARLIER, encoding="utf-8")
    with serve(project, build(project)) as site:
        yield site


@pytest.fixture
def visitor(browser: Browser, built_site: Site) -> Iterator[Visitor]:
    """Give a visitor of the built site; trouble in any page that it opens fails the test."""
    visitor = Visitor(browser, built_site)
    yield visitor
    visitor.close()
    assert visitor.trouble == []
