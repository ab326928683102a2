"""Topics, rules and weights as they are written."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.config import (
    FittedWeight,
    Project,
    Rule,
    Taxonomy,
    Where,
    format_weights,
    load_taxonomy,
    read_weights,
)

TOPICS = """\
groups:
- title: Machines
  topics:
  - slug: serving
    title: Serving
    about: Many answers.
    rules:
    - weight: 4.5
      phrases: [KV cache]
- title: Programs
  topics:
  - {slug: kernels, title: Kernels, about: Small programs.}
facets:
- slug: method
  title: Method
  about: Techniques.
  tags:
  - {slug: lora, title: LoRA, spellings: [LoRA]}
  - {slug: code, title: Code, published_code: true}
"""
HEADER = "phrase,where,kernels,serving\n"
FITTED = (
    FittedWeight(phrase="", where="anywhere", topic="serving", weight=-0.5),
    FittedWeight(phrase="bench", where="name", topic="kernels", weight=3.0),
    FittedWeight(phrase="kv cache", where="title", topic="kernels", weight=-1.0),
    FittedWeight(phrase="kv cache", where="title", topic="serving", weight=12.5),
)
PLACES: tuple[Where, ...] = ("anywhere", "title", "abstract", "name", "claim")

fitted_weights = st.builds(
    FittedWeight,
    phrase=st.text(alphabet="ab 1", max_size=6).map(lambda text: " ".join(text.split())),
    where=st.sampled_from(PLACES),
    topic=st.sampled_from(["serving", "kernels"]),
    weight=st.integers(-999, 999).map(lambda tenths: tenths / 10),
)


def _load(folder: Path, *, topics: str = TOPICS, weights: str | bytes | None = None) -> Taxonomy:
    """Return the taxonomy of a project that holds these two files and nothing else."""
    project = Project(root=folder)
    project.topics.parent.mkdir(exist_ok=True)
    project.topics.write_text(topics, encoding="utf-8")
    if weights is not None:
        content = weights.encode() if isinstance(weights, str) else weights
        project.topic_weights.write_bytes(content)
    return load_taxonomy(project)


def _problems(folder: Path, **files: str | bytes) -> list[str]:
    topics, weights = files.get("topics", TOPICS), files.get("weights")
    assert isinstance(topics, str)
    with pytest.raises(DigestError) as caught:
        _load(folder, topics=topics, weights=weights)
    return [str(problem) for problem in caught.value.problems]


def test_topics_keep_the_order_of_the_file(tmp_path: Path) -> None:
    """What is shown, and in which order, is the curator's choice."""
    taxonomy = _load(tmp_path)

    assert [group.title for group in taxonomy.groups] == ["Machines", "Programs"]
    assert list(taxonomy.topic_titles.items()) == [("serving", "Serving"), ("kernels", "Kernels")]
    assert taxonomy.topics[0].rules == (Rule(weight=4.5, phrases=("KV cache",)),)
    assert taxonomy.topics[1].rules == ()


def test_tags_and_those_that_mean_published_code_are_known(tmp_path: Path) -> None:
    """Titles by slug, and the tags that stand for code."""
    taxonomy = _load(tmp_path)

    assert taxonomy.tag_titles == {"lora": "LoRA", "code": "Code"}
    assert taxonomy.code_tags == {"code"}


