"""LaTeX commands for characters."""

import unicodedata

import pytest

from generator.base.text import ACCENTS, RichText, escape_latex_name, latex_letter


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("é", r"{\'e}"),
        ("Ű", r"{\H{U}}"),
        ("ß", r"{\ss}"),
        ("ễ", r"{\~{\^e}}"),
        ("ộ", r"{\d{\^o}}"),
        ("ǖ", r"{\={\"u}}"),
        ("ẻ", "ẻ"),
        ("δ", r"{$\delta$}"),
        ("ℝ", r"{$\mathbb{R}$}"),
        ("₂", r"{$_2$}"),
        ("ⁿ", "{$^n$}"),
        ("⁻", "{$^-$}"),
        ("Ǿ", r"{\'{\O}}"),
        ("−", "{$-$}"),
        ("∗", r"{$\ast$}"),
        ("⋅", r"{$\cdot$}"),
        ("·", "·"),
        ("√", r"{$\sqrt{}$}"),
        ("′", "{$'$}"),
        ("″", "{$''$}"),
        ("∆", r"{$\Delta$}"),
        ("⊥", r"{$\bot$}"),
        ("≉", r"{$\not\approx$}"),
        ("♯", r"{$\sharp$}"),
        ("★", r"{$\bigstar$}"),
        ("✓", r"{$\checkmark$}"),
        ("½", "½"),
        ("⅓", r"{$\frac{1}{3}$}"),
        ("ℒ", r"{$\mathcal{L}$}"),
        ("𝐱", r"{$\mathbf{x}$}"),
        ("𝑘", "{$k$}"),
        ("𝛼", r"{$\alpha$}"),
        ("𝟙", "𝟙"),
        ("Ⅳ", "IV"),
        ("ﬁ", "fi"),
        ("Ｇ", "G"),
        ("∟", "∟"),
        ("⊫", "⊫"),
        ("♩", "♩"),
        ("🚀", "🚀"),
        ("Ħ", "Ħ"),
        ("Α", "Α"),
        ("Ж", "Ж"),
        ("中", "中"),
        ("a", "a"),
    ],
)
def test_known_letters_have_commands_and_others_stay(letter: str, written: str) -> None:
    """The library's wrong ones (an acute for a double acute, a Latin A for an Alpha) are not used."""
    assert latex_letter(letter) == written


# Signs that look like another one, by which LaTeX sets them.
LOOK_ALIKES = dict(zip("∗∙⋅∆∊∍∕∶○●∎▪▲▼◆▸▹◂◃✔⨯↝⤳⊧⌆◇◻⧵⌅", "*··Δ∈∋/:◯∙■·▴▾⧫▶▷◀◁✓×⇝⇝⊨⩞◊□∖⊼", strict=True)) | {
    "∷": "::",
    "≔": ":=",
    "≕": "=:",
    "≝": "=^def",
    "≟": "=^?",
    "∛": "³√",
    "∜": "⁴√",
}


def test_commands_read_back_as_their_letter() -> None:
    """For all of Latin, Greek, Cyrillic, symbols and mathematical alphabets, as formulas are spelled."""
    assert [
        letter
        for letter in map(chr, (*range(0xA0, 0x3000), *range(0x1D400, 0x1D800)))
        if plain(RichText(latex_letter(letter)).as_plain) != plain(LOOK_ALIKES.get(letter, letter))
    ] == []


def plain(text: str) -> str:
    """Return the letters of a text, whether raised or lowered or not."""
    text = RichText(text.replace("\N{FRACTION SLASH}", "/")).as_plain
    return unicodedata.normalize("NFKC", text).replace("\N{FRACTION SLASH}", "/").lstrip("^_")


def test_what_latex_has_accents_for_is_a_command() -> None:
    """Every letter that accents of LaTeX make of an ASCII letter, but L and R with a macron and a dot below.

    A mark below is the outermost, and there is no letter with the macron alone to put it on.
    """
    letters = [letter for letter in map(chr, range(0xA0, 0x2000)) if is_accented(letter)]
    assert len(letters) > 300
    assert [letter for letter in letters if latex_letter(letter) == letter] == list("ḸḹṜṝ")


def is_accented(letter: str) -> bool:
    """Return whether a letter is an ASCII letter with accents that LaTeX has."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    return base.isascii() and base.isalpha() and set(marks) <= set(ACCENTS.values())


def test_a_name_holds_no_formula() -> None:
    """A letter that no language has gets LaTeX's accent; programs that read names know it."""
    assert escape_latex_name("P\u0304ot x\u20d7 Ñet & A") == r"{\=P}ot x⃗ {\~N}et \& A"
