"""What the words of a sentence say about what it does: patterns, each with a name that people read.

All but the last are for text in lower case.
"""

import re
from collections.abc import Mapping

from generator.base.text.sought import Sought

_PAPER = (
    r"(?:paper|work|study|article|survey|report|thesis|tutorial|review|research|manuscript|letter|note"
    r"|chapter|dissertation|overview)"
)
SUBJECT = re.compile(
    rf"""
    \b (?: we | i | (?:this|our|the\ present|the\ current) \ (?:[\w-]+\ ){{0,2}}? {_PAPER}
      | the\ (?:{_PAPER}|authors?) ) \b
    (?: ,(?!\ (?:we|i)\b)[^,]{{3,60}}, )? \s+
    (?: (?: also | further | then | next | therefore | thus | first | now | here | hence | instead | will
      | (?! apply | imply | rely ) \w+ly ) \s+ ){{0,2}}
    """,
    re.VERBOSE,
)
"""Who speaks of the paper: "we", "this work"; with the adverbs behind it."""


def _verbs(verbs: str) -> re.Pattern[str]:
    """Return what finds one of some verbs behind a subject."""
    return re.compile(rf"(?:{verbs})\b")


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


def _sought(needs: str, pattern: str) -> Sought:
    return Sought(needs, _pattern(pattern))


AVAILABILITY = _sought(
    "available release open found accessible public https: http: github project",
    r"""
    \b (?: codes? | models? | data (?:sets?)? | weights | checkpoints? | implementations? | software
      | benchmark | demos? | videos? | materials? | tool ) \b [^.]{0,60}
    \b (?: available | released? | open[- ]?sourced? | found\ at | accessible | public ) \b
    | https?: | github | project\ (?:page|website)
    | \b we\ (?:will\ )? (?:publicly\ )? (?:open-?source|release) \b
    """,
)

_STUDY_NOUN = (
    r"(?:study|analysis|investigation|evaluation|comparison|assessment|examination|exploration|survey|review"
    r"|overview|measurements?|observations?|spectroscopy)"
)
FOUND = "says what was found"
KINDS = {
    "says that a study was made": _verbs(
        rf"(?:present|provide|offer|conduct|perform|carry out|report|undertake)(?:s|ed)? "
        rf"(?:on )?(?:an? |the |our )?(?:[\w-]+ ){{0,4}}{_STUDY_NOUN}"
    ),
    "proposes something": _verbs(
        r"propos(?:e|es|ed|ing)|present(?:s|ed)?|introduc(?:e|es|ed)|puts? forward|unveils?"
        r"|describ(?:e|es|ed)|(?:design|develop|build|create) and (?:implement|release|evaluate|build)"
    ),
    "builds something": _verbs(
        r"develop(?:s|ed)?|design(?:s|ed)?|buil(?:d|ds|t)|construct(?:s|ed)?|creat(?:e|es|ed)|devis(?:e|es|ed)"
        r"|implement(?:s|ed)?|(?:re)?formulat(?:e|es|ed)|formali[sz](?:e|es)|enhanc(?:e|es)|extend(?:s|ed)?"
        r"|deriv(?:e|es|ed)|combin(?:e|es)|replac(?:e|es)|contribut(?:e|es)|provid(?:e|es)|offers?"
        r"|curat(?:e|es|ed)|pioneer|adapts?|(?:re)?casts?|train(?:ed)?|turns?|interleave"
    ),
    FOUND: _verbs(
        r"show(?:s|ed|n)?|demonstrat(?:e|es|ed)|finds?|found|reveal(?:s|ed)?|observ(?:e|es|ed)|prov(?:e|es|ed)"
        r"|identif(?:y|ies|ied)|discover(?:s|ed)?|uncover(?:s|ed)?|establish(?:es|ed)?|confirms?"
        r"|determin(?:e|es|ed)|conclud(?:e|es)|attribut(?:e|es)|obtain(?:s|ed)?"
    ),
    "argues for something": _verbs(r"argu(?:e|es|ed)|contends?|advocat(?:e|es)|posits?"),
    "surveys a field": _verbs(r"surveys?|reviews?|categori[sz]es?"),
    "studies something": _verbs(
        r"stud(?:y|ies|ied)|investigat(?:e|es|ed)|examin(?:e|es|ed)|analy[sz](?:e|es|ed)|explor(?:e|es|ed)"
        r"|evaluat(?:e|es|ed)|benchmark(?:ed)?|compar(?:e|es|ed)|revisits?|considers?|characteri[sz](?:e|es)"
        r"|conduct(?:s|ed)?|perform(?:s|ed)?|focus(?:es)?|discuss(?:es)?|reports?|assess(?:es)?"
        r"|measur(?:e|es|ed)|quantif(?:y|ies)|test|probe|aims?|looks?|delves?|situates|address(?:es)?|tackles?"
    ),
    "uses something": _verbs(
        r"us(?:e|es|ed)|leverag(?:e|es)|employ(?:s|ed)?|adopt(?:s|ed)?|utili[sz](?:e|es)|appl(?:y|ies|ied)"
        r"|incorporates?|integrates?"
    ),
    "does something": _verbs(
        r"(?!(?:hope|believe|release|call|refer|expect|envision|anticipate|thank|ask|are|have|can|need|note|define"
        r"|know|see|is|has|was|were)\b)[a-z]+"
    ),
}
"""What a sentence tells of the paper, by the verb behind its subject; the first that fits counts."""

