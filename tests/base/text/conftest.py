"""Texts to test on: a strategy that writes TeX of every quality, abstracts, and lists of hostile strings."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.browser.hostile import read_lists

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
def abstracts(material: Path) -> tuple[str, ...]:
    """Give titles and abstracts: of papers with TeX, and of a daily list."""
    return tuple(
        text for paper in (*_with_tex(material / "latex"), *_daily(material / "hf_daily")) for text in paper
    )


@pytest.fixture(scope="session")
def hostile(material: Path) -> tuple[str, ...]:
    """Give lists of strings that are meant to do harm."""
    return tuple(text for lines in read_lists(material / "hostile") for text in lines)


def _with_tex(folder: Path) -> Iterator[tuple[str, str]]:
    (path,) = folder.glob("abstracts*.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
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
