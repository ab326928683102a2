"""Citations: BibTeX, RIS, CSL-JSON and formatted references."""

from generator.output.citations.bibtex import add_abstract, render_bibtex, render_entry
from generator.output.citations.capitals import names_in, protect_capitals
from generator.output.citations.csl import csl_item
from generator.output.citations.exports import Entries, Exports
from generator.output.citations.references import References
from generator.output.citations.ris import render_record, render_ris
from generator.output.citations.usual_references import is_usual, usual_references

__all__ = [
    "Entries",
    "Exports",
    "References",
    "add_abstract",
    "csl_item",
    "is_usual",
    "names_in",
    "protect_capitals",
    "render_bibtex",
    "render_entry",
    "render_record",
    "render_ris",
    "usual_references",
]