RESULTS_SHOW = _pattern(
    r"""
    \b (?: results? | experiments? | evaluations? | analys[ei]s | findings? | stud(?:y|ies) | estimations?
      | simulations? | investigations? | observations? ) \b [^.]{0,70}?
    \b (?: show | demonstrat | reveal | indicat | suggest | confirm | highlight | validat | verif | uncover
      | prov | promot | establish ) (?: e|s|es|ed|y|ies )? \b (?! \ the\ effectiveness )
    """
)

HOW = _pattern(
    r"""
    \b (?: that | which | where | whose | wherein ) \b | \b by\ (?:\w+ly\ )? \w+ing \b
    | \b (?: via | through | combin\w+ | integrat\w+ | unif(?:y|ies|ying) | incorporat\w+ | leverag\w+
      | built\ (?:on|upon) | based\ on | decompos\w+ | decoupl\w+ ) \b
    """
)
ONE_MORE = _pattern(
    r"""
    \b (?:we|paper|work|study) \ (?:also|further|then|next|additionally|finally) \b
    | ^ (?: \(?\w{1,3}\)\ )? (?: additionally | furthermore | moreover | besides | in\ addition | further
      | also | beyond\ this | then | next | subsequently | finally | lastly | second(?:ly)? | third(?:ly)?
      | specifically | in\ particular | particularly | concretely
      | to\ (?: further | facilitate | support | evaluate | benchmark | quantify | assess | enable | train
        | improve | enhance ) ) \b
    """
)
MARKS: Mapping[str, re.Pattern[str] | Sought] = {
    "begins with a contrast": _pattern(
        r"""^ (?: however | yet | but | nevertheless | nonetheless | unfortunately | despite | although
        | though | while | whereas | even\ though | in\ contrast | unlike | instead | conversely | still
        | on\ the\ other\ hand ) \b"""
    ),
    "begins like background": _pattern(
        r"""^ (?: recent(?:ly)? | existing | current(?:ly)? | traditional(?:ly)? | prior | previous
        | conventional | most | many | several | modern | today | with\ the | in\ recent
        | over\ the | typically | often
        | the\ (?:rapid|recent|growing|increasing|advent|rise|emergence|widespread|success)
        | as\ (?:large|the|llms|ai) | state-of-the-art ) \b"""
    ),
    "speaks of the state of things": _pattern(
        r"""
        \b (?:has|have) \ (?:recently\ |also\ |significantly\ |increasingly\ |rapidly\ |long\ )?
        (?: emerged | shown | become | been | achieved | demonstrated | made | gained | attracted
          | revolutionized | advanced | enabled | garnered | led | transformed | witnessed | seen | exhibited
          | proven | driven ) \b
        | \b (?: remains? | plays?\ an? | suffers? | struggles? | often | typically | commonly | lacks?
          | fails?\ to | hinder\w* | limit(?:s|ing) | poses? | requires?
          | is\ (?:an?|one\ of|essential|crucial|critical|important|challenging|difficult|limited)
          | are\ (?:essential|crucial|critical|important|limited|increasingly|often|typically|widely) ) \b
        """
    ),
    "begins with a word for what came before": _pattern(
        rf"""^ (?: this | these | those | it | they | such | its | their | both
        | the\ (?:former|latter|resulting) ) \b (?! \ (?:[\w-]+\ )? {_PAPER} )"""
    ),
    "refers to a problem told before": _sought(
        "this these those such",
        r"""
        \b (?:this|these|those|such) \ (?:\w+\ )? (?: issues? | challenges? | limitations? | problems? | gaps?
          | end | shortcomings? | drawbacks? | findings? | insights? | observations? | needs? | questions?
          | deficienc\w+ | obstacles? | weakness\w* | bottlenecks? ) \b
        | \b to\ address\ this \b
        """,
    ),
    "is a step of several": _pattern(
        r"""^ (?: first(?:ly)? | second(?:ly)? | third(?:ly)? | then | next | finally | lastly | subsequently
        | after | during | once | for\ (?:example|instance) | meanwhile | consequently | as\ a\ result
        | it\ then | \(?\d\) | \(?[ivx]+\) ) (?! \w )"""
    ),
    "is a question": re.compile(r"\?[\"'\u201d)]*$"),
    "numbers its parts": _sought("1) (i) (a)", r"\( (?:1|i|a) \) | (?:^|\s) 1\)"),
    # The comma stands first since it is found soonest.
    "names a thing and what it is": re.compile(r",(?<=[\w)}'\"\u2019\u201d-],)\s(?:an?|the|our|which)\s"),
    "says which thing does what": re.compile(
        r"\b(?:that|which)\s+(?:\w+ly\s+)?(?!(?:can|is|are|has|have|will|could|may|achieves?|addresses|enables?"
        r"|improves?|outperforms?)\b)[a-z]+(?:s|ze)\b"
    ),
    "holds a colon": re.compile(r":\s"),
    "says in this paper": _pattern(
        rf"^ (?:[^,]{{0,60}},\s+)? (?:in\ (?:this|the\ present|our)|this) \ (?:[\w-]+\ )? {_PAPER} \b"
    ),
    "says how much was gained": _pattern(
        r"\d (?:\.\d+)? \s? (?: % | \\% | x\b | \xd7 | times\b | \$?\\times | -fold | percent )"
    ),
    "begins with an evaluation": _pattern(
        r"""^ (?: extensive | comprehensive | empirical(?:ly)? | experimental | experiments | results
        | evaluations? | evaluated | through\ extensive | across | compared\ (?:to|with) | applied
        | with\ only | on\ (?!the\ other) | we\ (?:evaluate|validate|conduct) ) \b"""
    ),
    "beats others": _sought(
        "outperform state-of-the-art sota surpass superior competitive",
        r"\b (?: outperform\w* | state-of-the-art | sota | surpass\w* | superior\w* | competitive ) \b",
    ),
    "tells the key idea": _sought(
        "key core main central",
        r"""\b (?:key|core|main|central)
        \ (?: idea | insight | innovation | observation | novelty | finding | intuition ) s? \b""",
    ),
}
"""What else can be seen of a sentence, each by itself."""

