"""What people write by hand about a digest: settings, topics and curation, read and checked."""

from generator.base.project import Project, open_project
from generator.config.curation import Curation, Decision, load_curation
from generator.config.project import SiteSettings, load_settings
from generator.config.taxonomy import (
    UNSORTED,
    Rule,
    Taxonomy,
    Thresholds,
    Topic,
    TopicGroup,
    load_taxonomy,
)
from generator.config.venues import Venues, load_venues
from generator.config.vocabulary import Facet, Tag, spelling_problem
from generator.config.weights import FittedWeight, Where, format_weights, read_weights
from generator.config.yaml_source import PlainYaml, Steps, StrictModel, YamlSource, check_front_matter

__all__ = [
    "UNSORTED",
    "Curation",
    "Decision",
    "Facet",
    "FittedWeight",
    "PlainYaml",
    "Project",
    "Rule",
    "SiteSettings",
    "Steps",
    "StrictModel",
    "Tag",
    "Taxonomy",
    "Thresholds",
    "Topic",
    "TopicGroup",
    "Venues",
    "Where",
    "YamlSource",
    "check_front_matter",
    "format_weights",
    "load_curation",
    "load_settings",
    "load_taxonomy",
    "load_venues",
    "open_project",
    "read_weights",
    "spelling_problem",
]
