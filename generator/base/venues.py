"""Tell by a venue's name whether its papers are articles, papers of a conference, or preprints."""

import re

from generator.base.models import EntryType

_PREPRINTS = re.compile(r"(?:arxiv|corr|computing research repository)\b.*", re.IGNORECASE)
_UNPUBLISHED = re.compile(
    r"\b(?:thesis|dissertation|technical report|department|lecture notes)\b", re.IGNORECASE
)
_OF_CONFERENCE = re.compile(
    r"\b(?:conference|conf\.|proceedings|proc\.|symposium|workshops?|congress|advances in neural)",
    re.IGNORECASE,
)
_OF_JOURNAL = re.compile(
    r"^(?:nature|science)\b"
    r"|\b(?:journal|transactions|trans\.|letters|magazine|annals|reviews?|reports)\b"
    # Journals that are called proceedings.
    r"|^proc(?:eedings|\.)(?: of the| of)? "
    r"(?:ieee$|vldb|acm on|acm program|nat(?:ional|l\.?|\.) acad|royal soc|london math|edinburgh math)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?:(?:ACM|IEEE|USENIX|IEEE/ACM) )?(?P<name>[A-Z][\w-]*?)(?: ?(?:'\d\d|(?:19|20)\d\d))?"
)
_CONFERENCES = frozenset(
    """
    AAAI ACL AISTATS ASE ASPLOS BMVC CCS CGO CHI CIKM COLING COLT CONLL CRYPTO CVPR CoNLL CoRL DAC EACL ECCV
    EMNLP FAST FCCM FOCS FPGA FPL FSE HPCA HPDC ICASSP ICCAD ICCD ICCV ICDE ICLR ICML ICPP ICRA ICS ICSE
    IJCAI IJCNN INTERSPEECH IPDPS IROS ISCA ISPASS ITC Interspeech KDD MICCAI MLSys MSST NAACL NDSS NIPS NSDI
    NeurIPS OOPSLA OSDI PACT PLDI POPL PPoPP RSS RecSys SC SIGCOMM SIGGRAPH SIGIR SIGMOD SODA SOSP STOC UAI
    UIST VLDB WACV WSDM WWW
    """.split()
)
_JOURNALS = frozenset(
    """
    CACM IJCV JACM JMLR PACMPL PAMI PNAS POMACS PVLDB TACL TACO TC TCAD TIP TKDE TMLR TNNLS TOCHI TOCS TODS
    TOG TOIS TOPLAS TOSEM TPAMI TPDS TRETS TSE TVCG
    """.split()
)


def is_preprint_server(venue: str) -> bool:
    """Return whether a venue is a server of preprints, as "arXiv preprint arXiv:1706.03762" is, or "CoRR"."""
    return _PREPRINTS.fullmatch(venue) is not None


def type_of_venue(venue: str) -> EntryType:
    """Return the type of an entry with a venue such as "ICML 2024"; "misc" where its name does not tell."""
    acronym = _ACRONYM.fullmatch(venue)
    name = acronym["name"] if acronym else ""
    if not venue or is_preprint_server(venue) or _UNPUBLISHED.search(venue):
        return "misc"
    if name in _JOURNALS or _OF_JOURNAL.search(venue):
        return "article"
    return "inproceedings" if name in _CONFERENCES or _OF_CONFERENCE.search(venue) else "misc"
