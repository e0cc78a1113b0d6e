"""Those who are consulted, what they answer, and what the EPCI says to them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.timezone import localdate

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.journal.operations import record
from faubourg.reports.annual.operations.writing import held, touch
from faubourg.reports.choices import Consulted, Stage
from faubourg.reports.models import AnnualReport, ReportOpinion
from faubourg.threads.models import Attachment
from faubourg.threads.operations import attach, forget
from faubourg.ui.typography import nbsp

REFUSED = "L’avis d’un conseil citoyen est donné par ses membres ; les autres avis sont inscrits par le chef de projet."
GIVEN = ("verdict", "given_on", "reference", "text")


def can_give(user, opinion: ReportOpinion) -> bool:
    """Whether `user` may write this opinion: who establishes the report, or a citizen for a conseil citoyen."""
    contract = opinion.report.contract
    if can(user, Verb.PUBLISH, contract):
        return True
    return opinion.kind == Consulted.CITIZENS and can(user, Verb.OPINE, contract)


@transaction.atomic
def add_opinion(*, report: AnnualReport, kind: str, name: str, by, at: datetime) -> ReportOpinion:
    """Consult somebody else, before the report is annexed."""
    locked = held(report, by)
    _open(locked)
    row = ReportOpinion(report=locked, kind=Consulted(kind), name=" ".join(name.split()))
    if locked.stage == Stage.SENT:
        row.sent_on = locked.steps.filter(stage=Stage.SENT).last().on
    row.full_clean(exclude=["report"])
    row.save()
    touch(locked)
    _tell(row, "avis demandé", by, at)
    return row


@transaction.atomic
def remove_opinion(*, opinion: ReportOpinion, by, at: datetime) -> None:
    """Consult somebody no longer: only before the report is sent."""
    locked = held(opinion.report, by)
    if locked.stage != Stage.DRAFT:
        raise ValidationError("Le projet est envoyé : celles et ceux qui sont consultés ne se retirent plus.")
    _tell(opinion, "avis retiré de la liste", by, at)
    forget(target=opinion)
    opinion.delete()
    touch(locked)


@transaction.atomic
def give_opinion(
    *, opinion: ReportOpinion, values: Mapping[str, str | date | None], upload: File | None = None, by, at: datetime
) -> ReportOpinion:
    """Write an opinion and its contribution. `values`: verdict, given_on, reference, text.

    Raises PermissionDenied; ValidationError before sending, after annexing, or for a date that cannot be.
    """
    row = ReportOpinion.objects.select_for_update(of=("self",)).select_related("report__contract").get(pk=opinion.pk)
    if not can_give(by, row):
        raise PermissionDenied(REFUSED)
    report = AnnualReport.objects.select_for_update(of=("self",)).get(pk=row.report_id)
    if report.stage == Stage.DRAFT:
        raise ValidationError("Le projet n’est pas encore envoyé : aucun avis ne peut être inscrit.")
    if report.stage != Stage.SENT:
        raise ValidationError("Les contributions sont annexées : un avis ne s’inscrit plus.")
    _check(row, values, at)
    changes = _change(row, values, GIVEN)
    row.full_clean(exclude=["report", "body", "territory", "organisation"])
    row.save()
    if upload is not None:
        joined = attach(target=row, scope=row.report.contract.scope, upload=upload, actor=by, at=at)
        changes["pièce jointe"] = ["", joined.name]
    if changes:
        touch(report)
        _tell(row, "avis rendu", by, at, changes)
    return row


def _check(row: ReportOpinion, values: Mapping, at: datetime) -> None:
    given_on = values["given_on"]
    if bool(values["verdict"]) != bool(given_on):
        field = "given_on" if values["verdict"] else "verdict"
        raise ValidationError({field: "Un avis a son sens et sa date : donnez les deux."})
    if given_on and row.sent_on and given_on < row.sent_on:
        raise ValidationError({"given_on": f"L’avis ne peut précéder l’envoi du projet, le {row.sent_on:%d/%m/%Y}."})
    if given_on and given_on > localdate(at):
        raise ValidationError({"given_on": "Cette date est à venir : inscrivez l’avis quand il est rendu."})


@transaction.atomic
def answer_opinion(*, opinion: ReportOpinion, answer: str, by, at: datetime) -> ReportOpinion:
    """Say what follows from an opinion; until the report is approved."""
    locked = held(opinion.report, by)
    if locked.stage == Stage.DRAFT:
        raise ValidationError("Le projet n’est pas encore envoyé : il n’y a pas d’avis auquel répondre.")
    row = ReportOpinion.objects.select_for_update(of=("self",)).select_related("report__contract").get(pk=opinion.pk)
    changes = _change(row, {"answer": answer.replace("\r\n", "\n").strip()}, ("answer",))
    if changes:
        row.save(update_fields=["answer"])
        touch(locked)
        _tell(row, "suite donnée à un avis", by, at, changes)
    return row


def _change(row: ReportOpinion, values: Mapping, names: tuple[str, ...]) -> dict:
    changes = {}
    for name in names:
        old, new = getattr(row, name), values[name]
        if old != new:
            changes[str(ReportOpinion._meta.get_field(name).verbose_name)] = [str(old or ""), str(new or "")]
            setattr(row, name, new)
    return changes


def _open(report: AnnualReport) -> None:
    if report.stage not in (Stage.DRAFT, Stage.SENT):
        raise ValidationError("Les contributions sont annexées : plus personne ne peut être consulté.")


def _tell(row: ReportOpinion, verb: str, by, at: datetime, changes: dict | None = None) -> None:
    scope = row.report.contract.scope
    record(
        actor=by,
        verb=verb,
        scope=scope,
        target=row.report,
        at=at,
        changes=changes or {},
        label=nbsp(f"{row.report} : {row.name}"),
    )


def contributions(opinions) -> dict[int, list[Attachment]]:
    """Opinion → the files that it brought; one query."""
    found: dict[int, list[Attachment]] = {}
    for row in Attachment.objects.about_each(ReportOpinion, [one.pk for one in opinions]).order_by("at", "pk"):
        found.setdefault(int(row.object_id), []).append(row)
    return found