OURS = _pattern(
    r"""
    (?: [^,]{3,60}, \s )? (?: our | the\ proposed | the ) \ (?: [\w-]+\ ){0,2}?
    (?: method | approach | model | framework | system | algorithm | technique | pipeline | architecture
      | design | dataset | benchmark | toolkit | solution | (?:core|key|main)\ (?:idea|insight) ) s? \b
    """
)
STUDY_TITLE = _pattern(
    r"""
    \? | ^ (?: on | do | does | how | why | what | is | are | can | when | understanding ) \b
    | \b (?: study | analysis | investigat\w+ | relationship | understanding | empirical | characteri\w+
      | effects? | impact | role | properties | comparison | performance | evaluation ) \b
    """
)
_COINED = re.compile(
    r"\b(?:propose|present|introduce|develop|design|build|release|construct|dubbed|called|named|termed|describe"
    r"|create)\w*,?\s+(?:\w+\s+){0,2}?(?:\\\w+\{|\$?\\?[*\"“]*)?([A-Z][\w-]*[A-Z][\w-]*)"
    r"|\(([A-Z][\w-]*[A-Z][\w-]*)\)"
)


def kind_of(sentence: str) -> str:
    """Return what a sentence, in lower case, tells of the paper: a name of `KINDS`, or empty for nothing."""
    verbs = [found.end() for found in SUBJECT.finditer(sentence)]
    for name, pattern in KINDS.items():
        if any(pattern.match(sentence, verb) for verb in verbs):
            return name
        if name == FOUND and RESULTS_SHOW.search(sentence):
            return name
    return ""


def coined_name(sentence: str) -> str:
    """Return the name that a sentence gives to what it proposes; empty where it gives none."""
    found = _COINED.search(sentence)
    return (found[1] or found[2]) if found else ""
