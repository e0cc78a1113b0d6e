"""What the report says around the counts: the employment situation, the fiches, the governance, the annex."""

from collections import defaultdict

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action, ActionRole, ActionStatus
from faubourg.contracts.models import Anomaly, Contract, Node
from faubourg.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Figure, Indicator, Observation
from faubourg.pathways.queries.series import printed_as_they_are
from faubourg.pathways.reporting import ReportTable
from faubourg.ui.typography import number, partial_date

NOT_GIVEN = "non donné"


def situation(contract: Contract, year: int) -> list[Block]:
    """The figures of the territories of this contract, up to the year."""
    rows = Figure.objects.filter(contract=contract).select_related("territory").order_by("position", "pk")
    lines = tuple(
        (row.label, row.territory.name, row.period or (str(row.year) if row.year else ""), _figure(row), row.source)
        for row in rows
        if row.year is None or row.year <= year
    )
    columns = (Column("Donnée", 3), Column("Territoire", 1.6), Column("Période", 1), Column("Valeur", 1),
               Column("Source", 1.4))  # fmt: skip
    table = Table(columns, lines, empty="Aucune donnée de territoire dans ce contrat", compact=True)
    return [*printed(contract, ReportTable.SITUATION, year), Heading(3, "Chiffres des territoires"), table]


def printed(contract: Contract, name: str, year: int) -> list[Block]:
    """Tables of the document that nothing here counts, as printed."""
    found: list[Block] = []
    for row in printed_as_they_are(contract, name, year):
        columns = tuple(Column(str(title), 3 if rank == 0 else 1) for rank, title in enumerate(row.columns))
        lines = tuple(tuple("" if cell is None else _cell(cell) for cell in line) for line in row.rows)
        found += [Heading(3, f"{row.title} (publié)"), Table(columns, lines, compact=True)]
    return found


def _cell(value: object) -> str:
    return value if isinstance(value, str) else number(value)


def _figure(row: Figure) -> str | None:
    return row.printed or (None if row.value is None else f"{number(row.value)} {row.unit}".strip())


def objectives(contract: Contract) -> list[Block]:
    """The first level of the tree."""
    nodes = Node.objects.filter(version=contract.current_version, parent=None).order_by("position", "pk")
    return [Bullets(tuple(f"{node.code} {node.title}".strip() for node in nodes), "Arbre du protocole vide")]


def fiches(contract: Contract, year: int) -> list[Block]:
    """The fiches with the values of the year: persons are masked here too."""
    version, masker = contract.current_version, masker_for(None, contract)
    values: dict[object, list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(contract=contract, period=str(year)).order_by("position", "pk"):
        values[row.lineage_id].append(row)
    asked = Indicator.objects.filter(version=version, lineage__in=list(values)).order_by("position", "pk")
    blocks: list[Block] = []
    shown: dict[Action, list[Indicator]] = defaultdict(list)
    for one in asked.prefetch_related("actions"):
        for action in one.actions.all():
            shown[action].append(one)
    columns = (Column("Indicateur", 3.4), Column("Ventilation", 1.6), Column("Valeur", 1))
    for action in sorted(shown, key=lambda one: (one.position, one.pk)):
        rows = tuple(
            (one.label, ", ".join(map(str, row.breakdown.values())), masker.shown(row))
            for one in shown[action]
            for row in values[one.lineage_id]
        )
        blocks += [Heading(3, action.title, action.code), Table(columns, rows, compact=True)]
    blocks += printed(contract, ReportTable.SCHEMES, year)
    return blocks or [Paragraph(f"Aucune valeur d’indicateur en {year}.", "unknown")]


def bodies(contract: Contract, year: int) -> list[Block]:
    """Each body with its rhythm and the meetings of the year."""
    held: dict[int | None, list[str]] = defaultdict(list)
    rows = Meeting.objects.filter(contract=contract, date__startswith=str(year)).order_by("date", "pk")
    for row in rows:
        held[row.body_id].append(partial_date(row.date))
    lines = tuple(
        (body.name, body.frequency or NOT_GIVEN, len(held[body.pk]), ", ".join(held[body.pk]))
        for body in Body.objects.filter(contract=contract).order_by("position", "pk")
    )
    columns = (Column("Instance", 2.4), Column("Rythme écrit", 1.4), Column("Tenues", 0.7, "right"), Column("Dates", 3))
    return [Table(columns, lines, empty="Aucune instance", compact=True)]


def annex(contract: Contract) -> list[Block]:
    """The six columns of the state of the fiches; the last validated statement of each counts."""
    version = contract.current_version
    actions = list(Action.objects.filter(version=version, parent=None).order_by("position", "pk"))
    states = {
        row.lineage_id: row
        for row in ActionStatus.objects.filter(lineage__in=[one.lineage_id for one in actions]).counting()
        .select_related("state")
    }  # fmt: skip
    pilots: dict[int, list[str]] = defaultdict(list)
    roles = ActionRole.objects.filter(action__in=actions, role__in=(RoleKind.PILOT, RoleKind.CO_PILOT))
    for role in roles.select_related("organisation").order_by("position", "pk"):
        if role.organisation:
            pilots[role.action_id].append(role.organisation.name)
    rows = tuple(
        (
            one.code, one.title, ", ".join(pilots[one.pk]) or one.no_pilot_reason or None, one.calendar or None,
            _state(states.get(one.lineage_id)), one.summary or "",
        )
        for one in actions
    )  # fmt: skip
    columns = (
        Column("N°", 0.5), Column("Fiche action", 2.4), Column("Pilote", 1.6), Column("Calendrier", 1),
        Column("État", 1.1), Column("Mise en œuvre de l’action", 2.6),
    )  # fmt: skip
    return [Table(columns, rows, empty="Aucune fiche", compact=True)]


def _state(row: ActionStatus | None) -> str | None:
    if row is None:
        return None
    return f"{row.state.label} (déduit)" if row.inferred else row.state.label


def remarks(contract: Contract) -> list[Block]:
    """What a reader of the document found in it."""
    rows = Anomaly.objects.filter(contract=contract).order_by("position", "pk")
    return [Bullets(tuple(row.text for row in rows), "Aucune remarque")]
