"""The site's own words: each table has every one of them, and no more than is asked for."""

import datetime as dt
import re

import pytest

from generator.base.models import DETAILS
from generator.output.templates import Templates
from generator.output.words import ENGLISH, Words
from tests.world import ROOT

LANGUAGES = ("de", "zh")
SCRIPTS = sorted((ROOT / "docs" / "assets").glob("*.js"))
THEME = sorted((ROOT / "templates" / "theme").rglob("*.html"))
PAGES = [path for path in (ROOT / "templates" / "pages").glob("*.j2") if path.name != "llms.md.j2"]
PYTHON = sorted((ROOT / "generator" / "output").rglob("*.py"))

CALL = re.compile(r"""(?<!lang\.)\b(?:say|word|t|heading)\(\s*(?:"((?:[^"\\]|\\.)+)"|'([^']+)')""")
EITHER = re.compile(
    r"""\b(?:say|word|t)\("([^"]+)" if .*? else "([^"]+)"\)|(?:word|say)\(\w+ \? "([^"]+)" : "([^"]+)"\)"""
)
COUNT = re.compile(r"""\b(?:count|number)\([^()]*?(?:\([^()]*\))?[^()]*?, "(\w[\w ]*)"\)""")
NAMED = {  # those that are said by a name
    *("Topic", "Topics", "Tag", "Tags", "Edition", "Editions", "Subscribe", "Week", "Month", "Unsorted"),
    *("Code", "Website", "Downloaded {papers}.", "Copied {papers}."),
    *("Retracted", "Retracted:", "Withdrawn", "Withdrawn:"),
    *filter(None, DETAILS.values()),
    *("# edition", "# editions"),  # their number is told from a list
    *(f"{dt.date(2025, month, 1):%B}" for month in range(1, 13)),
}


def _tables() -> dict[str, dict[str, str]]:
    templates = Templates(ROOT / "templates")
    return {language: dict(templates.words(language)) for language in LANGUAGES}


def _asked() -> set[str]:
    found: set[str] = set(NAMED)
    for path in (*SCRIPTS, *THEME, *PAGES, *PYTHON):
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "words":
            continue
        text = re.sub(r'"""(.|\n)*?"""', "", text) if path.suffix == ".py" else text
        found |= {word for pair in CALL.findall(text) for word in pair if word}
        found |= {word for pair in EITHER.findall(text) for word in pair if word}
        nouns = COUNT.findall(text)
        found |= {f"# {noun}{ending}" for noun in nouns for ending in ("", "s")}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_every_word_that_templates_and_scripts_say_and_no_other(language: str) -> None:
    """A changed English word would otherwise lose its translations unseen."""
    table, asked = _tables()[language], _asked()
    assert sorted(asked - table.keys()) == []
    assert sorted(table.keys() - asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_english(language: str) -> None:
    """A value that is left out would vanish from the page."""
    places = re.compile(r"\{\w+\}|#")
    for english, said in _tables()[language].items():
        assert sorted(places.findall(said)) == sorted(places.findall(english)), english
        assert said, english
        assert not set(said) & set("<>&"), f"{said}: words are plain text"


def test_dates_and_numbers_are_said_as_each_language_has_them() -> None:
    """Orders, signs and plurals differ."""
    tables, day = _tables(), dt.date(2025, 10, 2)
    said = {
        language: [words.date(day), words.day(day), words.month(day), words.week(day), *_counts(words)]
        for language, words in {
            "en": ENGLISH,
            **{name: Words(table) for name, table in tables.items()},
        }.items()
    }
    assert said == {
        "en": ["2 October 2025", "2 October", "October 2025", "Week 40 of 2025", "1 paper", "8 papers"],
        "de": ["2. Oktober 2025", "2. Oktober", "Oktober 2025", "Woche 40, 2025", "1 Arbeit", "8 Arbeiten"],
        "zh": ["2025年10月2日", "10月2日", "2025年10月", "2025年第40周", "1 篇论文", "8 篇论文"],
    }


def test_a_language_without_a_table_is_said_in_english() -> None:
    """Material knows sixty languages, we three."""
    assert Words(Templates(ROOT / "templates").words("fr")).date(dt.date(2025, 10, 2)) == "2 October 2025"


def _counts(words: Words) -> list[str]:
    return [words.count(number, "paper") for number in (1, 8)]
