"""What all tests share: tools, made-up and real data, a browser, and the order in which tests run."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.made_up import make_material
from tests.world import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_BROWSER, _JUDGES = "tests/browser/", "tests/judges/"

STRICT = os.environ.get("CI") == "true" or bool(os.environ.get("DIGEST_REQUIRE_TOOLS"))
"""Whether a missing tool is a failure, as in CI, or a skip, as at a person's desk."""

REAL = Path(os.environ["DIGEST_REAL_DATA"]).resolve() if os.environ.get("DIGEST_REAL_DATA") else None
"""Folder of the real data that some tests read in addition; without it these are no part of the run."""

MARK_OF_FIXTURE = {"real_data": "real", "chromium": "browser", "require_tool": "slow"}
"""Marks that follow from what a test asks for, so that nobody forgets them."""

LAST = ("real", "slow", "judges", "site", "browser")
"""Marks of slow tests, the slowest last; what has none of them runs first."""

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
"""Keep Chromium from calling home; what is left on the network is the page's doing."""

os.environ["SOURCE_DATE_EPOCH"] = "1938211200"
"""A day of June 2031: the made-up world has its editions in May, and the commands refuse those to come."""

settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if STRICT else "desk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by what they ask for, leave out those of real data, and run the quick ones first.

    Where several processes share the tests, a module stays in one, since its fixtures are dear; so do all
    that open the site of hostile texts. Those in a browser begin at once, or they would end alone.
    """
    for item in items:
        for fixture, mark in MARK_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if item.nodeid.startswith(_JUDGES):
            item.add_marker("judges")
    if not REAL:
        left_out = [item for item in items if item.get_closest_marker("real")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("real")]
    is_shared = hasattr(config, "workerinput")
    items.sort(key=lambda item: (is_shared and not item.nodeid.startswith(_BROWSER), _slowness(item)))


class _Groups(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Deals out groups of tests.

    xdist's own marks of groups are without effect since pytest 9.2, whose tests cannot be renamed.
    """

    def _split_scope(self, nodeid: str) -> str:
        """Return what is run in one process: a module, or all that opens the site of hostile texts."""
        is_hostile = nodeid.startswith(_BROWSER) and "hostile" in nodeid
        return f"{_BROWSER}hostile" if is_hostile else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Groups:
    """Return who deals out the tests where several processes share them."""
    return _Groups(config, log)


def _slowness(item: pytest.Item) -> int:
    return max((rank for rank, mark in enumerate(LAST, 1) if item.get_closest_marker(mark)), default=0)


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str, str], str]:
    """Give a function that finds a program, or ends the test saying how to get it.

    Its arguments are the program's name and the advice for who lacks it; it returns the
    program's path. Without the program the test is skipped at a desk and fails in CI.
    """
    return _require_tool


def _require_tool(name: str, advice: str) -> str:
    return shutil.which(name) or _give_up(f"needs {name}: {advice}")


def _give_up(reason: str) -> NoReturn:
    if STRICT:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def give_up() -> Callable[[str], NoReturn]:
    """Give a function that ends the test, whose argument says what is missing: as `require_tool` does."""
    return _give_up


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of an installed Chromium; the test is marked `browser`."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or _give_up("needs a browser: install Chromium (Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator["Browser"]:
    """Give a headless Chromium, one for all tests; each test opens a context of its own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  no other test waits for it

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder `made-up`, which holds material of every kind, laid out as the real data are."""
    return make_material(tmp_path_factory.mktemp("made-up", numbered=False))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Give the folder of real data that DIGEST_REAL_DATA names; the test is marked `real`."""
    assert REAL, "DIGEST_REAL_DATA names no folder"
    assert REAL.is_dir(), f"DIGEST_REAL_DATA names no folder: {REAL}"
    return REAL


@pytest.fixture(scope="session", params=["made_up", pytest.param("real_data", marks=pytest.mark.real)])
def material(request: pytest.FixtureRequest) -> Path:
    """Give the made-up data and, where they are, the real ones: a law that holds for any data is one test."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


@pytest.fixture(scope="session")
def first_dump() -> Path:
    """Give the dump that this repository came with; who starts a digest of their own has taken it out."""
    path = ROOT / "data" / "dumps" / "2025-10-02-daily-papers.txt"
    if not path.is_file():
        pytest.skip("speaks of the papers that this repository came with, and they were taken out")
    return path