@pytest.mark.parametrize(
    ("written", "instead", "line", "reason"),
    [
        ("weight: 4.5", "weight: 31", 8, "less than or equal to 30"),
        ("weight: 4.5", "weight: much", 8, "valid number"),
        ("weight: 4.5", "weight: 4.5\n      where: claim", 9, "'anywhere', 'title' or 'abstract'"),
        ("weight: 4.5", "weight: 4.5\n      wight: 5", 9, "no such field is known"),
        ("weight: 4.5", "weight: 4.5\n      unless: ['']", 9, "has not the form"),
        ("[KV cache]", "[]", 9, "too few items: at least 1"),
        ("[KV cache]", "[one two three four five six]", 9, "has not the form"),
        ("[KV cache]", "['two  spaces']", 9, "has not the form"),
        ("[KV cache]", "['+']", 9, "has not the form"),
        ("slug: serving", "slug: Serving", 4, "has not the form"),
        ("title: Machines", "title: ''", 2, "is empty"),
        ("about: Many answers.", "about: ''", 6, "is empty"),
        ("groups:", "thresholds: {title_counts: 0.5}\ngroups:", 1, "greater than or equal to 1"),
        ("groups:", "thresholds: {doubtful_below: 2}\ngroups:", 1, "less than or equal to 1"),
        ("groups:", "thresholds: {further_within: -1}\ngroups:", 1, "greater than or equal to 0"),
        ("groups:", "thresholds: {further_at_most: -1}\ngroups:", 1, "greater than or equal to 0"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_with_its_line(
    tmp_path: Path, written: str, instead: str, line: int, reason: str
) -> None:
    """Each value has its limits; a misspelt field is not passed over."""
    problem = _problems(tmp_path, topics=TOPICS.replace(written, instead, 1))[0]

    assert problem.startswith(f"data/topics.yml:{line}: ")
    assert reason in problem


@pytest.mark.parametrize(
    ("topics", "place"),
    [
        ("", "1: groups"),
        ("groups: []\n", "1: groups"),
        ("groups:\n- title: A\n  topics: []\n", "3: groups.0.topics"),
    ],
)
def test_there_is_at_least_one_topic(tmp_path: Path, topics: str, place: str) -> None:
    """A digest without topics sorts nothing, and a heading stands over something."""
    assert _problems(tmp_path, topics=topics)[0].startswith(f"data/topics.yml:{place}: ")


def test_each_slug_that_comes_again_is_an_error_with_its_line(tmp_path: Path) -> None:
    """A topic's slug is its address, in its group and beyond."""
    again = "  - {slug: serving, title: Again, about: The same.}\n"
    topics = TOPICS.replace("- title: Programs\n", f"{again}- title: Programs\n").replace(
        "kernels", "serving"
    )

    assert _problems(tmp_path, topics=topics) == [
        "data/topics.yml:10: the slug 'serving' is taken",
        "data/topics.yml:13: the slug 'serving' is taken",
    ]


def test_no_topic_takes_the_address_of_unsorted_papers(tmp_path: Path) -> None:
    """The list of papers that no topic fits has a page of its own."""
    topics = TOPICS.replace("slug: kernels", "slug: unsorted")

    assert _problems(tmp_path, topics=topics) == ["data/topics.yml:12: the slug 'unsorted' is taken"]


def test_the_tag_vocabulary_is_checked_too(tmp_path: Path) -> None:
    """Faults between tags stop the reading as those within one."""
    (problem,) = _problems(tmp_path, topics=TOPICS.replace("slug: code", "slug: lora"))

    assert problem == "data/topics.yml:19: two tags have the slug 'lora'"


def test_a_project_may_do_without_weights(tmp_path: Path) -> None:
    """Rules alone sort as well; thresholds have defaults."""
    taxonomy = _load(tmp_path)

    assert taxonomy.weights == ()
    assert taxonomy.thresholds.title_counts == 2


def test_weights_are_read_sorted(tmp_path: Path) -> None:
    """The order of lines and columns, a byte order mark and the kind of line end mean nothing."""
    rows = ["phrase,where,serving,kernels", "kv cache,title,12.5,-1", "bench,name,,3", ",anywhere,-.5,"]
    text = "\ufeff" + "".join(f"{row}\r\n" for row in rows)

    assert _load(tmp_path, weights=text).weights == FITTED


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("cache,title,1", "has 3 columns, not 4"),
        ("cache,title,1,2,3", "has 5 columns, not 4"),
        ("", "has 0 columns, not 4"),
        ("cache,title,1,much", "the weight is no number: 'much'"),
        ("cache,title,nan,", "the weight is no number: 'nan'"),
        ("cache,title,1,-inf", "the weight is no number: '-inf'"),
        (
            "cache,footer,1,",
            "counts nowhere: 'footer' is none of anywhere, title, abstract, name, claim, rules",
        ),
        ("cache,rules,1,", "names no topic: 'cache'"),
    ],
)
def test_a_row_that_does_not_fit_is_an_error_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    """Line 3, after the header and a good row."""
    text = f"{HEADER}cache,anywhere,1,\n{row}\ncache,title,1,\n"

    assert _problems(tmp_path, weights=text) == [f"data/topic-weights.csv:3: {reason}"]


def test_all_rows_that_do_not_fit_are_told_at_once(tmp_path: Path) -> None:
    """Each with its own line."""
    text = f"{HEADER}cache,title,x,\ncache,title,1,\ncache,title,,y\n"

    assert _problems(tmp_path, weights=text) == [
        "data/topic-weights.csv:2: the weight is no number: 'x'",
        "data/topic-weights.csv:4: the weight is no number: 'y'",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the first line is not 'phrase,where' and a slug for each topic"),
        ("phrase;where;serving\n", "the first line is not 'phrase,where' and a slug for each topic"),
        ("phrase,where\n", "the first line is not 'phrase,where' and a slug for each topic"),
        ("phrase,where,serving,reefs,tides\n", "names no topic: 'reefs', 'tides'"),
        ("phrase,where,serving,serving\n", "names a topic twice"),
    ],
)
def test_a_header_that_does_not_fit_says_what_to_do(tmp_path: Path, text: str, fault: str) -> None:
    """Weights of another field are applied to nothing; a file that lost its content is no empty one."""
    (problem,) = _problems(tmp_path, weights=text)

    advice = "run digest fit, or delete the file: then rules alone sort"
    assert problem == f"data/topic-weights.csv:1: {fault} - {advice}"


