"""What a venue's name says about a paper."""

from __future__ import annotations

import pytest

from generator.library.venues import is_preprint_server, type_of_venue


@pytest.mark.parametrize(
    ("venue", "entry_type"),
    [
        ("ICML 2024", "inproceedings"),
        ("NeurIPS", "inproceedings"),
        ("SC '24", "inproceedings"),
        ("ACM SIGCOMM 2023", "inproceedings"),
        ("Proceedings of the 41st International Conference on Machine Learning", "inproceedings"),
        ("Advances in Neural Information Processing Systems", "inproceedings"),
        ("Proceedings of Transactions on Sails", "inproceedings"),
        ("IEEE Transactions on Computers", "article"),
        ("Nature Communications", "article"),
        ("Scientific Reports", "article"),
        ("TMLR", "article"),
        ("IEEE Micro", "misc"),
        ("Micro", "misc"),
        ("Cluster Computing", "misc"),
        ("My Web Log", "misc"),
        ("Technical note 2024", "misc"),
        ("arXiv preprint arXiv:1706.03762", "misc"),
        ("CoRR", "misc"),
        ("", "misc"),
    ],
)
def test_names_of_venues_tell_what_came_out_there(venue: str, entry_type: str) -> None:
    """A name that does not tell makes nothing of a paper."""
    assert type_of_venue(venue) == entry_type


@pytest.mark.parametrize(
    ("venue", "expected"),
    [("arXiv", True), ("ArXiv e-prints", True), ("CoRR", True), ("CoRL", False), ("Archive of Sails", False)],
)
def test_servers_of_preprints_are_known(venue: str, expected: bool) -> None:  # noqa: FBT001  a case
    """As Google Scholar, DBLP and others call them."""
    assert is_preprint_server(venue) is expected
