"""The cache: a second run gets the same, nothing is lost by damage, and nothing stays for ever."""

import datetime as dt
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base import cache as module
from generator.base.cache import (
    KEPT_DAYS,
    UNUSED_DAYS,
    Cache,
    CacheFile,
    fingerprint,
    fingerprint_code,
    remove_unused,
)

TODAY = dt.date(2025, 10, 2)


def _number(value: bytes) -> int:
    return int(value)


def _never() -> bytes:
    pytest.fail("it was made again")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _age(path: Path, days: float) -> None:
    moment = time.time() - days * 86_400
    os.utime(path, (moment, moment))


def test_a_value_is_made_once(tmp_path: Path) -> None:
    """In one run and in the next."""
    folder = tmp_path / "cache" / "numbers"
    cache = Cache(folder)

    assert cache.get_or_make("a", lambda: b"7", _number) == 7
    assert cache.get_or_make("a", _never, _number) == 7
    assert Cache(folder).get_or_make("a", _never, _number) == 7
    assert Cache(folder).get_or_make("b", lambda: b"8", _number) == 8


@pytest.mark.parametrize("value", [b"", b"\n", b"a\nb\n", b"\x00\xff", b"x" * 100_000])
def test_any_bytes_come_back_with_their_date(tmp_path: Path, value: bytes) -> None:
    """Also lines, which the head of a file is one of."""
    Cache(tmp_path, TODAY).put("a", value)

    assert Cache(tmp_path, TODAY).get("a") == (value, TODAY)


def test_without_a_folder_nothing_is_kept() -> None:
    """Each value is made anew."""
    cache = Cache()
    cache.put("a", b"1")

    assert cache.get("a") is None
    assert [cache.get_or_make("a", str(each).encode, _number) for each in (1, 2)] == [1, 2]


def test_other_code_makes_its_own_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mended rule shows at once."""
    Cache(tmp_path).get_or_make("a", lambda: b"1", _number)
    monkeypatch.setattr(module, "fingerprint_code", lambda: "another")

    assert Cache(tmp_path).get_or_make("a", lambda: b"2", _number) == 2


def test_the_fingerprint_is_of_all_code_and_of_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any module of the package, wherever it lies, and the version of any library."""

    def fingerprint() -> str:
        fingerprint_code.cache_clear()
        return fingerprint_code()

    package, installed = tmp_path / "package", tmp_path / "installed"
    (package / "base").mkdir(parents=True)
    installed.mkdir()
    monkeypatch.setattr(module, "__file__", str(package / "base" / "cache.py"))
    monkeypatch.setattr("sys.path", [str(installed), str(tmp_path / "nowhere")])
    found = [fingerprint()]
    (package / "stages").mkdir()
    (package / "stages" / "topics.py").write_text("A = 1", encoding="utf-8")
    found.append(fingerprint())
    (package / "stages" / "topics.py").write_text("A = 2", encoding="utf-8")
    found.append(fingerprint())
    (installed / "library-1.0.dist-info").mkdir()
    found.append(fingerprint())
    (installed / "library-1.0.dist-info").rename(installed / "library-1.1.dist-info")
    found.append(fingerprint())
    fingerprint_code.cache_clear()

    assert len(set(found)) == len(found)


@pytest.mark.parametrize("content", [b"", b"\n7", b"2025-10-02", b"2025-10-02 \n7", b"[]\n7", b"\xff\xfe\n"])
def test_a_file_of_another_kind_costs_time_alone(tmp_path: Path, content: bytes) -> None:
    """Its value is made anew, and the file is sound again."""
    Cache(tmp_path).get_or_make("a", lambda: b"7", _number)
    (stored,) = _files(tmp_path)
    stored.write_bytes(content)

    assert Cache(tmp_path).get_or_make("a", lambda: b"7", _number) == 7
    assert Cache(tmp_path).get_or_make("a", _never, _number) == 7


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    """Also one of the value, and a file that ends early or lies under the name of another."""
    Cache(tmp_path, TODAY).put("a", b"12345")
    (stored,) = _files(tmp_path)
    whole = stored.read_bytes()
    changed = [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(len(whole))]
    for content in (*changed, *(whole[:end] for end in range(len(whole)))):
        stored.write_bytes(content)
        assert Cache(tmp_path, TODAY).get("a") is None
    stored.write_bytes(whole)
    assert Cache(tmp_path, TODAY).get("a")
    Cache(tmp_path, TODAY).put("b", b"6")
    (other,) = set(_files(tmp_path)) - {stored}
    other.write_bytes(whole)
    assert Cache(tmp_path, TODAY).get("b") is None


def test_a_value_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    """Whoever wrote it."""
    Cache(tmp_path).get_or_make("a", lambda: b"word", bytes)

    assert Cache(tmp_path).get_or_make("a", lambda: b"7", _number) == 7
    assert Cache(tmp_path).get_or_make("a", _never, _number) == 7


