"""The sections of what a contract computes: weights, constants, computations, situations, cohorts."""

from faubourg.exchange.schema.fields import (
    Choice,
    Flag,
    Number,
    PartialDate,
    Ref,
    Table,
    Text,
    Whole,
    YearOrWords,
)
from faubourg.exchange.schema.plan import KEY, SOURCE
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import Nested
from faubourg.indicators.computed.models import (
    Cohort,
    CohortCount,
    Computation,
    ComputationInput,
    DatedConstant,
    DemographicWeight,
    Situation,
)

_ALL = 100


class Percent(Number):
    """A number from 0 to 100."""

    def parse(self, value):
        number = super().parse(value)
        if not 0 <= number <= _ALL:
            raise ValueError(f"un pourcentage entre 0 et 100 est attendu, pas « {number} »")
        return number


class Ladder(Table):
    """Pairs of numbers (value, target), each value once."""

    def parse(self, value):
        pairs = super().parse(value)
        if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
            raise ValueError("un barème s’écrit par paires de nombres : [[40, 8], [50, 9]]")
        if len({pair[0] for pair in pairs}) < len(pairs):
            raise ValueError("une même valeur a deux cibles dans le barème : n’en garder qu’une")
        return pairs


class Breakdown(Table):
    """A group of fields, « sexe: F »."""

    def parse(self, value):
        found = super().parse(value)
        if not isinstance(found, dict):
            raise ValueError("une ventilation s’écrit par champs, « sexe : F »")
        return found


def _is_pair(pair) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == len(("value", "target"))
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in pair)
    )


WEIGHTS = Section(
    "weights",
    "Poids démographiques",
    DemographicWeight,
    (
        KEY,
        Ref("territory", target="territories", required=True),
        Ref("within", target="territories"),
        Text("public"),
        Percent("value", required=True),
        PartialDate("dated"),
        Text("source"),
        *SOURCE,
    ),
)
CONSTANTS = Section(
    "constants",
    "Constantes datées",
    DatedConstant,
    (
        KEY,
        Text("label", required=True),
        Number("value", required=True),
        Text("unit"),
        PartialDate("start"),
        PartialDate("end"),
        Text("source"),
        *SOURCE,
    ),
)
INPUTS = Section(
    "inputs",
    "Entrées des calculs",
    ComputationInput,
    (
        Choice("role", required=True),
        Ref("indicator", "lineage", target="indicator lineages", label="indicateur"),
        Text("figure"),
        Ref("constant", target="constants"),
        Ref("weight", target="weights"),
        Ref("computed", "source", target="computations", label="autre calcul"),
        Choice("where"),
        Ref("territory", target="territories"),
        YearOrWords("period"),
        Breakdown("breakdown"),
        Text("note"),
    ),
)
COMPUTATIONS = Section(
    "computations",
    "Indicateurs calculés",
    Computation,
    (
        KEY,
        Text("label", required=True),
        Choice("kind", required=True),
        Nested("inputs", label="entrées", section=INPUTS, link="computation"),
        Text("unit"),
        Whole("decimals"),
        Number("per"),
        Ref("territory", target="territories"),
        YearOrWords("base"),
        Number("min", "minimum"),
        Number("max", "maximum"),
        Text("season"),
        PartialDate("due"),
        Ladder("steps"),
        *SOURCE,
    ),
)
SITUATIONS = Section(
    "situations",
    "Situations suivies",
    Situation,
    (KEY, Text("label", required=True), Flag("positive"), *SOURCE),
)
COUNTS = Section(
    "counts",
    "Situations des cohortes",
    CohortCount,
    (
        Whole("months", required=True),
        Ref("situation", target="situations", required=True),
        Whole("count"),
        Text("note"),
    ),
)
COHORTS = Section(
    "cohorts",
    "Cohortes",
    Cohort,
    (
        KEY,
        Text("label", required=True),
        YearOrWords("entry", required=True),
        Ref("territory", target="territories"),
        Choice("sex"),
        Whole("size"),
        Nested("counts", label="situations", section=COUNTS, link="cohort"),
        Text("source"),
        *SOURCE,
    ),
)
#: Kept by those who define all of the indicators.
COMPUTED = (WEIGHTS, CONSTANTS, COMPUTATIONS, SITUATIONS, COHORTS)
