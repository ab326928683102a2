"""English: the sentences of an abstract, its words, and plain plurals.

A sentence ends at `.`, `!` or `?`, with the quotation marks and brackets that close behind it, where white
space and then the beginning of a sentence follow. No full stop of an abbreviation, of initials, within a
formula or within brackets ends one; neither does an item of a list within a sentence.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(
    r"""
    (?P<mark> [.!?]+ | \u2026 )            # what ends a sentence
    (?P<closers> ["'\u201d\u2019)\]*}$]* )       # what closes behind it
    (?: (?P<space> \s+ ) | (?= [A-Z][a-z]+ [\s,] ) | \Z )
    """,
    re.VERBOSE,
)
_OPENING = r"[\"'\u201c\u2018(\[*$\\]*"
_BEGINNING = re.compile(rf"{_OPENING}[^\W\d_a-z]|[\"\u201c\u2018(\[*$\\]+\w|\d|[\u2460-\u2473]|https?:")
_CAMEL = re.compile(r"[a-z]+[\w-]*[A-Z]")  # a name: "vLLM", "mPLUG", "torchGPU"

# A full stop of these never ends a sentence.
_JOINING = re.compile(
    r"""
    (?: \b (?: e\.?g | i\.?e | vs | cf | viz | Figs? | Eqs?n? | Secs? | Sect | Refs? | Tab | Thm | Prop | Def
      | Alg | Dr | Prof | Mr | Mrs | Ms | St | Nos? | approx | resp | incl | ca | pp | Vol | Ch | w\.r\.t
      | a\.k\.a | aka | s\.t ) | \b [A-Za-z] \. [A-Za-z] | \\ )
    $""",
    re.VERBOSE,
)
# One of these does only before a word that begins many sentences.
_MAY_JOIN = re.compile(r"(?:\bet\.? al|\betc|\b[A-Z]|\bInc|\bLtd|\bCorp|\bCo|\bU\.S|\bJr|\bno)$")
_OPENER = re.compile(
    r"""
    (?: An | And | Although | Additionally | Also | As | At | Based | Because | Besides | But | By | Code
      | Despite | Due | Each | Experiment(?:s|al) | Extensive | Empirical(?:ly)? | Existing | Finally | First
      | For | From | Furthermore | Given | Hence | Here | However | If | In | Instead | It | Its | Many
      | Meanwhile | More(?:over)? | Most | Nevertheless | Notably | On | Our | Recent(?:ly)? | Results?
      | Second(?:ly)?
      | Several | Since | Some | Specifically | Such | Surprisingly | That | The | Their | Then | There
      | Therefore | These | They | This | Those | Through | Thus | To | Together | Under | Unlike | Using | We
      | What | When | Where | Whereas | Which | While | With | Yet )
    \b
    """,
    re.VERBOSE,
)
_FORMULA = re.compile(r"(?<!\\)\$(?!\s)(?:[^$\\]|\\.){0,400}(?<!\s)\$(?!\d)")
_BRACKETS = re.compile(r"[([][^()\[\]]{0,600}[)\]]")
WORD = re.compile(
    r"""
      [^\W\d_] (?: \+\+ | \#(?![^\W_]) | [^\W_]* )    # C++, C#, a word that begins with a letter
    | (?<![\d:])\d+:\d+(?![\d:])                      # 2:4
    | [^\W_]+
    | (?<![^\W_])\.(?i:net)(?![^\W_])                # .NET
    """,
    re.VERBOSE,
)
"""A word: a run of letters and digits of any script, a ratio, or one of the names that hold other signs."""
_LAST_WORD = 24  # characters before a full stop that are looked at


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, as written, without the white space between them.

    Args:
        text: White space is collapsed. Empty has no sentence.
    """
    bounds = [0, *_ends(text), len(text)]
    parts = (text[start:end].strip() for start, end in pairwise(bounds))
    return tuple(part for part in parts if part)


def _ends(text: str) -> Iterator[int]:
    """Yield where each sentence but the last ends."""
    held = _held(text)
    for found in _END.finditer(text):
        if not any(start < found.start() and found.end("closers") < end for start, end in held) and _is_end(
            text, found
        ):
            yield found.end()


def _held(text: str) -> list[tuple[int, int]]:
    """Return the places of formulas and of what stands in brackets, which no sentence ends in."""
    return [found.span() for pattern in (_FORMULA, _BRACKETS) for found in pattern.finditer(text)]


def _is_end(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - _LAST_WORD) : found.start()], found.end()
    opens = _OPENER.match(text, after) is not None
    if found["space"] is None:  # "methods.Experiments"
        return opens and before[-1:].isalnum()
    if found["mark"] == "." and not found["closers"]:
        if _JOINING.search(before):
            return False
        if _MAY_JOIN.search(before):
            return opens
    return bool(_BEGINNING.match(text, after) or _CAMEL.match(text, after))


def singular(word: str) -> str:
    """Return a word without a plural `s`; short words and endings that are no plural stay."""
    if len(word) > len("gas") and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
