"""The commands that bring dumps."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.localhost import Localhost, Reply
from tests.world import make_world

PAPERS = json.dumps([{"paper": {"id": "3105.00001", "title": "One Paper", "summary": "About it."}}]).encode()


@pytest.fixture(autouse=True)
def _is_may_2031(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1936137600")  # 2031-05-10


def _run(world: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*arguments, "--project", str(world)])
    return result.exit_code, result.output


def test_days_since_a_date_are_fetched_one_by_one(tmp_path: Path) -> None:
    """Up to yesterday: today's list still grows."""
    world = make_world(tmp_path).root
    with Localhost(lambda target: Reply(body=b"[]" if "05-08" in target else PAPERS)) as server:
        status, output = _run(world, "fetch", "huggingface", "--since", "2031-05-07", "--from", server.url)

    assert status == 0
    assert len(server.requests) == 3
    assert "2031-05-07-hugging-face: 1 papers" in output
    assert "2031-05-08-hugging-face: no papers" in output
    fetched = sorted(path.name for path in (world / "build" / "fetched").iterdir())
    assert fetched == ["2031-05-07-hugging-face.json", "2031-05-09-hugging-face.json"]


def test_where_no_day_is_over_it_says_so(tmp_path: Path) -> None:
    """Silence would look like papers that were taken in."""
    status, output = _run(make_world(tmp_path).root, "fetch", "huggingface", "--since", "2031-05-10")

    assert (status, output) == (0, "nothing to fetch: 2031-05-09 is the last day that is over\n")


def test_without_a_date_it_goes_on_after_the_newest_dump(tmp_path: Path) -> None:
    """The newest edition of the sample world is of 6 May."""
    world = make_world(tmp_path).root
    with Localhost(lambda _: Reply(body=b"[]")) as server:
        status, _ = _run(world, "fetch", "huggingface", "--from", server.url)

    assert status == 0
    assert [request.target.split("date=")[1][:10] for request in server.requests] == [
        "2031-05-07",
        "2031-05-08",
        "2031-05-09",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--date", "2031-05-10"), "is not over yet"),
        (("--date", "2031-05-01", "--since", "2031-05-01"), "not both"),
        (("--date", "yesterday"), "does not match the format"),
    ],
)
def test_a_date_that_makes_no_sense_is_bad_usage(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    """Exit status 2, and the reason."""
    status, output = _run(make_world(tmp_path).root, "fetch", "huggingface", *arguments)

    assert status == 2
    assert message in output


def test_a_provider_that_fails_changes_nothing(tmp_path: Path) -> None:
    """Exit status 1 and one line."""
    world = make_world(tmp_path).root
    with Localhost(lambda _: Reply(body=b"<html>sorry</html>")) as server:
        status, output = _run(world, "fetch", "arxiv", "--query", "cat:cs.DC", "--from", server.url)

    assert status == 1
    assert output.startswith("error: arXiv: sent no answer that can be read")
    assert len(output.splitlines()) == 1
    assert not (world / "build" / "fetched").exists()


def test_labelled_papers_are_fetched_by_their_identifiers_for_a_fit(tmp_path: Path) -> None:
    """In one question, each once; what has no identifier of arXiv is not asked for."""
    world = make_world(tmp_path).root
    labels = [
        {"id": "3105.00002", "primary": "serving"},
        {"id": "3105.00001", "primary": "unsorted"},
        {"id": "3105.00002", "primary": "serving"},
        {"title": "Elsewhere", "primary": "serving"},
    ]
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(labels), encoding="utf-8")
    entry = "<entry><id>http://arxiv.org/abs/3105.0000{0}v1</id><title>Paper {0}</title></entry>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry.format(1)}{entry.format(2)}</feed>'.encode()
    with Localhost(lambda _: Reply(body=feed)) as server:
        status, output = _run(world, "fetch", "labelled", str(path), "--from", server.url)

    assert status == 0, output
    (request,) = server.requests
    assert "id_list=3105.00001%2C3105.00002&max_results=2" in request.target
    (file,) = (world / "build" / "labelled").iterdir()
    assert file.read_bytes() == feed
    assert "digest fit" in output


def test_arxiv_is_fetched_as_todays_edition(tmp_path: Path) -> None:
    """The file is named by the day of the question."""
    world = make_world(tmp_path).root
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title>T</title></entry></feed>'
    with Localhost(lambda _: Reply(body=feed)) as server:
        status, output = _run(
            world, "fetch", "arxiv", "--query", "cat:cs.DC", "--max", "1", "--json", "--from", server.url
        )

    assert status == 0
    assert json.loads(output)["papers"] == 1
    assert (world / "build" / "fetched" / "2031-05-10-arxiv-cat-cs-dc.xml").read_bytes() == feed


def test_the_deployed_site_is_asked_what_it_holds(tmp_path: Path) -> None:
    """The file that a guarded build compares with; never remembered from an earlier question."""
    world = make_world(tmp_path).root
    bodies = iter([b'{"key": "a"}\n', b'{"key": "a"}\n{"key": "b"}\n'])
    with Localhost(lambda _: Reply(body=next(bodies))) as server:
        for count in (1, 2):
            status, output = _run(world, "fetch", "published", "--from", f"{server.url}/papers.jsonl")
            assert (status, output) == (0, f"{count} papers are published\n")

    assert (world / "build" / "published.jsonl").read_bytes().count(b"\n") == 2
