"""How politely a provider is asked, and the clock that politeness goes by."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Clock(Protocol):
    """Time that passes; a test gives one of its own."""

    def now(self) -> float:
        """Return seconds from some fixed moment; they never run backwards."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class _SystemClock:
    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


SYSTEM_CLOCK: Clock = _SystemClock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What one provider may expect of us, and how much we put up with.

    Attributes:
        provider: Its name; requests to one provider keep their distance, whatever their address.
        interval: Seconds from the end of one request to the start of the next.
        timeout: Seconds that a whole answer may take.
        attempts: How often one question is asked before it is given up.
        pause: Seconds before the second attempt; each further one waits twice as long.
        longest_pause: Seconds that we wait at most; a provider that asks for more is given up.
        largest: Bytes that an answer may have.
        headers: Sent with each request, such as a key; no cache and no message holds them.
        parameters: Likewise, at the end of each address.
    """

    provider: str
    interval: float = 1.0
    timeout: float = 20.0
    attempts: int = 4
    pause: float = 1.0
    longest_pause: float = 60.0
    largest: int = 10_000_000
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
