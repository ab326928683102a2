"""Formulas as MathML."""

import pytest
from playwright.sync_api import Browser, Page

from generator.base.text import math_element


def test_formula_is_mathml_with_its_text_escaped() -> None:
    """Elements are those of MathML; a stranger's text is text."""
    assert math_element(r"x^2 < \text{<b>}") == (
        "<math><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mtext>&lt;b&gt;</mtext></mrow></math>"
    )


def test_display_formula_says_so() -> None:
    """A formula on a line of its own is a block."""
    assert math_element("x", display=True) == '<math display="block"><mi>x</mi></math>'


def test_unreadable_formula_has_no_mathml() -> None:
    """Who asks must show the source."""
    assert math_element(r"\nope") is None


@pytest.mark.parametrize(
    "tex",
    [r"\text{<script>document.title='bad'</script>}", r"\mbox{<img src=x onerror=document.title='bad'>}"],
)
def test_script_in_a_formula_does_not_run(browser: Browser, tex: str) -> None:
    """A browser shows the words of the script and does not run them."""
    page = browser.new_page()
    page.set_content(f"<title>good</title>{math_element(tex)}")
    page.wait_for_timeout(100)
    assert page.title() == "good"
    assert "document.title" in page.inner_text("body")
    page.close()


def test_browser_draws_formulas_two_dimensional(browser: Browser) -> None:
    """A fraction is higher than a letter, and a power stands above its base."""
    page = browser.new_page()
    page.set_content("".join(str(math_element(tex)) for tex in ("x", r"\frac{a}{b}", "y^2")))
    height = {name: _box(page, name)[1] for name in ("math >> nth=0", "math >> nth=1")}
    assert height["math >> nth=1"] > height["math >> nth=0"] * 1.2
    assert sum(_box(page, "msup mn")) < sum(_box(page, "msup mi"))
    page.close()


def _box(page: Page, selector: str) -> tuple[float, float]:
    """Return top and height of an element, in pixels."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"], box["height"]
