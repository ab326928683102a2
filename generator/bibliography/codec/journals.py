r"""Journals that astronomers' BibTeX names by commands, such as `\mnras`.

Source: the macros of AASTeX, which ADS writes (<https://ui.adsabs.harvard.edu/help/actions/journal-macros>).
"""

import re

_JOURNALS = dict(
    line.split(" ", 1)
    for line in """
aap A&A
aapr A&A Rev.
aaps A&AS
actaa Acta Astron.
aj AJ
ao Appl. Opt.
apj ApJ
apjl ApJL
apjlett ApJL
apjs ApJS
apjsupp ApJS
aplett Astrophys. Lett.
apspr Astrophys. Space Phys. Res.
apss Ap&SS
araa ARA&A
azh AZh
baas BAAS
bain Bull. Astron. Inst. Netherlands
caa Chinese Astron. Astrophys.
cjaa Chinese J. Astron. Astrophys.
fcp Fund. Cosmic Phys.
gca Geochim. Cosmochim. Acta
grl Geophys. Res. Lett.
iaucirc IAU Circ.
icarus Icarus
jcap JCAP
jcp J. Chem. Phys.
jgr J. Geophys. Res.
jqsrt J. Quant. Spectrosc. Radiat. Transf.
jrasc JRASC
memras MmRAS
memsai Mem. Soc. Astron. Italiana
mnras MNRAS
na New A
nar New A Rev.
nat Nature
nphysa Nucl. Phys. A
pasa PASA
pasj PASJ
pasp PASP
physrep Phys. Rep.
physscr Phys. Scr.
planss Planet. Space Sci.
pra Phys. Rev. A
prb Phys. Rev. B
prc Phys. Rev. C
prd Phys. Rev. D
pre Phys. Rev. E
prl Phys. Rev. Lett.
procspie Proc. SPIE
psj PSJ
qjras QJRAS
rmxaa Rev. Mexicana Astron. Astrofis.
rnaas RNAAS
skytel S&T
solphys Sol. Phys.
sovast Soviet Ast.
ssr Space Sci. Rev.
zap ZAp
""".strip().splitlines()
)
_MACRO = re.compile(r"\\([a-z]+)(?:\{\})?")


def journal_name(venue: str) -> str:
    r"""Return the journal that a macro stands for, "MNRAS" for `\mnras`; any other venue as it is."""
    found = _MACRO.fullmatch(venue.strip())
    return _JOURNALS.get(found[1], venue) if found else venue
