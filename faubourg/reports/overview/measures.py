"""The national measures of a contract and what covers them."""

from dataclasses import dataclass, field

from faubourg.actions.models import CrossReference, NationalMeasure
from faubourg.contracts.models import Contract
from faubourg.reports.overview.frame import Frame

_ADAPTED = "adaptation"


@dataclass(frozen=True)
class Cover:
    """A place of the plan that takes a measure up; `adapted` when the document says so."""

    label: str
    title: str
    url: str
    kind: str
    action: int | None = None

    @property
    def adapted(self) -> bool:
        """Whether the measure is adapted, not taken as it is."""
        return _ADAPTED in self.kind.casefold()


@dataclass
class MeasureLine:
    """A national measure and the places of the plan that cover it."""

    measure: NationalMeasure
    covers: list[Cover] = field(default_factory=list)

    @property
    def state(self) -> str:
        """« reprise », « adaptée », « reprise et adaptée » or « non reprise »."""
        words = [
            word for word, adapted in (("reprise", False), ("adaptée", True))
            if any(cover.adapted is adapted for cover in self.covers)
        ]  # fmt: skip
        return " et ".join(words) or "non reprise"


def measure_lines(contract: Contract, frame: Frame) -> list[MeasureLine]:
    """Every national measure of the contract, covered or not, in the order of the document; two queries."""
    measures = NationalMeasure.objects.filter(contract=contract).order_by("position", "pk")
    found = {measure.pk: MeasureLine(measure) for measure in measures}
    references = CrossReference.objects.filter(version=contract.current_version_id, to_measure__isnull=False)
    actions = {member.pk: member for row in frame.plan.rows for member in row.family}
    for row in references.order_by("position", "pk"):
        kind = row.kind or "renvoi"
        if row.from_action_id in actions:
            source, action = actions[row.from_action_id], row.from_action_id
        elif row.from_node_id in frame.plan.nodes:
            source, action = frame.plan.nodes[row.from_node_id], None
        else:
            continue
        found[row.to_measure_id].covers.append(
            Cover(source.code or source.title, source.title, source.url, kind, action)
        )
    return list(found.values())
