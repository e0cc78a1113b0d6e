"""Preparing a campaign, opening it, closing it, freezing it, opening it again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.followup.choices import CAMPAIGN_TRANSITIONS, CampaignKind, CampaignState
from faubourg.followup.codes import code_of
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.followup.operations.locking import hold, relock
from faubourg.followup.operations.refusals import NOT_RUNNING, WHY, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.followup.queries import asked_in, referents_of
from faubourg.journal.operations import record
from faubourg.ui.typography import nbsp, plural

#: What may be written of a campaign; those of `SETTLED` no longer once it has opened.
FIELDS = (
    "kind", "title", "first_year", "last_year", "opens_on", "deadline", "freezes_on", "message", "team", "steps",
    "audience",
)  # fmt: skip
LINKS = ("nodes", "organisations")
SETTLED = ("kind", "first_year", "last_year", *LINKS)
NOTHING = "Aucun indicateur de ce périmètre n’a de producteur : la campagne ne demanderait rien à personne."


@transaction.atomic
def write_campaign(
    *, contract: Contract, campaign: Campaign | None, values: Mapping[str, Any], by: User, at: datetime
) -> Campaign:
    """Prepare a campaign, or change one; its years and scope no longer once it has opened.

    `values`: any of FIELDS and LINKS (lists of lineages, of organisations of the contract). Raises PermissionDenied,
    ValidationError.
    """
    _check_runs(by, contract)
    row = _locked(campaign) if campaign else Campaign(contract=contract)
    settled = row.pk is not None and row.state != CampaignState.PREPARED
    changes = {}
    for name in FIELDS:
        if name in values and getattr(row, name) != values[name] and not (settled and name in SETTLED):
            changes[str(Campaign._meta.get_field(name).verbose_name)] = [_said(getattr(row, name)), _said(values[name])]
            setattr(row, name, values[name])
    if row.kind == CampaignKind.YEARLY:
        row.last_year = row.first_year
    row.key = row.key or _free_key(contract, row)
    row.full_clean(validate_constraints=False)
    _check_dates(row)
    row.save()
    if not settled:
        for name in LINKS:
            if name in values:
                getattr(row, name).set(values[name])
    if changes:
        verb = "campagne modifiée" if campaign else "campagne préparée"
        record(actor=by, verb=verb, scope=contract.scope, target=row, at=at, changes=changes)
    if settled:
        relock(row, _lines(row))
    return row


@transaction.atomic
def remove_campaign(*, campaign: Campaign, by: User, at: datetime) -> None:
    """Remove a campaign that has never opened. Raises PermissionDenied, FollowupError."""
    contract = campaign.contract
    _check_runs(by, contract)
    row = _locked(campaign)
    if row.state != CampaignState.PREPARED:
        raise FollowupError("Une campagne qui a été ouverte ne se retire pas : fermez-la.")
    record(
        actor=by, verb="campagne retirée", scope=contract.scope, target=contract, row=row, at=at, label=row.title,
    )  # fmt: skip
    row.delete()


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Make the requests and their lines, and ask for answers. Raises PermissionDenied, FollowupError."""
    contract = campaign.contract
    _check_runs(by, contract)
    Contract.objects.select_for_update().get(pk=contract.pk)
    row = _locked(campaign)
    _check_move(row, CampaignState.OPEN)
    _check_alone(row)
    if row.state != CampaignState.PREPARED:
        raise FollowupError("Cette campagne a déjà été ouverte : rouvrez-la.")
    row.contract = contract
    if not _ask(row, contract):
        raise FollowupError(NOTHING)
    row.state, row.opened_at = CampaignState.OPEN, at
    row.save()
    _tell(row, "campagne ouverte", by, at)
    relock(row, _lines(row))
    return row


@transaction.atomic
def add_what_appeared(*, campaign: Campaign, by: User, at: datetime) -> int:
    """Ask for the indicators and of the organisations that came after the opening; how many lines were added."""
    contract = campaign.contract
    _check_runs(by, contract)
    row = _locked(campaign)
    if row.state != CampaignState.OPEN:
        raise FollowupError("La campagne n’est pas ouverte : rien ne peut y être ajouté.")
    row.contract = contract
    made = _ask(row, contract)
    if made:
        row.save(update_fields=["codes_given"])
        _tell(row, f"{plural(made, 'ligne ajoutée,lignes ajoutées')} à la campagne", by, at)
        relock(row, _lines(row))
    return made


def close_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Ask for no more answers; lines that are not validated stay as they are."""
    return _move(campaign, CampaignState.CLOSED, "campagne close", by, at, closed_at=at)


def freeze_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Keep the values of the campaign as they are."""
    return _move(campaign, CampaignState.FROZEN, "campagne figée", by, at, frozen_at=at)


