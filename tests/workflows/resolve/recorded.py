"""Answers of providers, made up or recorded, replayed on this machine; and what they are answers to."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.localhost import Reply

HOSTS = {
    "api.crossref.org": "crossref",
    "api.semanticscholar.org": "semanticscholar",
    "api.openalex.org": "openalex",
}
FEEDS = {"1605.08386": "id_1605*", "3105.00801": "id_3105*", "": "id_0000*"}
TITLES = {
    "Heat bath random walks with Markov bases": "1605.08386",
    "Warm lamps on crossings of piers": "3105.00801",
}
"""What arXiv is asked for by title, and the identifier that leads to its recorded answer."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What a collection of answers is about; found by reading it.

    Attributes:
        own: Titles that were searched, and the identifiers of the one paper that each is.
        unsure: Titles of which a run must say that it is not sure.
        unknown: Titles of which a run must find nothing; neither these nor those above are one paper's.
        on_arxiv: A title as arXiv spells it, and its identifier.
        facts: What a run must find out by title: identifier, type, venue, year and number of authors.
        matches: Answers to titles that hold the paper that was meant.
        read: Candidates of all answers, at least.
        refused: Answers that are no answer, at least.
    """

    own: Mapping[str, set[str]]
    unsure: tuple[str, ...]
    unknown: tuple[str, ...]
    on_arxiv: tuple[str, str]
    facts: Mapping[str, tuple[str, str, str, int, int]]
    matches: int
    read: int
    refused: int


REAL = Recording(
    own={
        "Attention is All you Need": {"1706.03762"},
        "Augmenting large language models with chemistry tools": {
            "10.1038/s42256-024-00832-8",
            "2304.05376",
        },
        "Effect of native oxide layers on copper thin-film tensile properties: "
        "A reactive molecular dynamics study": {"10.1063/1.4938384"},
        "PaperQA: Retrieval-Augmented Generative Agent for Scientific Research": {"2312.07559"},
        "High-throughput screening of human genetic variants by pooled prime editing": {
            "10.1101/2024.04.01.587366",
            "10.1016/j.xgen.2025.100814",
        },
        "An essential role of active site arginine residue in iodide binding and histidine residue in "
        "electron transfer for iodide oxidation by horseradish peroxidase": {"10.1023/a:1007154515475"},
        "Beta-Blocker Interruption or Continuation after Myocardial Infarction": {"10.1056/nejmoa2404204"},
        "The Dilemma and Countermeasures of Music Education under the Background of Big Data": {
            "10.1155/2022/8341966"
        },
    },
    # The title of an encyclopedia's page, where the hit is a poem; that of many case notes, where two
    # providers give two; and one that nobody wrote.
    unsure=(
        "Gravity hill",
        "Convalescent-anti-sars-cov-2-plasma/immune-globulin",
        "Effect of native oxide layers on copper thin-film tensile properties: A study",
    ),
    # Parts of titles, and words that are no title.
    unknown=(
        "mining association rules between",
        "National Flag of Canada Day",
        "SF Districts in the style of Andy Warhol, with Math",
        "askldjrq3rjaw938h",
    ),
    on_arxiv=("Heat-bath random walks with Markov bases", "1605.08386"),
    facts={
        "Attention is All you Need": ("1706.03762", "misc", "", 2017, 8),
        "Augmenting large language models with chemistry tools": (
            "2304.05376",
            "article",
            "Nature Machine Intelligence",
            2024,
            6,
        ),
        # The journal's year, where Semantic Scholar gives that of the preprint.
        "High-throughput screening of human genetic variants by pooled prime editing": (
            "10.1016/j.xgen.2025.100814",
            "article",
            "Cell Genomics",
            2025,
            6,
        ),
        "Heat-bath random walks with Markov bases": ("1605.08386", "misc", "", 2016, 2),
    },
    matches=33,
    read=400,
    refused=50,
)

MADE_UP = Recording(
    own={
        "Queueing by Candlelight: How Long Lamps Wait in Corridors": {"3101.00051"},
        "Helping harbour pilots with tide tables": {"10.99999/hn.2032.17", "3104.00417"},
        "What salt spray does to brass: notes from forty winters": {"10.99999/brass.40"},
        "PierQA: Answering the Questions of Ships": {"3112.00093"},
        "Rare terns, counted through many telescopes at once": {"10.99999/early.31.4", "10.99999/terns.32.8"},
        "Why nets are mended by the second keeper and thrown by the first, as a third one remembers it after "
        "a night without wind": {"10.99999/a:net(98)<3>"},
        "Keeping Lamps Lit after a Storm": {"10.99999/pj.34.2"},
    },
    # A name of two words that a poem has too, a title of two case notes, and one that nobody wrote.
    unsure=("Harbour hill", "Lamp-oil-fumes/fresh-air", "What salt spray does to brass: notes"),
    unknown=(
        "mending nets between",
        "Day of the Lamp",
        "a pier drawn like a lamp with waves",
        "qwpfjlarstdhnexz",
    ),
    on_arxiv=("Warm lamps on crossings of piers", "3105.00801"),
    facts={
        "Queueing by Candlelight: How Long Lamps Wait in Corridors": (
            "3101.00051",
            "inproceedings",
            "Neural Lantern Systems",
            2031,
            8,
        ),
        "Helping harbour pilots with tide tables": ("3104.00417", "article", "Nature of Harbours", 2032, 6),
        "Rare terns, counted through many telescopes at once": (
            "10.99999/terns.32.8",
            "article",
            "Tern Notes",
            2032,
            3,
        ),
        "Keeping Lamps Lit after a Storm": ("10.99999/pj.34.2", "article", "Pier Journal", 2034, 2),
        "Warm lamps on crossings of piers": ("3105.00801", "misc", "", 2031, 2),
    },
    matches=21,
    read=50,
    refused=15,
)


def recording_of(material: Path) -> Recording:
    """Return what the answers of a folder are about."""
    return MADE_UP if material.name == "made-up" else REAL


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def replayed(material: Path) -> Callable[[str], Reply]:
    """Return what answers as the providers did; each stands under its short name.

    A question is known by its title or DOI. Of several answers to one question the longest is given, for
    some were asked for a few fields only; what nobody asked is not found.
    """
    answers: dict[tuple[str, str], Reply] = {}
    for line in lines(material / "apis" / "recorded.jsonl"):
        address = urlsplit(line["uri"])
        if line["method"] == "GET" and address.netloc in HOSTS:
            key = (HOSTS[address.netloc], _subject(address.path, address.query))
            reply = Reply(status=line["status"], body=line["body"].encode())
            if key not in answers or len(reply.body) > len(answers[key].body):
                answers[key] = reply

    def say(target: str) -> Reply:
        provider, _, path = urlsplit(target).path.removeprefix("/").partition("/")
        if provider == "arxiv":
            return Reply(body=_feed(material, parse_qs(urlsplit(target).query)))
        return answers.get((provider, _subject(path, urlsplit(target).query)), Reply(status=404))

    return say


def _subject(path: str, query: str) -> str:
    """Return the title or DOI that a question is about."""
    asked = parse_qs(query)
    title = asked.get("query.title") or asked.get("query") or asked.get("filter")
    doi = re.search(r"10\.\d{4,9}/.+", unquote(path))
    return doi[0].casefold() if doi else title[0].removeprefix("title.search:").casefold() if title else path


def _feed(material: Path, asked: dict[str, list[str]]) -> bytes:
    phrase = asked.get("search_query", [""])[0].removeprefix("ti:").strip('"')
    identifier = asked.get("id_list", [TITLES.get(phrase, "")])[0]
    (path,) = (material / "arxiv_atom").glob(FEEDS.get(identifier, FEEDS[""]))
    return path.read_bytes()
