"""The sections that frame the plan, follow it, or keep what the document prints."""

from faubourg.actions.choices import CLAUSE_KINDS
from faubourg.actions.models import (
    Clause,
    CrossReference,
    NationalMeasure,
    RealMeans,
)
from faubourg.contracts.models import Anomaly, PrintedTable, Published
from faubourg.exchange.schema.fields import (
    Choice,
    Coded,
    Either,
    Flag,
    Number,
    PartialDate,
    Ref,
    Refs,
    Table,
    Text,
    Whole,
    Words,
)
from faubourg.exchange.schema.plan import KEY, SOURCE
from faubourg.exchange.schema.section import Section
from faubourg.followup.models import Continuity, HeldCount, Review
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.models import Figure

REAL_MEANS = Section(
    "real_means",
    "Moyens réels",
    RealMeans,
    (
        Ref("action", "lineage", target="action lineages", required=True, label="action"),
        Ref("organisation", target="organisations", required=True),
        Whole("year", required=True),
        Choice("kind", required=True),
        Choice("nature", required=True),
        Number("quantity"),
        Text("unit"),
        Text("text"),
        Refs("shared_with", target="action lineages"),
        Choice("state", required=True),
        Text("reason"),
        Text("proof"),
        *SOURCE,
    ),
    anchor=("action", "organisation", "year", "kind", "nature"),
    follows="actions",
)
CLAUSES = Section(
    "clauses",
    "Cahier des charges",
    Clause,
    (
        Ref("node", target="nodes", required=True),
        Coded("kind", required=True, known=CLAUSE_KINDS),
        Text("text_summary", "text", required=True),
        *SOURCE,
    ),
    anchor=("node", "kind"),
)
MEASURES_NATIONAL = Section(
    "measures_national",
    "Mesures nationales",
    NationalMeasure,
    (KEY, Text("code"), Text("title", required=True), *SOURCE),
)
CROSS_REFERENCES = Section(
    "cross_references",
    "Renvois",
    CrossReference,
    (
        Either(
            "from",
            label="depuis",
            targets=(("actions", "from_action"), ("nodes", "from_node")),
            outside="source_key",
            required=True,
        ),
        Either(
            "to",
            label="vers",
            targets=(("actions", "to_action"), ("nodes", "to_node"), ("measures_national", "to_measure")),
            outside="target_key",
            required=True,
        ),
        Text("kind"),
        Text("printed"),
        *SOURCE,
    ),
    owner="version",
    anchor=("from", "to"),
)
REVIEWS = Section(
    "reviews",
    "Bilans",
    Review,
    (
        KEY,
        Text("campaign"),
        Text("code"),
        Text("label", required=True),
        Ref("action", "lineage", target="action lineages", label="action"),
        Text("action_confidence"),
        Ref("node", "node_lineage", target="node lineages"),
        Ref("objective", "objective_lineage", target="node lineages"),
        Refs("pilots", target="organisations"),
        Ref("status", target="status_scale"),
        Whole("counts_as"),
        Text("comment"),
        Text("achievements"),
        Text("outlook"),
        Text("shortfall"),
        Text("unblocking"),
        PartialDate("stated_on"),
        Choice("state"),
        Text("correction"),
        Whole("fiche_2016", "source_number"),
        Text("fiche_title", "source_title"),
        *SOURCE,
    ),
)
HELD_COUNTS = Section(
    "held_counts",
    "Comptes publiés sans lignes",
    HeldCount,
    (
        Text("campaign", required=True),
        Ref("objective", "objective_lineage", target="node lineages"),
        Text("label"),
        Ref("status", target="status_scale", required=True),
        Whole("count", required=True),
        Text("source"),
        *SOURCE,
    ),
    anchor=("campaign", "objective", "status"),
)
CONTINUITIES = Section(
    "continuities",
    "Continuités",
    Continuity,
    (
        Ref("from", "review", target="reviews"),
        Ref("to", "lineage", target="action lineages"),
        Choice("kind", required=True),
        Flag("renumbered"),
        *SOURCE,
    ),
    anchor=("from", "to"),
)
BODIES = Section(
    "bodies",
    "Instances",
    Body,
    (
        KEY,
        Text("name", required=True),
        Text("level"),
        Text("status"),
        Words("role"),
        Text("chair"),
        Words("members"),
        Text("frequency"),
        Whole("min_per_year"),
        Whole("max_per_year"),
        Words("aliases"),
        Refs("territories", target="territories"),
        Table("colleges"),
        *SOURCE,
    ),
)
MEETINGS = Section(
    "meetings",
    "Réunions",
    Meeting,
    (
        Ref("body", target="bodies"),
        Refs("bodies", target="bodies"),
        PartialDate("date"),
        Text("title"),
        Whole("participants"),
        *SOURCE,
    ),
    anchor=("body", "date", "title"),
)
FIGURES = Section(
    "figures",
    "Chiffres des territoires",
    Figure,
    (
        Ref("territory", target="territories", required=True),
        Refs("territories", target="territories"),
        Text("label", required=True),
        Whole("year"),
        Text("period"),
        Number("value"),
        Number("min", "minimum"),
        Number("max", "maximum"),
        Text("unit"),
        Text("printed"),
        Text("kind"),
        Text("source"),
        Number("gap_points"),
        Ref("gap_to", target="territories"),
        *SOURCE,
    ),
    anchor=("territory", "label", "year", "period"),
)
PUBLISHED = Section(
    "published",
    "Chiffres publiés",
    Published,
    (
        KEY,
        Text("label", required=True),
        Number("value"),
        Text("printed"),
        Text("unit"),
        Table("breakdown"),
        Choice("origin"),
        Table("measure", required=True),
        Choice("computable", required=True),
        *SOURCE,
    ),
)
TABLES = Section(
    "tables",
    "Tableaux",
    PrintedTable,
    (
        KEY,
        Text("title", required=True),
        Words("columns", required=True),
        Table("rows", required=True),
        Flag("computed"),
        Text("unit"),
        Whole("year"),
        *SOURCE,
    ),
)
ANOMALIES = Section(
    "anomalies",
    "Remarques",
    Anomaly,
    (Text("text", required=True), *SOURCE),
    anchor=("text",),
)
