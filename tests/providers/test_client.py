"""A client that is polite to providers and patient with them."""

import contextlib
import datetime as dt
import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.base.cache import KEPT_DAYS, Cache
from generator.providers import Client, RequestPolicy, Unavailable
from tests.localhost import Localhost, Reply, StillClock

TODAY = dt.date(2031, 5, 6)
POLICY = RequestPolicy(provider="sample", interval=3, timeout=5, attempts=3, first_pause=2, largest=1000)
AGENT = "paper-digest/test (+https://example.org/)"


def _client(folder: Path, clock: StillClock, today: dt.date = TODAY) -> Client:
    return Client(Cache(folder / "cache", today), today, AGENT, clock)


def _text(body: bytes) -> str:
    """Read an answer; "no answer" is none."""
    if body == b"no answer":
        message = "not what was asked for"
        raise ValueError(message)
    return body.decode()


def _in_turn(*replies: Reply) -> Callable[[str], Reply]:
    """Return what gives one reply after the other, and the last one for ever."""
    following = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda _: next(following)


GOOD = Reply(body=b"yes")


def test_an_answer_is_read_and_dated(tmp_path: Path) -> None:
    """The value, and the day it was response; the provider sees who asks."""
    with Localhost(_in_turn(GOOD)) as server, _client(tmp_path, StillClock()) as client:
        response = client.get(f"{server.url}/a?b=c", _text, POLICY)

    assert response is not None
    assert (response.value, response.date) == ("yes", TODAY)
    assert [request.target for request in server.requests] == ["/a?b=c"]
    assert server.requests[0].headers["user-agent"] == AGENT


def test_a_key_is_sent_and_never_written_down(tmp_path: Path) -> None:
    """In a header or in the address, beside what is asked; the same answer is remembered with and without."""
    key = "abc-123"
    with_key = replace(POLICY, headers={"x-key": key}, parameters={"key": key})
    with Localhost(_in_turn(Reply(status=503), GOOD)) as server, _client(tmp_path, StillClock()) as client:
        first = client.get(f"{server.url}/a?b=c:d%20e", _text, with_key)
        second = client.get(f"{server.url}/a?b=c:d%20e", _text, POLICY)
        with Localhost(_in_turn(Reply(status=401))) as strict, pytest.raises(Unavailable) as refused:
            client.get(f"{strict.url}/a", _text, with_key)

    assert first == second
    assert [parse_qs(urlsplit(request.target).query) for request in server.requests] == [
        {"b": ["c:d e"], "key": [key]}
    ] * 2
    assert [request.headers["x-key"] for request in server.requests] == [key] * 2
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert key not in kept.decode()
    assert key not in f"{refused.value} {with_key}"


def test_requests_to_one_provider_keep_their_distance_and_come_one_at_a_time(tmp_path: Path) -> None:
    """Also when one is asked again; another provider need not wait."""
    clock = StillClock()
    busy_once = _in_turn(GOOD, Reply(status=503), GOOD)
    with Localhost(busy_once, clock) as server, _client(tmp_path, clock) as client:
        for number in range(4):
            client.get(f"{server.url}/{number}", _text, POLICY)
        before = clock.monotonic()
        client.get(f"{server.url}/other", _text, RequestPolicy(provider="other"))

    times = [request.time for request in server.requests]
    assert len(times) == 6
    assert all(later - earlier >= 3 for earlier, later in itertools.pairwise(times[:5]))
    assert times[5] == before
    assert server.most_at_once == 1


