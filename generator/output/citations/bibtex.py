"""BibTeX for readers: entries that BibTeX and LaTeX accept as they are.

Letters with accents are LaTeX commands, so that the oldest style and program can read the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from generator.base.models import EntryType, Paper
from generator.base.names import Name, join_names
from generator.base.text import (
    RichText,
    collapse_space,
    escape_latex,
    escape_latex_name,
    visible_text,
    without_invisible,
)
from generator.bibliography.codec import is_balanced

_VENUE_FIELDS: Mapping[str, str] = {
    "article": "journal",
    "inproceedings": "booktitle",
}
# Words with a capital that styles must not take away, beside those that show it by their spelling.
_PROPER_NOUNS = frozenset(
    """
    Ada Adam Adreno African Alibaba Amazon American Amharic Ampere Android Apache Apple Arabic Archimedes
    Arnold Ascend Asian Atari Baidu Banach Bayes Bayesian Bellman Bengali Berkeley Bernoulli Bessel
    Blackwell Boltzmann Boolean Bradley Brazilian Bregman British Brownian Byzantine Carlo Catalan Cauchy
    Cerebras Chebyshev Chinese Cholesky Chomsky Claude Copilot Coulomb Danish Descartes Dijkstra Dirichlet
    Docker Dutch Earth Egyptian Einstein Elo English Euclidean Euler European Falcon Fenchel Fibonacci
    Fisher Fokker Fortran Fourier Frechet French Frobenius Frontier Fugaku Gabor Galerkin Galois Gauss
    Gaussian Gemini Gemma German Gibbs Gini Goodhart Google Granite Graphcore Greek Groq Gumbel Hadamard
    Hamiltonian Hamming Hausdorff Hebbian Hebrew Heisenberg Helmholtz Hermitian Hessian Hilbert Hindi
    Hoeffding Hopfield Hopper Horner Horovod Hough Huawei Huffman Hungarian Indian Indic Indonesian Intel
    Irish Ising Italian Jacobi Jacobian Japanese Java Jensen Jetson Jina Julia Kaggle Kalman Kantorovich
    Kepler Keras Kokkos Kolmogorov Korean Kronecker Krylov Kubernetes Kullback Kutta Lagrange Lagrangian
    Landau Langevin Laplace Laplacian Latin Lebesgue Legendre Leibler Levenshtein Linux Lipschitz
    Lithuanian Llama Lloyd Lorentz Lorenz Lovelace Lyapunov Mahalanobis Malaysian Mamba Manhattan Markov
    Markovian Matern Maxwell Megatron Mercer Metropolis Microsoft Minecraft Minkowski Mistral Mobius Monte
    Moore Nash Navier Nesterov Neumann Newton Neyman Nintendo Norwegian Nvidia Nyquist Nystrom Occam Orin
    Ornstein Pade Pareto Pascal Pearson Penrose Perlmutter Persian Plackett Planck Poincare Poisson Polish
    Pontryagin Portuguese Python Qualcomm Qwen Rademacher Raspberry Rayleigh Reddit Renyi Riccati Riemann
    Riemannian Romanian Runge Russian Rust Samsung Sanskrit Schrodinger Schur Shannon Shapley Sherman
    Sinkhorn Snapdragon Sobolev Sora Southeast Spanish Spark Stanford Stiefel Stokes Swahili Swedish Tamil
    Taylor Terry Tesla Thai Thompson Tikhonov Toeplitz Triton Turing Turkish Twitter Uhlenbeck Ukrainian
    Unix Urdu Vandermonde Vapnik Verilog Versal Vietnamese Viterbi Volta Voronoi Vulkan Wan Wasserstein
    Weibull Wiener Wikidata Wikipedia Winograd Xilinx Zipf Zurich Zynq
    """.split()
)
_TITLE_TOKEN = re.compile(
    r"(?P<formula>\$(?:\\.|[^$\\])*\$)"
    r"|(?P<word>(?:[A-Za-z0-9]|\{\\[^{}]*\})+(?:\+\+|\\#)?)"
    r"|\\[A-Za-z]+\*?|\\.|[{}]",
    re.DOTALL,
)
# An accent with its letter, or a letter that is a command by itself: {\'e}, {\c c}, {\ss}.
_LETTER_COMMAND = re.compile(r"\{\\[^{}]*?([A-Za-z]?)\}")
_SHOWS_CAPITALS = re.compile(r".+[A-Z].*|[A-Z].*[0-9].*|[B-Z](?:\+\+|\\#)?")
# "ZeRO-Infinity: Breaking …" begins with the name of a system, all of which is a proper noun.
_NAME_OF_SYSTEM = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?=:)")
_MOST_COMMAS = 2  # "family, suffix, given"
_UNSAFE_IN_ADDRESS = re.compile(r"[\s{}\\\"<>^`|]")
_UNSAFE_IN_DOI = re.compile(r"[\s{}\\\"^`|]")


def render_bibtex(entries: Iterable[str], comment: Sequence[str]) -> str:
    """Return a file of entries.

    Args:
        entries: Results of `render_entry`.
        comment: Lines for the top of the file.
    """
    # An @ begins an entry even here: BibTeX knows no comments.
    lines = "".join(f"% {collapse_space(line.replace('@', ' at '))}\n" for line in comment)
    return "\n".join((lines, *entries))


@lru_cache(maxsize=30_000)
def render_entry(paper: Paper) -> str:
    """Return the entry of one paper, ending in a line end; what is unknown is left out.

    An entry stands in the files of the paper, its topics, tags and editions: it is made once.
    """
    entry_type = _entry_type(paper)
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper, entry_type) if value)
    return f"@{entry_type}{{{paper.key},\n{fields}}}\n"


def add_abstract(entry: str, paper: Paper) -> str:
    """Return the entry of a paper with its abstract, where it has one, as the last field."""
    if not paper.abstract:
        return entry
    opened, _, _ = entry.rpartition("}")
    return f"{opened}  abstract = {{{_latex(paper.abstract)}}},\n}}\n"


def _entry_type(paper: Paper) -> EntryType:
    """Return the type under which no field is missing: styles want all of these of anything but @misc."""
    facts = paper.facts
    is_whole = facts.venue and facts.year and any(name.family for name in facts.authors)
    return paper.entry_type if is_whole else "misc"


def _fields(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    facts = paper.facts
    names = (_readable(name) for name in facts.authors if name.family)
    authors = join_names(names, escape_latex_name, goes_on=facts.has_more_authors)
    mark = "{[RETRACTED]} " if paper.retracted else ""
    yield "title", mark + protect_capitals(_latex(paper.title))
    yield "author", authors
    # Styles sort by this where there is no author.
    yield "key", "" if authors else paper.key
    yield from _venue(paper, entry_type)
    yield "year", str(facts.year or "")
    yield "doi", _address(facts.doi, _UNSAFE_IN_DOI)
    yield "eprint", _address(facts.arxiv)
    yield "archiveprefix", "arXiv" if facts.arxiv else ""
    yield "primaryclass", _address(facts.primary_class)
    yield "url", _address(facts.landing_page)
    yield "note", "; ".join(map(_latex, paper.notes))
    # biblatex knows entries by these, too.
    yield "ids", ",".join(paper.retired_keys)


def _readable(name: Name) -> Name:
    """Return a name that programs can take apart; any other is held together, as that of a group.

    BibTeX wants more than hyphens after a comma, biber counts the commas inside braces too, and
    natbib takes a parenthesis in a family name for that of the year.
    """
    has_commas = name.as_bibtex().count(",") > _MOST_COMMAS
    is_odd = has_commas or "(" in name.family or (name.given and not name.given.strip(" -"))
    return Name(family=name.as_text(), is_group=True) if is_odd else name


def _venue(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    """Yield where it was published: in one field, where the type has no fields for the parts.

    A @misc has none; an @inproceedings has a volume or a number, not both.
    """
    facts = paper.cited_facts
    in_full = _latex(RichText(facts.venue_in_full))
    pages = escape_latex(collapse_space(facts.pages)).replace("-", "--")
    if entry_type == "misc":
        yield "howpublished", ", ".join(part for part in (in_full, pages) if part)
        return
    if entry_type == "inproceedings" and facts.volume and facts.number:
        yield "booktitle", in_full
    else:
        yield _VENUE_FIELDS[entry_type], _latex(RichText(facts.venue))
        yield "series", _latex(RichText(facts.series))
        yield "volume", escape_latex(collapse_space(facts.volume))
        yield "number", escape_latex(collapse_space(facts.number))
    yield "pages", pages
    yield from _container(paper, entry_type)


def _container(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    """Yield what else is known of the venue: what biblatex's data model has for the type, and nothing else.

    The acronym goes where biblatex looks for it, for styles and people who want it; BibTeX ignores it.
    """
    container = paper.container
    if entry_type == "inproceedings":
        yield "publisher", _latex(RichText(container.publisher))
        yield "eventtitle", _latex(paper.short_venue)
    else:
        yield "issn", container.issn
        yield "shortjournal", _latex(paper.short_venue)


def protect_capitals(latex: str) -> str:
    """Return a title with braces around words whose capitals a style must keep: {GPU}, {NeRF}, {Gaussian}.

    Args:
        latex: A title whose braces are balanced; what is in braces or math already is left alone.
    """
    system = _NAME_OF_SYSTEM.match(latex)
    end = system.end() if system else 0
    result = [f"{{{system[0]}}}" if system else ""]
    depth = 0
    for token in _TITLE_TOKEN.finditer(latex, end):
        result.append(latex[end : token.start()])
        end = token.end()
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        result.append(token[0] if depth else _protected(token))
    return "".join([*result, latex[end:]])


def _protected(token: re.Match[str]) -> str:
    """Return a token that no braces enclose, in braces if it has capitals to keep: $O(n)$ is not $o(n)$."""
    if formula := token["formula"]:
        return f"{{{formula}}}" if formula != formula.lower() else formula
    word = token["word"]
    return f"{{{word}}}" if word and _keeps_capitals(word) else token[0]


def _keeps_capitals(word: str) -> bool:
    """Return whether a word has a capital that is no mere beginning of a word."""
    plain = _LETTER_COMMAND.sub(r"\1", word)
    noun = plain.removesuffix("s") if plain.endswith("ans") else plain
    return noun in _PROPER_NOUNS or _SHOWS_CAPITALS.fullmatch(plain) is not None


def _latex(text: RichText) -> str:
    """Return LaTeX for text that may hold TeX; TeX with braces that do not balance is shown as written."""
    latex = " ".join(text.as_latex.split())
    return latex if is_balanced(latex) else escape_latex(text.source)


def _address(text: str, unsafe: re.Pattern[str] = _UNSAFE_IN_ADDRESS) -> str:
    """Return an identifier or address as it is, since styles take it verbatim, with braces made harmless."""
    seen = without_invisible(visible_text(text))
    return unsafe.sub(lambda found: f"%{ord(found[0]):02X}", seen)
