"""Dumps fetched from a provider on this machine."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.cache import Cache
from generator.providers import (
    Client,
    DumpQuery,
    Fetched,
    Unavailable,
    arxiv,
    fetch_dumps,
    fetch_published,
    hugging_face,
)
from generator.stages.read import read_dump
from tests.localhost import Localhost, Reply, StillClock

TODAY = dt.date(2031, 5, 6)
DAY = dt.date(2031, 5, 2)


def _papers(count: int, first: int = 0) -> bytes:
    papers = [
        {"paper": {"id": f"3105.{number:05}", "title": f"Paper {number}", "summary": f"About {number}."}}
        for number in range(first, first + count)
    ]
    return json.dumps(papers).encode()


def _feed(count: int, first: int = 0) -> bytes:
    entries = (
        f"<entry><id>http://arxiv.org/abs/3105.{number:05}v1</id><title>Paper {number}</title>"
        f"<summary>About {number}.</summary></entry>"
        for number in range(first, first + count)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'.encode()


ERROR = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#incorrect_id</id>'
    b"<title>Error</title><summary>incorrect id format</summary></entry></feed>"
)


def _ask(
    folder: Path,
    answer: Callable[[str], Reply],
    query: Callable[[str], DumpQuery],
    clock: StillClock | None = None,
) -> tuple[Fetched, list[str]]:
    """Return what came of a question, and the targets that were asked for."""
    clock = clock or StillClock()
    with (
        Localhost(answer, clock) as server,
        Client(Cache(folder / "cache", TODAY, kept_days=0), TODAY, "test", clock) as client,
    ):
        try:
            return (
                fetch_dumps(client, query(server.url), folder / "fetched", folder / "dumps"),
                [request.target for request in server.requests],
            )
        finally:
            assert server.most_at_once <= 1


def _query(target: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}


def _of_day(url: str) -> DumpQuery:
    return hugging_face.make_query(DAY, url)


def _of_query(most: int) -> Callable[[str], DumpQuery]:
    return lambda url: arxiv.make_query("cat:cs.DC AND abs:GPU", most, TODAY, url)


def test_a_day_is_kept_as_it_came(tmp_path: Path) -> None:
    """One file, named by the day, that holds the provider's bytes; a build can read it."""
    body = _papers(3)

    fetched, asked = _ask(tmp_path, lambda _: Reply(body=body), _of_day)

    assert [path.name for path in fetched.files] == ["2031-05-02-hugging-face.json"]
    assert fetched.papers == 3
    assert fetched.files[0].read_bytes() == body
    assert [urlsplit(target).path for target in asked] == ["/api/daily_papers"]
    assert _query(asked[0])["date"] == "2031-05-02"
    assert len(read_dump(fetched.files[0], "dump").records) == 3


def test_an_empty_day_is_no_error_and_leaves_no_file(tmp_path: Path) -> None:
    """A weekend has no papers."""
    fetched, _ = _ask(tmp_path, lambda _: Reply(body=b"[]"), _of_day)

    assert (fetched.papers, fetched.files, fetched.there) == (0, (), None)
    assert not (tmp_path / "fetched").exists()


def test_full_pages_are_followed_by_the_next(tmp_path: Path) -> None:
    """Every page is a dump of its own, so nothing is taken apart and put together."""

    def answer(target: str) -> Reply:
        page = int(_query(target).get("p", "0"))
        return Reply(body=_papers(100 if page < 2 else 7, first=100 * page))

    fetched, asked = _ask(tmp_path, answer, _of_day)

    assert fetched.papers == 207
    assert [path.name.removeprefix("2031-05-02-hugging-face") for path in fetched.files] == [
        ".json",
        "-2.json",
        "-3.json",
    ]
    assert len(asked) == 3


def test_a_provider_that_repeats_itself_is_not_asked_for_ever(tmp_path: Path) -> None:
    """One that knows no pages answers each with the first."""
    fetched, asked = _ask(tmp_path, lambda _: Reply(body=_papers(100)), _of_day)

    assert fetched.papers == 100
    assert len(asked) == 2


@pytest.mark.parametrize("place", ["fetched", "dumps"])
def test_what_is_there_is_not_asked_for(tmp_path: Path, place: str) -> None:
    """A run that was interrupted goes on where it stopped."""
    there = tmp_path / place / "2031-05-02-hugging-face.json"
    there.parent.mkdir()
    there.write_text("[]", encoding="utf-8")

    fetched, asked = _ask(tmp_path, lambda _: Reply(body=_papers(3)), _of_day)

    assert fetched.there == there
    assert asked == []


