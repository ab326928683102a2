"""The picture that stands beside a shared address (`og:image`): 1200 by 630 pixels, in the site's own look.

The font comes with the drawing library, so every machine makes the same bytes. It has the letters of English
and few others: an accent is left off, and what is written in another script gives way to what is not.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from io import BytesIO
from unicodedata import normalize
from urllib.parse import urlsplit

from anyascii import anyascii
from PIL import Image, ImageDraw, ImageFont

from generator.base.models import File, LazyFile, Paper
from generator.base.text import collapse_space
from generator.config import SiteSettings
from generator.output.addresses import CARD, file_path, paper_path
from generator.output.inputs import Inputs
from generator.output.words import ENGLISH
from generator.stages.digest import Digest

_WIDTH, _HEIGHT, _EDGE = 1200, 630, 80
_ROOM = _WIDTH - 2 * _EDGE
_PAPER, _INK, _SOFT, _RUBRIC = "#fcfcfa", "#1c1e1d", "#565b58", "#98291f"
"""As in docs/assets/site.css."""
_LOGO = (3.75, 1.75)
"""Where the logo begins in its box."""
_LEADING = 1.25
_COLOURS = 64
"""So many shades of four colours look as smooth as all of them, in a third of the bytes."""
_KNOWN = frozenset("“”\u2018\u2019\u2013—…·•")
"""What the font has beyond ASCII, of what texts use."""


def card_files(digest: Digest, inputs: Inputs | None = None) -> Iterator[File]:
    """Yield the card of the site, and one of each paper where the curator wants them."""
    inputs = inputs or Inputs(digest)
    counts = (len(digest.papers), len(digest.by_edition))
    yield LazyFile(path=CARD, inputs=inputs.of("card", counts), make=partial(site_card, digest))
    if digest.settings.paper_cards:
        for paper in digest.papers:
            yield LazyFile(
                path=file_path(paper_path(paper.key), "png"),
                inputs=inputs.of("card", inputs.of_papers(paper)),
                make=partial(paper_card, paper, digest.settings),
            )


def site_card(digest: Digest) -> bytes:
    """Return the card of a site as PNG: its name, what it is, and how much it holds."""
    papers, editions = len(digest.papers), len(digest.by_edition)
    card = _Card(head=_name(digest.settings), size=92)
    card.write(_written(digest.settings.tagline), size=46, colour=_SOFT, most=4)
    return card.finish(f"{ENGLISH.count(papers, 'paper')} · {ENGLISH.count(editions, 'edition')}")


def paper_card(paper: Paper, settings: SiteSettings) -> bytes:
    """Return the card of a paper as PNG: its title and authors, and the site that it is on."""
    card = _Card(head=_name(settings), size=44)
    card.write(_written(paper.plain_title) or paper.key, size=52, colour=_INK, most=4)
    card.write(_written(", ".join(paper.facts.all_authors)), size=32, colour=_SOFT, most=1)
    return card.finish(_written(paper.published))


class _Card:
    """A sheet that is written from its top to its foot."""

    def __init__(self, *, head: str, size: int) -> None:
        """Take a sheet, with the logo, a name in a size (pixels) and the site's heavy rule on it."""
        self._image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
        self._draw = ImageDraw.Draw(self._image)
        _draw_logo(self._draw, size / 32 * 1.15)
        left = _EDGE + round(1.35 * size)
        middle = _EDGE + round(0.575 * size)
        self._draw.text((left, middle), _lines(head, size, _WIDTH - _EDGE - left, 1), _INK, _font(size), "lm")
        self._top = _EDGE + round(1.5 * size)
        self._rule(self._top, 7)
        self._rule(self._top + 12, 2)
        self._top += 50

    def write(self, text: str, *, size: int, colour: str, most: int) -> None:
        """Write a paragraph of so many lines at most; no text takes no room."""
        for line in _lines(text, size, _ROOM, most).splitlines():
            self._draw.text((_EDGE, self._top), line, colour, _font(size))
            self._top += round(_LEADING * size)
        self._top += 18 if text else 0

    def finish(self, foot: str) -> bytes:
        """Return the card with a line at its foot, as PNG."""
        at = (_EDGE, _HEIGHT - _EDGE)
        self._draw.text(at, _lines(foot, 32, _ROOM, 1), _RUBRIC, _font(32), "ls")
        made = BytesIO()
        self._image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT).save(made, "PNG", optimize=True)
        return made.getvalue()

    def _rule(self, top: int, height: int) -> None:
        self._draw.rectangle((_EDGE, top, _WIDTH - _EDGE - 1, top + height - 1), _INK)


def _draw_logo(draw: ImageDraw.ImageDraw, unit: float) -> None:
    """Draw `docs/assets/logo.svg` at the top left; a unit is one of the 32 of its box, in pixels."""

    def box(*numbers: float) -> tuple[float, ...]:
        return tuple(_EDGE + (number - _LOGO[at % 2]) * unit for at, number in enumerate(numbers))

    for part in ((3.75, 1.75, 22.25, 3.75), (3.75, 1.75, 5.75, 24.25), (20.25, 1.75, 22.25, 6.75)):
        draw.rectangle(box(*part), _INK)
    draw.rectangle(box(3.75, 22.25, 8.75, 24.25), _INK)
    draw.rectangle(box(10, 8, 28, 30), _RUBRIC)
    for top, right in ((13, 24), (17.5, 24), (22, 20)):
        draw.rectangle(box(14, top, right, top + 2), _PAPER)


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101  every wheel of Pillow has FreeType
    return font


def _lines(text: str, size: int, room: int, most: int) -> str:
    """Return a text broken into lines of so many pixels; a sign says that there was more."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if _font(size).getlength(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [_cut(line, size, room) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _cut(f"{shown[-1].rstrip('… ')} …", size, room)
    return "\n".join(shown)


def _cut(line: str, size: int, room: int) -> str:
    """Return a line without what is too long for it."""
    while _font(size).getlength(line) > room:
        line = f"{line.rstrip('… ')[:-1]}…"
    return line


def _name(settings: SiteSettings) -> str:
    """Return the name of a site, or its host where the font cannot write the name."""
    return _written(settings.name) or urlsplit(settings.url).netloc


def _written(text: str) -> str:
    """Return a text in letters that the font has; nothing where most of them are of another script."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(normalize("NFD", letter)[0].isascii() for letter in letters) * 2 < len(letters):
        return ""
    return collapse_space("".join(letter if letter in _KNOWN else anyascii(letter) for letter in text))
