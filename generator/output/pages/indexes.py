"""The links of the indexes: topics by group, tags by facet, editions by year and month."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.config import UNSORTED
from generator.output.addresses import Link, LinkGroup, tag_path, topic_path
from generator.output.lists import Period, edition_link, months, weeks
from generator.output.words import ENGLISH, Words
from generator.stages.digest import Digest


def topic_groups(digest: Digest, words: Words = ENGLISH) -> tuple[LinkGroup, ...]:
    """Return the topics by group with their numbers of papers; unsorted papers come last, if any."""
    groups = [
        LinkGroup(title=group.title, links=tuple(_topic(topic.slug, digest) for topic in group.topics))
        for group in digest.taxonomy.groups
    ]
    if unsorted := digest.by_topic.get(UNSORTED):
        link = Link(url=topic_path(UNSORTED), title=words.say("Unsorted"), count=len(unsorted))
        groups.append(LinkGroup(title=words.say("Not yet placed"), links=(link,)))
    return tuple(groups)


def tag_groups(digest: Digest) -> tuple[LinkGroup, ...]:
    """Return the tags in use by facet, most frequent first."""
    groups = []
    for facet in digest.taxonomy.facets:
        links = [
            Link(url=tag_path(tag.slug), title=tag.title, count=len(digest.by_tag[tag.slug]))
            for tag in facet.tags
            if tag.slug in digest.by_tag
        ]
        links.sort(key=lambda link: (-(link.count or 0), link.title.casefold()))
        if links:
            groups.append(LinkGroup(title=facet.title, about=facet.about, links=tuple(links)))
    return tuple(groups)


def edition_years(digest: Digest, words: Words = ENGLISH) -> tuple[tuple[str, tuple[LinkGroup, ...]], ...]:
    """Return the years that have editions, newest first, each with its groups of links.

    A week stands in the year it ends in; weeks that could only repeat the editions are left out, and so is
    the month of a year's only edition.
    """
    years = groupby(digest.by_edition, key=lambda day: day.year)
    return tuple((str(year), tuple(_year(year, tuple(days), digest, words))) for year, days in years)


def _topic(slug: str, digest: Digest) -> Link:
    papers = digest.by_topic.get(slug, ())
    return Link(url=topic_path(slug), title=digest.taxonomy.topic_titles[slug], count=len(papers))


def _year(year: int, days: Sequence[dt.date], digest: Digest, words: Words) -> Iterator[LinkGroup]:
    own_weeks = [week for week in weeks(digest.by_edition, words) if week.days[0].year == year]
    if 1 < len(own_weeks) < sum(len(week.days) for week in own_weeks):
        links = tuple(_period(week, year, digest) for week in own_weeks)
        yield LinkGroup(title=words.say("By week"), links=links)
    for month in months(days, words):
        page = _period(month, year, digest) if len(days) > 1 else None
        links = tuple(replace(edition_link(day, digest), title=words.day(day)) for day in month.days)
        yield LinkGroup(title=page.title if page else "", page=page, links=links)


def _period(period: Period, year: int, digest: Digest) -> Link:
    """Return the link to a week or month with its number of papers, each counted once.

    The year goes without saying below its heading; a week may belong to the year before, by ISO 8601.
    """
    keys = {paper.key for day in period.days for paper in digest.by_edition[day]}
    own = period.slug.startswith(str(year))
    return Link(url=period.link.url, title=period.short_title if own else period.title, count=len(keys))
