"""Measure the search of a built project in Chromium: how often it is right, and what that takes.

    python -m bench.searching PROJECT [SEED]

What is asked is made of the project's own papers, by a seed: the same seed asks the same. A search is right
when the paper that was meant comes first; of an author, the share of the first five that are by the author.
Rules of ranking are tuned with one seed and judged with another.
"""

import functools
import gzip
import http.server
import json
import random
import re
import shutil
import statistics
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Response, sync_playwright

_EACH = 150
_SEED = 1
_FIRST = 5
_CONTENT_WORDS = 4
_SHORTEST, _MISSPELT = 3, 4
_COMMON = frozenset(
    "a an and are as at by can do for from how in into is it its of on or that the their to via we what when"
    " with you your".split()
)
_ASK = """
async (questions) => {
  const { ask, ready } = await import(new URL("assets/search-index.js", document.baseURI));
  await ready();
  const answers = [];
  for (const words of questions) {
    const { results } = await ask(words, {});
    const shown = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    const first = shown.map((each) => each.path);
    const before = performance.now(); // with all files loaded
    await ask(words, {});
    answers.push({ found: results.length, first, taken: performance.now() - before });
  }
  return answers;
}
"""
Values = dict[str, Any]


class Question(NamedTuple):
    """What is asked, and the keys of the papers that are right."""

    words: str
    right: frozenset[str]


class Loaded(NamedTuple):
    """What a browser loaded: bytes as a server sends them, requests, and the seconds until hits are shown."""

    size: int
    requests: int
    seconds: float


