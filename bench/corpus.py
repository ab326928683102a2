"""Make projects of any number of papers, the same ones on every machine: fifty a day, of realistic length.

The first papers are those of a folder of real dumps, where there is one; without it those of the first dump.
The others are made up of sentences of three of them, in which a part of the words are others.
"""

import datetime as dt
import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.config import open_project
from generator.workflows.prepare import prepare_digest

ROOT = Path(__file__).parents[1]
A_DAY = 50
FIRST_DAY = dt.date(2024, 1, 1)
_OTHER_WORDS = 0.3
"""Part of the words of a made-up paper that are not those of the papers that it is made of."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SETTINGS = ("mkdocs.yml", "docs", "templates")

Values = Mapping[str, object]
"""A paper of a dump as Hugging Face writes it."""


def make_project(folder: Path, papers: int, real: Path | None) -> None:
    """Make a project of this repository's settings, templates and topics with so many papers.

    Args:
        folder: The folder, which is not there yet.
        papers: Number of papers.
        real: A folder of dumps by day, as Hugging Face answers; None where there is none.
    """
    dumps = folder / "data" / "dumps"
    dumps.mkdir(parents=True)
    for name in (*_SETTINGS, "data/topics.yml", "data/topic-weights.csv", "data/venues.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    every = _papers(papers, _real_papers(real) if real else _first_papers())
    for number in range(0, papers, A_DAY):
        add_edition(folder, number // A_DAY, [next(every) for _ in range(min(A_DAY, papers - number))])


def add_edition(folder: Path, number: int, papers: Sequence[Values]) -> None:
    """Write the dump of a day, counted from the first."""
    day = FIRST_DAY + dt.timedelta(days=number)
    items = [{"paper": dict(paper), "publishedAt": f"{day}T00:00:00.000Z"} for paper in papers]
    path = folder / "data" / "dumps" / f"{day}-daily-papers.json"
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")


def next_edition(papers: int, real: Path | None) -> list[Values]:
    """Return the papers of the edition that comes behind so many."""
    every = _papers(papers + A_DAY, _real_papers(real) if real else _first_papers())
    return list(every)[papers:]


def _papers(wanted: int, known: Sequence[Values]) -> Iterator[Values]:
    """Yield papers: the known ones, then others made of them."""
    yield from known[:wanted]
    chance = random.Random(13)  # noqa: S311  the same papers each time
    words = sorted({word for paper in known for word in str(paper["summary"]).split() if word.isalpha()})
    for number in range(len(known), wanted):
        one, two, three = chance.sample(known, 3)
        sentences = [
            chance.choice(pieces)
            for pieces in (_SENTENCE.split(str(paper["summary"])) for paper in (one, two, three) * 3)
        ]
        half = str(one["title"]).split()[:5] + str(two["title"]).split()[-5:]
        yield {
            "id": f"{2401 + number // 9000}.{number % 9000 + 10000:05}",
            "title": _other_words(" ".join(half), words, chance),
            "summary": " ".join(_other_words(sentence, words, chance) for sentence in sentences),
            "authors": three["authors"],
            "upvotes": chance.randrange(100),
            "publishedAt": f"{FIRST_DAY + dt.timedelta(days=number // A_DAY)}T00:00:00.000Z",
        }


def _other_words(text: str, words: Sequence[str], chance: random.Random) -> str:
    """Return a text in which some words are others; what is no plain word stays."""
    return " ".join(
        chance.choice(words) if word.isalpha() and chance.random() < _OTHER_WORDS else word
        for word in text.split()
    )


def _real_papers(folder: Path) -> list[Values]:
    wanted = ("id", "title", "summary", "authors", "upvotes", "publishedAt", "githubRepo", "ai_summary")
    days = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("20*.json"))]
    found = [item["paper"] for day in days for item in day if isinstance(item, dict)]
    once = {paper["id"]: paper for paper in found}
    return [{name: paper[name] for name in wanted if name in paper} for paper in once.values()]


def _first_papers() -> list[Values]:
    """Return the papers of this digest as a dump of a day would have them."""
    papers = prepare_digest(open_project(ROOT)).digest.papers
    return [
        {
            "id": paper.facts.arxiv or paper.key,
            "title": paper.title.source,
            "summary": paper.abstract.source,
            "authors": [{"name": name.as_text()} for name in paper.facts.authors],
            "upvotes": number,
        }
        for number, paper in enumerate(papers)
    ]
