"""Find the sentence of an abstract that says its code can be had now."""

from generator.stages.classify.any_case import AnyCase
from generator.stages.classify.phrases import sentences

# Words after "code" that make it the subject of the paper and not its code.
_SUBJECT = (
    r"(?!\s+(?:generat|complet|understand|reason|edit|synthes|translat|review|repair|search|snippet"
    r"|solution|llm|lm|agent|intelligen|benchmark|task|quality|optimi|execution))"
)
_CODE = rf"\b(?:codes?|code[ -]?bases?|implementations?|scripts)\b{_SUBJECT}"
_THING = r"\b(?:toolkit|library|framework|package|software|system|project|tool|simulator|suite|work)\b"
_OPEN = (
    r"(?:available|released|accessible|open[- ]?sourced?|open|provided|published|public|hosted"
    r"|found|accessed|obtained|downloaded|shared)\b"
)
_ADDRESS = r"(?:https?://|\bwww\.|\bgithub\.com/|\b[\w-]{1,63}\.github\.io\b)"

_IS_OPEN = rf"{_CODE}[^.;]{{0,90}}?\b(?:is|are|can be|been|made)\b[^.;]{{0,40}}?\b{_OPEN}"
_STANDS_AT = rf"{_CODE}[^.;]{{0,90}}?{_ADDRESS}"
_IS_BEHIND = rf"{_ADDRESS}\S{{0,200}}\s+(?:for|contains|hosts)\b[^.;]{{0,40}}{_CODE}"
_IS_MADE_OPEN = rf"\bmak(?:e|ing)\b[^.;]{{0,80}}{_CODE}[^.;]{{0,40}}\b{_OPEN}"
_IS_RELEASED = (
    r"(?:\b(?:we|by|and)|,)\s+(?:have |also |further |\w+ly )*"
    r"(?:releas|open[- ]?sourc|publish)\w*\b[^.;]{0,200}?"
    r"(?:\b(?:our|the|all|and|full|source|training|inference|evaluation|with|data|as)|[,(])\s+"
    r"(?:codes?|code[ -]?bases?|implementations?)"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:and|to|at|for|in|on|with|under|used|along|via)\b)"
)
_IS_PROVIDED = (
    r"\bwe (?:also )?provide\b[^.;]{0,40}\bopen[- ]sourced? (?:implementation|code|library|toolkit)\b"
)
_THING_STANDS_AT = (
    rf"{_THING}[^.;]{{0,60}}\b(?:is|are|as)\b[^.;]{{0,40}}\b{_OPEN}[^.;]{{0,140}}\bgit(?:hub|lab)\.com/"
)
_SAYS_SO = AnyCase(
    f"{_IS_OPEN}|{_STANDS_AT}|{_IS_BEHIND}|{_IS_MADE_OPEN}|{_IS_RELEASED}|{_IS_PROVIDED}|{_THING_STANDS_AT}",
    needs="code implementation scripts provide github.com/ gitlab.com/",
)
_NOT_NOW = AnyCase(
    r"\b(?:will|shall)\b(?:\s+\w+){0,5}?\s+(?:be|releas\w*|open\w*|make|publish|provide|share)\b"
    r"|\bsoon\b|\bupon (?:acceptance|publication)\b"
    r"|\bto be (?:released|published|made)\b|\bplan(?:s|ned)? to\b"
    r"|\bnot\b[^.;]{0,20}\b(?:available|released|public|open)|\bunavailable\b",
)


def published_code(abstract: str) -> str:
    """Return the first sentence that says the paper's code is published, or nothing.

    A promise ("code will be released") does not count, nor do models or data without code.
    """
    return next((sentence for sentence in sentences(abstract) if _says_so(sentence)), "")


def _says_so(sentence: str) -> bool:
    return _SAYS_SO.is_in(sentence) and not _NOT_NOW.is_in(sentence)
