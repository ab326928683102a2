"""Laws about the repository itself: what may be in it, and how it is kept."""

import ast
import json
import os
import re
import shutil
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.world import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MODULES = sorted((ROOT / "generator").rglob("*.py"))
LOCKS = {"site": ("build",), "test": ("build", "test")}
"""Each lock, and the dependency groups that it holds beside the package's own dependencies."""

FOREIGN_LOCKS = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "yarn.lock"}
NPM_LOCKS = [ROOT / "tests" / "judges" / "package-lock.json"]
REGISTRY = re.compile(
    r"https?://[^\s\"'<>]*/simple(?![\w-])"  # a Python index
    r"|files\.pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com"
    r"|/packages/[0-9a-f]{2}/[0-9a-f]{2}/"  # a file on an index
)
REASONED = ("[project]", "[dependency-groups]", "[tool.ruff.lint")
"""Tables of pyproject.toml in which each item of a list has its reason on its line."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 10


def _committed() -> list[Path]:
    """Return the files that git knows or would take with `git add`."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout, to know which files belong to the repository")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


def _places(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern is found in the committed files."""
    return [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _committed()
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(lock: str) -> list[tuple[Requirement, str]]:
    """Return the requirements of a lock, each with its hashes as written."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    parts = (block.partition("\\\n") for block in blocks)
    return [(Requirement(head.strip()), hashes) for head, _, hashes in parts]


def _functions() -> Iterator[tuple[str, int]]:
    """Yield the place of each function of the package and its lines without the docstring."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                docstring = ast.get_docstring(node, clean=False)
                documented = docstring.count("\n") + 1 if docstring else 0
                lines = (node.end_lineno or node.lineno) - node.lineno + 1 - documented
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def test_no_file_names_a_registry() -> None:
    """A file that names a package index works only where that index is reached."""
    assert _places(REGISTRY) == []


def test_no_file_names_a_path_of_this_machine() -> None:
    """What works only in this checkout, or only for this user, does not belong in it."""
    folders = {str(folder) for folder in (ROOT, ROOT.parent, Path.home()) if len(folder.parts) > 1}
    pattern = re.compile(rf"(?<![\w.~/-])(?:{'|'.join(map(re.escape, sorted(folders)))})/")

    assert _places(pattern) == []


def test_no_lock_records_download_addresses() -> None:
    """The locks in requirements/ are the only ones, beside one of npm that names bytes and no address."""
    committed = _committed()

    assert [path for path in committed if path.name in FOREIGN_LOCKS] == []
    assert [path for path in committed if path.name == "package-lock.json"] == NPM_LOCKS
    for lock in NPM_LOCKS:
        for name, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
            assert "resolved" not in package, (
                f"{name}: make the lock again in its folder, where .npmrc is read"
            )
            assert not name or package["integrity"].startswith("sha512-"), name


def test_npm_packages_are_pinned() -> None:
    """What the lock was made from names one version of each package, and the lock holds that version."""
    for lock in NPM_LOCKS:
        wanted = json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
        locked = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        assert wanted == {name: locked[f"node_modules/{name}"]["version"] for name in wanted}


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_one_version_with_hashes(lock: str) -> None:
    """Each requirement names one version, and the files that may be installed for it."""
    pins = _pins(lock)

    assert len(pins) > 20
    for requirement, hashes in pins:
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement
        assert re.fullmatch(r"(\s+--hash=sha256:[0-9a-f]{64}(\s\\)?)+\s*", hashes), requirement


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items())
def test_locks_satisfy_pyproject(lock: str, groups: tuple[str, ...]) -> None:
    """Who changes a dependency makes the locks again."""
    pyproject = _pyproject()
    wanted = list(pyproject["project"]["dependencies"])
    wanted += [line for group in groups for line in pyproject["dependency-groups"][group]]
    pinned = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin, _ in _pins(lock)}

    for requirement in map(Requirement, wanted):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_test_lock_holds_the_site_lock() -> None:
    """The tests run with the very versions that build the site."""
    site, test = ({str(pin) for pin, _ in _pins(lock)} for lock in ("site", "test"))

    assert site <= test


def test_each_dependency_and_exception_has_its_reason() -> None:
    """A dependency, or a rule that is switched off, has a comment on its line."""
    table, missing = "", []
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        table = line if line.startswith("[") else table
        if table.startswith(REASONED) and re.match(r'\s+"[^"]+",?\s*$', line):
            missing.append(line.strip())

    assert missing == []


def test_files_stay_short() -> None:
    """A module that grows past this holds two things."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    """No function needs scrolling, and most are read at a glance."""
    functions = dict(_functions())

    assert {name: lines for name, lines in functions.items() if lines > LONGEST_FUNCTION} == {}
    assert statistics.median(functions.values()) <= MEDIAN_FUNCTION


def test_every_make_target_that_is_named_exists() -> None:
    """The commands in texts, scripts and workflows are true."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *WORKFLOWS, ROOT / ".ci" / "run"]
    named = {
        (target, path.name)
        for path in texts
        for target in re.findall(r"(?:`|^make |run: )(?:make )([a-z-]+)", path.read_text(encoding="utf-8"))
    }

    assert {target for target, _ in named} >= {"site", "test"}
    assert {(target, name) for target, name in named if target not in targets} == set()


def test_every_make_target_says_what_it_does() -> None:
    """`make` alone lists what can be made; helpers of other targets need no line there."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    listed = subprocess.run([make, "-s"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split())

    assert set(re.findall(r"^make ([a-z-]+)", listed, re.MULTILINE)) == phony - {"tools", "tex"}


def test_only_ci_knows_where_real_data_lie() -> None:
    """Nobody outside has them, so whatever else read them there would prove nothing to an outsider."""
    places = _places(re.compile(r"\bshared[/\\]+data\b|[\"']shared[\"'] / [\"']data[\"']"))

    assert {place.partition(":")[0] for place in places} == {".ci/run"}


def test_scripts_can_be_run() -> None:
    """The set-up scripts carry the executable bit and a first line that says what runs them."""
    scripts = [path for path in (ROOT / ".ci").iterdir() if path.is_file()]

    assert scripts
    for script in scripts:
        assert os.access(script, os.X_OK), script
        assert script.read_text(encoding="utf-8").startswith("#!"), script


def test_the_index_of_decisions_names_each_decision_once() -> None:
    """Who looks for a decision finds it by its subject, with the date and whether it stands."""
    text = (ROOT / "docs" / "development" / "decisions.md").read_text(encoding="utf-8")
    index = re.findall(
        r"^\| \[(.+)\]\(#\S+\) \| ([\d-]+) \| (stands|superseded on [\d-]+) \|$", text, re.MULTILINE
    )
    entries = re.findall(
        r"^### (.+)\n\n\*([\d-]+)\.(?: Superseded on ([\d-]+) by .+)?\*$", text, re.MULTILINE
    )

    assert len(entries) == text.count("\n### ")
    assert index == [
        (title, date, f"superseded on {later}" if later else "stands") for title, date, later in entries
    ]


def test_tests_import_doors_only() -> None:
    """A file moves inside its room and no test breaks."""
    shared_floors = {"base", "output", "stages", "workflows"}  # of several rooms each
    doors = {
        "generator.bibliography.codec",
        "generator.base.text.markdown_math",  # named in mkdocs.yml
        "generator.cli.shared",
        "generator.output.pages.fix_link",
    }
    imported = re.compile(r"^(?:from|import) (generator[\w.]*)", re.MULTILINE)
    inner = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name in imported.findall(path.read_text(encoding="utf-8")):
            floor = name.split(".")[1:2]
            depth = 3 if shared_floors.issuperset(floor) else 2
            if name.count(".") >= depth and name not in doors and ".classify." not in name:
                inner.append(f"{path.relative_to(ROOT)}: {name}")

    assert inner == []
