r"""Choose the better of two texts, and find the names in a title that its abstract has lost."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.base.text import RichText, collapse_space

_COMMAND = re.compile(r"\\[A-Za-z]+\{([^}]*)\}")
_FORMULA = re.compile(r"\$([^$]*)\$")
_GREEK = re.compile("[\u0391-\u03a9\u03b1-\u03c9]")
_AROUND_NAME = ".,;:!?()[]\"'"


def best(texts: Sequence[str]) -> str:
    """Return the text of which another one is what stripping leaves; the first if there is none such.

    Args:
        texts: What is said to be the same, on one line each.
    """
    given = [text for text in texts if text]
    for text in given:
        if any(other != text and stripped(text) == other for other in given):
            return text
    return given[0] if given else ""


def stripped(text: str) -> str:
    r"""Return what Hugging Face leaves of a text on one line: of `$\mathbf{x}\times 2$`, `xtimes 2`."""
    without_commands = _COMMAND.sub(r"\1", text)
    return collapse_space(_FORMULA.sub(lambda found: found[1].replace("\\", ""), without_commands))


def with_names_of(title: str, text: str) -> str:
    """Return a text with the names of which only the title has kept the TeX as the title has them."""
    for bare, name in _names(title):
        if bare in text:
            # Addresses are found first, and stay: they hold the name as it can be typed.
            either = re.compile(rf"\b\w+[.:]\S{{0,99}}/\S*|(?<![\w\\$/]){re.escape(bare)}(?![\w$/])")
            text = either.sub(lambda found: name if found[0] == bare else found[0], text)  # noqa: B023  called at once
    return text


def _names(title: str) -> Iterator[tuple[str, str]]:
    """Yield names of a title as an abstract may have them, and with their TeX."""
    for word in title.split():
        if "$" not in word and not _GREEK.search(word):
            continue
        name = word.strip(_AROUND_NAME)
        bare = stripped(name)
        if "$" in name and RichText(name).as_plain != RichText(bare).as_plain:
            yield bare, name
        # A letter alone is a variable, and "alpha" alone is a word.
        if _GREEK.search(bare) and len(bare) > 1 and "^" not in bare and "_" not in bare:
            yield _GREEK.sub(_spelled, bare), _GREEK.sub(lambda letter: f"$\\{_spelled(letter)}$", bare)


def _spelled(letter: re.Match[str]) -> str:
    """Return the name of a Greek letter as TeX has it: "mu", "Psi"."""
    name = unicodedata.name(letter[0])
    word = name.rpartition(" ")[2].replace("LAMDA", "LAMBDA")
    return word.capitalize() if "CAPITAL" in name else word.lower()