def test_a_folder_that_cannot_be_used_costs_time_alone(tmp_path: Path) -> None:
    """Reading commands work in a project that is not the user's."""
    (tmp_path / "file").write_text("no folder", "utf-8")
    cache = Cache(tmp_path / "file" / "numbers")

    assert cache.get_or_make("a", lambda: b"7", _number) == 7
    cache.keep_used()
    remove_unused(tmp_path / "file")
    remove_unused(tmp_path / "nowhere")


def test_half_a_character_can_be_asked_about(tmp_path: Path) -> None:
    """Text that some dump cut in the middle."""
    assert Cache(tmp_path).get_or_make("\ud800", lambda: b"7", _number) == 7


@pytest.mark.parametrize(("days", "holds"), [(0, True), (KEPT_DAYS, True), (-KEPT_DAYS, True), (31, False)])
def test_an_answer_of_the_web_holds_for_some_days(tmp_path: Path, days: int, *, holds: bool) -> None:
    """A clock that was wrong does not make it hold for ever."""
    Cache(tmp_path, TODAY).put("a", b"7")

    assert bool(Cache(tmp_path, TODAY + dt.timedelta(days)).get("a")) is holds
    assert bool(Cache(tmp_path, TODAY + dt.timedelta(days), kept_days=0).get("a")) is (days == 0)


def test_what_no_run_used_for_long_is_removed(tmp_path: Path) -> None:
    """Whatever it is; what was asked for the other day stays."""
    for key in ("a", "b"):
        Cache(tmp_path / "numbers").put(key, b"7")
    for path in (tmp_path / "labels.json", tmp_path / "numbers" / ".abc.draft"):
        path.write_text("of an older version", "utf-8")
    for path in _files(tmp_path):
        _age(path, UNUSED_DAYS + 1)
    assert Cache(tmp_path / "numbers").get("a")

    remove_unused(tmp_path)

    assert len(_files(tmp_path)) == 1
    assert Cache(tmp_path / "numbers").get("a")


def test_all_but_what_a_run_used_can_be_removed(tmp_path: Path) -> None:
    """For entries that are large; a folder of an older version may lie among them."""
    for key in ("a", "b", "c"):
        Cache(tmp_path).put(key, b"7")
    (tmp_path / "folder").mkdir()
    cache = Cache(tmp_path)
    cache.get("a")
    cache.put("d", b"7")

    cache.keep_used()

    assert [key for key in "abcd" if Cache(tmp_path).get(key)] == ["a", "d"]


def test_runs_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Each gets whole values, while another writes, and removes, the same ones."""
    folder, wrong = tmp_path / "numbers", []

    def run(number: int) -> None:
        for turn in range(60):
            cache = Cache(folder)
            key = str(turn % 3)
            if cache.get_or_make(key, (key * 50_000).encode, bytes) != key.encode() * 50_000:
                wrong.append(turn)
            if turn % 7 == number:
                cache.keep_used()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


@dataclass(frozen=True)
class Kept:
    """A value of a kind that the cache has never seen."""

    names: tuple[str, ...]
    day: dt.date | None = None


@given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.dates()), unique=True, max_size=5))
def test_values_of_one_file_are_made_once(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, dt.date | None]]
) -> None:
    """They come back as they were, in the order of the items."""
    path = tmp_path_factory.mktemp("cache") / "values.cache"
    made: list[object] = []

    def make(item: tuple[str, dt.date | None]) -> Kept:
        made.append(item)
        return Kept((item[0], item[0]), item[1])

    first = CacheFile[Kept](Kept, path).get_or_make(wanted, repr, make, pays_from=99)
    again = CacheFile[Kept](Kept, path).get_or_make(wanted[::-1], repr, make, pays_from=99)

    assert first == [Kept((text, text), day) for text, day in wanted]
    assert again == first[::-1]
    assert made == wanted


def test_a_damaged_file_of_values_is_made_anew(tmp_path: Path) -> None:
    """Every byte is looked after by a checksum; what is of another kind is no value."""
    path = tmp_path / "values.cache"
    make = {"a": Kept(("x",)), "b": Kept(("y",))}.__getitem__
    whole = CacheFile[Kept](Kept, path).get_or_make(["a", "b"], str, make, pays_from=99)
    content = path.read_bytes()
    for place in range(0, len(content), 7):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert CacheFile[Kept](Kept, path).get_or_make(["a", "b"], str, make, pays_from=99) == whole
    assert CacheFile[int](int, path).get_or_make(["a"], str, len, pays_from=99) == [1]


def test_what_has_no_form_in_utf_8_is_not_kept(tmp_path: Path) -> None:
    """A half of a pair of surrogates costs time alone."""
    cache = Cache(tmp_path)
    cache.keep("a", Kept(("\ud800",)))

    assert cache.find("a", Kept) is None
    assert fingerprint("\ud800") != fingerprint("\ud801")
