"""Texts to test on: a strategy that writes TeX of every quality, and the real abstracts."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

COMMANDS = r"""
\alpha \frac \sqrt \emph \textbf{ \texttt{ \href{ \url{ \em \bf \cite{ \unknown \ours{} \left \right
\text{ \mathbb{R} \mathrm{ \operatorname*{ \sim \hat \log \% \& \_ \$ \{ \} \\ \' \" \^ \~ \v \c \i \o
\begin{matrix} \end{matrix} \footnote{ \textcolor{red} \unicode{x2013} \ensuremath{ \not \color{
$ $$ \( \) \[ \] { } ^ _ & % # ~ `` '' ` ' ' -- --- \ < > ; : ! ? ( ) | / = + x n 2 10 the and
https://a.b/c_d javascript:alert(1) <script>alert(1)</script> &lt; &#x3c;
"""
SPACES = (" ", "  ", "\n", "\n\n", "\N{ZERO WIDTH JOINER}")
LETTERS = ("é", "δ", "ℝ", "中", "😀", "\u202e", "\x00", "\u0301")
SCRAPS = (*COMMANDS.split(), *SPACES, *LETTERS)


@pytest.fixture(scope="session")
def abstracts(shared_data: Path) -> tuple[str, ...]:
    """Give titles and abstracts: 300 papers with TeX, and those of a daily list over half a year."""
    return tuple(
        text
        for paper in (*_with_tex(shared_data / "latex"), *_daily(shared_data / "hf_daily"))
        for text in paper
    )


@pytest.fixture(scope="session")
def hostile(shared_data: Path) -> tuple[str, ...]:
    """Give public lists of strings that are meant to do harm."""
    folder = shared_data / "hostile"
    lines = (folder / "xss.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    return (*lines, *cast("list[str]", json.loads((folder / "blns.json").read_text(encoding="utf-8"))))


def _with_tex(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / "abstracts-300.jsonl").read_text(encoding="utf-8").splitlines():
        paper: dict[str, str] = json.loads(line)
        yield paper["title"], paper["abstract"]


def _daily(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            paper: dict[str, str] = (ast.literal_eval(item) if isinstance(item, str) else item)["paper"]
            yield paper["title"], paper["summary"]


@pytest.fixture(scope="session")
def tex_like() -> SearchStrategy[str]:
    """Give a strategy for texts that are TeX, nearly TeX, or nothing of the kind."""
    return st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join)
