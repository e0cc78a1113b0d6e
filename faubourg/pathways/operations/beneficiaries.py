"""Persons of the dispositifs: known again by name and birth date, tied to a file of the PLIE, then forgotten."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, QpvResult
from faubourg.pathways.models import Beneficiary, BeneficiaryReading, Participant, name_key
from faubourg.pathways.models.reach import TEAM, FileRow
from faubourg.pathways.operations.tracing import assign, day_of, locked, trace, writable
from faubourg.pathways.permissions import can_lead, has_role, require
from faubourg.pathways.refusals import refuse

FIELDS = ("last_name", "first_name", "sex", "birth_date")
#: What is said of the person on each act.
CIRCUMSTANCES = ("is_brsa", "long_unemployed", "disabled_worker", "commune", "qpv", "territory")
#: A page opened again within this time is the same reading.
SAME_READING = timedelta(hours=1)


def known(contract: Contract, values: Mapping[str, Any]) -> Beneficiary | None:
    """The person of this name and birth date; None when nobody is. Raises Refused (a homonym, one date unknown)."""
    key = name_key(values.get("last_name", ""), values.get("first_name", ""))
    born = values.get("birth_date")
    alike = Beneficiary.objects.filter(contract=contract, name_key=f" {key}", anonymised_at=None).order_by("pk")
    dates = {row.birth_date: row for row in reversed(alike.select_related("merged_into"))}
    if born in dates:
        return dates[born].stands_for
    if dates and (born is None or None in dates):
        raise refuse("homonym")
    return None


def person_of(*, contract: Contract, values: Mapping[str, Any], at: datetime) -> Beneficiary:
    """The person, found again or added; part of the act that names them, which checks the right and journals."""
    check_identity(values, at)
    Contract.objects.select_for_update().get(pk=contract.pk)
    found = known(contract, values)
    if found is None:
        return Beneficiary.objects.create(
            contract=contract, **{name: values.get(name) or _empty(name) for name in FIELDS}
        )
    if values.get("sex") and not found.sex:
        found.sex = values["sex"]
        found.save(update_fields=["sex"])
    return found


def _empty(name: str) -> str | None:
    return None if name == "birth_date" else ""


def check_identity(values: Mapping[str, Any], at: datetime) -> None:
    """Refuse a person without a name, or born in the future."""
    if not name_key(values.get("last_name", ""), values.get("first_name", "")):
        raise refuse("nameless")
    if (born := values.get("birth_date")) is not None and born > day_of(at):
        raise refuse("birth-in-future")


def beneficiary_of(participant: Participant) -> Beneficiary:
    """The row that stands for a person of the PLIE; names stay in their file."""
    writable(participant)
    locked(participant)
    found = participant.beneficiaries.order_by("pk").first()
    return found or Beneficiary.objects.create(contract=participant.contract, participant=participant)


def circumstances_of(participant: Participant, day: date) -> dict[str, Any]:
    """What the person's file says of that day: RSA, DELD, RQTH, home and QPV."""
    periods = list(participant.rsa_periods.all())
    home = participant.residences.filter(since__lte=day).order_by("-since", "-pk").first() or participant.residence
    return {
        "is_brsa": any(period.covers(day) for period in periods) if periods else None,
        "long_unemployed": participant.long_unemployed,
        "disabled_worker": participant.disabled_worker,
        "commune": home.commune if home else None,
        "qpv": home.qpv if home else QpvResult.UNDETERMINED,
        "territory": home.territory if home else None,
    }


def check_circumstances(row: Any, contract: Contract) -> None:
    """Refuse places of another contract; a QPV that is named says « en QPV »."""
    if any(place is not None and place.contract_id != contract.pk for place in (row.commune, row.territory)):
        raise refuse("wrong-contract")
    if row.territory is not None:
        row.qpv = QpvResult.INSIDE


@transaction.atomic
def change_beneficiary(*, beneficiary: Beneficiary, values: Mapping[str, Any], by: User, at: datetime) -> Beneficiary:
    """Change who a person is; `values`: any of FIELDS. Raises PermissionDenied, Refused."""
    require(_keeps(by, beneficiary), "clauses")
    row = locked(beneficiary)
    standing(row)
    if changed := assign(row, dict(values), FIELDS):
        if row.participant_id is None:
            check_identity({name: getattr(row, name) for name in FIELDS}, at)
        row.save()
        trace(by=by, verb="personne modifiée", contract=row.contract, row=row, at=at, fields=changed)
    return row


def standing(row: Beneficiary) -> None:
    """Refuse a person who is anonymised, or merged into another one."""
    if row.anonymised_at is not None:
        raise refuse("anonymised")
    if row.merged_into_id is not None:
        raise refuse("merged-person")


def _keeps(user: User, row: Beneficiary) -> bool:
    roles = (AgentRole.CLAUSES, *TEAM)
    return has_role(user, row.contract, *roles) and Beneficiary.objects.for_user(user).filter(pk=row.pk).exists()


@transaction.atomic
def link(*, beneficiary: Beneficiary, participant: Participant | None, by: User, at: datetime) -> Beneficiary:
    """Say which file of the PLIE is this person's, or that none is: they count once. Undone the same way."""
    require(can_lead(by, beneficiary.contract), "lead")
    row = locked(beneficiary)
    standing(row)
    if participant is not None:
        if participant.contract_id != row.contract_id:
            raise refuse("wrong-contract")
        writable(locked(participant))
    row.participant = participant
    row.save(update_fields=["participant"])
    verb = "personne rapprochée d’un dossier" if participant else "rapprochement défait"
    trace(by=by, verb=verb, contract=row.contract, row=row, at=at, fields=["participant"])
    return row


def log_openings(*, beneficiaries: Iterable[int], by: User, at: datetime) -> None:
    """Note that `by` opened a page that names these persons, given by their numbers of row; two queries.

    Opened again within an hour it is the same reading.
    """
    numbers = dict.fromkeys(beneficiaries)
    latest = BeneficiaryReading.objects.filter(beneficiary__in=numbers, user=by, at__gt=at - SAME_READING)
    known = set(latest.order_by().values_list("beneficiary", flat=True))
    BeneficiaryReading.objects.bulk_create(
        BeneficiaryReading(beneficiary_id=number, user=by, at=at) for number in numbers if number not in known
    )


def check_outsider(row: Beneficiary) -> None:
    """Refuse who is anonymised, or whom the PLIE follows: they are forgotten with their file, never before."""
    standing(row)
    if row.participant_id is not None:
        raise refuse("still-followed", day="la fin de conservation de son dossier")


def forget(rows: QuerySet[Beneficiary], at: datetime) -> None:
    """Empty every name and free text of these persons and of their acts; sex, birth year and what is counted stay."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    # Whoever was merged into them is the same person.
    found = numbers
    while found := list(Beneficiary.objects.filter(merged_into__in=found).order_by("pk").values_list("pk", flat=True)):
        numbers += found
    for model in FileRow.__subclasses__():
        path = getattr(model, "beneficiary_path", "")
        if path and model.personal:
            model._base_manager.filter(**{f"{path}__in": numbers}).update(**dict.fromkeys(model.personal, ""))
    BeneficiaryReading.objects.filter(beneficiary__in=numbers).delete()
    names = dict.fromkeys(Beneficiary.personal, "")
    Beneficiary.objects.filter(pk__in=numbers).update(**names, birth_date=None, anonymised_at=at)
