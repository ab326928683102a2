"""What the locks name is what gets installed, whatever else an index offers."""

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.world import ROOT

OFFERED = (
    ("alpha", "1.0", ("beta[toml]>=1",)),
    ("alpha", "2.0", ("beta[toml]>=1",)),
    ("beta", "1.0", ('gamma>=1; extra == "toml"',)),
    ("beta", "2.0", ('gamma>=1; extra == "toml"', "delta")),
    ("gamma", "1.0", ()),
    ("gamma", "1.1", ()),
)
"""What the made-up index holds: names, versions and what they require. Nobody has `delta`."""

LOCKED = ("alpha-1.0", "beta-1.0", "gamma-1.0")
PYPROJECT = """
[build-system]
requires = []
build-backend = "maker"
backend-path = ["."]
"""
MAKER = """
import shutil
def build_editable(folder, settings=None, metadata=None):
    return shutil.copy("own-0-py3-none-any.whl", folder).rpartition("/")[2]
"""
"""Builds nothing: the wheel is there. The real backend is a package of its own."""


def _make_wheel(folder: Path, name: str, version: str, requires: tuple[str, ...] = ()) -> Path:
    """Write a wheel that holds nothing but what it says of itself; return its path."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    lines += [f"Requires-Dist: {requirement}" for requirement in requires]
    lines += ["Provides-Extra: toml\n"]
    info = f"{name}-{version}.dist-info"
    files = {
        f"{info}/METADATA": "\n".join(lines),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "".join(f"{info}/{file},,\n" for file in ("METADATA", "WHEEL", "RECORD")),
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for file, content in files.items():
            wheel.writestr(file, content)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give this repository's Makefile with made-up locks, beside an index of made-up packages."""
    index, folder = tmp_path / "index", tmp_path / "project"
    index.mkdir()
    (folder / "requirements").mkdir(parents=True)
    wheels = {
        path.stem.removesuffix("-py3-none-any"): path
        for path in (_make_wheel(index, *each) for each in OFFERED)
    }
    hashes = {name: hashlib.sha256(wheels[name].read_bytes()).hexdigest() for name in LOCKED}
    pins = [f"{name.replace('-', '==')} \\\n    --hash=sha256:{digest}\n" for name, digest in hashes.items()]
    # As `make lock` writes them: without extras, and the tests' lock holds that of the site.
    (folder / "requirements" / "site.txt").write_text(pins[2], encoding="utf-8")
    (folder / "requirements" / "test.txt").write_text("".join(pins), encoding="utf-8")
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "maker.py").write_text(MAKER, encoding="utf-8")
    _make_wheel(folder, "own", "0")
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    return folder


def _make(require_tool: Callable[[str, str], str], project: Path) -> subprocess.CompletedProcess[str]:
    """Set up the environment of the tests from the made-up index, with the pip that Python came with."""
    make = require_tool("make", "the Makefile is what is tested")
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))
    }
    surroundings |= {
        "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project.parent / "index"),
    }  # fmt: skip
    return subprocess.run(
        [make, f"PYTHON={sys.executable}", ".venv/.test"],
        cwd=project,
        env=surroundings,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_an_index_with_newer_versions_changes_nothing(
    require_tool: Callable[[str, str], str], project: Path
) -> None:
    """The oldest pip takes what is locked and asks for nothing else, though extras are not in the lock."""
    done = _make(require_tool, project)

    assert done.returncode == 0, done.stderr
    python = project / ".venv" / "bin" / "python"
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True
    ).stdout
    found = {f"{each['name']}-{each['version']}" for each in json.loads(listed)}
    assert {name for name in found if not name.startswith(("pip-", "setuptools-"))} == {*LOCKED, "own-0"}


@pytest.mark.slow
def test_a_lock_that_lacks_something_is_refused(
    require_tool: Callable[[str, str], str], project: Path
) -> None:
    """Nothing is looked for beside a lock, so what is not in it must be told."""
    lock = project / "requirements" / "test.txt"
    pins = [pin for pin in re.split(r"^(?=\w)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE) if pin]
    lock.write_text("".join(pin for pin in pins if not pin.startswith("beta")), encoding="utf-8")

    done = _make(require_tool, project)

    assert done.returncode != 0
    assert "alpha 1.0 requires beta, which is not installed" in done.stdout + done.stderr


def test_the_environment_holds_all_that_is_required() -> None:
    """Through every extra that leads from one package to the next, which `pip check` does not look at."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, groups = pyproject["project"], pyproject["dependency-groups"]
    lists = [project["dependencies"], groups["build"], groups["test"]]
    waiting = [Requirement(line) for lines in lists for line in lines]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        found = importlib.metadata.distribution(wanted.name)
        assert wanted.specifier.contains(found.version, prereleases=True), wanted
        for extra in ("", *wanted.extras):
            if (wanted.name, extra) not in seen:
                seen.add((wanted.name, extra))
                leads_to = map(Requirement, found.requires or ())
                waiting += [
                    each for each in leads_to if not each.marker or each.marker.evaluate({"extra": extra})
                ]

    assert ("coverage", "toml") in seen
