"""What every floor uses: values, names, identifiers, text, errors, files and the cache."""
