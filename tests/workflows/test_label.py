"""What a curator says of papers is kept, and moves papers like them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.base.errors import DigestError
from generator.cli import main
from generator.config import UNSORTED, Project, Taxonomy, Thresholds, Topic, TopicGroup
from generator.workflows.evaluate import evaluate_topics
from generator.workflows.fit import fit_weights
from generator.workflows.label import Answer, add_answers, as_table, questions, read_table
from generator.workflows.labels import Example, load_examples, one_label_a_paper, read_known_records
from generator.workflows.prepare import prepare_digest
from tests.world import make_world


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give a project of its own."""
    project = make_world(tmp_path)
    project.build.mkdir()
    return project


def _stored(project: Project) -> list[dict[str, object]]:
    stored: list[dict[str, object]] = json.loads((project.labels / "curator.json").read_text("utf-8"))
    return stored


def _run(project: Project, *arguments: str, pressed: str = "") -> str:
    found = CliRunner().invoke(main, ["label", "--project", str(project.root), *arguments], input=pressed)
    assert found.exit_code == 0, found.output
    return found.output


def test_one_key_decides(world: Project) -> None:
    """The first suggestion, none, another topic; what is skipped is not labelled."""
    keys = ("quill2030lantern", "batching-requests", "oern2031gaussian", "aero-vers")
    told = _run(world, *keys, pressed="1ust\nserving\n".replace("t\n", "t"))

    assert "Lantern: Paged Caches for Patient Kernels" in told
    assert {(label.get("id") or label["title"], label["primary"]) for label in _stored(world)} == {
        ("Lantern: Paged Caches for Patient Kernels", "kernels"),
        ("Batching Requests by the Tide", UNSORTED),
        ("Ærø-Net: Vers un modèle à faible énergie pour les îles", "serving"),
    }


def test_where_nothing_is_doubtful_it_says_so(world: Project) -> None:
    """Silence would look like a command that does nothing."""
    topics = world.topics.read_text("utf-8")
    changed = topics.replace("unsorted_below: 5", "unsorted_below: -99\n  doubtful_below: 0")
    world.topics.write_text(changed, "utf-8")

    assert _run(world).startswith("nothing to ask: ")


def test_a_table_goes_out_and_comes_back(world: Project, tmp_path: Path) -> None:
    """Lines without an answer are passed over, and a later answer replaces an earlier one."""
    table = tmp_path / "table.csv"
    _run(world, "quill2030lantern", "batching-requests", "--export", str(table))
    lines = table.read_text("utf-8").splitlines()
    assert lines[0] == "key,title,suggested,primary,also"
    table.write_text("\n".join([lines[0], f"{lines[1][:-1]}serving,kernels", lines[2]]) + "\n", "utf-8")

    _run(world, "--import", str(table))
    _run(world, "quill2030lantern", pressed="u")

    assert _stored(world) == [
        {"title": "Lantern: Paged Caches for Patient Kernels", "primary": UNSORTED, "also": []}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "key;primary;also\nquill2030lantern;serving;kernels\n",
        "\ufeffKey\tPrimary\tAlso\r\nquill2030lantern\tServing\tkernels\r\n",
        'key,primary,also\nquill2030lantern,kernels,\nquill2030lantern,serving,"kernels,"\n',
        "title,primary,key,also\nx,SERVING,quill2030lantern,Kernels\n",
    ],
)
def test_tables_of_any_spreadsheet_are_read(world: Project, tmp_path: Path, text: str) -> None:
    """Whatever parts the columns; topics by slug or title, in any case; of a paper the last line counts."""
    table = tmp_path / "table.csv"
    table.write_text(text, "utf-8", newline="")

    (answer,) = read_table(table, prepare_digest(world).digest)
    assert (answer.primary, answer.also) == ("serving", ("kernels",))


