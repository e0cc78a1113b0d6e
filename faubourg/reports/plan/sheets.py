"""What is on screen, as a list for XLSX and CSV: the same rows, in the same order."""

from faubourg.actions.choices import ActionKind
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.plan.lines import Line
from faubourg.reports.plan.places import OBJECTIVE, VIEWS, Group, Section
from faubourg.reports.plan.records import PlanData
from faubourg.reports.plan.view import PlanView

COLUMNS = (
    SheetColumn("Groupe", 36),
    SheetColumn("Sous-groupe", 36),
    SheetColumn("Code", 12),
    SheetColumn("Type", 14),
    SheetColumn("Intitulé", 70),
    SheetColumn("Nature", 16),
    SheetColumn("Pilotes", 32),
    SheetColumn("Partenaires", 32),
    SheetColumn("Financeurs", 28),
    SheetColumn("Quartiers", 28),
    SheetColumn("Publics", 24),
    SheetColumn("Calendrier", 22),
    SheetColumn("Condition", 30),
    SheetColumn("Avancement", 18),
    SheetColumn("Motif ou remarque sur l’avancement", 30),
    SheetColumn("Indicateurs", 12, "number"),
    SheetColumn("Partagée avec", 18),
    SheetColumn("Valeurs déduites", 24),
    SheetColumn("Clé", 18),
)


def plan_sheet(view: PlanView) -> Sheet:
    """The rows of a view, one line a place; each sub-action follows its fiche."""
    rows = [
        _cells(view, group, section, line)
        for group in view.groups
        for section in group.sections
        for top in section.lines
        for line in (top, *top.parts)
    ]
    labels = ", ".join(view.filters.labels.values())
    note = f"{VIEWS[view.view]}. {f'Filtres : {labels}.' if labels else 'Sans filtre.'}"
    return Sheet("Plan", COLUMNS, rows, title=f"{view.plan.contract.name} : plan", note=note)


def _cells(view: PlanView, group: Group, section: Section, line: Line) -> tuple:
    plan, row = view.plan, line.row
    return (
        " · ".join(filter(None, (group.path, group.title))) if view.view == OBJECTIVE else group.title,
        section.title or None,
        row.code or None,
        f"{row.letter} · {row.type_label}" if row.letter else None,
        row.title,
        ActionKind(row.kind).label,
        tuple(line.pilots) or None,
        _names(plan, "actor", row.holders("partenaire")),
        _names(plan, "actor", row.funders),
        _names(plan, "territory", row.links.get("territory", ())),
        _names(plan, "public", row.links.get("public", ())),
        row.calendar or None,
        row.condition or None,
        row.state.label if row.state else None,
        " ; ".join(filter(None, (row.state_reason, row.state_note))) or None,
        row.indicators,
        tuple(other.code or other.key for other in line.shared) or None,
        ", ".join(line.marks) or None,
        row.key,
    )


def _names(plan: PlanData, kind: str, pks) -> tuple[str, ...] | None:
    wanted = set(pks)
    return tuple(named.name for pk, named in plan.names[kind].items() if pk in wanted) or None
