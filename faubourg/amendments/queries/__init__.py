"""Reads of versions: lists, components of an avenant, comparison of two versions."""

from faubourg.amendments.queries.comparison import Change, Comparison, compare
from faubourg.amendments.queries.components import Component, components_of, missing_components
from faubourg.amendments.queries.lists import (
    corrections_of,
    number_before,
    version_in_progress,
    versions_of,
    working_version,
)

__all__ = [
    "Change",
    "Comparison",
    "Component",
    "compare",
    "components_of",
    "corrections_of",
    "missing_components",
    "number_before",
    "version_in_progress",
    "versions_of",
    "working_version",
]
