"""Text as it may be shown, and one function per format that writes text so that the format reads it back.

Formats that people look at (HTML, XML, LaTeX, RIS) get `visible_text`; formats for programs (YAML, JSON) keep
every character. LaTeX and Markdown have modules of their own.
"""

import re
import unicodedata

import markupsafe

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Everything that ends a line somewhere: CR LF, the Unicode separators, and two relics of printers.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Invisible tags are honest only as the flag of a region: a black flag and its letters.
_REGION_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_UNSAFE = re.compile(
    f"({_REGION_FLAG})|["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # reorder or restyle what follows
    "\ufff9-\ufffb"  # hide annotations between lines
    "\ud800-\udfff"  # half a character
    "\ufdd0-\ufdef\ufffe\uffff"  # never characters
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f]"  # tags outside a flag
)

# Soft hyphens, zero-width spaces and joiners of words, directional marks, invisible operators, and
# selectors of the look of a sign.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def collapse_space(text: str) -> str:
    """Return a text on one line: every run of white space is one space, none at the ends."""
    return " ".join(text.split())


def visible_text(text: str) -> str:
    """Return a text that shows what it holds.

    Control characters, overrides of the writing direction, halves of characters and invisible
    tags become U+FFFD. What languages need stays: combining marks, joiners, directional marks.
    Line ends become a line feed. The result is in normal form C and can be encoded.
    """
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = _LINE_END.sub("\n", text)
        text = _UNSAFE.sub(lambda found: found[1] or REPLACEMENT, text)
    return unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    """Return a text without the characters that only tune how a page breaks, orders or draws it.

    LaTeX does this by other means, and pdfLaTeX stops at most of them. What shapes letters stays:
    combining marks and the joiners of Persian, Hindi and emoji. A text of nothing else stays too: a name
    or a venue that became empty would be missed where it was counted on.
    """
    seen = text if text.isascii() else _INVISIBLE.sub("", text)
    return seen if seen.strip() else text


def visible_line(text: str) -> str:
    """Return a text as a reader sees it, on one line."""
    return collapse_space(visible_text(text))


_YAML_UNSAFE = re.compile(r"[^ !#-\[\]-~\xa0-\u1fff\u3000-\ud7ff]")
_YAML_LONG = 0xFFFF


def escape_html(text: str) -> markupsafe.Markup:
    """Return text for HTML content and for quoted attributes."""
    return markupsafe.escape(visible_text(text))


def escape_yaml(text: str) -> str:
    """Return any string as a double-quoted YAML scalar (https://yaml.org/spec/1.2.2/#double-quoted-style)."""
    return f'"{_YAML_UNSAFE.sub(_yaml_character, text)}"'


def _yaml_character(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in '"\\':
        return f"\\{found[0]}"
    return f"\\U{code:08x}" if code > _YAML_LONG else f"\\u{code:04x}"


def escape_ris(text: str) -> str:
    """Return text for the value of a RIS tag: one line."""
    return visible_line(text)
