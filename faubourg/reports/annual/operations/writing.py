"""Drafting a report: opening it, its texts, its DSU, a new edition of what is frozen."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.contracts.permissions import can
from faubourg.governance.models import Body
from faubourg.journal.operations import record
from faubourg.reports.choices import Consulted, Content
from faubourg.reports.models import AnnualReport, ReportDsu, ReportOpinion, ReportText
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import nbsp

REFUSED = "Le rapport annuel est établi par la ou le chef·fe de projet."
FROZEN = "Ce rapport est figé : il ne se modifie plus. Pour corriger, ouvrez une nouvelle édition avec son motif."
MOST = 50_000


class TextChangedError(Exception):
    """Somebody wrote in this part meanwhile; `present` is what it says now."""

    def __init__(self, present: str) -> None:
        self.present = present
        super().__init__("Quelqu’un d’autre a écrit dans cette partie pendant votre saisie.")


def digest_of(text: str) -> str:
    """A mark of a text, to see that it changed."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def held(report: AnnualReport, by) -> AnnualReport:
    """The report, locked, for a person who establishes it. Raises PermissionDenied; ValidationError when frozen."""
    if not can(by, Verb.PUBLISH, report.contract):
        raise PermissionDenied(REFUSED)
    locked = AnnualReport.objects.select_for_update(of=("self",)).select_related("contract").get(pk=report.pk)
    if locked.is_frozen:
        raise ValidationError(FROZEN)
    return locked


def touch(report: AnnualReport) -> None:
    """Say that what it prints changed."""
    AnnualReport.objects.filter(pk=report.pk).update(revision=F("revision") + 1)


@transaction.atomic
def open_report(*, contract: Contract, year: int, by, at: datetime, reason: str = "") -> AnnualReport:
    """A draft for `year`. After a frozen one it is a new edition: its reason is asked, and its texts are carried over.

    Those whom the law has consulted come listed: the council of each commune, each conseil citoyen.
    """
    if not can(by, Verb.PUBLISH, contract):
        raise PermissionDenied(REFUSED)
    Contract.objects.select_for_update().get(pk=contract.pk)
    last = AnnualReport.objects.filter(contract=contract, year=year).order_by("-edition").first()
    if last is not None and not last.is_frozen:
        raise ValidationError(f"Le rapport de {year} est déjà en cours : continuez-le.")
    if last is not None and not reason.strip():
        raise ValidationError("Dites pourquoi une nouvelle édition est ouverte : ce motif est imprimé.")
    report = AnnualReport(contract=contract, year=year, edition=last.edition + 1 if last else 1, reason=reason.strip())
    report.full_clean()
    report.save()
    _consult(report)
    if last is not None:
        _carry_over(last, report)
    verb = "rapport annuel ouvert" if last is None else "nouvelle édition ouverte"
    record(actor=by, verb=verb, scope=contract.scope, target=report, at=at, reason=report.reason)
    return report


def _consult(report: AnnualReport) -> None:
    """The council of each commune of the list, each body of citizens."""
    communes = ListedTerritory.objects.filter(contract=report.contract, kind=TerritoryKind.COMMUNE)
    rows = [
        ReportOpinion(
            report=report, kind=Consulted.COUNCIL, name=nbsp(f"Conseil municipal : {commune.name}"), territory=commune
        )
        for commune in communes.order_by("position", "pk")
    ]
    for body in Body.objects.filter(contract=report.contract).order_by("position", "pk"):
        if "conseil" in body.name.casefold() and "citoyen" in body.name.casefold():
            rows.append(ReportOpinion(report=report, kind=Consulted.CITIZENS, name=body.name, body=body))
    ReportOpinion.objects.bulk_create({row.name: row for row in rows}.values())


def _carry_over(last: AnnualReport, report: AnnualReport) -> None:
    fields = ("content", "text", "written_by", "written_at")
    ReportText.objects.bulk_create(
        [ReportText(report=report, **{name: getattr(row, name) for name in fields}) for row in last.texts.all()]
    )
    fields = ("territory", "received", "amount", "actions")
    ReportDsu.objects.bulk_create(
        [ReportDsu(report=report, **{name: getattr(row, name) for name in fields}) for row in last.dsu.all()]
    )


@transaction.atomic
def write_text(*, report: AnnualReport, content: str, text: str, digest: str, by, at: datetime) -> ReportText:
    """Write what the editor says in a part. `digest`: what it said when the person opened it.

    Raises PermissionDenied; ValidationError; TextChangedError, and nothing is written.
    """
    locked, content = held(report, by), Content(content)
    given = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(given) > MOST:
        raise ValidationError(f"Ce texte compte {len(given)} caractères : la limite est de {MOST}.")
    row = ReportText.objects.filter(report=locked, content=content).first() or ReportText(
        report=locked, content=content
    )
    if digest_of(row.text) != digest and row.text != given:
        raise TextChangedError(row.text)
    if row.text != given:
        changes = {str(content.label): [row.text, given]}
        row.text, row.written_by, row.written_at = given, by, at
        row.save()
        touch(locked)
        facts = {"verb": "texte du rapport écrit", "scope": locked.contract.scope, "target": row, "at": at}
        record(actor=by, changes=changes, label=f"{locked} : {content.label}", **facts)
    return row


@transaction.atomic
def say_dsu(
    *,
    report: AnnualReport,
    territory: ListedTerritory,
    values: Mapping[str, bool | Decimal | str | None],
    by,
    at: datetime,
) -> ReportDsu:
    """What a commune received and did. `values`: received, amount, actions.

    Raises PermissionDenied; ValidationError.
    """
    locked = held(report, by)
    row = ReportDsu.objects.filter(report=locked, territory=territory).first() or ReportDsu(
        report=locked, territory=territory
    )
    if values["received"] is False and values["amount"]:
        raise ValidationError({"amount": "Une commune qui n’a pas reçu la DSU n’a pas de montant : videz-le."})
    changes = {}
    for name in ("received", "amount", "actions"):
        old, new = getattr(row, name), values[name]
        if old != new:
            changes[str(ReportDsu._meta.get_field(name).verbose_name)] = [_told(old), _told(new)]
            setattr(row, name, new)
    if changes:
        row.full_clean(exclude=["report", "territory"])
        row.save()
        touch(locked)
        record(
            actor=by,
            verb="DSU d’une commune dite",
            scope=locked.contract.scope,
            target=row,
            at=at,
            changes=changes,
            label=nbsp(f"{locked}, {row}"),
        )
    return row


def _told(value) -> str:
    return (
        {None: "", True: "oui", False: "non"}.get(value, str(value)) if not isinstance(value, Decimal) else str(value)
    )
