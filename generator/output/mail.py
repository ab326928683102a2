"""Each edition as an e-mail: HTML that programs of any kind show, and a twin in plain text."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.base.models import OutputFile, Paper
from generator.base.text import visible_line
from generator.output.addresses import edition_path, mail_html_path, mail_text_path, paper_path
from generator.output.describe import date_in_words, published, teaser
from generator.output.templates import Templates
from generator.stages.digest import UNSORTED, Digest

LARGEST_MAIL = 100_000
"""Bytes of the HTML; what is larger is cut off by Gmail, with a link to the rest."""
_AUTHORS_SHOWN = 3
_WIDTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPaper:
    """A paper in an e-mail; plain text.

    Attributes:
        by: Authors, venue and year; what is not known is left out.
        gist: What it does or finds, or the first lines of the abstract.
    """

    title: str
    url: str
    by: str
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGroup:
    """Papers of one topic."""

    title: str
    papers: tuple[MailPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEdition:
    """What the template of the e-mail may see.

    Attributes:
        name: Of the site.
        subject: Of the e-mail.
        day: Date in words.
        url: The edition's page.
        count: New papers of the edition.
        groups: By primary topic, in the order of the site.
        more: How many papers there was no room for.
    """

    name: str
    subject: str
    day: str
    url: str
    count: int
    groups: tuple[MailGroup, ...]
    more: int = 0


def mail_files(digest: Digest, templates: Templates, largest: int = LARGEST_MAIL) -> Iterator[OutputFile]:
    """Yield both forms of the e-mail of every edition.

    Args:
        digest: What is published.
        templates: Of the HTML.
        largest: Bytes that the HTML may have.
    """
    for day in digest.by_edition:
        mail, html = _fitting(_edition(day, digest), templates, largest)
        yield OutputFile(path=mail_html_path(day), content=html)
        yield OutputFile(path=mail_text_path(day), content=_as_text(mail))


def _fitting(mail: MailEdition, templates: Templates, largest: int) -> tuple[MailEdition, str]:
    """Return an e-mail that is small enough, with as many papers as there is room for."""
    html = templates.render_mail("edition", mail)
    while (size := len(html.encode())) > largest and mail.groups:
        shown = mail.count - mail.more
        mail = _cut(mail, min(shown - 1, shown * largest // size))
        html = templates.render_mail("edition", mail)
    return mail, html


def _cut(mail: MailEdition, room: int) -> MailEdition:
    """Return an e-mail of its first papers."""
    groups = []
    left = room
    for group in mail.groups:
        papers = group.papers[:left]
        left -= len(papers)
        if papers:
            groups.append(replace(group, papers=papers))
    return replace(mail, groups=tuple(groups), more=mail.count - room)


def _edition(day: dt.date, digest: Digest) -> MailEdition:
    """Return what is new in an edition; a paper that came before, or is retracted, was read already."""
    papers = [paper for paper in digest.by_edition[day] if paper.edition == day and not paper.retracted]
    titles = {**digest.taxonomy.topic_titles, UNSORTED: UNSORTED.title()}
    order = {slug: place for place, slug in enumerate(titles)}
    papers.sort(key=lambda paper: order[_topic(paper, digest)])
    in_words = date_in_words(day)
    return MailEdition(
        name=digest.settings.name,
        subject=f"{digest.settings.name}, {in_words}",
        day=in_words,
        url=digest.settings.url + edition_path(day),
        count=len(papers),
        groups=tuple(
            MailGroup(title=titles[slug], papers=tuple(_paper(paper, digest) for paper in found))
            for slug, found in groupby(papers, key=lambda paper: _topic(paper, digest))
        ),
    )


def _topic(paper: Paper, digest: Digest) -> str:
    topics = digest.labels[paper.key].topics
    return topics[0].slug if topics else UNSORTED


def _paper(paper: Paper, digest: Digest) -> MailPaper:
    names = paper.facts.authors
    shown = [name.as_text() for name in names[:_AUTHORS_SHOWN]]
    is_long = paper.facts.has_more_authors or len(names) > _AUTHORS_SHOWN
    cut = ["and others"] if is_long else []
    parts = (", ".join([*shown, *cut]), published(paper))
    return MailPaper(
        title=paper.title.as_line,
        url=digest.settings.url + paper_path(paper.key),
        by=visible_line(" · ".join(part for part in parts if part)),
        gist=visible_line(teaser(paper, digest.gists[paper.key])),
    )


def _as_text(mail: MailEdition) -> str:
    """Return the twin in plain text; addresses stand on lines of their own."""
    lines = [mail.subject, mail.url, ""]
    for group in mail.groups:
        lines += [group.title, "-" * len(group.title), ""]
        for paper in group.papers:
            lines += [*_wrapped((paper.title, paper.by, paper.gist)), paper.url, ""]
    if mail.more:
        lines += [f"And {mail.more} more: {mail.url}", ""]
    return "\n".join(lines)


def _wrapped(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
