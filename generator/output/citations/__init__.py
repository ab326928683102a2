"""Citations: BibTeX, RIS, CSL-JSON and formatted references."""
