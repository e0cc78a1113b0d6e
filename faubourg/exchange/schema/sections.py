"""The sections of the file, in the order of import: what is pointed to comes first."""

from faubourg.exchange.schema.computed import COHORTS, COMPUTATIONS, CONSTANTS, SITUATIONS, WEIGHTS
from faubourg.exchange.schema.document import (
    ANOMALIES,
    BODIES,
    CLAUSES,
    CONTINUITIES,
    CROSS_REFERENCES,
    FIGURES,
    HELD_COUNTS,
    MEASURES_NATIONAL,
    MEETINGS,
    PUBLISHED,
    REAL_MEANS,
    REVIEWS,
    TABLES,
)
from faubourg.exchange.schema.evaluation import EVALUATION_SECTIONS
from faubourg.exchange.schema.plan import (
    ACTIONS,
    INDICATORS,
    MEANS,
    NODES,
    ORGANISATIONS,
    ROLES,
    SCHEME_LINKS,
    SCHEMES,
    TERRITORIES,
    VALUE_NOTES,
    VALUES,
)
from faubourg.exchange.schema.registers import REGISTER_ROWS, REGISTERS, TFPB
from faubourg.exchange.schema.section import Section

#: The order of import.
SECTIONS: tuple[Section, ...] = (
    TERRITORIES,
    ORGANISATIONS,
    NODES,
    ACTIONS,
    ROLES,
    SCHEMES,
    SCHEME_LINKS,
    MEANS,
    REAL_MEANS,
    INDICATORS,
    VALUES,
    VALUE_NOTES,
    CLAUSES,
    MEASURES_NATIONAL,
    CROSS_REFERENCES,
    REVIEWS,
    HELD_COUNTS,
    CONTINUITIES,
    BODIES,
    MEETINGS,
    FIGURES,
    WEIGHTS,
    CONSTANTS,
    COMPUTATIONS,
    SITUATIONS,
    COHORTS,
    REGISTERS,
    REGISTER_ROWS,
    TFPB,
    PUBLISHED,
    TABLES,
    ANOMALIES,
    *EVALUATION_SECTIONS,
)

#: Sections whose own screens come later: kept as given.
KEPT_AS_GIVEN = ("citizens", "fundings", "extra")

#: The order in which a file is written.
FILE_ORDER = [
    "contract",
    "territories",
    "figures",
    "organisations",
    "nodes",
    "actions",
    "roles",
    "means",
    "real_means",
    "indicators",
    "values",
    "value_notes",
    "weights",
    "constants",
    "computations",
    "situations",
    "cohorts",
    "clauses",
    "schemes",
    "scheme_links",
    "cross_references",
    "measures_national",
    "reviews",
    "held_counts",
    "continuities",
    "bodies",
    "meetings",
    "citizens",
    "fundings",
    "registers",
    "register_rows",
    "tfpb",
    "published",
    "tables",
    "anomalies",
    *(section.name for section in EVALUATION_SECTIONS),
    "extra",
]

BY_NAME = {section.name: section for section in SECTIONS}
