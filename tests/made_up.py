"""Made-up material in every format, laid out as the real data are that some tests read in addition.

What is hard for a reader or a match is written by hand in `tests/data/made-up`. What must be many, so that
keys collide and titles come near each other, is made here of words: a daily list, and texts of its papers.
"""

import datetime as dt
import json
import random
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

from tests.world import ROOT

WRITTEN = ROOT / "tests" / "data" / "made-up"
DAYS = 60
PAPERS, UNLISTED = 720, 40
BEGIN = dt.date(2031, 5, 1)

WORDS: dict[str, list[str]] = json.loads((WRITTEN.parent / "words.json").read_text(encoding="utf-8"))
"""Names, words of titles and sentences of abstracts, by their kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    identifier: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    day: dt.date
    votes: int


class _Chance:
    """Chance that is the same with every Python: only `random` is promised to be."""

    def __init__(self) -> None:
        self._random = random.Random(7)  # noqa: S311  no secret

    def below(self, limit: int) -> int:
        return int(self._random.random() * limit)

    def of(self, kind: str) -> str:
        return WORDS[kind][self.below(len(WORDS[kind]))]

    def fill(self, text: str, name: str) -> str:
        words = {kind: self.of(kind) for kind in ("doing", "what", "how")}
        return text.format(name=name, other=self.of("how"), n=2 + self.below(90), **words)


def make_material(target: Path) -> Path:
    """Fill a folder with made-up material of every kind and return it.

    Args:
        target: Exists, and is empty.
    """
    shutil.copytree(WRITTEN, target, dirs_exist_ok=True)
    papers = list(_papers(_Chance()))
    for number, day in enumerate(_weekdays(DAYS)):
        of_day = [paper for paper in papers[:PAPERS] if paper.day == day]
        path = target / "hf_daily" / f"{day}.json"
        path.write_text(_answer(of_day, number), encoding="utf-8")
    (target / "hf_text").mkdir()
    # Three weeks of another list: each shares papers with the one before, and half are on no daily list.
    listed, unlisted = papers[:PAPERS], papers[PAPERS:]
    for week in range(3):
        shown = (*listed[week * 60 : week * 60 + 30 : 3], *unlisted[week * 10 : week * 10 + 20])
        text = "---\n".join(map(_labelled, shown))
        (target / "hf_text" / f"papers_{week}.txt").write_text(text + "---\n", encoding="utf-8")
    return target


def _weekdays(number: int) -> tuple[dt.date, ...]:
    days = (BEGIN + dt.timedelta(days=past) for past in count())
    return tuple(islice((day for day in days if day.weekday() < 5), number))


def _papers(chance: _Chance) -> Iterator[_Paper]:
    """Yield papers, day by day, whose titles all differ, some by a number alone."""
    days, sentences = _weekdays(DAYS), WORDS["sentences"]
    for number, title in enumerate(_titles(chance)):
        day = days[min(number * DAYS // PAPERS, DAYS - 1)]
        name = title.partition(":")[0].replace(" ", "")
        chosen = [sentences[(number + step * step) % len(sentences)] for step in range(3 + chance.below(4))]
        yield _Paper(
            identifier=f"{day:%y%m}.{number:05}",
            title=title,
            abstract=" ".join(chance.fill(sentence, name) for sentence in dict.fromkeys(chosen)),
            authors=tuple(_people(chance, 40 if number % 97 == 0 else 1 + chance.below(9))),
            day=day,
            votes=chance.below(120),
        )


def _titles(chance: _Chance) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < PAPERS + UNLISTED:
        name = chance.of("made_of") + chance.of("ends")
        title = chance.fill(chance.of("titles"), name)
        if title not in seen:
            seen.add(title)
            yield title


def _people(chance: _Chance, number: int) -> Iterator[str]:
    people = [
        chance.of("alone") if chance.below(30) == 0 else f"{chance.of('given')} {chance.of('family')}"
        for _ in range(number)
    ]
    yield from dict.fromkeys(people)


def _answer(papers: Sequence[_Paper], number: int) -> str:
    """Return a day of the daily list as the API said it at one time or another."""
    items = [_item(paper, number, place) for place, paper in enumerate(papers)]
    if number % 10 == 9:
        return json.dumps([repr(item) for item in items], indent=4)
    return json.dumps(items, indent=4, ensure_ascii=number % 2 == 0)


def _item(paper: _Paper, number: int, place: int) -> dict[str, Any]:
    title, published = "\n  ".join(textwrap.wrap(paper.title, 68)), f"{paper.day}T01:0{place % 10}:00.000Z"
    authors: list[dict[str, Any]] = [
        {"_id": f"{number:08x}{place:08x}{position:08x}", "name": name, "hidden": False}
        for position, name in enumerate(paper.authors)
    ]
    if place % 5 == 4:
        authors.append({"_id": "0" * 24, "name": "Hidden Hand", "hidden": True})
    if place % 3 == 2:
        authors[0]["user"] = {"fullname": paper.authors[0], "isPro": False, "type": "user"}
    later = {"discussionId": f"{place:024x}"} if number > DAYS // 2 else {}
    item: dict[str, Any] = {
        "paper": {
            "id": paper.identifier,
            "authors": authors,
            "publishedAt": published,
            "title": title,
            "summary": "\n".join(textwrap.wrap(paper.abstract, 78)),
            "upvotes": paper.votes,
            **later,
        },
        "publishedAt": published,
        "title": title,
        "numComments": place % 4,
    }
    shown: dict[str, Any] = (
        {"thumbnail": f"https://example.org/thumbnails/{paper.identifier}.png"}
        if number > 10
        else {"mediaUrl": None}
    )
    by = {"submittedBy": {"fullname": "A Reader", "name": "reader", "isHf": False}} if number > 20 else {}
    return item | shown | by


def _labelled(paper: _Paper) -> str:
    title = "\n  ".join(textwrap.wrap(paper.title, 60))
    return f"Title: {title}\nPDF: https://arxiv.org/pdf/{paper.identifier}\nSummary: {paper.abstract}\n"
