"""Pages of the site in Markdown."""