def reopen_campaign(*, campaign: Campaign, reason: str, by: User, at: datetime) -> Campaign:
    """Ask for answers again, for a reason that the journal keeps. A freeze that was planned is forgotten."""
    if not reason.strip():
        raise FollowupError(WHY)
    freed = {"closed_at": None, "frozen_at": None, "freezes_on": None}
    return _move(campaign, CampaignState.OPEN, "campagne rouverte", by, at, reason=reason.strip(), **freed)


@transaction.atomic
def _move(campaign: Campaign, state: str, verb: str, by: User, at: datetime, *, reason: str = "", **facts) -> Campaign:
    contract = campaign.contract
    _check_runs(by, contract)
    Contract.objects.select_for_update().get(pk=contract.pk)
    row = _locked(campaign)
    if row.state == CampaignState.PREPARED:
        raise FollowupError("Cette campagne n’a pas encore été ouverte.")
    if row.state == state:
        raise FollowupError(f"Cette campagne est déjà {row.get_state_display()}.")
    _check_move(row, state)
    if state == CampaignState.OPEN:
        _check_alone(row)
    old = row.get_state_display()
    row.state = state
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    _tell(row, verb, by, at, changes={"état": [old, row.get_state_display()]}, reason=reason)
    lines = _lines(row)
    hold(lines)
    relock(row, lines)
    return row


def _ask(campaign: Campaign, contract: Contract) -> int:
    """Make the requests and the lines that lack; how many lines. The codes go on where they were left."""
    asked = asked_in(campaign, contract)
    referents = referents_of(contract)
    requests = {one.organisation_id: one for one in campaign.requests.all()}
    for organisation in asked.organisations:
        if organisation.pk not in requests:
            requests[organisation.pk] = CampaignRequest.objects.create(
                campaign=campaign, organisation=organisation, referent=referents.get(organisation.pk)
            )
    there = set(_lines(campaign).order_by().values_list("request", "lineage", "year"))
    fresh = []
    for organisation in asked.organisations:
        request = requests[organisation.pk]
        for indicator in asked.indicators:
            if organisation not in asked.producers.get(indicator.pk, ()):
                continue
            for year in campaign.years:
                if (request.pk, indicator.lineage_id, year) not in there:
                    campaign.codes_given += 1
                    number = campaign.codes_given
                    fresh.append(
                        RequestLine(
                            request=request, lineage_id=indicator.lineage_id, year=year, number=number,
                            code=code_of(number),
                        )
                    )  # fmt: skip
    RequestLine.objects.bulk_create(fresh)
    return len(fresh)


def _lines(campaign: Campaign):
    return RequestLine.objects.filter(request__campaign=campaign).select_related("request").order_by("number", "pk")


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _check_runs(by: User, contract: Contract) -> None:
    if not can_run(by, contract):
        raise PermissionDenied(NOT_RUNNING)


def _check_move(row: Campaign, state: str) -> None:
    labels = dict(CampaignState.choices)
    try:
        check_transition(CAMPAIGN_TRANSITIONS, row.state, state, labels=labels)
    except TransitionError as error:
        raise FollowupError(nbsp(f"Une campagne ne va pas ainsi : {error}.")) from error


def _check_alone(row: Campaign) -> None:
    """One open yearly campaign a year."""
    others = Campaign.objects.filter(
        contract=row.contract_id, kind=CampaignKind.YEARLY, state=CampaignState.OPEN, first_year=row.first_year
    )
    other = others.exclude(pk=row.pk).first()
    if row.kind == CampaignKind.YEARLY and other:
        raise FollowupError(nbsp(f"Une campagne de {row.first_year} est déjà ouverte : « {other.title} »."))


def _check_dates(row: Campaign) -> None:
    if row.last_year < row.first_year:
        raise ValidationError({"last_year": "La dernière année vient après la première."})
    if row.opens_on and row.deadline and row.deadline < row.opens_on:
        raise ValidationError({"deadline": "La date limite vient après l’ouverture."})
    if row.freezes_on and row.deadline and row.freezes_on <= row.deadline:
        raise ValidationError({"freezes_on": "Le gel vient après la date limite."})


def _free_key(contract: Contract, row: Campaign) -> str:
    start = f"{row.kind}-{row.period}"
    taken: Iterable[str] = set(Campaign.objects.of(contract).values_list("key", flat=True))
    keys = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _said(value) -> str:
    return "" if value is None else str(value)


def _tell(row: Campaign, verb: str, by: User, at: datetime, **facts) -> None:
    record(actor=by, verb=verb, scope=row.contract.scope, target=row, at=at, **facts)
