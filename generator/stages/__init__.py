"""The line of stages from dumps to digest: read, merge, enrich, classify, relate; pure functions."""
