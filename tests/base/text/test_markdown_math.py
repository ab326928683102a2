"""Laws of formulas on pages, which the engine's extension and the fast builder share."""

import tomllib
from importlib import import_module

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import math_element
from generator.base.text.markdown_math import MathExtension
from generator.site import document_of as document
from tests.markdown_builders import by_engine, by_fast_builder
from tests.world import ROOT

X = math_element("x")
# No marks of emphasis: some runs of them, as in `_..__._\!`, leave a marker in Python-Markdown alone.
PIECES = (
    "$",
    "$$",
    "\\$",
    "\\\\",
    "`",
    "``",
    "x",
    "5",
    " ",
    "[a](b)",
    "\\frac{1}{2}",
    "\\foo",
    "and so on",
    "\n",
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a $x$ b", f"a {X} b"),
        ("$x$", f"{X}"),
        ("$$x$$", f"{math_element('x', display=True)}"),
        ("$x$$x$ *a*", f"{X}{X} <em>a</em>"),
        ("*$x$* [$x$](b)", f'<em>{X}</em> <a href="b">{X}</a>'),
        (r"$a_b\foo_c$ $a*b*c$", rf'<code class="math">$a_b\foo_c$</code> {math_element("a*b*c")}'),
        (
            r"$\text{a_b &amp; c}$",
            f"{math_element('x')}".replace("<mi>x</mi>", "<mtext>a_b &amp;amp; c</mtext>"),
        ),
        ("$5 and $6, US$7 or A$8", "$5 and $6, US$7 or A$8"),
        (r"\$x$ \\$x$ \$5", rf"$x$ \{X} $5"),
        ("`$x$` $x$ ``$`x$``", f"<code>$x$</code> {X} <code>$`x$</code>"),
        (r"$\foo{<b>}$", r'<code class="math">$\foo{&lt;b&gt;}$</code>'),
        (r"$`$`\foo$ $`x`$", r"$<code>$</code>\foo$ $<code>x</code>$"),
        ("$<b>$", f"{math_element('<b>')}"),
    ],
)
def test_formulas_are_mathml_and_other_dollars_are_dollars(text: str, shown: str) -> None:
    """A pair of dollars is a formula as in a text from strangers; what cannot be read is shown as written."""
    assert document(by_engine(text)) == document(f"<p>{shown}</p>")
    assert document(by_fast_builder(text)) == document(f"<p>{shown}</p>")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_marker_of_the_library_is_left(text: str) -> None:
    """However dollars, backslashes and code meet, nothing of the work shows."""
    for shown in (by_engine(text), by_fast_builder(text)):
        assert not {"\x02", "\x03"} & set(shown)
        assert "klzzwxh" not in shown
        assert "formula0x" not in shown


def test_the_extension_is_found_by_every_name() -> None:
    """The entry point, the settings of the site and the path of the class lead to the one extension."""
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, name = entry["markdown.extensions"]["digest_math"].split(":")
    assert getattr(import_module(module), name) is MathExtension
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    assert "digest_math" in named
    for path in ("generator.base.text.markdown_math", "generator.base.text.markdown_math:MathExtension"):
        assert "<math>" in markdown.markdown("$x$", extensions=[path])