def test_a_table_that_may_be_filled_in_is_not_written_over(world: Project, tmp_path: Path) -> None:
    """Nor are two opposite things done at once."""
    table = tmp_path / "table.csv"
    table.write_text("mine", "utf-8")
    arguments = ["label", "--project", str(world.root), "quill2030lantern", "--export", str(table)]

    refused = CliRunner().invoke(main, arguments)
    assert (refused.exit_code, table.read_text("utf-8")) == (1, "mine")
    assert "is there already" in refused.output
    assert CliRunner().invoke(main, [*arguments, "--import", str(table)]).exit_code == 2


def test_each_answer_is_kept_at_once_and_not_asked_for_again(world: Project) -> None:
    """However a person leaves: here by the end of what is typed."""
    topics = world.topics.read_text("utf-8")
    world.topics.write_text(topics.replace("unsorted_below: 5", "unsorted_below: 999"), "utf-8")
    first = _run(world, pressed="u")
    asked = [line for line in first.splitlines() if " of " in line[:9]]

    assert len(_stored(world)) == 1
    second = _run(world, pressed="q")
    assert asked[0].split()[-1] not in second
    assert asked[1].split()[-1] in second


@pytest.mark.parametrize(
    ("content", "fault"), [("[", "is not JSON"), ('{"a": 1}', "is not a list of labels")]
)
def test_labels_that_cannot_be_read_are_not_written_over(world: Project, content: str, fault: str) -> None:
    """A person mends or removes them."""
    world.labels.mkdir(parents=True, exist_ok=True)
    path = world.labels / "curator.json"
    path.write_text(content, "utf-8")

    with pytest.raises(DigestError, match=fault):
        add_answers(world, [Answer(name="x", primary="serving")])
    assert path.read_text("utf-8") == content


def test_the_last_label_of_a_paper_counts_and_a_curators_before_all() -> None:
    """However the paper is named in each file."""
    older = Example(name="2401.00001", title="T", abstract="A", primary="serving")
    newer, other = replace(older, name="T", primary="kernels"), replace(older, title="U")

    found = one_label_a_paper({"curator.json": [newer], "a.json": [older, other], "b.json": [other, other]})
    assert found == {"curator.json": (newer,), "a.json": (), "b.json": (other,)}


def test_mistakes_in_a_table_are_told_with_their_lines(world: Project, tmp_path: Path) -> None:
    """All at once, and nothing is written."""
    table = tmp_path / "table.csv"
    table.write_text("key,primary\nnobody,serving\nquill2030lantern,servin\n", "utf-8")

    with pytest.raises(DigestError) as told:
        read_table(table, prepare_digest(world).digest)
    assert [problem.location.line for problem in told.value.problems] == [2, 3]


def test_labels_are_those_that_fit_reads(world: Project) -> None:
    """By identifier, or by title where there is none."""
    digest = prepare_digest(world).digest
    asked = tuple(questions(digest, ("quill2030lantern", "batching-requests"), ()))
    add_answers(world, [Answer(name=question.name, primary="serving") for question in asked])

    examples, missing = load_examples(
        world.labels / "curator.json", read_known_records(world), digest.taxonomy
    )
    assert (len(examples), missing) == (2, ())
    assert as_table(asked).count("\n") == 3


def test_ten_decisions_move_papers_like_them() -> None:
    """In a field without labels a paper of corals is unsorted before them, and sorted after."""
    topics = tuple(Topic(slug=slug, title=slug, about=slug, rules=()) for slug in ("corals", "whales"))
    taxonomy = Taxonomy(
        groups=(TopicGroup(title="Sea", topics=topics),),
        thresholds=Thresholds(unsorted_below=0.001),
    )
    words = {"corals": "reef bleaching polyp symbiont", "whales": "song migration pod baleen"}
    decided = [
        Example(
            name=f"{slug} {number}", title=f"{text.split()[number % 4]} notes", abstract=text, primary=slug
        )
        for slug, text in words.items()
        for number in range(5)
    ]
    unseen = [
        Example(name="x", title="A bleaching event", abstract="The reef lost symbionts.", primary="corals")
    ]

    assert evaluate_topics(unseen, taxonomy).primary == 0
    weights = fit_weights(decided, taxonomy).weights
    assert evaluate_topics(unseen, replace(taxonomy, weights=weights)).primary == 1
