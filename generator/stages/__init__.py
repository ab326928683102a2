"""The line of stages from dumps to digest: read, merge, enrich, classify, relate, gist; pure functions."""
