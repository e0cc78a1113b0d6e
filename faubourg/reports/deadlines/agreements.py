"""Agreements and charters: the list with its filters and alerts, and the sheet of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from faubourg.actions.models import ListedScheme
from faubourg.contracts.agreement_stages import AgreementStage
from faubourg.contracts.models import Agreement, Contract, ListedOrganisation
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.partners.similarity import words
from faubourg.reports.deadlines.alerts import AHEAD, AHEAD_CHOICES, Alert, agreement_alerts
from faubourg.ui.typography import partial_date

NO_STAGE = "sans"
#: Any alert, whatever its kind.
ANY = "toutes"
SORTS = {
    "intitule": lambda line: " ".join(words(line.row.title)),
    "nature": lambda line: line.row.kind.casefold(),
    "suivi": lambda line: line.stage_label,
    "debut": lambda line: line.row.start,
    "fin": lambda line: line.row.end or "9999",
}
_AGREEMENT_WORDS = re.compile(r"\b(convention|charte|protocole|pacte|accord)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class AgreementLine:
    """One agreement with its parties, where it stands and what it asks for."""

    row: Agreement
    parties: tuple[ListedOrganisation, ...]
    former: tuple[Agreement, ...]
    followers: tuple[Agreement, ...]
    stage: str
    stage_label: str
    alerts: list[Alert]

    @property
    def pressing(self) -> list[Alert]:
        """The alerts that ask for something now, not only for a fact."""
        return [alert for alert in self.alerts if alert.tone]


@dataclass
class Register:
    """The agreements as asked for, and what the filters offer."""

    lines: list[AgreementLine]
    total: int
    by_stage: dict[str, int]
    alerts: int
    kinds: list[str]
    parties: list[ListedOrganisation]
    named: list[ListedScheme] = field(default_factory=list)


def months_asked(query: Mapping[str, str]) -> int:
    """How far ahead ends are announced, as asked by `mois`."""
    return {str(months): months for months in AHEAD_CHOICES}.get(query.get("mois", ""), AHEAD)


def agreement_lines(contract: Contract, *, today: date, months: int = AHEAD) -> list[AgreementLine]:
    """Every agreement of the contract, in the order of the document; four queries."""
    rows = Agreement.objects.of(contract).prefetch_related("parties", "renews", "renewed_by")
    lines = []
    for row in rows:
        row.contract = contract
        former, followers = tuple(row.renews.all()), tuple(row.renewed_by.all())
        for one in (*row.parties.all(), *former, *followers):
            one.contract = contract
        alerts = agreement_alerts(row, today=today, is_followed=bool(followers), months=months)
        lines.append(
            AgreementLine(row, tuple(row.parties.all()), former, followers, row.current_stage, row.stage_label, alerts)
        )
    return lines


def agreement_register(contract: Contract, query: Mapping[str, str], *, today: date) -> Register:
    """The agreements filtered by `q`, `nature`, `suivi`, `partie`, `alerte` (within `mois`), sorted by `tri`."""
    everything = agreement_lines(contract, today=today, months=months_asked(query))
    lines = [line for line in everything if _kept(line, query)]
    sort = query.get("tri", "")
    if (key := SORTS.get(sort.lstrip("-"))) is not None:
        lines = sorted(lines, key=key, reverse=sort.startswith("-"))
    parties = {party.pk: party for line in everything for party in line.parties}
    return Register(
        lines=lines,
        total=len(everything),
        by_stage={stage: sum(line.stage == stage for line in everything) for stage in AgreementStage.values},
        alerts=sum(bool(line.alerts) for line in everything),
        kinds=sorted({line.row.kind for line in everything if line.row.kind}, key=str.casefold),
        parties=sorted(parties.values(), key=lambda row: " ".join(words(row.name))),
        named=_named_only(contract, everything),
    )


def _kept(line: AgreementLine, query: Mapping[str, str]) -> bool:
    if (kind := query.get("nature")) and line.row.kind != kind:
        return False
    if (stage := query.get("suivi")) and line.stage != ("" if stage == NO_STAGE else stage):
        return False
    if (party := query.get("partie")) and party not in {row.key for row in line.parties}:
        return False
    if alert := query.get("alerte"):
        kinds = {one.kind for one in line.alerts}
        if not kinds or (alert != ANY and alert not in kinds):
            return False
    said = " ".join(words(" ".join((line.row.title, line.row.object, line.row.kind))))
    return all(word in said for word in words(query.get("q", "")[:200]))


def _named_only(contract: Contract, lines: list[AgreementLine]) -> list[ListedScheme]:
    """Conventions and charters that the plan names among its schemes, and that are not followed here yet."""
    known = {line.row.title.casefold() for line in lines}
    found = [
        row
        for row in ListedScheme.objects.of(contract).order_by("position", "pk")
        if _AGREEMENT_WORDS.search(f"{row.kind} {row.name}") and row.name.casefold() not in known
    ]
    for row in found:
        row.contract = contract
    return found


def agreement_sheet(contract: Contract, lines: list[AgreementLine]) -> Sheet:
    """The list as a sheet, one row an agreement."""
    columns = [
        SheetColumn("Intitulé", 46),
        SheetColumn("Nature", 16),
        SheetColumn("Parties", 36),
        SheetColumn("Objet", 46),
        SheetColumn("Suivi", 14),
        SheetColumn("État écrit", 18),
        SheetColumn("À conclure avant", 16),
        SheetColumn("Signé le", 14),
        SheetColumn("Début", 14),
        SheetColumn("Fin", 14),
        SheetColumn("Tacite reconduction", 12),
        SheetColumn("Préavis (mois)", 10, "number"),
        SheetColumn("Fait suite à", 36),
        SheetColumn("Alertes", 36),
    ]
    rows = [
        (
            line.row.title,
            line.row.kind,
            tuple(party.name for party in line.parties),
            line.row.object,
            line.stage_label,
            line.row.state,
            *(partial_date(text) for text in (line.row.due, line.row.signed_on, line.row.start, line.row.end)),
            {True: "oui", False: "non", None: None}[line.row.tacit_renewal],
            line.row.notice_months,
            tuple(row.title for row in line.former),
            tuple(alert.words for alert in line.alerts),
        )
        for line in lines
    ]
    return Sheet("Conventions", columns, rows, title=f"{contract.name} : conventions et chartes")
