"""A patient client: one request at a time, at a distance, again when it is worth it, never without end."""

import datetime as dt
import functools
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Generic, Self, TypeVar

import httpx
import tenacity

from generator.base.cache import Cache
from generator.providers.web.manners import SYSTEM_CLOCK, Clock, Manners

Value = TypeVar("Value")

_MOST_REDIRECTS = 3
_NOTHING_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_TRY_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class Unavailable(Exception):  # noqa: N818  it is the provider that is at fault
    """A provider gave no answer that can be used; the message says why in a few words.

    Attributes:
        pause: Seconds for which it asks to be left alone; 0 when it did not say.
    """

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        """Keep the reason and the pause."""
        super().__init__(reason)
        self.pause = pause


class _Busy(Exception):  # noqa: N818  not an error: it is asked again
    """The provider may answer later.

    Attributes:
        pause: Seconds that it asks us to wait; 0 when it did not say.
    """

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[Value]):
    """What a provider said.

    Attributes:
        value: As its reader understood it.
        date: When it was said; earlier than today when it was remembered.
    """

    value: Value
    date: dt.date


class Client:
    """Asks providers. Use it in a `with` block, which closes its connections."""

    def __init__(self, cache: Cache, today: dt.date, agent: str, clock: Clock = SYSTEM_CLOCK) -> None:
        """Start without asking anybody.

        Args:
            cache: Remembers answers.
            today: Date of what is said from now on.
            agent: Who is asking, the User-Agent of every request.
            clock: Measures distances and time limits, and lets time pass.
        """
        self._cache = cache
        self._today = today
        self._clock = clock
        self._http = httpx.Client(headers={"User-Agent": agent}, verify=_trusted(), follow_redirects=False)
        self._turn = threading.Lock()
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._http.close()

    def ask(self, address: str, read: Callable[[bytes], Value], manners: Manners) -> Told[Value] | None:
        """Return what an address answers; None when there is nothing at that address.

        Only what `read` understands is remembered, and that there is nothing only for the day.

        Args:
            address: With its query.
            read: Makes a value of the answer's bytes; ValueError when they are no answer.
            manners: Of the provider.

        Raises:
            Unavailable: No answer that can be used, after as many attempts as the manners allow.
        """
        known = self._remembered(address, read)
        if known is not None:
            return known
        body = self._patiently(address, manners)
        if body is None:
            return None
        try:
            value = read(body)
        except ValueError as error:
            message = f"sent no answer that can be read ({_in_a_line(error)})"
            raise Unavailable(message) from None
        self._cache.put(address, body)
        return Told(value=value, date=self._today)

    def _remembered(self, address: str, read: Callable[[bytes], Value]) -> Told[Value] | None:
        known = self._cache.get(address)
        if known is None:
            return None
        body, date = known
        try:
            value = read(body)
        except ValueError:  # stored by an older reader, which understood it
            return None
        # That there is nothing may change, and some providers say so when they are tired.
        return Told(value=value, date=date) if value or date == self._today else None

    def _patiently(self, address: str, manners: Manners) -> bytes | None:
        """Return a body after as many attempts as it takes; None when there is nothing at the address."""
        attempts = tenacity.Retrying(
            sleep=self._clock.sleep,
            stop=lambda state: _is_hopeless(state, manners),
            wait=lambda state: _pause(state, manners),
            retry=tenacity.retry_if_exception_type(_Busy),
            reraise=True,
        )
        try:
            return attempts(self._once, address, manners)
        except _Busy as busy:
            raise Unavailable(str(busy), busy.pause) from None

    def _once(self, address: str, manners: Manners, hops: int = 0) -> bytes | None:
        """Make one request, when its turn has come."""
        with self._turn:
            too_early = self._free_at.get(manners.provider, 0.0) - self._clock.now()
            if too_early > 0:
                self._clock.sleep(too_early)
            try:
                status, headers, body = self._request(address, manners)
            finally:
                self._free_at[manners.provider] = self._clock.now() + manners.interval
        if "location" in headers and status // 100 == 3:  # noqa: PLR2004  3xx
            return self._once(_next_address(address, headers["location"], hops), manners, hops + 1)
        if status in _NOTHING_THERE:
            return None
        if status in _TRY_LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _Busy(_said(status), _asked_pause(headers))
        if status != HTTPStatus.OK:
            raise Unavailable(_said(status))
        return body

    def _request(self, address: str, manners: Manners) -> tuple[int, httpx.Headers, bytes]:
        """Return status, headers and body of one request, within the limits of time and size."""
        ends = self._clock.now() + manners.timeout
        body = bytearray()
        try:
            url = httpx.URL(address)
            if manners.parameters:
                url = url.copy_merge_params(manners.parameters)
            with self._http.stream("GET", url, headers=manners.headers, timeout=manners.timeout) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > manners.largest:
                        message = f"sent more than {manners.largest:,} bytes"
                        raise Unavailable(message)
                    if self._clock.now() > ends:
                        message = f"took more than {manners.timeout:g} s to answer"
                        raise _Busy(message)
                return response.status_code, response.headers, bytes(body)
        except httpx.TimeoutException:
            message = f"did not answer within {manners.timeout:g} s"
            raise _Busy(message) from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.DecodingError) as error:
            raise Unavailable(_in_a_line(error)) from None
        except httpx.TransportError as error:
            message = f"connection failed ({_in_a_line(error)})"
            raise _Busy(message) from None


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted; loading them takes long, so it is done once."""
    return httpx.create_ssl_context()


def _next_address(address: str, location: str, hops: int) -> str:
    """Return where a redirect leads; never to another host, which nobody chose to trust."""
    old = httpx.URL(address)
    new = old.join(location)
    is_open = old.scheme == "https" and new.scheme != "https"
    if new.host != old.host or is_open or hops >= _MOST_REDIRECTS:
        place = "an open connection" if is_open and new.host == old.host else new.host or "nowhere"
        message = f"redirects to {place}" if is_open or new.host != old.host else "redirects in a ring"
        raise Unavailable(message)
    return str(new)


def _asked_pause(headers: httpx.Headers) -> float:
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


def _pause(state: tenacity.RetryCallState, manners: Manners) -> float:
    """Return the seconds before the next attempt: twice the last ones, or more where we are asked to."""
    own = manners.pause * 2.0 ** (state.attempt_number - 1)
    return max(min(own, manners.longest_pause), _asked(state))


def _is_hopeless(state: tenacity.RetryCallState, manners: Manners) -> bool:
    return state.attempt_number >= manners.attempts or _asked(state) > manners.longest_pause


def _asked(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.pause if isinstance(error, _Busy) else 0.0


def _said(status: int) -> str:
    try:
        return f"answered {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"answered {status}"


def _in_a_line(error: Exception) -> str:
    """Return the first line of what an error says, or its name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