@pytest.mark.parametrize(
    "body",
    [b"<html>busy</html>", b'{"error": "Invalid date"}', b"", b'[{"paper": ', b"[" * 100_000],
    ids=["html", "error", "nothing", "truncated", "deep"],
)
def test_what_is_no_list_of_papers_is_not_written(tmp_path: Path, body: bytes) -> None:
    """The provider is at fault, and it is said so; the folder is as it was."""
    with pytest.raises(Unavailable, match="no answer that can be read"):
        _ask(tmp_path, lambda _: Reply(body=body), _of_day)

    assert not (tmp_path / "fetched").exists()


def test_a_failure_on_a_later_page_leaves_nothing(tmp_path: Path) -> None:
    """A day is whole or not there; half of it would look like all of it."""

    def answer(target: str) -> Reply:
        return Reply(status=500) if "p=1" in target else Reply(body=_papers(100))

    with pytest.raises(Unavailable, match="500"):
        _ask(tmp_path, answer, _of_day)

    assert not (tmp_path / "fetched").exists()


def test_pages_that_came_are_remembered_after_a_failure(tmp_path: Path) -> None:
    """Asking again asks only for what is missing."""
    broken = {"p=1": True}

    def answer(target: str) -> Reply:
        is_broken = any(part in target for part, down in broken.items() if down)
        page = int(_query(target).get("p", "0"))
        return (
            Reply(status=500) if is_broken else Reply(body=_papers(100 if not page else 1, first=100 * page))
        )

    with Localhost(answer) as server:

        def ask() -> Fetched:
            with Client(Cache(tmp_path / "cache", TODAY, kept_days=0), TODAY, "test", StillClock()) as client:
                return fetch_dumps(client, _of_day(server.url), tmp_path / "fetched", tmp_path / "dumps")

        with pytest.raises(Unavailable):
            ask()
        broken["p=1"] = False
        before = len(server.requests)
        fetched = ask()

    assert fetched.papers == 101
    assert len(server.requests) == before + 1


@pytest.mark.parametrize(("most", "pages"), [(5, [5]), (100, [100]), (250, [100, 100, 50])])
def test_arxiv_is_asked_for_as_many_as_are_wanted(tmp_path: Path, most: int, pages: list[int]) -> None:
    """Newest first, in pages of a hundred, three seconds apart as arXiv asks."""
    clock = StillClock()

    def answer(target: str) -> Reply:
        asked = _query(target)
        return Reply(body=_feed(int(asked["max_results"]), first=int(asked["start"])))

    fetched, asked = _ask(tmp_path, answer, _of_query(most), clock)

    assert fetched.papers == most
    assert [int(_query(target)["max_results"]) for target in asked] == pages
    assert {_query(target)["search_query"] for target in asked} == {"cat:cs.DC AND abs:GPU"}
    assert {_query(target)["sortOrder"] for target in asked} == {"descending"}
    assert len(clock.slept) == len(pages) - 1
    assert all(pause >= 3 - 1e-6 for pause in clock.slept)
    assert fetched.files[0].name == "2031-05-06-arxiv-cat-cs-dc-and-abs-gpu.xml"


def test_a_query_that_finds_nothing_is_no_error(tmp_path: Path) -> None:
    """An empty feed leaves no file."""
    fetched, _ = _ask(tmp_path, lambda _: Reply(body=_feed(0)), _of_query(10))

    assert (fetched.papers, fetched.files) == (0, ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ERROR, "incorrect id format"),
        (b"<html><body>busy</body></html>", "not an Atom feed"),
        (b"Rate exceeded.", "not an Atom feed"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>', "not an Atom feed"),
    ],
    ids=["error", "html", "text", "entities"],
)
def test_arxiv_errors_are_not_papers(tmp_path: Path, body: bytes, reason: str) -> None:
    """Its errors come as feeds with an entry of their own."""
    with pytest.raises(Unavailable, match=reason):
        _ask(tmp_path, lambda _: Reply(body=body), _of_query(10))


@given(first=st.dates(min_value=dt.date(2020, 1, 1)), length=st.integers(-5, 40))
def test_days_are_every_day_once(first: dt.date, length: int) -> None:
    """From the first to the last, both included; none when the last is earlier."""
    last = dt.date.fromordinal(min(first.toordinal() + length, dt.date.max.toordinal()))

    found = list(hugging_face.days(first, last))

    assert found == sorted(set(found))
    assert len(found) == max(0, last.toordinal() - first.toordinal() + 1)
    assert all(first <= day <= last for day in found)


@pytest.mark.parametrize(("reply", "content"), [(Reply(body=b"{}\n"), b"{}\n"), (Reply(status=404), b"")])
def test_the_published_papers_are_fetched(tmp_path: Path, reply: Reply, content: bytes) -> None:
    """A site that was never deployed has none."""
    with (
        Localhost(lambda _: reply) as server,
        Client(Cache(tmp_path, TODAY), TODAY, "test", StillClock()) as client,
    ):
        assert fetch_published(client, f"{server.url}/papers.jsonl") == content
