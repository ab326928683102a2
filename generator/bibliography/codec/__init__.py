"""BibTeX text to values with places, and back."""
