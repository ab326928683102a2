"""What templates may ask about a paper beside the paper itself: its links, authors, gist, and words."""

from collections.abc import Callable
from typing import Any

from generator.base.models import Paper
from generator.base.text import Markdown, RichText, escape_html
from generator.output.addresses import Link, edition_path, tag_path, topic_path
from generator.output.words import ENGLISH, Words
from generator.stages.digest import Digest
from generator.stages.gist import Gist

_TEASER_LENGTH = 200
_AUTHORS_SHOWN = 6
_AUTHORS_OF_RELATED = 2


class View:
    """The functions that templates may call, for one digest in one language."""

    def __init__(self, digest: Digest, words: Words = ENGLISH) -> None:
        """Answer for a digest; what is said is said in the language of the words."""
        self._digest = digest
        self._words = words

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return the functions by the name that templates know."""
        return {
            "authors": self.authors,
            "count": self._words.count,
            "details": self.details,
            "editions": self.editions,
            "families": self.families,
            "gist": self.gist,
            "heading": self.heading,
            "in_words": self._words.date,
            "is_new": self._digest.is_new,
            "say": self._words.say,
            "sources": self.sources,
            "tags": self.tags,
            "teaser": self.teaser,
            "title_of": title_of,
            "topics": self.topics,
        }

    def topics(self, paper: Paper) -> list[Link]:
        """Return links to a paper's topics, primary first."""
        titles, label = self._digest.taxonomy.topic_titles, self._digest.labels[paper.key]
        return [Link(url=topic_path(topic.slug), title=titles[topic.slug]) for topic in label.topics]

    def tags(self, paper: Paper) -> list[Link]:
        """Return links to a paper's tags, in the order of the vocabulary."""
        titles, label = self._digest.taxonomy.tag_titles, self._digest.labels[paper.key]
        return [Link(url=tag_path(tag.slug), title=titles[tag.slug]) for tag in label.tags]

    def editions(self, paper: Paper) -> list[Link]:
        """Return links to the editions that brought a paper, the first one first."""
        return [Link(url=edition_path(day), title=self._words.date(day)) for day in paper.editions]

    def details(self, paper: Paper) -> list[tuple[str, Markdown]]:
        """Return what else is known of the publication: labels, and texts as Markdown."""
        details = paper.facts.details
        editors = ", ".join(name.as_text() for name in details.editors)
        return [
            (label, RichText(editors if value == details.get("editor") else value).as_markdown)
            for label, value in details.shown()
        ]

    def sources(self, paper: Paper) -> list[Link]:
        """Return links to where the paper, its text and its code are published."""
        facts = paper.facts
        found = {
            "PDF": facts.arxiv_pdf,
            "arXiv": facts.arxiv_page,
            "HTML": facts.arxiv_html,
            "DOI": facts.doi_page,
            "Code": facts.code_page,
            "Website": facts.website,
        }
        return [Link(url=url, title=self._words.say(title)) for title, url in found.items() if url]

    def gist(self, paper: Paper) -> Gist | None:
        """Return what a list says of a paper, if there is a fitting sentence."""
        return self._digest.gists[paper.key]

    def teaser(self, paper: Paper) -> str:
        """Return the gist, or the beginning of the abstract, as plain text on one line."""
        gist = self.gist(paper)
        return gist.text.as_line if gist else shorten(paper.abstract.as_line)

    def authors(self, paper: Paper) -> str:
        """Return the first authors, and how many more there are; empty when unknown."""
        shown, left = paper.facts.first_authors(_AUTHORS_SHOWN)
        names = ", ".join(name.as_text() for name in shown)
        if left:
            return names + self._words.say(", and {number} more", number=left)
        return names if left == 0 else ", ".join(filter(None, (names, "et al.")))

    def families(self, paper: Paper) -> str:
        """Return one or two family names, or the first one and "et al."; empty when unknown."""
        shown, left = paper.facts.first_authors(_AUTHORS_OF_RELATED, shown=1)
        if left == 0:
            return self._words.say(" and ").join(name.family for name in shown)
        return f"{shown[0].family} et al." if shown else ""

    def heading(self, english: str) -> Markdown:
        """Return a heading of the second level whose anchor is that of the English one in every language.

        Links and style sheets know it by that; Markdown of its own gives a heading the anchor of its words.
        """
        said = self._words.say(english)
        if said == english:
            return Markdown(f"## {english}")
        return Markdown(f'<h2 id="{english.lower().replace(" ", "-")}">{escape_html(said)}</h2>')


def title_of(paper: Paper) -> Markdown:
    """Return a title for the inside of a link; that of a retracted paper is struck through."""
    title = paper.title.as_label
    return Markdown(f"<s>{title}</s>") if paper.mark else title


def shorten(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= _TEASER_LENGTH:
        return text
    return f"{text[:_TEASER_LENGTH].rsplit(' ', 1)[0]} …"
