"""What holds a paper, in full: proceedings or a journal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What is known of a paper's venue beside the facts of the paper; what is not known is empty.

    Attributes:
        name: The full name, "Proceedings of the 41st International Conference on Machine Learning", where
            the facts have another spelling of it, such as an acronym.
        series: Series of the proceedings, "PMLR".
        publisher: "IEEE".
        issn: ISSN of the journal or of the series, "1063-6919".
    """

    name: str = ""
    series: str = ""
    publisher: str = ""
    issn: str = ""


NO_CONTAINER = Container()
