"""Exports that are written once for all judges, and the programs that judge them."""

from pathlib import Path

import pytest

from generator.config import open_project
from generator.workflows.prepare import prepare_digest
from tests.judges.awkward import awkward_digest, collected_digest
from tests.judges.exported import Export, export
from tests.world import ROOT


@pytest.fixture(scope="session")
def own_export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Give the files of this repository's digest."""
    return export(prepare_digest(open_project(ROOT)).digest, tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def awkward_export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Give the files of a digest that is hard to export."""
    return export(awkward_digest(), tmp_path_factory.mktemp("awkward"))


@pytest.fixture(scope="session")
def collected_export(tmp_path_factory: pytest.TempPathFactory, made_up: Path) -> Export:
    """Give the files of a digest made of bibliographies, titles and payloads that were made up."""
    return export(collected_digest(made_up), tmp_path_factory.mktemp("collected"))


@pytest.fixture(scope="session")
def borrowed_export(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Export:
    """Give the files of a digest made of what others wrote."""
    return export(collected_digest(real_data), tmp_path_factory.mktemp("borrowed"))


@pytest.fixture(params=["own", "awkward", "collected", pytest.param("borrowed", marks=pytest.mark.real)])
def exported(request: pytest.FixtureRequest) -> Export:
    """Give each of the exports in turn."""
    found: Export = request.getfixturevalue(f"{request.param}_export")
    return found
