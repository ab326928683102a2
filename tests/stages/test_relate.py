"""Related papers and their reasons."""

from generator.base.models import Assignment, Label
from generator.stages.relate import relate_papers
from tests.samples import paper

TAGS = {"kv-cache": "KV cache"}
TEXTS = {
    "a": "Paged attention manages the cache of serving systems in pages of memory.",
    "b": "Serving systems batch requests and keep the cache in pages of memory.",
    "c": "Gaussian splatting renders scenes from photographs in real time.",
    "d": "Radiance fields render scenes from photographs with splatting of points.",
    "e": "Music is transcribed into notes.",
}


def _papers() -> list:  # type: ignore[type-arg]
    return [paper(key, f"Study {key}", abstract=text) for key, text in TEXTS.items()]


def _labels(**tags: str) -> dict[str, Label]:
    return {
        key: Label(key=key, tags=(Assignment(slug=tags[key], score=1.0),) if key in tags else ())
        for key in TEXTS
    }


def test_the_nearest_paper_comes_first() -> None:
    """Papers about one thing find each other."""
    related = relate_papers(_papers(), _labels(), TAGS)

    assert [related[key][0].key for key in "abcd"] == ["b", "a", "d", "c"]


def test_every_relation_has_a_reason() -> None:
    """The shared terms are words of both papers."""
    related = relate_papers(_papers(), _labels(), TAGS)

    for key, relations in related.items():
        for relation in relations:
            assert relation.terms
            for term in relation.terms:
                assert all(word.rstrip("s") in TEXTS[key].casefold() for word in term.split())
                assert all(word.rstrip("s") in TEXTS[relation.key].casefold() for word in term.split())


def test_a_shared_tag_relates() -> None:
    """Tags count as terms, under their names."""
    related = relate_papers(_papers(), _labels(e="kv-cache", a="kv-cache"), TAGS)

    assert related["e"][0].key == "a"
    assert related["e"][0].terms == ("kv cache",)


def test_no_paper_is_related_to_itself_and_at_most_five_are() -> None:
    """Twenty papers of one kind still give five."""
    papers = [paper(f"k{number}", "Paged attention", abstract=TEXTS["a"]) for number in range(20)]
    related = relate_papers(papers, {found.key: Label(key=found.key) for found in papers}, {})

    for key, relations in related.items():
        keys = [relation.key for relation in relations]
        assert key not in keys
        assert len(keys) == len(set(keys)) == 5


def test_the_order_of_papers_does_not_matter() -> None:
    """The same papers give the same relations."""
    assert relate_papers(_papers(), _labels(), TAGS) == relate_papers(_papers()[::-1], _labels(), TAGS)


def test_a_paper_like_no_other_has_no_relations() -> None:
    """Nothing is invented."""
    assert relate_papers(_papers(), _labels(), TAGS)["e"] == ()
