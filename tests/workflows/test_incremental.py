"""Whatever changed since the last build, the next one gives byte for byte what a build from nothing gives."""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from generator.cli import main
from generator.config import Project, open_project
from generator.workflows import build
from tests.world import make_world

pytestmark = pytest.mark.site

EXAMPLES = int(os.environ.get("DIGEST_SEQUENCES", "2"))
"""Sequences of edits that are tried; a run by hand takes more."""
PAPERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["Paged Caches", "A Study of $L_2$ Norms", "Serving with CUDA", "Radiance Fields", "x"]
        ),
        st.sampled_from(
            ["We serve language models with a KV cache on GPUs.", "We render scenes.", "We *try* <b>."]
        ),
    ),
    min_size=1,
    max_size=3,
)


class Kill(Exception):  # noqa: N818  nothing is wrong: somebody stopped the program
    """The program ends here."""


class Edits(RuleBasedStateMachine):
    """A person's edits in any order, with a build after each."""

    def __init__(self) -> None:
        """Begin with the made-up world, in small pages, built by the fast builder."""
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = make_world(self.folder / "project")
        self._change(self.project.config, "per_page: 75", "per_page: 6\n    fast_above: 0")
        # A generated page in the menu, whose title stands on every page.
        self._change(self.project.config, "  - About: about.md", "  - About: about.md\n  - topics/index.md")
        self.days = 0
        self.build()

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    @rule(papers=PAPERS)
    def a_new_dump(self, papers: list[tuple[str, str]]) -> None:
        """Of a day that has none yet, or has."""
        self.days += 1
        items = [
            {
                "title": title,
                "abstract": abstract,
                "authors": ["Ada Moreau"],
                "arxiv": f"3105.{self.days:03}{n:02}",
            }
            for n, (title, abstract) in enumerate(papers)
        ]
        path = self.project.dumps / f"2031-05-{self.days % 28 + 1:02}-new-{self.days}.json"
        path.write_text(json.dumps(items), encoding="utf-8")
        self.build()

    @rule(which=st.integers(0, 99))
    def a_dump_is_removed(self, which: int) -> None:
        """One of those that are there."""
        dumps = sorted(self.project.dumps.glob("*"))
        if len(dumps) > 2:
            dumps[which % len(dumps)].unlink()
            self.build()

    @rule(which=st.integers(0, 99), year=st.sampled_from(["2029", "2030"]))
    def an_entry_is_edited(self, which: int, year: str) -> None:
        """By hand."""
        entries = self.project.library.read_text(encoding="utf-8").split("\n@")
        chosen = which % (len(entries) - 1) + 1
        entries[chosen] = entries[chosen].replace("\n}", f"\n  note = {{Edited in {year}}},\n}}", 1)
        self.project.library.write_text("\n@".join(entries), encoding="utf-8")
        self.build()

    @rule(word=st.sampled_from(["cache", "scenes", "models"]))
    def a_rule_is_changed(self, word: str) -> None:
        """So that labels are others."""
        self._change(self.project.topics, "phrases: [", f"phrases: [{word}, ")
        self.build()

    @rule(which=st.integers(0, 99))
    def a_curator_decides(self, which: int) -> None:
        """On a title and a topic."""
        text = self.project.library.read_text(encoding="utf-8")
        keys = [line.partition("{")[2].rstrip(",") for line in text.splitlines() if line.startswith("@")]
        key = keys[which % len(keys)]
        curation = self.project.curation.read_text(encoding="utf-8")
        if key not in curation and (self.project.site / "papers" / f"{key}.bib").exists():
            decision = (
                f"  {key}:\n    because: it is so\n    title: Another {which}\n    topics: [rendering]\n"
            )
            self.project.curation.write_text(f"{curation.rstrip()}\n{decision}", encoding="utf-8")
            self.build()

    @rule(
        name=st.sampled_from(
            ["pages/paper.md.j2", "pages/_card.md.j2", "feeds/entry.xml.j2", "pages/list.md.j2"]
        )
    )
    def a_template_is_edited(self, name: str) -> None:
        """Of a page, a part of pages, or a feed."""
        path = self.project.templates / name
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n\n", encoding="utf-8")
        self.build()

    @rule(word=st.text("abc", min_size=1, max_size=5))
    def the_theme_is_edited(self, word: str) -> None:
        """So that all pages are others."""
        self._change(self.project.templates / "theme" / "partials" / "footer.html", "<p>", f"<p>{word} ")
        self.build()

    @rule(name=st.text("abcdefg ", min_size=1, max_size=9).map(str.strip).filter(bool))
    def settings_are_changed(self, name: str) -> None:
        """The name of the site, which stands everywhere."""
        self._change(self.project.config, "site_name: ", f"site_name: {name} ")
        self.build()

    @rule(pages=st.sampled_from(["0", "1000"]))
    def the_builder_is_another(self, pages: str) -> None:
        """MkDocs makes the pages, or the fast builder."""
        text = self.project.config.read_text(encoding="utf-8")
        self.project.config.write_text(re.sub("fast_above: [0-9]+", f"fast_above: {pages}", text), "utf-8")
        self.build()

    @rule(word=st.text("abc", min_size=1, max_size=5))
    def a_page_is_edited(self, word: str) -> None:
        """One that a person wrote."""
        with (self.project.docs / "about.md").open("a", encoding="utf-8") as page:
            page.write(f"\n## {word}\n")
        self.build()

    @rule()
    def the_cache_is_deleted(self) -> None:
        """As a person may at any time."""
        shutil.rmtree(self.project.cache)
        self.build()

    @rule(which=st.integers(0, 999), byte=st.integers(0, 10_000))
    def a_file_of_the_cache_is_damaged(self, which: int, byte: int) -> None:
        """In one byte."""
        self._damage(self.project.cache, which, byte)
        self.build()

    @rule(which=st.integers(0, 999), byte=st.integers(0, 10_000), of_site=st.booleans())
    def a_file_that_was_made_is_damaged(self, which: int, byte: int, of_site: bool) -> None:  # noqa: FBT001
        """Of the tree, or of the published site."""
        self._damage(self.project.site if of_site else self.project.tree, which, byte)
        self.build()

    @rule(step=st.sampled_from(["write_tree", "assemble_site", "record_keys", "publish_site", "_finish"]))
    def a_build_is_killed(self, step: str) -> None:
        """Before any of its steps; what it leaves is in the way of nothing."""
        self.a_template_is_edited("pages/paper.md.j2") if step == "_finish" else None
        with (self.project.docs / "about.md").open("a", encoding="utf-8") as page:
            page.write("\nKilled.\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build, step, _kill)
            with pytest.raises(Kill):
                self._build(self.project)
        self.build()

    def build(self) -> None:
        """Build, and compare with what a build from nothing gives."""
        self._build(self.project)
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        for name in ("data", "docs", "templates"):
            shutil.copytree(self.project.root / name, clean / name)
        shutil.copy(self.project.config, clean)
        other = open_project(clean)
        self._build(other)
        for made, wanted in ((self.project.site, other.site), (self.project.tree, other.tree)):
            files, expected = _held(made), _held(wanted)
            assert files.keys() == expected.keys()
            for name in files:
                assert files[name] == expected[name], name

    @staticmethod
    def _build(project: Project) -> None:
        assert not main(["build", "--allow-removals", "--project", str(project.root)], standalone_mode=False)

    @staticmethod
    def _change(path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    @staticmethod
    def _damage(folder: Path, which: int, byte: int) -> None:
        """Change a byte of a file as other programs write: anew, under the same name."""
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        path = files[which % len(files)]
        content = bytearray(path.read_bytes())
        content[byte % len(content)] ^= 1
        path.unlink()
        path.write_bytes(content)


def _kill(*_: object, **__: object) -> None:
    raise Kill


def _held(folder: Path) -> dict[str, bytes]:
    """Return what each file holds."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_any_sequence_of_edits_gives_what_a_clean_build_gives() -> None:
    """New and removed dumps, edits of every kind, caches and files damaged, builds killed."""
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=8,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make an example smaller takes minutes
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
