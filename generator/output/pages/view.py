"""What the templates of pages may ask about a paper, beside the paper itself."""

from collections.abc import Callable
from typing import Any

from generator.base.models import Paper
from generator.base.text import Markdown, escape_html
from generator.output.addresses import tag_path, topic_path
from generator.output.authors import ET_AL, all_authors, first_authors
from generator.output.describe import published, published_in_full, source_links
from generator.output.links import Link
from generator.output.lists import edition_link
from generator.output.words import Words
from generator.stages.digest import Digest
from generator.stages.gist import Gist

_AUTHORS_SHOWN = 6
_RELATED_AUTHORS = 2


class View:
    """The questions that templates of pages may ask, answered for one digest."""

    def __init__(self, digest: Digest, words: Words) -> None:
        """Prepare the answers for a digest, in a language."""
        self._digest = digest
        self._words = words

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that every page's template may call, by name."""
        return {
            "title_of": title_of,
            "reference": lambda reference: Markdown(reference.markdown),
            "authors": all_authors,
            "first_authors": lambda paper: first_authors(paper.facts, _AUTHORS_SHOWN),
            "short_authors": self.short_authors,
            "published": published,
            "published_in_full": published_in_full,
            "sources": lambda paper: source_links(paper, self._words),
            "topics": self.topics,
            "tags": self.tags,
            "editions": self.editions,
            "gist": self.gist,
            "count": self._words.count,
            "in_words": self._words.date,
            "say": self._words.say,
            "heading": self.heading,
            "is_new": self._digest.is_new,
        }

    def topics(self, paper: Paper) -> tuple[Link, ...]:
        """Return links to a paper's topics, primary first."""
        titles, label = self._digest.taxonomy.topic_titles, self._digest.labels[paper.key]
        return tuple(Link(url=topic_path(topic.slug), title=titles[topic.slug]) for topic in label.topics)

    def tags(self, paper: Paper) -> tuple[Link, ...]:
        """Return links to a paper's tags, in the order of the vocabulary."""
        titles, label = self._digest.taxonomy.tag_titles, self._digest.labels[paper.key]
        return tuple(Link(url=tag_path(tag.slug), title=titles[tag.slug]) for tag in label.tags)

    def editions(self, paper: Paper) -> tuple[Link, ...]:
        """Return links to the editions that brought a paper, the first one first."""
        return tuple(edition_link(day, self._digest, self._words) for day in paper.sightings)

    def heading(self, english: str) -> Markdown:
        """Return a heading of the second level whose anchor is that of the English one in every language.

        Links and style sheets know it by that; Markdown of its own gives a heading the anchor of its words.
        """
        said = self._words.say(english)
        if said == english:
            return Markdown(f"## {english}")
        return Markdown(f'<h2 id="{english.lower().replace(" ", "-")}">{escape_html(said)}</h2>')

    def short_authors(self, paper: Paper) -> str:
        """Return one or two family names, or the first one and "et al."; empty when unknown."""
        names = paper.facts.authors
        if paper.facts.has_more_authors or len(names) > _RELATED_AUTHORS:
            return f"{names[0].family} {ET_AL}" if names else ""
        return self._words.say(" and ").join(name.family for name in names)

    def gist(self, paper: Paper) -> Gist | None:
        """Return what a list says of a paper, if there is a fitting sentence."""
        return self._digest.gists[paper.key]


def title_of(paper: Paper) -> Markdown:
    """Return a title for the inside of a link; that of a retracted paper is struck through."""
    title = paper.title.as_label
    return Markdown(f"<s>{title}</s>") if paper.retracted else title
