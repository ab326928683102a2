"""Papers that are hard to export: hostile text, odd names, formulas, scripts, and what others wrote."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from generator.base.models import Container, Facts, Paper
from generator.base.names import Name, parse_name
from generator.base.text import collapse_space
from generator.bibliography import parse_library
from generator.stages.digest import Digest
from tests.browser.hostile import OWN, read_payloads
from tests.samples import SETTINGS, digest, paper

PEOPLE = (
    "Luc Van Gool, Ludwig van Beethoven, Charles de la Vallée Poussin, John Smith Jr., Hal Daumé III",
    "Anandu A S, Akarsh J., Plato, Sting, Suharto",
    "Team Wan, The ATLAS Collaboration, OpenAI, DeepMind Research & Friends Inc.",
    "Paul Erdős, Łukasz Żółć, Đặng Thị Ngọc, Þórir Ægisson, Gülşen İnal, Lars Ørsted, Søren Œuvre, Zoë Čapek",
    "Nguyễn Bậc, Trần Ếch, Lê Hiển, Đỗ Hồng Ngọc, Võ Dương, Jørgen Ǿstergård, Lǚ Bù",
    "王 小明, 山田 太郎, 김 민준, Γιώργος Σεφέρης, Анна Каренина, محمد علي, שרה כהן, 🤖 Robot",
    "Jean-Pierre Serre, J.-P. Serre, Miles O'Neil, Ana M. López-Sáez y Ruiz, Dhabaleswar K. (DK) Panda",
)
"""Each line is the authors of one paper."""

TITLES = (
    r"An $O(n \log n)$ Bound for $\alpha$-$\beta$ Pruning with $x_{i}^{2} \leq \frac{1}{2}$",
    r"$\mathcal{L}_{\text{KL}}$ on $\mathbb{R}^{n}$: A \emph{Very} \textbf{Bold} Look at $p(x \mid \theta)$",
    r"Formulas that Nobody Reads: $\undefined{x}$, $\frac{1$, $x^{2^{3",
    "From $5 to $10 a Day, 100% & #1 of a_b, c^d ~ e",
    "α-Divergence, β-VAE, μ-Kernels, π₀ and H₂O at 5 µs × 3 ± 2 °C",
    r"On ℝ and 𝔼: ΔE, Ω, $\Delta E$ in $O(N)$, $x__y$ and $\text{KL}_{\mathrm{A}}$",
    "深層学習 for Everyone: Обучение, Μάθηση, تعلّم, למידה, 학습",
    "🚀 Fast 👩‍🔬 Emoji 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ﷽ and “Quotes” – with — Dashes … and ‘ligatures’ ?`!` --- ``''",
    "naïve Übergrößen in Ångström: Ça, Ñandú, Čeština, Ệ, ǆ, ﬁ, ſ, Ÿ",
    "1−2 ∗ 3⋅4 ≤ √5, f′(x) ≉ 90″, ∆E ⟂ x̂, C♯ ★ □ ✓ ⅓ Ⅳ 10⁻ⁿ, 𝒪(𝐱), zero\u200bwidth so\u00adft \ufefftop",
    r"\LaTeX{} and \TeX\ in {B}races, {Nested {Braces} Here}, {unbalanced and } too",
    r"\input{/etc/hostname} \def\x{\x}\x \write18{true} \end{document} \catcode`\%=12 \stop ^^M ^^5c",
    "TY  - JOUR ER  - UR  - https://example.org AU  - Stolen, Name",
    "@misc{stolen, title = {x}} % gone, @comment{x} @string{y = {z}} @preamble{\\stop}",
    'He said "Hello", \'twas <b>bold</b> &amp; {"json": [1, 2]}, a;b|c\\d /e',
    "Why So Long? " + "A Word that is Repeated and " * 30 + "an End",
    "A",
    "1984",
    "… … …",
)

ADDRESSES: tuple[dict[str, Any], ...] = (
    {"doi": "10.1002/(SICI)1097-4679(199711)53:7<735::AID-JCLP10>3.0.CO;2-Q"},
    {"doi": "10.1007/978-3_2#a&b%20c~d", "url": "https://example.org/~a/b_c?d=e&f=%20g#h"},
    {"url": 'https://example.org/{x}/\\y^z|`"<>', "pages": "e1-e9"},
    {"arxiv": "math.GT/0309136", "primary_class": "math.GT", "pages": "31-46, 48"},
)

VENUES: tuple[dict[str, Any], ...] = (
    {"venue": "Signals & Systems, 50% Off #3", "volume": "15", "number": "2"},
    {"venue": "Revista Española de Física_Applied", "series": "LNCS & Friends", "volume": "12"},
    {"venue": ""},
)

CONTAINERS = (
    Container(
        name="Proceedings of the 3rd Conference on Signals & Systems, 50% Off #3",
        series="Notes & Letters_1",
        publisher="Møller & Søn, Inc.",
        issn="1234-5679",
    ),
    Container(name="Signals – {Systems} 2024: αβ in $O(n)$"),
    Container(publisher="Møller & Søn, Inc.", issn="2049-3630"),
)


def awkward_digest() -> Digest:
    """Return a digest of made-up papers of every awkward kind."""
    papers = (
        *_papers("names", ({"facts": Facts(authors=names, year=2024)} for names in _author_lists())),
        *_papers(
            "cut", map(_cut, ("Ada Moreau", "Team Wan", "Plato", "Luc Van Gool, Paul Erdős, John Smith Jr."))
        ),
        *_papers("cut-many", (_cut(", ".join(PEOPLE)),)),
        *_papers("title", ({"title": title} for title in TITLES)),
        *_papers("facts", map(_with_facts, _facts())),
        *_papers("held", _held()),
        *_papers("hostile", map(_hostile, OWN)),
    )
    return _digest(papers)


def collected_digest(material: Path) -> Digest:
    """Return a digest of what was collected: bibliographies, titles with TeX, payloads."""
    (abstracts,) = (material / "latex").glob("abstracts*.jsonl")
    tex = [json.loads(line) for line in abstracts.read_text(encoding="utf-8").splitlines()]
    # To biber a name that is the number 0 is no name at all; pandoc 2 does not know the command of the other.
    payloads = [text for text in read_payloads(material / "hostile", 200) if text not in {"0", "№"}]
    papers = (
        *_papers(
            "tex", ({"title": collapse_space(item["title"])} for item in tex[:: max(1, len(tex) // 100)])
        ),
        *_papers("payload", map(_hostile, payloads[::12])),
        *_bibliographies(material / "bib"),
    )
    return _digest(papers)


def _digest(papers: tuple[Paper, ...]) -> Digest:
    """Return a digest whose lists have one page: pages are not what is judged here."""
    return replace(digest(papers=papers), settings=SETTINGS.model_copy(update={"per_page": len(papers)}))


def _papers(kind: str, changes: Iterable[dict[str, Any]]) -> Iterator[Paper]:
    """Yield papers that differ as told; their years differ, since styles can tell 26 of one year apart."""
    for number, changed in enumerate(changes):
        facts = Facts(authors=(parse_name("Ada Moreau"),), year=1950 + number % 80)
        given: dict[str, Any] = {"title": f"Ordinary Title {number} of {kind}", "facts": facts}
        yield paper(f"{kind}-{number}", **(given | changed))


def _author_lists() -> Iterator[tuple[Name, ...]]:
    yield ()
    yield tuple(
        Name(family=f"Family{number}", given=f"Given {chr(65 + number % 26)}.") for number in range(60)
    )
    for line in PEOPLE:
        yield tuple(map(parse_name, line.split(", ")))
    yield tuple(parse_name(name) for line in PEOPLE for name in line.split(", "))
    yield (Name(family="A, B and C", given="D}{"), Name(family="others"), Name(family="{Whole}"))


def _cut(people: str) -> dict[str, Any]:
    """Return what makes a paper whose list of authors goes on."""
    authors = tuple(map(parse_name, people.split(", ")))
    return {"facts": Facts(authors=authors, has_more_authors=True, year=2024, arxiv="2401.00001")}


def _facts() -> Iterator[tuple[str, Facts]]:
    """Yield types and facts: every venue with every address, with and without authors and year."""
    authors, number = (parse_name("Ada Moreau"),), count(2000)
    for venue in VENUES:
        for address in ADDRESSES:
            for entry_type in ("article", "inproceedings", "misc"):
                yield entry_type, Facts(authors=authors, year=next(number), **venue, **address)
        for entry_type in ("article", "inproceedings", "misc"):
            yield entry_type, Facts(year=2024, **venue)
            yield entry_type, Facts(authors=authors, **venue)
            yield entry_type, Facts(**venue)


def _with_facts(given: tuple[str, Facts]) -> dict[str, Any]:
    entry_type, facts = given
    return {"entry_type": entry_type, "facts": facts}


def _held() -> Iterator[dict[str, Any]]:
    """Yield what makes papers of venues that are known in full."""
    authors, number = (parse_name("Ada Moreau"),), count(2000)
    for container in CONTAINERS:
        for entry_type in ("article", "inproceedings", "misc"):
            facts = Facts(authors=authors, year=next(number), venue="S&S '24", volume="12", pages="1-9")
            yield {"entry_type": entry_type, "facts": facts, "container": container}


def _hostile(text: str) -> dict[str, Any]:
    # A name with an equals sign is a list of its parts to biblatex, and to citation-js.
    who = text.replace("=", ":")
    facts = Facts(
        authors=(Name(family=who, given="Eve"), Name(family="Eve", given=who), parse_name(who)),
        year=2031,
        venue=text,
        doi=f"10.1234/{text}",
        url=f"https://example.org/{text}",
        pages=text,
        published_title=text,
    )
    return {"title": f"{text} Case", "facts": facts}


def _bibliographies(folder: Path) -> Iterator[Paper]:
    """Yield the papers of all bibliographies, a sample of a long one, under keys that are addresses."""
    for path in sorted(folder.glob("*.bib")):
        blocks = re.split(r"^(?=@)", path.read_text(encoding="utf-8", errors="replace"), flags=re.MULTILINE)
        entries = [
            block for block in blocks if re.match(r"@(?!string|preamble|comment)\w", block, re.IGNORECASE)
        ]
        sample = [
            re.sub(r"\{[^,]*,", f"{{{path.stem.lower()}-{number},", block, count=1)
            for number, block in enumerate(entries[:: max(1, len(entries) // 40)])
        ]
        strings = [block for block in blocks if block.lower().startswith("@string")]
        for entry in parse_library("".join(strings + sample), path.name).entries:
            yield paper(entry.key, entry.title, entry_type=entry.entry_type, facts=entry.facts)
