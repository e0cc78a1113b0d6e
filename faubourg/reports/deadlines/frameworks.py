"""Framework documents (PLH, PAT, CLS…): who holds them, until when, the actions that they hold, their QPV part."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from faubourg.actions.models import ListedScheme, SchemeLink
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.partners.similarity import words
from faubourg.reports.deadlines.alerts import Alert, FrameworkAlert, framework_alerts
from faubourg.ui.typography import partial_date

#: Answers to « does it have a part on the priority neighbourhoods », as filters name them.
FOCUS = {"oui": True, "non": False, "inconnu": None}
FOCUS_WORDS = {True: "oui", False: "non", None: "à vérifier"}
SORTS = {
    "nom": lambda line: " ".join(words(line.row.name)),
    "fin": lambda line: line.end or "9999",
    "fiches": lambda line: line.actions,
}


@dataclass(frozen=True)
class FrameworkLine:
    """One framework document; `actions` and `nodes` count what it holds in the plan."""

    row: ListedScheme
    holders: tuple[ListedOrganisation, ...]
    start: str
    end: str
    actions: int
    nodes: int
    focus: str
    alerts: list[Alert]

    @property
    def pressing(self) -> list[Alert]:
        """The alerts that ask for something now, not only for a fact."""
        return [alert for alert in self.alerts if alert.tone]


@dataclass
class FrameworkRegister:
    """The framework documents as asked for, and what the filters offer."""

    lines: list[FrameworkLine]
    total: int
    counts: dict[str, int]
    holders: list[ListedOrganisation]


def framework_lines(contract: Contract, *, today: date) -> list[FrameworkLine]:
    """Every framework document of the contract, in the order of the document; three queries."""
    actions, nodes = Counter(), Counter()
    for scheme, action in SchemeLink.objects.of(contract).order_by().values_list("scheme", "action"):
        (actions if action else nodes)[scheme] += 1
    rows = ListedScheme.objects.of(contract).order_by("position", "pk").prefetch_related("holders")
    return [_line(contract, row, actions[row.pk], nodes[row.pk], today=today) for row in rows if row.is_strategic]


def framework_line(contract: Contract, row: ListedScheme, *, today: date) -> FrameworkLine | None:
    """The line of one scheme; None where it is no framework document. Two queries."""
    if not row.is_strategic:
        return None
    links = SchemeLink.objects.of(contract).filter(scheme=row).order_by().values_list("action", flat=True)
    actions = sum(action is not None for action in links)
    return _line(contract, row, actions, len(links) - actions, today=today)


def _line(contract: Contract, row: ListedScheme, actions: int, nodes: int, *, today: date) -> FrameworkLine:
    row.contract = contract
    held = tuple(row.holders.all())
    for holder in held:
        holder.contract = contract
    alerts = framework_alerts(row, contract=contract, today=today)
    return FrameworkLine(row, held, *row.period, actions, nodes, FOCUS_WORDS[row.qpv_focus], alerts)


def framework_register(contract: Contract, query: Mapping[str, str], *, today: date) -> FrameworkRegister:
    """The framework documents filtered by `q`, `porteur`, `volet`, `alerte`, sorted by `tri`."""
    everything = framework_lines(contract, today=today)
    lines = [line for line in everything if _kept(line, query)]
    sort = query.get("tri", "")
    if (key := SORTS.get(sort.lstrip("-"))) is not None:
        lines = sorted(lines, key=key, reverse=sort.startswith("-"))
    holders = {holder.pk: holder for line in everything for holder in line.holders}
    return FrameworkRegister(
        lines=lines,
        total=len(everything),
        counts={
            kind: sum(any(alert.kind == kind for alert in line.alerts) for line in everything)
            for kind in FrameworkAlert.values
        },
        holders=sorted(holders.values(), key=lambda row: " ".join(words(row.name))),
    )


def _kept(line: FrameworkLine, query: Mapping[str, str]) -> bool:
    if (holder := query.get("porteur")) and holder not in {row.key for row in line.holders}:
        return False
    if (focus := query.get("volet")) in FOCUS and line.row.qpv_focus is not FOCUS[focus]:
        return False
    if (alert := query.get("alerte")) and alert not in {one.kind for one in line.alerts}:
        return False
    said = " ".join(words(" ".join((line.row.name, line.row.code, *line.row.aliases))))
    return all(word in said for word in words(query.get("q", "")[:200]))


def framework_sheet(contract: Contract, lines: list[FrameworkLine]) -> Sheet:
    """The list as a sheet, one row a document."""
    columns = [
        SheetColumn("Clé", 24),
        SheetColumn("Document", 46),
        SheetColumn("Porteurs", 36),
        SheetColumn("Validité écrite", 16),
        SheetColumn("Début", 14),
        SheetColumn("Fin", 14),
        SheetColumn("Actions", 10, "number"),
        SheetColumn("Éléments de l’arbre", 12, "number"),
        SheetColumn("Volet quartiers", 14),
        SheetColumn("Où", 30),
        SheetColumn("Alertes", 36),
    ]
    rows = [
        (
            line.row.key,
            line.row.name,
            tuple(holder.name for holder in line.holders),
            line.row.validity,
            partial_date(line.start),
            partial_date(line.end),
            line.actions,
            line.nodes,
            line.focus,
            line.row.qpv_focus_where,
            tuple(alert.words for alert in line.alerts),
        )
        for line in lines
    ]
    return Sheet("Cadres stratégiques", columns, rows, title=f"{contract.name} : cadres stratégiques")
