"""Tell a mention of what a paper does from a mention of what it does without, or is better than."""

import re

from generator.stages.classify.phrases import Match

# Words that end what a denial or comparison reaches over.
_STOP = r"(?!(?:with|by|using|via|on|in|for|while|when|that|which|through|we|our|and then)\b)"
_WORD = rf"{_STOP}[^\s.;:,()]+[\s-]+"
_LISTED = rf"{_STOP}[^\s.;:()]+[\s-]+"

_DENIED = re.compile(
    r"(?:\bwithout(?: the need (?:for|of)| any need for| need for)?|\bno|\bnor|\bnot|\binstead of"
    r"|\brather than|\bin contrast to|\bin place of|\binspired by|\bas opposed to|\bavoid(?:s|ing)?"
    r"|\beliminat(?:es|ing)|\bbypass(?:es|ing)?|\bbeyond|\bfree of|\breplac(?:es|ing))"
    rf"\s+(?:{_WORD}){{0,4}}$|\bunlike\s[^.;:,]*$|\b(?:non|anti)-$",
    re.IGNORECASE,
)
_BEATEN = re.compile(
    r"(?:\bcompar(?:ed|ing|ison) (?:to|with|against)|\brelative to|\bversus|\bvs\.?|\bthan"
    r"|\boutperform\w*|\bsurpass\w*|\bexceed(?:s|ing)?|\bbeat(?:s|ing)?"
    r"|\b(?:superior|comparable|competitive|similar|on par|close|equivalent) (?:to|with)"
    r"|\b(?:speed-?ups?|improvements?|gains?|reductions?|advantages?)\b[^;:,]{0,30}\bover)"
    rf"\s+(?:{_LISTED}){{0,8}}$",
    re.IGNORECASE,
)
_FREE = re.compile(r"[\s-]+(?:free|less|agnostic|independent)\b", re.IGNORECASE)


_OWN_WORK = re.compile(r"\b(?:we|our|this (?:paper|work|study|report|article))\b", re.IGNORECASE)
_OTHERS_WORK = re.compile(
    r"(?:(?:while|although|though|however|despite|yet|but|moreover|unfortunately),? +)?"
    r"(?:the |many |most |some |several |all )?"
    r"(?:existing|previous|prior|past|earlier|conventional|traditional|current|recent|recently)\b",
    re.IGNORECASE,
)


def is_contrast(match: Match) -> bool:
    """Return whether a phrase is named only to say what a paper avoids or does better than."""
    before = match.before[-160:]
    return bool(_DENIED.search(before) or _BEATEN.search(before) or _FREE.match(match.after))


def is_scene(match: Match) -> bool:
    """Return whether the sentence sets the scene: it opens the abstract or is about the work of others."""
    opens = match.field == "abstract" and match.sentence_start == 0
    return (opens or bool(_OTHERS_WORK.match(match.sentence))) and not _OWN_WORK.search(match.sentence)
