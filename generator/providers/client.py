"""The web client: one request at a time, at most so often, retried when that may help, and cached."""

import datetime as dt
import functools
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar

import httpx

from generator.base.cache import Cache

Value = TypeVar("Value")

_MOST_REDIRECTS = 3
_NOTHING_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_TEMPORARY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class _Clock(Protocol):
    """Measures time and waits, as the module `time` does; a test has one that stands still."""

    def monotonic(self) -> float: ...
    def sleep(self, seconds: float, /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPolicy:
    """How one provider is asked: its rate limit, when to retry, what an answer may cost, and a key.

    Attributes:
        provider: Its name; the rate limit is the provider's, whatever the address.
        interval: Seconds from the end of one request to the start of the next.
        timeout: Seconds that a whole answer may take.
        attempts: How often a request is made before it is given up.
        first_pause: Seconds before the second attempt; each further pause is twice as long.
        longest_pause: The longest pause in seconds; a provider that asks for more is given up.
        largest: Bytes that an answer may have.
        headers: Sent with each request, such as a key; no cache and no message holds them.
        parameters: Likewise, at the end of each address.
    """

    provider: str
    interval: float = 1.0
    timeout: float = 20.0
    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    largest: int = 10_000_000
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Generic[Value]):
    """An answer as its reader understood it, and the day of it, which is past for a cached one."""

    value: Value
    date: dt.date


class Unavailable(Exception):  # noqa: N818  it is the provider that is at fault
    """A provider gave no answer that can be used; the message says why in a few words.

    Attributes:
        is_temporary: Whether another attempt may succeed.
        pause: Seconds that the provider asks us to wait; 0 when it did not say.
    """

    def __init__(self, reason: str, *, is_temporary: bool = False, pause: float = 0.0) -> None:
        """Keep the reason and what to do about it."""
        super().__init__(reason)
        self.is_temporary = is_temporary
        self.pause = pause


class Client(AbstractContextManager["Client"]):
    """Asks providers. Use it in a `with` block, which closes its connections."""

    def __init__(self, cache: Cache, today: dt.date, agent: str, clock: _Clock = time) -> None:
        """Start without a request; `today` is the date of new answers, `agent` the User-Agent of requests."""
        self._cache = cache
        self._today = today
        self._clock = clock
        self._http = httpx.Client(headers={"User-Agent": agent}, verify=_trusted(), follow_redirects=False)
        self._turn = threading.Lock()
        self._free_at: dict[str, float] = {}

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._http.close()

    def get(
        self, address: str, read: Callable[[bytes], Value], policy: RequestPolicy
    ) -> Response[Value] | None:
        """Return the answer at an address; None when nothing is there.

        Answers that `read` understands are cached, one that says nothing (a false value) for the day only.

        Args:
            address: The address with its query, without a key.
            read: Makes a value of the answer's bytes; ValueError when they are no answer.
            policy: How the provider is asked.

        Raises:
            Unavailable: There is no answer that can be used, after as many attempts as the policy allows.
        """
        if known := self._cache.get(address):
            with suppress(ValueError):  # cached by an earlier version, which could read it
                response = Response(value=read(known[0]), date=known[1])
                # An empty answer may change soon, and some providers send one when they are overloaded.
                if response.value or response.date == self._today:
                    return response
        body = self._retry(address, policy)
        if body is None:
            return None
        try:
            value = read(body)
        except ValueError as error:
            message = f"sent no answer that can be read ({_first_line(error)})"
            raise Unavailable(message) from None
        self._cache.put(address, body)
        return Response(value=value, date=self._today)

    def _retry(self, address: str, policy: RequestPolicy) -> bytes | None:
        """Return the body at an address after as many attempts as it takes."""
        pause = policy.first_pause
        for _ in range(policy.attempts - 1):
            try:
                return self._request(address, policy)
            except Unavailable as error:
                if not error.is_temporary or error.pause > policy.longest_pause:
                    raise
                self._clock.sleep(max(pause, error.pause))
            pause = min(2 * pause, policy.longest_pause)
        return self._request(address, policy)

    def _request(self, address: str, policy: RequestPolicy, redirects: int = 0) -> bytes | None:
        """Make one request as the rate limit allows, and follow redirects; None when nothing is there."""
        with self._turn:
            wait = self._free_at.get(policy.provider, 0.0) - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                status, headers, body = self._send(address, policy)
            finally:
                self._free_at[policy.provider] = self._clock.monotonic() + policy.interval
        if "location" in headers and status // 100 == 3:  # noqa: PLR2004  3xx
            return self._request(_redirect(address, headers["location"], redirects), policy, redirects + 1)
        if status in _NOTHING_THERE:
            return None
        if status == HTTPStatus.OK:
            return body
        message = f"answered {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
        is_temporary = status in _TEMPORARY or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise Unavailable(
            message, is_temporary=is_temporary, pause=_retry_after(headers) if is_temporary else 0.0
        )

    def _send(self, address: str, policy: RequestPolicy) -> tuple[int, httpx.Headers, bytes]:
        """Return status, headers and body of one request, within the limits of time and size."""
        ends = self._clock.monotonic() + policy.timeout
        body = bytearray()
        try:
            url = httpx.URL(address)
            if policy.parameters:
                url = url.copy_merge_params(policy.parameters)
            with self._http.stream("GET", url, headers=policy.headers, timeout=policy.timeout) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > policy.largest:
                        message = f"sent more than {policy.largest:,} bytes"
                        raise Unavailable(message)
                    if self._clock.monotonic() > ends:
                        message = f"took more than {policy.timeout:g} s to answer"
                        raise Unavailable(message, is_temporary=True)
                return response.status_code, response.headers, bytes(body)
        except httpx.TimeoutException:
            message = f"did not answer within {policy.timeout:g} s"
            raise Unavailable(message, is_temporary=True) from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError) as error:
            raise Unavailable(_first_line(error)) from None
        except httpx.TransportError as error:
            message = f"connection failed ({_first_line(error)})"
            raise Unavailable(message, is_temporary=True) from None


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted; loading them takes long, so it is done once."""
    return httpx.create_ssl_context()


def _redirect(address: str, location: str, redirects: int) -> str:
    """Return where a redirect leads.

    Raises:
        Unavailable: It leads to another host, which nobody chose to trust, to http from https, or on and on.
    """
    old = httpx.URL(address)
    new = old.join(location)
    if new.host != old.host:
        message = f"redirects to {new.host or 'nowhere'}"
    elif old.scheme == "https" and new.scheme != "https":
        message = "redirects to an open connection"
    elif redirects >= _MOST_REDIRECTS:
        message = "redirects in a ring"
    else:
        return str(new)
    raise Unavailable(message)


def _retry_after(headers: httpx.Headers) -> float:
    """Return the seconds of Retry-After, a number or a date (RFC 9110, 10.2.3); 0 where it says none."""
    value = headers.get("retry-after", "")
    if value.isdecimal():
        return float(value)
    try:
        # Counted from the provider's own clock, so ours need not agree with it.
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, pause.total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _first_line(error: Exception) -> str:
    """Return the first line of an error's message, or the error's name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
