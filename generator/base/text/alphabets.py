r"""The mathematical alphabets: browsers show `\mathbb{R}` right only as a letter of its own."""

import unicodedata

# MathML's name of a variant -> the words for it in the names of characters.
_ALPHABETS = {
    "bold": ("MATHEMATICAL BOLD",),
    "italic": ("MATHEMATICAL ITALIC",),
    "bold-italic": ("MATHEMATICAL BOLD ITALIC", "MATHEMATICAL BOLD"),
    "script": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "fraktur": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
    "double-struck": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "sans-serif": ("MATHEMATICAL SANS-SERIF",),
    "sans-serif-italic": ("MATHEMATICAL SANS-SERIF ITALIC", "MATHEMATICAL SANS-SERIF"),
    "monospace": ("MATHEMATICAL MONOSPACE",),
}


def in_alphabet(text: str, variant: str) -> str:
    """Return a text in a mathematical alphabet; letters that it lacks stay.

    Args:
        text: Letters and digits.
        variant: A value of MathML's `mathvariant`, "double-struck".
    """
    return "".join(_in_alphabet(letter, _ALPHABETS.get(variant, ())) for letter in text)


def _in_alphabet(letter: str, alphabets: tuple[str, ...]) -> str:
    # "LATIN CAPITAL LETTER R" is "CAPITAL R" there, "DIGIT ONE" is "DIGIT ONE".
    name = unicodedata.name(letter, "").removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    for alphabet in alphabets:
        try:
            return unicodedata.lookup(f"{alphabet} {name}")
        except KeyError:
            continue
    return letter


def out_of_alphabets(text: str) -> str:
    """Return a text with letters of mathematical alphabets made plain.

    Double-struck letters and the script l of norms are kept.
    """
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFKC", letter) if _is_styled(letter) else letter for letter in text)


def _is_styled(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    if "DOUBLE-STRUCK" in name or letter == "\N{SCRIPT SMALL L}":
        return False
    return name.startswith(("MATHEMATICAL ", "SCRIPT ", "BLACK-LETTER ")) and letter.isalnum()
