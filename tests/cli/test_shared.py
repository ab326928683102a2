"""What commands share."""

import datetime as dt

import pytest

from generator.cli.shared import today


def test_today_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH counts seconds since 1970 in UTC; without it the clock is asked."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == dt.date(1970, 1, 2)

    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert today() >= dt.date(2026, 1, 1)
