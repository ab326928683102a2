r"""Find formulas that lost their dollars and backslashes, and say which of them are some beyond doubt.

Beyond doubt is a name that is no word of a text (`infty`), and a word that stands as none can: `2.25times`,
`x_{t}`, `nlog n`. Where nothing but a `^` tells, as in `S^2`, authors write the same without TeX.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_letters

from generator.base.text import spelled
from generator.stages.read.stripped_tex.grammar import Grammar
from generator.stages.read.stripped_tex.tokens import GREEK, NO_WORDS, ONLY_RAISED, may_hold_formulas, tokens

# A sign in braces, which TeX then sets without space: `14{,}056`, `7{times}`.
_IN_BRACES = re.compile(r"\{\s*(?:[=,+<>-]|sim|times|approx|cdot|to|in|leq|geq|le|ge|ne|pm)\s*\}")
_READ_IN_PLACE = frozenset({"ge", "le", "ne"})  # tokens are made of these only where they are no words
_SIMULATION = re.compile(r"(?i:simulat)|\b[Ss]im[ -]?(?:to|2)|\b[Ss]ims?\b(?! ?\d)")
_BEFORE_NOUN = tuple(f" {word} " for word in ("in", "In", "the", "The", "both", "our", "with"))
_BEFORE_NUMBER = tuple(f" {word} " for word in ("by", "of", "only", "than", "over"))
_NOT_A_UNIT = re.compile(r"(?:-[A-Za-z]|(?![KMBGTkx](?![a-z])|(?:ms|min|fps)\b)[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Formula:
    """A stretch of a text that looks like a formula without its marks.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        tex: What the formula was, without dollars.
        is_sure: Whether it is one whatever the rest of the paper looks like.
    """

    start: int
    end: int
    tex: str
    is_sure: bool


def formulas(text: str) -> tuple[Formula, ...]:
    """Return the stretches of a text on one line that look like formulas without their marks, in order."""
    return tuple(_Reader(text).formulas()) if may_hold_formulas(text) else ()


class _Reader:
    """Reads one text; places are positions in its tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._grammar = Grammar(self._tokens)

    def formulas(self) -> Iterator[Formula]:
        at = 0
        while at < len(self._tokens):
            stretch = self._grammar.stretch(at)
            if stretch and (found := self._judged(*stretch)):
                yield found
            at = max(at + 1, stretch[1]) if stretch else at + 1

    def _judged(self, start: int, end: int) -> Formula | None:
        places = range(start, end)
        is_sure = any(self._is_sure(at, start, end) for at in places)
        if not is_sure and not any(self._is_likely(at, start, end) for at in places):
            return None
        if self._begins_name(start, end) or self._is_factor(start, end):
            start += 1
        if self._is_spread(start, end):
            start, end = start + 2, start + 3
        tex = "".join(self._tex(at, end) for at in range(start, end))
        if not spelled(tex):
            return None
        return Formula(self._tokens[start].start, self._tokens[end - 1].end, tex, is_sure)

    def _begins_name(self, start: int, end: int) -> bool:
        """Return whether a letter and its exponent begin a name, whose exponent alone is TeX: `S^2ER`."""
        grammar = self._grammar
        after = end + 1 if grammar.has(end, "-") else end
        is_letter = grammar.kind(start) == "letter" and self._tokens[start].text.isascii()
        return is_letter and grammar.scripts(start + 1) == end > start + 1 and self._begins_with_letter(after)

    def _is_factor(self, start: int, end: int) -> bool:
        """Return whether it is a number of times, of which authors set the sign alone: `2.25times`."""
        is_pair = end == start + 2 and self._grammar.kind(start) == "number"
        return is_pair and self._grammar.has(start + 1, "times")

    def _is_spread(self, start: int, end: int) -> bool:
        """Return whether it is a number and its error, whose sign alone is TeX: `1.5 pm 0.2`."""
        return (
            end == start + 5 and self._grammar.has(start + 2, "pm") and self._grammar.kind(start) == "number"
        )

    def _begins_with_letter(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].text[0].isalpha()

    def _tex(self, at: int, end: int) -> str:
        token = self._tokens[at]
        if not self._is_command(at):
            return token.text
        is_glued = at + 1 < end and {token.text[-1], self._tokens[at + 1].text[0]} <= set(ascii_letters)
        return f"\\{token.text}{{}}" if is_glued and not self._is_command(at + 1) else f"\\{token.text}"

    def _is_command(self, at: int) -> bool:
        """Return whether a token was a command: by its name, as an exponent, or with words in braces."""
        token, grammar = self._tokens[at], self._grammar
        first = at - 1 if grammar.has(at - 1, "{") else at
        is_raised = token.text in ONLY_RAISED and grammar.kind(first - 1) == "script"
        return token.is_name or is_raised or (token.text == "text" and grammar.has(at + 1, "{"))

    def _is_sure(self, at: int, start: int, end: int) -> bool:
        token = self._tokens[at]
        if token.kind == "script":
            return self._is_sure_script(at)
        if token.text == "{":
            return _IN_BRACES.match(self._text, token.start) is not None
        if not token.is_name:
            return False
        judges = {
            "times": self._is_sure_times,
            "pm": self._is_sure_pm,
            "sim": self._is_sure_sim,
            "log": self._is_sure_log,
        }
        if judge := judges.get(token.text):
            return judge(at, start, end)
        return token.text in NO_WORDS | _READ_IN_PLACE or token.text.startswith("math")

    def _is_sure_script(self, at: int) -> bool:
        """Return whether an index is in braces or a command; people write 10^{6} without TeX, too."""
        if not self._has_base(at):
            return False
        if self._grammar.has(at + 1, "{"):
            return at + 1 in self._grammar.closing and not self._grammar.has(at - 1, "10")
        return self._grammar.has(at, "^") and self._grammar.has(at + 1, *ONLY_RAISED)

    def _has_base(self, at: int) -> bool:
        grammar = self._grammar
        return grammar.is_operand(at - 1) or grammar.kind(at - 1) == "close" or grammar.ends_word(at - 1)

    def _is_sure_times(self, at: int, start: int, end: int) -> bool:
        """Return whether `times` is glued to a number or a group, or stands between what is multiplied."""
        if at == start:
            return self._grammar.kind(at + 1) == "number"
        before = self._grammar.kind(at - 1)
        if before == "space":
            return at + 2 < end and self._is_product(at - 2, at + 2, start, end)
        return before in {"number", "close", "symbol"} or (before == "letter" and at + 1 < end)

    def _is_product(self, left: int, right: int, start: int, end: int) -> bool:
        """Return whether what is around ` times ` are sides of something, not counts: `3 times 50`."""
        grammar, sides = self._grammar, (self._tokens[left].text, self._tokens[right].text)
        if not grammar.is_operand(right):
            return False
        if grammar.closing.get(start - 1) == end or sides[0] == sides[1]:
            return True
        is_number = grammar.kind(right) == "number"
        if is_number and (grammar.kind(left) == "close" or grammar.kind(left - 1) == "script"):
            return True
        return all(len(side) > 1 and side.isdigit() for side in sides)

    def _is_sure_pm(self, at: int, start: int, end: int) -> bool:
        """Return whether `pm` is glued to numbers, or stands between two that are no time of the day."""
        if at + 1 < end and self._grammar.kind(at - 1) == "number" == self._grammar.kind(at + 1):
            return at > start
        sides = self._tokens[max(at - 2, start)].text, self._tokens[min(at + 2, end - 1)].text
        return all(re.fullmatch(r"\d+\.\d+", side) for side in sides)

    def _is_sure_sim(self, at: int, start: int, end: int) -> bool:
        """Return whether `sim` is the sign for "about": it stands at a number, and is no simulation."""
        kind = self._grammar.kind
        if at > start and kind(at - 1) in {"number", "symbol", "binary", "close"}:
            return True
        is_apart = kind(at + 1) == "space"
        number = at + 2 if is_apart else at + 1
        behind = self._tokens[end - 1].end
        if kind(number) != "number" or _NOT_A_UNIT.match(self._text, behind):
            return False
        is_large = len(self._tokens[number].text) > 1 or self._text[behind : behind + 1] in set("KMB%\\")
        before = self._text[: self._tokens[at].start]
        if is_apart and before.endswith(_BEFORE_NOUN):
            return False
        is_clear = not is_apart or at > start or before.endswith(_BEFORE_NUMBER)
        return (is_large and is_clear) or not _SIMULATION.search(self._text)

    def _is_sure_log(self, at: int, start: int, end: int) -> bool:
        """Return whether `log` is glued to the letter that it is taken of, or stands in `O(…)`."""
        if at == start or self._grammar.kind(at - 1) != "letter":
            return False
        letter = self._tokens[at - 1]
        argument = [self._tokens[place].text for place in range(at + 1, end)]
        return letter.text in argument or self._text.endswith("O(", 0, letter.start)

    def _is_likely(self, at: int, start: int, end: int) -> bool:
        """Return whether a token may be the rest of a formula, and may have been written as it is."""
        token, grammar = self._tokens[at], self._grammar
        if token.text == "^":
            return self._has_base(at) and at + 1 < end and not self._is_unit(at)
        if token.text == "_":
            return grammar.kind(at - 1) in {"letter", "symbol"} and at + 1 < end
        if token.text in GREEK:
            beside = (place for place in (at - 1, at + 1) if start <= place < end)
            if any(grammar.kind(place) in {"script", "sign"} for place in beside):
                return True
            return at > start and grammar.kind(at - 1) == "number" and not grammar.has(end, "-")
        return token.text == "approx" and end > at + 1

    def _is_unit(self, at: int) -> bool:
        """Return whether a whole word is raised, as people write units and measures: `cm^3`, `pass^k`."""
        base = self._tokens[at - 1]
        goes_on = self._begins_with_letter(at + 2)
        is_word = base.kind == "text" and base.text.islower() and not goes_on
        return is_word or (base.kind == "text" and self._grammar.kind(at + 1) == "letter")
