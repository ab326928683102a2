"""A project whose every text comes from an attacker: titles, abstracts, names, addresses, topics and tags."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from generator.base.errors import Location
from generator.base.models import Entry, Facts
from generator.base.names import Name
from generator.base.text import collapse_space, visible_text
from generator.bibliography import append_entries
from generator.config import Project
from tests.browser.served import copy_project
from tests.world import ROOT

OWN = (
    # What breaks out of an element, an attribute, a comment or a script.
    "<script>window.__xss(1)</script>",
    "</title></script></style></textarea></noscript><img src=x onerror=window.__xss(2)>",
    "\"'><svg onload=window.__xss(3)>",
    "' onmouseover='window.__xss(4)' x='",
    "--><!-- <img src=x onerror=window.__xss(5)> -->",
    "]]><![CDATA[<script>window.__xss(6)</script>]]>",
    '<a href="javascript:window.__xss(7)">click</a>',
    "<iframe srcdoc='<script>parent.__xss(8)</script>'></iframe>",
    "<details open ontoggle=window.__xss(9)><summary>more</summary>",
    "<input autofocus onfocus=window.__xss(10)>",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><button>Search</button></form><plaintext>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__xss(11)>",
    "<noscript><p title='</noscript><img src=x onerror=window.__xss(12)>'>",
    "<template><script>window.__xss(13)</script></template><object data=x><embed src=x>",
    "<style>* { display: none }</style><link rel=stylesheet href=https://evil.example/x.css>",
    "</main></div></article></body></html><h1>Another page</h1>",
    # What a template, the stamp, the engine, YAML, Markdown or the search index could take for its own.
    "{{ 7 * 7 }} {% for x in y %} {# gone #} ${7 * 7} <%= 7 * 7 %>",
    "@@BODY@@ @@TITLE@@ @@NOSUCH@@",
    "--- title: stolen --- # heading * list | cell | `code`",
    "[a link](javascript:window.__xss(14)) ![image](https://evil.example/x.png) <https://evil.example>",
    "<mark>not found</mark> &lt;mark&gt; data-search-ignore",
    "&lt;script&gt;window.__xss(15)&lt;/script&gt; &amp;amp; &#60;b&#62; &NotAnEntity; &copy",
    r"\u003cscript\u003ewindow.__xss(16)\u003c/script\u003e \x3csvg onload=window.__xss(17)\x3e",
    # What TeX, BibTeX and addresses could carry.
    r"$\href{javascript:window.__xss(18)}{x}$ \href{javascript:window.__xss(19)}{click}",
    r"$<img src=x onerror=window.__xss(20)>$ \(x < y </math><script>window.__xss(21)</script>\)",
    r"\url{javascript:window.__xss(22)} \unicode{<script>}",
    r"$\text{</mtext><script>window.__xss(23)</script>}$",
    'https://example.org/"onmouseover="window.__xss(24) https://example.org/<script>window.__xss(25)</script>',
    "} @misc{stolen, title = {x}} \\end{document} {{{ }}} % gone",
    "\u202egnp.exe \u2066hidden\u2069 \ufeff\u200b\u00ad \u2028next\u2029line \x7f\x85",
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo \U0001f469\u200d\U0001f52c \ufdfd \ud7ff",
    "javascript:window.__xss(26)//https://example.org",
)

FILLER = (
    "We study how texts of strangers are shown to readers, and what becomes of marks that mean something. "
)
ABSTRACT = FILLER * 4
TOPICS = 8
TAGS = 16
TEX = re.compile(r"[\\$~{]|``|--|http")
"""Signs with which a text is more than plain characters."""

_PRINTABLE = re.compile("[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_LONGEST = 250


def read_payloads(folder: Path, count: int) -> list[str]:
    """Return payloads of two collections, spread over all that they hold; one line each.

    Args:
        folder: Holds a list of injections and one of naughty strings.
        count: About how many of the injections.
    """
    injections, naughty = read_lists(folder)
    unlike = sorted({collapse_space(line) for line in injections if line.strip()})
    chosen = [*unlike[:: max(1, len(unlike) // count)], *map(collapse_space, naughty)]
    return list(dict.fromkeys(text for text in chosen if text and len(text) <= _LONGEST))


def read_lists(folder: Path) -> tuple[list[str], list[str]]:
    """Return what a folder holds: injections, a file of lines, and naughty strings, a JSON list."""
    (lines,), (strings,) = folder.glob("*.txt"), folder.glob("*.json")
    injections = lines.read_text(encoding="utf-8", errors="replace").splitlines()
    naughty: list[str] = json.loads(strings.read_text(encoding="utf-8"))
    return injections, naughty


def titles_of(payloads: Iterable[str]) -> list[str]:
    """Return a title for each payload; what follows keeps titles apart, and from looking like a sentence."""
    return [f"{payload} Case {number}" for number, payload in enumerate(payloads, start=1)]


def make_hostile(folder: Path, payloads: Sequence[str]) -> Project:
    """Return a project that is made of payloads.

    Args:
        folder: Empty.
        payloads: One line each, without what YAML or UTF-8 cannot hold.
    """
    project = copy_project(folder, data=False)
    settings = project.config.read_text(encoding="utf-8").replace("per_page: 50", "per_page: 1000")
    project.config.write_text(settings, encoding="utf-8")
    project.dumps.mkdir(parents=True)
    titles, half = titles_of(payloads), len(payloads) // 2
    (project.dumps / "2031-01-02-page.txt").write_text(
        "Daily Papers\n\nJan 2\n\n"
        + "".join(f"{title}\n\n{_abstract(title, n)}\n\n" for n, title in enumerate(titles[:half])),
        encoding="utf-8",
    )
    (project.dumps / "2031-01-03-answer.json").write_text(
        json.dumps([_item(title, n, payloads) for n, title in enumerate(titles[half:])]), encoding="utf-8"
    )
    shown = [payload for payload in payloads if _PRINTABLE.fullmatch(payload)]
    entries = [_entry(number, payload) for number, payload in enumerate(shown[:TAGS])]
    facts = [{"paper": {"title": entry.title, "summary": _abstract(entry.title, 0)}} for entry in entries]
    (project.dumps / "2031-01-04-facts.json").write_text(json.dumps(facts), encoding="utf-8")
    project.library.write_text(append_entries("", entries), encoding="utf-8")
    project.topics.write_text(_topics(shown), encoding="utf-8")
    decisions = {
        entry.key: {"because": payload, "title": f"{payload} decided"}
        for entry, payload in zip(entries[::2], shown, strict=False)
    }
    project.curation.write_text(json.dumps({"papers": decisions}, ensure_ascii=False), encoding="utf-8")
    return project


def shows_as_written(title: str) -> bool:
    """Return whether a title holds nothing but characters, so that a reader sees it as it is."""
    return not TEX.search(visible_text(title))


def _abstract(title: str, number: int) -> str:
    words = f"We mark it with topicword{number % TOPICS} and tagword{number % TAGS}, and show it whole."
    return f"{ABSTRACT} {words} {title} It ends here."


def _item(title: str, number: int, payloads: Sequence[str]) -> dict[str, object]:
    """Return a paper of the API in which every field is hostile."""
    authors = [{"name": payloads[(number * 7 + offset) % len(payloads)]} for offset in range(3)]
    payload = payloads[(number * 3) % len(payloads)]
    paper = {"title": title, "summary": _abstract(title, number), "authors": authors, "githubRepo": payload}
    if number % 3 == 0:
        paper["id"] = f"{payload} {number}"
    return {"paper": paper}


def _entry(number: int, payload: str) -> Entry:
    """Return an entry of the bibliography in which every fact is hostile."""
    facts = Facts(
        authors=(Name(family=payload, given=payload), Name(family="Eve", given="<b>")),
        year=2031,
        venue=payload,
        series=payload,
        volume=payload,
        doi=f'10.1234/"><script>window.__xss({number})</script>',
        url="javascript:window.__xss(27)" if number % 2 else f"https://example.org/{payload}",
        code="JavaScript:window.__xss(28)" if number % 2 else f"https://example.org/{payload}",
        pages=payload,
        published_title=payload,
    )
    return Entry(
        key=f"hostile2031-{number}",
        entry_type="article",
        title=f"Ordinary Title with Hostile Facts {number}",
        facts=facts,
        edition=dt.date(2031, 1, 4),
        location=Location(path="data/library.bib"),
    )


def _topics(payloads: Sequence[str]) -> str:
    """Return topics and tags that are named by payloads; JSON is YAML."""
    topics = [
        {
            "slug": f"topic-{number}",
            "title": payloads[number],
            "about": payloads[-number],
            "rules": [{"phrases": [f"topicword{number}", f"topicword{number} and"], "weight": 20}],
        }
        for number in range(TOPICS)
    ]
    tags = [
        {"slug": f"tag-{number}", "title": f"{payloads[number]} {number}", "spellings": [f"tagword{number}"]}
        for number in range(TAGS)
    ]
    content = {
        "thresholds": yaml.safe_load((ROOT / "data" / "topics.yml").read_text(encoding="utf-8"))[
            "thresholds"
        ],
        "groups": [{"title": payloads[0], "topics": topics}],
        "facets": [{"slug": "facet", "title": payloads[1], "about": payloads[2], "tags": tags}],
    }
    return json.dumps(content, ensure_ascii=False)
