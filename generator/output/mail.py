"""Each edition as an e-mail: HTML that programs of any kind show, and the same in plain text."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Literal

from generator.base.models import File, LazyFile, Paper
from generator.base.text import visible_line
from generator.config import UNSORTED
from generator.output.addresses import edition_path, mail_html_path, mail_text_path, paper_path
from generator.output.inputs import Inputs
from generator.output.templates import Templates
from generator.output.view import View
from generator.output.words import ENGLISH
from generator.stages.digest import Digest

LARGEST_MAIL = 100_000
"""Bytes of the HTML; Gmail cuts off what is larger, with a link to the rest."""
_AUTHORS_SHOWN = 3
_WIDTH = 72


def mail_files(
    digest: Digest, templates: Templates, inputs: Inputs | None = None, largest: int = LARGEST_MAIL
) -> Iterator[File]:
    """Yield the e-mail of every edition as HTML and as text.

    Args:
        digest: The papers that are published.
        templates: The templates of the project.
        inputs: Hashes of what files depend on.
        largest: Bytes that the HTML may have.
    """
    inputs = inputs or Inputs(digest, templates)
    for day, papers in digest.by_edition.items():
        mail = partial(_mail_of, day, digest, templates, largest)
        known = inputs.of("mail", day, inputs.of_papers(*papers))
        yield LazyFile(path=mail_html_path(day), inputs=known, make=partial(mail, "html"))
        yield LazyFile(path=mail_text_path(day), inputs=known, make=partial(mail, "text"))


def _mail_of(
    day: dt.date, digest: Digest, templates: Templates, largest: int, form: Literal["html", "text"]
) -> str:
    """Return the e-mail of an edition in a form."""
    mail = _Mail(day, digest)
    shown, html = mail.fitting(templates, largest)
    return html if form == "html" else mail.as_text(shown)


class _Mail:
    """What is new in an edition; a paper that came before, or is retracted, is left out."""

    def __init__(self, day: dt.date, digest: Digest) -> None:
        self._view, self._site = View(digest), digest.settings
        self._day, self._url = ENGLISH.date(day), digest.settings.url + edition_path(day)
        self._titles = {**digest.taxonomy.topic_titles, UNSORTED: UNSORTED.title()}
        order = {slug: place for place, slug in enumerate(self._titles)}
        new = [paper for paper in digest.by_edition[day] if paper.edition == day and not paper.mark]
        self._topic = {paper.key: digest.primary_topic(paper) for paper in new}
        self._papers = sorted(new, key=lambda paper: order[self._topic[paper.key]])

    def fitting(self, templates: Templates, largest: int) -> tuple[int, str]:
        """Return how many papers there is room for, and the HTML that shows them."""
        shown, html = len(self._papers), self._as_html(templates, len(self._papers))
        while (size := len(html.encode())) > largest and shown:
            shown = min(shown - 1, shown * largest // size)
            html = self._as_html(templates, shown)
        return shown, html

    def as_text(self, shown: int) -> str:
        """Return the mail as plain text; addresses stand on lines of their own."""
        lines = [f"{self._site.name}, {self._day}", self._url, ""]
        for title, papers in self._groups(shown):
            lines += [title, "-" * len(title), ""]
            for paper in papers:
                texts = (paper.title.as_line, self._byline(paper), self._teaser(paper))
                lines += [*_wrapped(texts), self._site.url + paper_path(paper.key), ""]
        if shown < len(self._papers):
            lines += [f"And {len(self._papers) - shown} more: {self._url}", ""]
        return "\n".join(lines)

    def _as_html(self, templates: Templates, shown: int) -> str:
        seen = {
            "site": self._site,
            "day": self._day,
            "url": self._url,
            "count": len(self._papers),
            "groups": self._groups(shown),
            "more": len(self._papers) - shown,
            "byline": self._byline,
            "teaser": self._teaser,
        }
        return templates.render_markup("mail/edition.html", seen)

    def _groups(self, shown: int) -> list[tuple[str, list[Paper]]]:
        """Return the first papers below the title of their primary topic, in the order of the site."""
        groups = groupby(self._papers[:shown], key=lambda paper: self._topic[paper.key])
        return [(self._titles[slug], list(papers)) for slug, papers in groups]

    def _byline(self, paper: Paper) -> str:
        """Return authors, venue and year; what is not known is left out."""
        shown, left = paper.facts.first_authors(_AUTHORS_SHOWN)
        names = [*(name.as_text() for name in shown), *([] if left == 0 else ["and others"])]
        return visible_line(" · ".join(filter(None, (", ".join(names), paper.published))))

    def _teaser(self, paper: Paper) -> str:
        return visible_line(self._view.teaser(paper))


def _wrapped(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
