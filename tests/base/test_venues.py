"""What a venue's name says about a paper."""

import pytest

from generator.base.venues import is_preprint_server, type_of_venue


@pytest.mark.parametrize(
    ("venue", "entry_type"),
    [
        ("ICML 2024", "inproceedings"),
        ("NeurIPS", "inproceedings"),
        ("SC '24", "inproceedings"),
        ("ACM SIGCOMM 2023", "inproceedings"),
        ("Proceedings of the 41st International Conference on Machine Learning", "inproceedings"),
        ("Proceedings of the ACM Symposium on Sails", "inproceedings"),
        ("Proceedings of the National Conference on Sails", "inproceedings"),
        ("Proc. ACM Conf. on Sails", "inproceedings"),
        ("Advances in Neural Information Processing Systems", "inproceedings"),
        ("Workshop on Scientific Reporting", "inproceedings"),
        ("IEEE Transactions on Computers", "article"),
        ("IEEE TPDS 2021", "article"),
        ("Nature Communications", "article"),
        ("Scientific Reports", "article"),
        ("TMLR", "article"),
        ("Proceedings of the VLDB Endowment", "article"),
        ("Proc. VLDB Endow.", "article"),
        ("Proceedings of the National Academy of Sciences of the United States of America", "article"),
        ("Proceedings of the IEEE", "article"),
        ("Proceedings of the ACM on Programming Languages", "article"),
        ("Proc. ACM Program. Lang.", "article"),
        ("Proceedings of the Royal Society A", "article"),
        ("IEEE Micro", "misc"),
        ("IEEE MICRO", "misc"),
        ("Cluster Computing", "misc"),
        ("NVIDIA 2024", "misc"),
        ("PhD thesis, School of Computer Science", "misc"),
        ("Lecture Notes in Computer Science", "misc"),
        ("MIT Department of Computer Science", "misc"),
        ("Progress in Colloid & Polymer Science", "misc"),
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
