"""Find the stretches of tokens that read as formulas: operands with indices, and operators between them."""

from functools import cached_property

from generator.stages.read.stripped_tex.tokens import ONLY_RAISED, Token

_LONGEST_GROUP = 60  # characters
_INFIX = frozenset({"binary", "relation"})
_OPERANDS = frozenset({"number", "letter", "symbol"})
_INSIDE = _OPERANDS | _INFIX | {"function", "script", "sign", "comma", "space", "open", "close"}
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_ARTICLES = frozenset({"a", "A", "I"})


class Grammar:
    """Reads the tokens of one text; places are positions in them. Where nothing fits, nothing is returned."""

    def __init__(self, pieces: tuple[Token, ...]) -> None:
        """Take the tokens of a text."""
        self._tokens = pieces

    def stretch(self, start: int) -> tuple[int, int] | None:
        """Return the range of the longest formula that begins at a place, without brackets around it."""
        end = self._expression(start) if self._may_begin(start) else None
        if end is None:
            return None
        while self.has(start, "(", "[") and self.closing.get(start) == end - 1:
            start, end = start + 1, end - 1
        return (start, end) if start < end else None

    def kind(self, at: int) -> str:
        """Return the kind of a token; outside of the text is text."""
        return self._tokens[at].kind if 0 <= at < len(self._tokens) else "text"

    def has(self, at: int, *texts: str) -> bool:
        """Return whether one of some texts stands at a place."""
        return 0 <= at < len(self._tokens) and self._tokens[at].text in texts

    def is_operand(self, at: int) -> bool:
        """Return whether a number, a letter or a symbol stands at a place."""
        return self.kind(at) in _OPERANDS

    def ends_word(self, at: int) -> bool:
        """Return whether a word, or a name that ends in a letter, stands at a place."""
        return self.kind(at) == "text" and at >= 0 and self._tokens[at].text[-1].isalpha()

    @cached_property
    def closing(self) -> dict[int, int]:
        """Where each bracket that is closed by its like is closed."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for at, token in enumerate(self._tokens):
            if token.kind == "open":
                opened.append(at)
            elif token.kind == "close":
                is_like = opened and _CLOSED_BY[self._tokens[opened[-1]].text] == token.text
                if is_like:
                    closing[opened.pop()] = at
                else:
                    opened.clear()
        return closing

    def scripts(self, at: int) -> int:
        """Return the end of the indices and exponents that begin at a place, or the place if none do."""
        while self.kind(at) == "script":
            argument = at + 1
            close = self.closing.get(argument) if self.has(argument, "{") else None
            if close:
                at = close + 1
            elif self.is_operand(argument) or self.has(argument, "*", "+", "-", *ONLY_RAISED):
                at = argument + 1
            else:
                return at
        return at

    def _may_begin(self, at: int) -> bool:
        """Return whether a formula may begin here: not inside a word or a number, nor at a space."""
        kind, before = self.kind(at), self.kind(at - 1)
        if kind == "text":
            return False
        if kind in {"sign", "comma", "close", "space"}:
            return self.has(at, "<", ">", "-") and (at == 0 or before in {"space", "open"})
        if self.has(at, "{"):
            return at == 0 or before not in {"close", "text"}  # no argument of a command that is there
        if kind in {"letter", "number"}:
            return before not in {"letter", "number"} and not self.ends_word(at - 1)
        return True

    def _expression(self, start: int) -> int | None:
        """Return the end of operands and the operators between them."""
        end = self._operand(self._first_operand(start))
        if end is None:
            return start + 1 if self.kind(start) in _INFIX else None
        while joined := self._joined(end):
            end = joined
        return end

    def _first_operand(self, at: int) -> int:
        """Return where the operand of `sim 80` or `>5` begins; other operators have one at each side."""
        if self.kind(at) != "relation" and not self.has(at, "<", ">", "-"):
            return at
        is_apart = self.has(at, "sim", "approx") and self.kind(at + 1) == "space"
        after = at + 2 if is_apart else at + 1
        return after if self.is_operand(after) or self.kind(after) == "open" else at

    def _operand(self, at: int) -> int | None:
        """Return the end of numbers, letters and groups without space between, each with its indices."""
        begin = at
        while True:
            base = self._base(at)
            if base is None and at == begin and self.kind(at) == "script":
                base = at
            if base is None:
                return at if at > begin else None
            end = self.scripts(base)
            if end == at:
                return None
            at = end

    def _base(self, at: int) -> int | None:
        if self.is_operand(at):
            return at + 1
        if self.kind(at) == "open":
            return self._group(at)
        if self.kind(at) == "function" and self.kind(at - 1) == "letter":
            after = at + 2 if self.kind(at + 1) == "space" else at + 1
            return after if self.is_operand(after) or self.kind(after) == "open" else None
        return None

    def _group(self, at: int) -> int | None:
        """Return the end of a bracket that holds nothing but what formulas are made of; (a, b) is prose."""
        close = self.closing.get(at)
        if close is None or self._tokens[close].end - self._tokens[at].start > _LONGEST_GROUP:
            return None
        inside = range(at + 1, close)
        is_list = any(self.kind(place) == "comma" and self.kind(place + 1) == "space" for place in inside)
        if is_list and not self.is_operand(at - 1):
            return None
        return close + 1 if inside and all(self.kind(place) in _INSIDE for place in inside) else None

    def _joined(self, end: int) -> int | None:
        """Return the end of an operator and its right operand; a `times` that is glued may have none."""
        is_spaced = self.kind(end) == "space"
        operator = end + 1 if is_spaced else end
        if not self._joins(operator, is_spaced=is_spaced):
            return None
        right = operator + 2 if self.kind(operator + 1) == "space" else operator + 1
        is_prose = self._goes_on_as_prose(operator, right, is_spaced=is_spaced)
        if not is_prose and (operand := self._operand(right)):
            return operand
        return operator + 1 if self.has(operator, "times") and not is_spaced else None

    def _joins(self, at: int, *, is_spaced: bool) -> bool:
        """Return whether an operator stands at a place, with a space at both sides or at none."""
        if self.kind(at) in _INFIX:
            return True
        is_even = is_spaced == (self.kind(at + 1) == "space")
        return is_even and (self.has(at, "=", "<", ">") or (is_spaced and self.has(at, "+", "-")))

    def _goes_on_as_prose(self, operator: int, right: int, *, is_spaced: bool) -> bool:
        """Return whether something else follows: `5times a day`, `2times (see below)`, `a times3`."""
        is_times = self.has(operator, "times")
        if right == operator + 1:
            return is_times and is_spaced
        return self.has(right, *_ARTICLES) or (is_times and self.kind(right) in {"symbol", "open"})