def test_a_server_sees_who_asks_two_things_at_once(tmp_path: Path) -> None:
    """Two clients do; one that is used by two threads does not."""

    def ask(client: Client, number: int) -> None:
        client.get(f"{server.url}/{number}", _text, POLICY)

    for clients, expected in ((2, 2), (1, 1)):
        with Localhost(_in_turn(GOOD)) as server, contextlib.ExitStack() as opened:
            asking = [
                opened.enter_context(_client(tmp_path / f"{clients}{n}", StillClock()))
                for n in range(clients)
            ]
            threads = [threading.Thread(target=ask, args=(asking[n % clients], n)) for n in range(20)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert server.most_at_once == expected


def test_a_cached_answer_is_not_asked_for_again(tmp_path: Path) -> None:
    """Not by another client either; it keeps the day it was response."""
    with Localhost(_in_turn(GOOD)) as server:
        for day in (TODAY, TODAY + dt.timedelta(KEPT_DAYS)):
            with _client(tmp_path, StillClock(), day) as client:
                response = client.get(f"{server.url}/a", _text, POLICY)
                assert response is not None
                assert response.date == TODAY
        assert len(server.requests) == 1
        with _client(tmp_path, StillClock(), TODAY + dt.timedelta(KEPT_DAYS + 1)) as client:
            client.get(f"{server.url}/a", _text, POLICY)

    assert len(server.requests) == 2


def test_that_nothing_was_known_holds_for_the_day(tmp_path: Path) -> None:
    """A run that is taken up goes on where it was; tomorrow something may be known."""
    with Localhost(_in_turn(Reply(body=b""))) as server:
        for day, asked in ((TODAY, 1), (TODAY, 1), (TODAY + dt.timedelta(1), 2)):
            with _client(tmp_path, StillClock(), day) as client:
                client.get(f"{server.url}/a", _text, POLICY)
            assert len(server.requests) == asked


@pytest.mark.parametrize("damage", [b"", b"{}\nyes", b"\xff\xfe", b"[]\n"])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damage: bytes) -> None:
    """A file that is cut or that somebody else wrote costs one more question."""
    with Localhost(_in_turn(GOOD)) as server, _client(tmp_path, StillClock()) as client:
        client.get(f"{server.url}/a", _text, POLICY)
        (stored,) = (tmp_path / "cache").iterdir()
        whole = stored.read_bytes()
        for content in (damage, whole[:-1], whole.replace(b" ", b" 0", 1), whole[:-3] + b"no answer"):
            stored.write_bytes(content)
            response = client.get(f"{server.url}/a", _text, POLICY)
            assert response is not None
            assert response.value == "yes"

    assert len(server.requests) == 5


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=500), "answered 500 Internal Server Error"),
        (Reply(status=429), "answered 429 Too Many Requests"),
        (Reply(status=599), "answered 599"),
        (Reply(fault="reset"), "connection failed"),
        (Reply(body=b"half", fault="cut"), "connection failed"),
    ],
)
def test_a_busy_provider_is_asked_again_ever_later(tmp_path: Path, reply: Reply, why: str) -> None:
    """Pauses double, without chance; in the end it is given up, and what it said is not stored."""
    clock = StillClock()
    with Localhost(_in_turn(reply), clock) as server, _client(tmp_path, clock) as client:
        with pytest.raises(Unavailable, match=why):
            client.get(f"{server.url}/a", _text, POLICY)
        assert len(server.requests) == 3
        # Two seconds of pause and one until the provider's turn comes; four seconds of pause.
        assert clock.slept == [2, 1, 4]

    assert not (tmp_path / "cache").exists()


def test_a_provider_that_was_busy_is_heard(tmp_path: Path) -> None:
    """An answer after a fault is as good as any."""
    replies = (Reply(fault="reset"), Reply(status=503), GOOD)
    with Localhost(_in_turn(*replies)) as server, _client(tmp_path, StillClock()) as client:
        response = client.get(f"{server.url}/a", _text, POLICY)

    assert response is not None
    assert response.value == "yes"


def test_retry_after_is_honoured(tmp_path: Path) -> None:
    """As a number of seconds or as a date, which is read by the provider's own clock."""
    clock = StillClock()
    sent = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    until = {
        "Retry-After": format_datetime(sent + dt.timedelta(seconds=50), usegmt=True),
        "Date": format_datetime(sent, usegmt=True),
    }
    replies = (Reply(status=429, headers={"Retry-After": "30"}), Reply(status=503, headers=until), GOOD)
    with Localhost(_in_turn(*replies), clock) as server, _client(tmp_path, clock) as client:
        client.get(f"{server.url}/a", _text, POLICY)

    first, second, third = (request.time for request in server.requests)
    assert second - first == 30
    assert third - second == 50


@pytest.mark.parametrize("value", ["soon", "-3", "Mon, 99 Foo 2001"])
def test_an_odd_retry_after_is_no_reason_to_wait(tmp_path: Path, value: str) -> None:
    """Then our own pause counts."""
    clock = StillClock()
    replies = (Reply(status=429, headers={"Retry-After": value}), GOOD)
    with Localhost(_in_turn(*replies), clock) as server, _client(tmp_path, clock) as client:
        client.get(f"{server.url}/a", _text, POLICY)

    assert clock.slept == [2, 1]


def test_a_provider_that_wants_us_to_wait_an_hour_is_given_up(tmp_path: Path) -> None:
    """At once, without a second question."""
    clock = StillClock()
    reply = Reply(status=429, headers={"Retry-After": "3600"})
    with (
        Localhost(_in_turn(reply), clock) as server,
        _client(tmp_path, clock) as client,
        pytest.raises(Unavailable, match="429"),
    ):
        client.get(f"{server.url}/a", _text, POLICY)

    assert len(server.requests) == 1
    assert clock.slept == []


def test_a_stalled_connection_ends(tmp_path: Path) -> None:
    """The time limit is real, here a tenth of a second."""
    policy = RequestPolicy(provider="sample", timeout=0.1, attempts=2)
    with (
        Localhost(_in_turn(Reply(fault="stall"))) as server,
        _client(tmp_path, StillClock()) as client,
        pytest.raises(Unavailable, match=r"did not answer within 0\.1 s"),
    ):
        client.get(f"{server.url}/a", _text, policy)

    assert len(server.requests) == 2


