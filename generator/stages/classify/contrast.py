"""Tell what a paper does itself from what it avoids, is better than, starts from or hopes for."""

import re

from generator.stages.classify.any_case import AnyCase
from generator.stages.classify.phrases import Match, sentence_starts

# Words that end what a denial or comparison reaches over.
_STOP = r"(?!(?:with|by|using|via|on|in|for|while|when|that|which|through|we|our|and then)\b)"
_WORD = rf"{_STOP}[^\s.;:,()]+[\s-]+"
_LISTED = rf"{_STOP}[^\s.;:()]+[\s-]+"

_DENIED = AnyCase(
    r"\b(?:without(?: the need (?:for|of)| any need for| need for)?|no|nor|not|neither|instead of"
    r"|rather than|in contrast to|in place of|inspired by|as opposed to|avoid(?:s|ing)?"
    r"|eliminat(?:es|ing)|bypass(?:es|ing)?|beyond|free of|replac(?:es|ing)"
    r"|lack(?:s|ing)?|absence of|(?:orthogonal|complementary|alternatives?) to)"
    rf"\s+(?:{_WORD}){{0,4}}(?:\((?:e\.g\.|such as),?\s+)?$"
    r"|(?:\bunlike|^inspired by|^motivated by)\s[^.;:,]*$|\b(?:non|anti)-$",
)
_BEATEN = AnyCase(
    r"(?:\b(?:compar(?:ed|ing|ison) (?:to|with|against)|relative to|versus|vs\.?|than"
    r"|outperform\w*|surpass\w*|exceed(?:s|ing)?|beat(?:s|ing)?"
    r"|(?:superior|comparable|competitive|similar|analogous|on par|equivalent) (?:to|with)"
    r"|as (?!well|soon|long|much|many)\w+ as|times the \w+ of"
    r"|(?:evaluated|benchmarked|validated|tested|performance) against"
    r"|(?:speed-?ups?|improvements?|gains?|reductions?|advantages?|accelerat\w+|improves?)"
    r"\b[^;:,]{0,30}\bover)"
    r"|\d[^\s,;]*\s(?:[\w-]+\s)?over|\d[^\s,;]*\sthe (?:[\w-]+\s){1,3}of)"
    rf"\s+(?:{_LISTED}){{0,8}}(?:[^\s.;:]*[/(])?$"
    rf"|\bbaselines?(?:,? (?:such as|like|including))?[\s(]+(?:{_LISTED}){{0,3}}$",
)
_PASSED_OVER = re.compile(
    r"[\s-]+(?:free|less|agnostic|independent)\b|[\s-]+(?:[\w+]+[\s-]+)?baselines?\b"
    r"|\s+(?:\w+\s+)?(?:is|are) (?:not|no longer) (?:needed|required|necessary|available|supported)\b",
    re.IGNORECASE,
)

_OWN_WORK = re.compile(
    r"\b(?:we|our|us|the (?:authors?|proposed)|(?:is|are) (?:proposed|presented|introduced)"
    r"|th(?:is|ese) (?:\w+[\s-]){0,2}?(?:papers?|work|study|report|article|survey|review|thesis|project)"
    r"|the (?:present|current) (?:paper|work|study|article|thesis)|the (?:paper|work|study|article|thesis)"
    r" (?:is|presents?|proposes?|introduces?|describes?|develops?|shows?|studies|explores?))\b",
    re.IGNORECASE,
)
_OTHERS_WORK = re.compile(
    r"(?:(?:while|although|though|however|despite|yet|but|moreover|unfortunately),? +)?"
    r"(?:the |many |most |some |several |all )?"
    r"(?:beyond|existing|previous|prior|past|earlier|conventional|traditional|current|recent|recently)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"\bcodes?\b.*\b(?:available|released?)\b|\bproject page\b|https?:", re.IGNORECASE)
_POSTPONED = AnyCase(
    r"\bfuture (?:work|research)\b|\bin (?:the|near) future\b|\b(?:left|leave)\b.{0,80}\bfor\b",
    needs="future left leave",
)
# Behind these words comes what a work may be good for. They reach as far as a list of examples.
_HOPED = AnyCase(
    r"\b(?:pav(?:e|es|ing) the way|next-generation|open(?:s|ing)? (?:up )?(?:the|new)|for future"
    r"|(?:foundation|basis|bridge|step|guidelines?|implications?|potential|promise) (?:for|towards?)"
    r"|promising (?:for|in)|applicable (?:to|in)|applicability|relevan(?:t|ce) (?:to|for|in)"
    r"|applications? (?:in|such as|like|including|ranging|areas?)|interest (?:to|for|in)"
    r"|(?:crucial|essential|important|critical|vital|fundamental|ubiquitous) (?:for|in|to)"
    r"|(?:could|may|might|will) (?:also |further )?(?:be )?"
    r"(?:appl|benefit|extend|guide|inform|inspire|support)\w*\b"
    r"|(?:can|to) (?:also |easily |readily )?be (?:adapted|applied|extended|generali[sz]ed)"
    r"|compatible with (?:any|existing|many|most|other|various)|(?:wider|broader) (?:context|landscape)"
    r"|(?:applications|domains|fields|workloads|scenarios|services)\b.{0,20} (?:including|like|such as)\b"
    r"|prospective\b)[^;:]{0,100}$",
)


def is_contrast(match: Match) -> bool:
    """Return whether a phrase is named only to say what a paper avoids or does better than."""
    before = match.before[-160:]
    return _DENIED.is_in(before) or _BEATEN.is_in(before) or _PASSED_OVER.match(match.after) is not None


def is_scene(match: Match, begins: int) -> bool:
    """Return whether a phrase of an abstract is named only around what the paper does.

    That is, before the paper comes to its own work, in a sentence about the work of others, or in an
    outlook: what the work may be good for, and what is left for later.

    Args:
        match: A mention.
        begins: Where the abstract comes to the paper's own work; see `own_work_begins`.
    """
    if match.field == "title":
        return False
    if _POSTPONED.is_in(match.sentence) or _HOPED.is_in(match.before):
        return True
    leads_in = match.sentence_start < begins or bool(_OTHERS_WORK.match(match.sentence))
    return leads_in and not _OWN_WORK.search(match.sentence)


def own_work_begins(title: str, abstract: str) -> int:
    """Return the offset in an abstract of the first sentence that says what the paper itself does.

    It says so ("we", "this paper", "is proposed") or names what the title names before its colon; that the
    code is published does not count. Where no sentence does, only the first one leads in.
    """
    starts = sentence_starts(abstract)
    name = title.partition(":")[0] if ":" in title else ""
    for start, end in zip(starts, (*starts[1:], len(abstract)), strict=True):
        sentence = abstract[start:end]
        named = bool(name) and " " not in name and name in sentence
        if named or (_OWN_WORK.search(sentence) and not _RELEASE.search(sentence)):
            return start
    return starts[1] if len(starts) > 1 else 0
