"""Sites that are built once for all tests, and pages that fail a test when something goes wrong in them."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile import OWN, make_hostile, read_payloads
from tests.browser.served import EARLIER, VOTED, Site, build, copy_project, serve
from tests.browser.watched import Visitor

SAMPLE = 250
"""About how many injections of the collection are taken."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; report-uri /reports"
)
"""What the site needs (https://www.w3.org/TR/CSP3/); whatever asks for more is reported to the page."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give this repository's site, with two earlier editions beside its own; on localhost, below a folder."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    (project.dumps / "2001-02-03-earlier.txt").write_text(EARLIER, encoding="utf-8")
    (project.dumps / "2025-10-01-voted.json").write_text(VOTED, encoding="utf-8")
    with serve(project, build(project)) as site:
        yield site


@pytest.fixture
def visitor(browser: Browser, built_site: Site) -> Iterator[Visitor]:
    """Give a visitor of the built site; trouble in any page that it opens fails the test."""
    visitor = Visitor(browser, built_site)
    yield visitor
    visitor.close()
    assert visitor.trouble == []


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, material: Path) -> Iterator[Site]:
    """Give a site that is made of hostile text, served so that anything that runs is reported."""
    payloads = list(dict.fromkeys([*OWN, *read_payloads(material / "hostile", SAMPLE)]))
    project = make_hostile(tmp_path_factory.mktemp("hostile"), payloads)
    prepared = build(project)
    front = (project.site / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", front, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"{POLICY}; script-src 'self' 'report-sample' {allowed}"
    with serve(project, prepared, {"Content-Security-Policy-Report-Only": policy}) as site:
        yield site