@pytest.mark.parametrize("content", [HEADER.encode("utf-16"), b"caf\xe9", b"a" * 200_000])
def test_what_is_no_table_is_one_problem(tmp_path: Path, content: bytes) -> None:
    """Another encoding, or a field beyond all measure, shows no traceback."""
    (problem,) = _problems(tmp_path, weights=content)

    assert re.match(r"data/topic-weights.csv(: is not a table: |:1: is not UTF-8)", problem)


@given(st.lists(fitted_weights, min_size=1, unique_by=lambda row: row[:3]))
def test_writing_and_reading_weights_are_inverse(
    tmp_path_factory: pytest.TempPathFactory, weights: list[FittedWeight]
) -> None:
    """Weights of whole tenths come back, sorted, and are written as before."""
    text = format_weights(weights)
    found = _load(tmp_path_factory.mktemp("weights"), weights=text).weights

    assert found == tuple(sorted(weights))
    assert format_weights(found) == text


def test_the_table_is_written_sorted_to_a_tenth() -> None:
    """So that a new fit changes few numbers; what a point of a rule is worth is written to a hundredth."""
    rows = [
        FittedWeight("kv cache", "title", "serving", 12.2549),
        FittedWeight("kernels", "rules", "serving", -0.001),
        FittedWeight("kernels", "rules", "kernels", 1.234),
        FITTED[1],
    ]

    assert format_weights(rows) == (f"{HEADER}bench,name,3,\nkernels,rules,1.23,0.00\nkv cache,title,,12.3\n")


def test_comments_stand_above_the_header_of_weights(tmp_path: Path) -> None:
    """They say what the weights were fitted to, and lines are counted with them."""
    path = tmp_path / "weights.csv"
    weight = FittedWeight(phrase="cache", where="title", topic="serving", weight=1.5)
    path.write_text(format_weights([weight], ["12 papers labelled in a.json"]), encoding="utf-8")

    assert path.read_text(encoding="utf-8").startswith("# 12 papers labelled in a.json\nphrase,")
    assert read_weights(path, "weights.csv", {"serving"}) == (weight,)
    path.write_text(path.read_text(encoding="utf-8") + "x,title,one\n", encoding="utf-8")
    with pytest.raises(DigestError) as told:
        read_weights(path, "weights.csv", {"serving"})
    assert told.value.problems[0].location.line == 4
