"""Filling shells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.stamp import cut_shell

HTML = "<title>@@TITLE@@</title>\n<body>@@BODY@@ and again @@TITLE@@</body>"


def test_every_placeholder_gets_its_value() -> None:
    """Also where one comes twice."""
    filled = cut_shell(HTML).fill({"TITLE": "T", "BODY": "B"})

    assert filled == "<title>T</title>\n<body>B and again T</body>"


@given(st.text(), st.text())
def test_values_are_put_in_as_they_are(title: str, body: str) -> None:
    """A value that looks like a placeholder is not searched again."""
    filled = cut_shell(HTML).fill({"TITLE": title, "BODY": f"@@TITLE@@{body}"})

    assert filled == f"<title>{title}</title>\n<body>@@TITLE@@{body} and again {title}</body>"


def test_a_placeholder_without_a_value_is_a_bug() -> None:
    """Nothing is published with a hole."""
    with pytest.raises(KeyError):
        cut_shell(HTML).fill({"TITLE": "T"})
