"""The same papers in other generators: Hugo with Pagefind, MkDocs by itself, Zensical."""

import json
import os
import shutil
import sys
from pathlib import Path

from bench.corpus import ROOT
from bench.measured import Measured, measure

_HUGO = """\
baseURL: https://example.github.io/paper-digest/
title: Offprint
taxonomies: {topic: topics, tag: tags, edition: editions}
pagination: {pagerSize: 90}
markup: {goldmark: {renderer: {unsafe: true}}}
"""
_BASE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
{{ range .AlternativeOutputFormats }}
<link rel="{{ .Rel }}" type="{{ .MediaType }}" href="{{ .Permalink }}">{{ end }}
{{ block "head" . }}{{ end }}</head><body><header><a href="/">Offprint</a> <a href="/topics/">Topics</a>
<a href="/tags/">Tags</a> <a href="/editions/">Editions</a></header>
<main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>
"""
_CARD = """\
{{ define "card" }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ delimit .Params.authors ", " }}</p>
<p>{{ .Params.place }} · <a href="https://arxiv.org/pdf/{{ .Params.arxiv }}">PDF</a> ·
<a href="https://arxiv.org/abs/{{ .Params.arxiv }}">arXiv</a></p><blockquote>{{ .Params.gist }}</blockquote>
<p>{{ range .GetTerms "topics" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>{{ end }}
"""
_SINGLE = """\
{{ define "head" }}{{ range .Params.authors }}<meta name="citation_author" content="{{ . }}">{{ end }}
<meta name="citation_title" content="{{ .Title }}">
<meta name="citation_date" content="{{ .Params.year }}">{{ end }}
{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ delimit .Params.authors ", " }}</p>{{ .Content }}
<pre>{{ .Params.bibtex }}</pre><ul>{{ range first 5 .Params.related }}
{{ with $.Site.GetPage (printf "/papers/%s" .) }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul>{{ end }}
"""
_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}{{ template "card" . }}{{ end }}
{{ template "_internal/pagination.html" . }}{{ end }}
"""
_TERMS = """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
"""


def hugo_with_pagefind(project: Path, folder: Path, hugo: str) -> dict[str, Measured]:
    """Return what Hugo takes for the papers of a built project, and Pagefind for Hugo's pages."""
    _write_hugo(project, folder)
    made = {"Hugo": measure([hugo, "--quiet"], folder)}
    made["Pagefind"] = measure([sys.executable, "-m", "pagefind", "--site", "public", "--silent"], folder)
    return made


def _write_hugo(project: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "content" / "papers").mkdir(parents=True)
    (folder / "hugo.yaml").write_text(_HUGO)
    pages = {
        "baseof": _BASE,
        "single": _SINGLE,
        "list": _LIST + _CARD,
        "terms": _TERMS,
        "taxonomy": _LIST + _CARD,
    }
    for name, text in pages.items():
        (layouts / f"{name}.html").write_text(text)
    with (project / "build" / "site" / "papers.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            known = {
                name: paper[name]
                for name in ("title", "authors", "year", "arxiv", "topics", "tags", "related")
            }
            bibtex = (project / "build" / "site" / "papers" / f"{paper['key']}.bib").read_text(
                encoding="utf-8"
            )
            known |= {
                "date": paper["edition"],
                "editions": [paper["edition"]],
                "gist": paper["gist"],
                "description": paper["abstract"],
                "place": f"{paper['venue'] or 'arXiv'} {paper['year']}",
                "bibtex": bibtex,
            }
            text = f"{json.dumps(known, ensure_ascii=False)}\n\n{paper['abstract']}\n"
            (folder / "content" / "papers" / f"{paper['key']}.md").write_text(text, encoding="utf-8")


def plain_mkdocs(project: Path) -> Measured:
    """Return what `mkdocs build` takes for the tree of a built project."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--site-dir",
        str(project / "build" / "bare"),
    ]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return measure(command, project, quiet)


def zensical(project: Path) -> Measured | None:
    """Return what Zensical takes for the tree of a built project; None where it is not installed."""
    program = ROOT / ".cache" / "engines" / "bin" / "zensical"
    if not program.exists():
        return None
    other = project.with_name(f"{project.name}-zensical")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("cache", "site", "next", "bare"))
    return measure([str(program), "build", "--clean"], other)