def main() -> None:
    """Measure, and print a table."""
    site = Path(sys.argv[1]) / "build" / "site"
    seed = int(next(iter(sys.argv[2:]), _SEED))
    lines = (site / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    asked = _questions([json.loads(line) for line in lines], random.Random(seed))  # noqa: S311  the same
    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.goto(address)
        taken: list[float] = []
        for kind, questions in asked.items():
            taken += _measure_kind(page, kind, questions)
        print(f"a search takes {statistics.median(taken):.0f} ms of script (median),", end=" ")
        print(f"{statistics.quantiles(taken, n=20)[-1]:.0f} ms (95 %), {max(taken):.0f} ms (at most)")
        for name, loaded in _loads(browser, address, asked["four words"][0].words):
            print(
                f"{name:34} {loaded.size / 1000:7.0f} kB {loaded.requests:4} requests {loaded.seconds:6.2f} s"
            )
        browser.close()
    files = [path.stat().st_size for path in (site / "search").rglob("*") if path.is_file()]
    print(f"{sum(files) / len(lines):.0f} bytes a paper in {len(files) / len(lines):.3f} files")


def _measure_kind(page: Page, kind: str, questions: Sequence[Question]) -> list[float]:
    """Ask, print how often the answer is right, and return how long each took."""
    answers = page.evaluate(_ASK, [question.words for question in questions])
    shares = [_share(kind, *each) for each in zip(questions, answers, strict=True)]
    empty = sum(1 for answer in answers if not answer["found"])
    print(f"{kind:24} {100 * statistics.mean(shares):6.1f} %  of {len(questions)}, {empty} empty", flush=True)
    if "-v" in sys.argv:
        for question, share, answer in zip(questions, shares, answers, strict=True):
            if share < 1:
                print("   ", question.words, sorted(question.right)[:3], answer["found"], answer["first"][:3])
    return [answer["taken"] for answer in answers]


def _share(kind: str, question: Question, answer: Values) -> float:
    found = [re.sub(r"^papers/|/$", "", path) for path in answer["first"]]
    if kind != "author":
        return float(bool(found) and found[0] in question.right)
    wanted = min(_FIRST, len(question.right))
    return sum(key in question.right for key in found[:wanted]) / wanted


def _questions(papers: Sequence[Values], chance: random.Random) -> dict[str, list[Question]]:
    """Return what is asked, by kind."""
    titles = Counter(paper["title"].lower() for paper in papers)
    once = [paper for paper in papers if titles[paper["title"].lower()] == 1]
    wordy = [paper for paper in once if len(_content(paper)) >= _CONTENT_WORDS]
    named = [paper for paper in wordy if paper["authors"] and " " in paper["authors"][0]]
    short = [paper for paper in papers if _short_name(paper)]
    known = _Known(papers)
    people = [name for name in sorted(known.by_author) if _is_name(name)]

    def four(paper: Values) -> list[str]:
        return _content(paper)[:_CONTENT_WORDS]

    return {
        "whole title": [
            Question(paper["title"], frozenset({paper["key"]})) for paper in chance.sample(once, _EACH)
        ],
        "four words": [
            Question(" ".join(four(paper)), known.titled(four(paper)))
            for paper in chance.sample(wordy, _EACH)
        ],
        "one letter missing": [
            Question(_misspelt(four(paper), chance), known.titled(four(paper)))
            for paper in chance.sample(wordy, _EACH)
        ],
        "family and two words": [
            known.by_family(paper, chance.sample(_content(paper), 2)) for paper in chance.sample(named, _EACH)
        ],
        "short name": [
            Question(_short_name(paper), frozenset(known.by_name[_short_name(paper)]))
            for paper in chance.sample(short, min(_EACH, len(short)))
        ],
        "author": [Question(name, frozenset(known.by_author[name])) for name in chance.sample(people, _EACH)],
        "identifier": [
            Question(_identifier(paper, chance), frozenset({paper["key"]}))
            for paper in chance.sample([paper for paper in papers if paper["arxiv"]], _EACH)
        ],
    }


class _Known:
    """What tells which papers a question fits: made-up ones share words of titles, and each is right."""

    def __init__(self, papers: Sequence[Values]) -> None:
        self.by_author: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_family: dict[str, set[str]] = defaultdict(set)
        for paper in papers:
            for name in paper["authors"]:
                self.by_author[name].add(paper["key"])
                self._by_family[name.split()[-1]].add(paper["key"])
            for word in _words(paper["title"].lower()):
                self._by_word[word].add(paper["key"])
            self.by_name[_short_name(paper)].add(paper["key"])

    def titled(self, words: Iterable[str]) -> frozenset[str]:
        """Return the papers whose titles have all words."""
        return frozenset.intersection(*(frozenset(self._by_word[word.lower()]) for word in words))

    def by_family(self, paper: Values, words: Sequence[str]) -> Question:
        """Return a question for the family name of the first author and words of the title."""
        family = paper["authors"][0].split()[-1]
        return Question(" ".join([family, *words]), self.titled(words) & self._by_family[family])


def _words(title: str) -> list[str]:
    stripped = (word.strip(".,:;?!()[]{}\"'\u201c\u201d\u2019&-\u2013\u2014") for word in title.split())
    return [word for word in stripped if word]


def _is_name(name: str) -> bool:
    """Return whether a name has two words that are not the same."""
    words = name.split()
    return len(words) == 2 and words[0] != words[1]  # noqa: PLR2004  first, last


def _content(paper: Values) -> list[str]:
    """Return the words of a title that say something."""
    return [word for word in _words(paper["title"]) if len(word) >= _SHORTEST and word.lower() not in _COMMON]


def _misspelt(words: Sequence[str], chance: random.Random) -> str:
    """Return words, of which a long one of letters has lost one."""
    places = [place for place, word in enumerate(words) if len(word) > _MISSPELT and word.isalpha()] or [0]
    wrong, changed = chance.choice(places), list(words)
    lost = chance.randrange(len(changed[wrong]))
    changed[wrong] = changed[wrong][:lost] + changed[wrong][lost + 1 :]
    return " ".join(changed)


def _short_name(paper: Values) -> str:
    """Return what a title calls its method before a colon: one word that is no plain one; or nothing."""
    name, colon, _ = paper["title"].partition(":")
    return name if colon and " " not in name and re.search("[a-z].*[A-Z]|[A-Z]{2}|[0-9]", name) else ""


def _identifier(paper: Values, chance: random.Random) -> str:
    number = paper["arxiv"]
    forms = [
        number,
        f"arXiv:{number}",
        f"{number}v2",
        f"https://arxiv.org/abs/{number}",
        f"https://arxiv.org/pdf/{number}v1.pdf",
        f"10.48550/arXiv.{number}",
        f"https://doi.org/10.48550/arXiv.{number}",
    ]
    if paper["doi"]:
        forms += [paper["doi"], f"https://doi.org/{paper['doi']}", f"doi:{paper['doi']}"] * 3
    return str(chance.choice(forms))


def _loads(browser: Browser, address: str, words: str) -> Iterator[tuple[str, Loaded]]:
    """Yield what a first search, and a filter alone, load in a browser that has nothing."""
    for width in (1440, 390):
        yield f"first search, {width} wide", _load(browser, f"{address}?q={words}", width)
    yield "question in words", _load(browser, f"{address}?q=how can I shrink the kv cache?", 1440)
    yield "filter alone", _load(browser, f"{address}?year=2024", 1440)


def _load(browser: Browser, address: str, width: int) -> Loaded:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        sizes: list[int] = []
        page.on("response", lambda response: _note(response, sizes))
        page.goto(address)
        page.wait_for_selector(".search-found[aria-busy=false]")
        seconds = page.evaluate("performance.now()") / 1000
        page.wait_for_load_state("networkidle")
        return Loaded(sum(sizes), len(sizes), seconds)


def _note(response: Response, sizes: list[int]) -> None:
    """Note the bytes of an answer that belongs to the search; text is sent compressed."""
    if "search" not in response.url.partition("?")[0]:
        return
    body = response.body()
    size = len(gzip.compress(body)) if re.search(r"\.(?:js|css|json)$", response.url) else len(body)
    sizes.append(size)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    main()
