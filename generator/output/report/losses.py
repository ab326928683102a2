"""Why papers that were published are not in the digest any more."""

from collections.abc import Iterable, Iterator

from generator.base.errors import Location, Problem
from generator.bibliography import History, Library
from generator.config.project import Project


def explain_losses(
    project: Project, removed: Iterable[str], library: Library, history: History
) -> Iterator[Problem]:
    """Yield why keys that were published lead nowhere.

    Args:
        project: Names its files.
        removed: The keys.
        library: Every entry that there is.
        history: Where each published key stands in its file.
    """
    missing = [key for key in removed if key in history.lines and key not in library.keys]
    name, names = project.name(project.library), project.name(project.published_keys)
    if missing and not library.keys:
        # The file is lost, or these are the keys of another digest: one fault, not one a key.
        reason = f"holds none of the {len(missing)} papers that were published"
        advice = f"bring the file back; for a new digest remove {names} as well"
        yield Problem(location=Location(path=name), reason=reason, advice=advice)
        return
    for key in sorted(missing, key=history.lines.__getitem__):
        place = Location(path=names, line=history.lines[key])
        reason = f"'{key}' was published, and no entry of {name} has it any more"
        kept = f"bring its entry back, put 'ids = {{{key}}}' into the entry that took its place"
        advice = f"{kept}, or write 'gone' behind the key here if the paper was withdrawn for good"
        yield Problem(location=place, reason=reason, advice=advice)
    vanished = [key for key in removed if key not in missing]
    if vanished:
        yield Problem(
            location=Location(path=project.name(project.dumps)),
            reason=f"{len(vanished)} published papers would vanish: {', '.join(vanished)}",
            advice="bring their dumps back, hide them in data/curation.yml, or add --allow-removals",
        )
