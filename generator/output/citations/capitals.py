"""Braces for the capitals of a title that citation styles must keep: {GPU}, {U-Net}, {Gaussian}.

Styles write titles with small letters but for the first. What shows by its spelling that it is a name keeps
its capitals; so does a word that the abstract writes with a capital inside of sentences.
"""

import re
from collections import Counter

# Words with a capital that styles must not take away. What is a common word as well ("frontier", "spark") is
# none of them: the abstract tells.
_PROPER_NOUNS = frozenset(
    """
    Ada Adam Adreno African Alibaba Amazon American Amharic Ampere Android Apache Arabic Archimedes Arnold
    Ascend Asian Atari Baidu Banach Bayes Bayesian Bellman Bengali Berkeley Bernoulli Bessel Blackwell
    Boltzmann Boolean Bradley Brazilian Bregman British Brownian Byzantine Carlo Catalan Cauchy Cerebras
    Chebyshev Chinese Cholesky Chomsky Claude Coulomb Danish Descartes Dijkstra Dirichlet Docker Dutch
    Egyptian Einstein Elo English Euclidean Euler European Fenchel Fibonacci Fisher Fokker Fortran Fourier
    Frechet French Frobenius Fugaku Gabor Galerkin Galois Gauss Gaussian Gemini Gemma German Gibbs Gini
    Goodhart Google Graphcore Greek Groq Gumbel Hadamard Hamiltonian Hamming Hausdorff Hebbian Hebrew
    Heisenberg Helmholtz Hermitian Hessian Hilbert Hindi Hoeffding Hopfield Hopper Horner Horovod Hough
    Huawei Huffman Hungarian Indian Indic Indonesian Intel Irish Ising Italian Jacobi Jacobian Japanese
    Java Jensen Jetson Jina Julia Kaggle Kalman Kantorovich Kepler Keras Kokkos Kolmogorov Korean
    Kronecker Krylov Kubernetes Kullback Kutta Lagrange Lagrangian Landau Langevin Laplace Laplacian Latin
    Lebesgue Legendre Leibler Levenshtein Linux Lipschitz Lithuanian Llama Lloyd Lorentz Lorenz Lovelace
    Lyapunov Mahalanobis Malaysian Mamba Manhattan Markov Markovian Matern Maxwell Megatron Mercer
    Microsoft Minecraft Minkowski Mistral Mobius Monte Moore Nash Navier Nesterov Neumann Newton Neyman
    Nintendo Norwegian Nvidia Nyquist Nystrom Occam Ornstein Pade Pareto Pascal Pearson Penrose Perlmutter
    Persian Plackett Planck Poincare Poisson Polish Pontryagin Portuguese Python Qualcomm Qwen Rademacher
    Rayleigh Reddit Renyi Riccati Riemann Riemannian Romanian Runge Russian Rust Samsung Sanskrit
    Schrodinger Schur Shannon Shapley Sherman Sinkhorn Snapdragon Sobolev Sora Southeast Spanish Stanford
    Stiefel Stokes Swahili Swedish Tamil Taylor Terry Tesla Thai Thompson Tikhonov Toeplitz Triton Turing
    Turkish Twitter Uhlenbeck Ukrainian Unix Urdu Vandermonde Vapnik Verilog Versal Vietnamese Viterbi
    Volta Voronoi Vulkan Wasserstein Weibull Wiener Wikidata Wikipedia Winograd Xilinx Zipf Zurich Zynq
    Copilot Orin Raspberry
    Africa America Antarctica Asia Australia Austria Bangladesh Belgium Brazil Britain Canada China Denmark
    Egypt England Ethiopia Europe Finland France Germany Ghana Greece Iceland India Indonesia Iran Iraq
    Ireland Israel Italy Japan Kenya Korea Malaysia Mexico Nepal Netherlands Nigeria Norway Pakistan Peru
    Philippines Poland Portugal Russia Scotland Singapore Spain Sweden Switzerland Taiwan Tanzania Thailand
    Uganda Ukraine Vietnam Beijing Berlin London Paris Shanghai Tokyo
    January February April June July September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)
_LETTER = r"(?:[A-Za-z0-9]|\{\\[^{}]*(?:\{[^{}]*\}[^{}]*)*\})"
_WORD = rf"{_LETTER}+(?:\+\+|\\#)?"
_TOKEN = re.compile(
    r"(?P<formula>\$(?:\\.|[^$\\])*\$)"
    rf"|(?P<compound>{_WORD}(?:(?:-(?!-)|\\_|\\&|'|\.){_WORD})*)"
    r"|\\[A-Za-z]+\*?|\\.|[{}]",
    re.DOTALL,
)
_PART = re.compile(rf"({_WORD})")
# An accent with its letter, or a letter that is a command by itself: {\'e}, {\c c}, {\ss}.
_LETTER_COMMAND = re.compile(r"\{\\[^{}]*?([A-Za-z]?)(?:\{[^{}]*?([A-Za-z]?)\})?\}")
_SHOWS_CAPITALS = re.compile(r".+[A-Z].*|[A-Z].*[0-9].*|[B-Z](?:\+\+|\\#)?")
# Parts of compounds that say how and not what: "GPU-Accelerated", "LLM-Based".
_MANNER = re.compile(
    r"(?:[a-z]{2,}(?:ed|ing)|[a-z]{3,}(?:ive|able|ient|ly|ic|al|ous)|able|agnostic|aided|aware|based|blind|born|bound|class"
    r"|compatible|driven|dependent|free|friendly|grade|in|invariant|level|like|made|native|only|of|on|out|oriented"
    r"|cache|cluster|clusters|judge|kernel|kernels|powered|rate|ready|rich|safe|scale|size|space|specific|style|time|to|tree|type|via|wide|wise|with|the"
    r"|and|for|as|a|by|at|from|cost|power|memory|mode|code|model|models|agent|agents|system|systems|centric)"
)
# Before the name of a compound: "Multi-GPU", but "BERT-Large" is a name as a whole.
_BEFORE_NAME = frozenset(
    """
    anti co cross extra fast fine fully hetero high hyper inter intra large low many micro mini mono multi
    near non off one open over post pre pseudo quasi re self semi single small sub super two ultra un zero
    """.split()
)
# After these a new sentence begins; BibTeX itself keeps a capital behind a colon alone.
_BEGINS_SENTENCE = re.compile(r"(?:[?!:](?:''|')?\s+|(?:^|(?<=[\s(\[]))(?:``|`|\")|---\s*$)$")
_ABSTRACT_WORD = re.compile(r"[^\W_]+(?:[-'_&.][^\W_]+)*(?:\+\+|#)?")
_MACHINES = frozenset("chip cluster exascale machine processor supercomputer supercomputers system".split())
# "Make-An-Agent: ..." begins with the name of a system, all of which is a proper noun.
_NAME_OF_SYSTEM = re.compile(r"[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*(?=:)")
_MOST_LOUD = 0.6


def names_in(abstract: str) -> frozenset[str]:
    """Return the names that an abstract, in plain text, shows by their capitals.

    These are words that stand with a capital inside of sentences, alone and more than once or before such a
    word as "supercomputer", and never without. "Large Language Models" and "Chain of Thought" are no names:
    authors write terms so, mostly once, before their acronym.
    """
    found = [*_ABSTRACT_WORD.finditer(abstract)]
    small = {match[0] for match in found if match[0].islower()}
    alone: Counter[str] = Counter()
    for place, match in enumerate(found):
        word = match[0].removesuffix("'s")
        if not (word.istitle() and word.isalpha() and len(word) > 1) or word.lower() in small:
            continue
        before, after = (found[n][0] if 0 <= n < len(found) else "" for n in (place - 1, place + 1))
        gap = abstract[found[place - 1].end() : match.start()] if place else "."
        if gap == " " and not before[0].isupper() and not after[:1].isupper():
            alone[word] += 2 if after in _MACHINES else 1
    return frozenset(word for word, count in alone.items() if count > 1)


def protect_capitals(latex: str, names: frozenset[str] = frozenset()) -> str:
    """Return a title with braces around what must keep its capitals: {GPU}, {NeRF}, {U-Net}, {Gaussian}.

    Args:
        latex: A title whose braces are balanced; what is in braces or math already is left alone.
        names: Words that the abstract shows to be names.
    """
    is_loud = _is_loud(latex)
    system = _NAME_OF_SYSTEM.match(latex)
    end, depth = (system.end() if system else 0), 0
    result = [f"{{{system[0]}}}" if system else ""]
    for token in _TOKEN.finditer(latex, end):
        result.append(latex[end : token.start()])
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        end = token.end()
        if depth or is_loud:
            result.append(token[0])
            continue
        kept = _protected(token, names)
        starts = kept == token[0] and token.start() and _BEGINS_SENTENCE.search(latex, 0, token.start())
        result.append(_with_first_kept(kept) if starts else kept)
    return "".join([*result, latex[end:]])


def _is_loud(latex: str) -> bool:
    """Return whether a title is written in capitals throughout, which say nothing then."""
    words = [word for word in re.findall(r"[A-Za-z]{2,}", latex) if len(word) > 2]  # noqa: PLR2004
    loud = sum(word.isupper() for word in words)
    return len(words) > 3 and loud > _MOST_LOUD * len(words)  # noqa: PLR2004  "NVIDIA GPUs, AMD GPUs"


def _with_first_kept(word: str) -> str:
    """Return a word whose first letter keeps its capital: `{A}n`."""
    return f"{{{word[0]}}}{word[1:]}" if word[0].isupper() else word


def _protected(token: re.Match[str], names: frozenset[str]) -> str:
    """Return a token that no braces enclose, in braces if it has capitals to keep: $O(n)$ is not $o(n)$."""
    if formula := token["formula"]:
        return f"{{{formula}}}" if formula != formula.lower() else formula
    compound = token["compound"]
    if not compound:
        return token[0]
    parts = _PART.split(compound)  # words are every second part
    keeps = [n % 2 == 1 and _keeps_capitals(part, names) for n, part in enumerate(parts)]
    if not any(keeps):
        return compound
    name = keeps.index(True)
    others = [part for n, part in enumerate(parts) if n % 2 and not keeps[n]]
    before = any(part.lower() in _BEFORE_NAME for part in parts[:name])
    if not before and not any(map(_is_manner, others)):
        return f"{{{compound}}}"
    return "".join(f"{{{part}}}" if keep else part for part, keep in zip(parts, keeps, strict=True))


def _is_manner(part: str) -> bool:
    plain = part.lower()
    return len(plain) > 1 and _MANNER.fullmatch(plain) is not None


def _keeps_capitals(word: str, names: frozenset[str]) -> bool:
    """Return whether a word has a capital that is no mere beginning of a word."""
    plain = _LETTER_COMMAND.sub(lambda found: found[2] or found[1], word)
    noun = plain.removesuffix("s") if plain.endswith("ans") else plain
    return noun in _PROPER_NOUNS or plain in names or _SHOWS_CAPITALS.fullmatch(plain) is not None
