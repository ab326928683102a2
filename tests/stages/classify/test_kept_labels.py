"""Labels that are kept between runs are those that the rules would give again."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.cache import CacheFile
from generator.base.text import RichText
from generator.config import Taxonomy, load_curation, load_taxonomy, open_project
from generator.stages import classify
from generator.stages.classify import ByRules, classify_papers
from generator.workflows.prepare import prepare_digest
from tests.samples import paper
from tests.world import ROOT, make_world


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    """Give this digest's own topics and tags."""
    return load_taxonomy(open_project(ROOT))


def test_a_second_run_has_the_same_labels_without_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every topic, tag, score and line of evidence, of all papers of a project."""
    project = make_world(tmp_path)
    project.build.mkdir()
    first = prepare_digest(project).digest.labels
    monkeypatch.setattr(classify, "score_topics", lambda *_: pytest.fail("rules were asked again"))

    assert prepare_digest(project).digest.labels == first
    assert any(topic.evidence for label in first.values() for topic in label.topics)


def test_what_rules_read_makes_another_label(taxonomy: Taxonomy, tmp_path: Path) -> None:
    """Title, abstract, the address of code, and the rules themselves."""
    curation = load_curation(make_world(tmp_path))
    shown = paper(title="A GPU Kernel", abstract="We serve large language models.")
    cache = CacheFile[ByRules](ByRules, tmp_path / "labels")
    changes = (
        replace(shown, title=RichText("A Survey of Robots")),
        replace(shown, abstract=RichText("We train diffusion models of video.")),
        replace(shown, facts=replace(shown.facts, code="https://github.com/example/x")),
    )

    def labels(of: Taxonomy) -> list[object]:
        return [classify_papers([each], of, curation, cache)[shown.key] for each in (shown, *changes)]

    with_all = labels(taxonomy)
    assert len({repr(label) for label in with_all}) == len(with_all)
    assert with_all == [classify_papers([each], taxonomy, curation)[shown.key] for each in (shown, *changes)]
    assert labels(replace(taxonomy, weights=())) != with_all