def test_an_answer_that_comes_in_drops_ends(tmp_path: Path) -> None:
    """The time limit is that of the whole answer."""

    class Hasty(StillClock):
        def monotonic(self) -> float:
            self.time += 10
            return self.time

    policy = RequestPolicy(provider="sample", timeout=5, attempts=1)
    with (
        Localhost(_in_turn(GOOD)) as server,
        _client(tmp_path, Hasty()) as client,
        pytest.raises(Unavailable, match="took more than 5 s"),
    ):
        client.get(f"{server.url}/a", _text, policy)


def test_a_huge_answer_is_cut_off(tmp_path: Path) -> None:
    """A hundred megabytes are not read to the end, and not asked for again."""
    huge = Reply(body=bytes(1_000_000), times=100)
    policy = RequestPolicy(provider="sample", largest=2_000_000)
    with (
        Localhost(_in_turn(huge)) as server,
        _client(tmp_path, StillClock()) as client,
        pytest.raises(Unavailable, match="sent more than 2,000,000 bytes"),
    ):
        client.get(f"{server.url}/a", _text, policy)

    assert len(server.requests) == 1
    assert server.sent < 50_000_000


def test_what_cannot_be_read_is_not_stored_and_not_asked_again_at_once(tmp_path: Path) -> None:
    """HTML instead of JSON stays HTML; the next run may have more luck."""
    with (
        Localhost(_in_turn(Reply(body=b"no answer"), GOOD)) as server,
        _client(tmp_path, StillClock()) as client,
    ):
        with pytest.raises(Unavailable, match="sent no answer that can be read"):
            client.get(f"{server.url}/a", _text, POLICY)
        assert len(server.requests) == 1
        assert client.get(f"{server.url}/a", _text, POLICY) is not None

    assert len(server.requests) == 2


def test_what_cannot_be_unpacked_is_no_answer(tmp_path: Path) -> None:
    """Said to be compressed, and it is not."""
    reply = Reply(body=b"not compressed", headers={"Content-Encoding": "gzip"})
    with (
        Localhost(_in_turn(reply)) as server,
        _client(tmp_path, StillClock()) as client,
        pytest.raises(Unavailable),
    ):
        client.get(f"{server.url}/a", _text, POLICY)

    assert len(server.requests) == 1


def test_nothing_there_is_an_answer_that_is_not_stored(tmp_path: Path) -> None:
    """Tomorrow there may be something."""
    replies = (Reply(status=404), Reply(status=410), GOOD)
    with Localhost(_in_turn(*replies)) as server, _client(tmp_path, StillClock()) as client:
        response = [client.get(f"{server.url}/a", _text, POLICY) for _ in range(3)]

    assert response[:2] == [None, None]
    assert response[2] is not None


def test_a_refusal_is_final(tmp_path: Path) -> None:
    """What was asked wrongly is not asked again."""
    with (
        Localhost(_in_turn(Reply(status=400))) as server,
        _client(tmp_path, StillClock()) as client,
        pytest.raises(Unavailable, match="400 Bad Request"),
    ):
        client.get(f"{server.url}/a", _text, POLICY)

    assert len(server.requests) == 1


def test_a_redirect_is_followed_on_the_same_host_alone(tmp_path: Path) -> None:
    """A few times, and each time at a distance."""
    clock = StillClock()
    near = (Reply(status=301, headers={"Location": "/b"}), GOOD)
    with Localhost(_in_turn(*near), clock) as server, _client(tmp_path, clock) as client:
        assert client.get(f"{server.url}/a", _text, POLICY) is not None
    assert [request.target for request in server.requests] == ["/a", "/b"]
    assert server.requests[1].time - server.requests[0].time == 3


@pytest.mark.parametrize(
    ("location", "why", "asked"),
    [
        ("http://localhost/b", "redirects to localhost", 1),
        ("//example.org/b", r"redirects to example\.org", 1),
        ("/a", "redirects in a ring", 4),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(tmp_path: Path, location: str, why: str, asked: int) -> None:
    """Nobody chose to trust that host; and a ring ends."""
    reply = Reply(status=302, headers={"Location": location})
    with (
        Localhost(_in_turn(reply)) as server,
        _client(tmp_path, StillClock()) as client,
        pytest.raises(Unavailable, match=why),
    ):
        client.get(f"{server.url}/a", _text, POLICY)

    assert len(server.requests) == asked


@pytest.mark.parametrize("address", ["gopher://127.0.0.1/", "http://[", "http://127.0.0.1:1/"])
def test_an_address_that_leads_nowhere_is_unavailable(tmp_path: Path, address: str) -> None:
    """Wrong or nobody there: no traceback."""
    with _client(tmp_path, StillClock()) as client, pytest.raises(Unavailable):
        client.get(address, _text, POLICY)
