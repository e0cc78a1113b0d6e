"""What is ruled about values: the threshold of small numbers, contested figures."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, Lineage
from faubourg.contracts.permissions import can_edit_contract, held, reach
from faubourg.indicators.choices import DEFAULT_THRESHOLD, ContestState
from faubourg.indicators.masking import masker_for, reads_small_numbers
from faubourg.indicators.models import Contest, Indicator, MaskingRule, Observation
from faubourg.indicators.operations import fill
from faubourg.indicators.reading import RefusedError, meaning_of, read, written
from faubourg.journal.operations import record


@transaction.atomic
def set_threshold(*, contract: Contract, threshold: int, user, at: datetime) -> MaskingRule:
    """From which count of persons values are shown to everybody; 0 masks nothing.

    Raises `PermissionDenied`; `ValidationError` beyond 100.
    """
    if not reads_small_numbers(user, contract):
        raise PermissionDenied("Le seuil des petits nombres se règle avec la ou le chef·fe de projet.")
    Contract.objects.select_for_update().get(pk=contract.pk)
    rule = MaskingRule.objects.filter(contract=contract).first() or MaskingRule(contract=contract)
    old = rule.threshold if rule.pk else DEFAULT_THRESHOLD
    if rule.pk and old == threshold:
        return rule
    rule.threshold = threshold
    rule.full_clean(exclude=["contract"])
    rule.save()
    record(
        actor=user, verb="seuil des petits nombres fixé", scope=contract.scope, target=rule, at=at,
        label=str(contract), changes={"seuil": [old, threshold]},
    )  # fmt: skip
    return rule


@transaction.atomic
def contest_value(*, contract: Contract, indicator: Indicator, contest: Contest, user, at: datetime) -> Contest:
    """Propose another figure beside `contest.observation`, with `source` and `method`; the value itself stays.

    Raises `PermissionDenied`; `ValidationError` with a sentence a field.
    """
    roles = held(user, contract)
    if reach(user, Verb.COMMENT, contract, roles=roles) is None:
        raise PermissionDenied("Votre rôle ne permet pas de contester une valeur.")
    Lineage.objects.select_for_update().get(pk=indicator.lineage_id)
    value = Observation.objects.filter(
        contract=contract, lineage=indicator.lineage_id, pk=contest.observation_id
    ).first()
    if value is None or masker_for(user, contract, lineages=[indicator.lineage_id]).hides(value):
        raise ValidationError({"observation": "Cette valeur n’est plus là, ou elle vous est masquée."})
    contest.proposed = written(_read(contest.proposed, indicator))
    contest.contract, contest.lineage_id, contest.observation = contract, indicator.lineage_id, value
    contest.period, contest.breakdown, contest.contested = value.period, value.breakdown, written(value)
    contest.author, contest.opened_at, contest.state = user, at, ContestState.OPEN
    contest.organisation_id = next((one.organisation_id for one in roles if one.organisation_id), None)
    contest.full_clean(exclude=["contract", "lineage", "author", "ruled_by", "ruled_at", "reason"])
    contest.save()
    record(
        actor=user, verb="valeur contestée", scope=contract.scope, target=contest, at=at,
        label=f"{contest.period} : {indicator.label}", changes={"valeur": [contest.contested, contest.proposed]},
        reason=contest.source,
    )  # fmt: skip
    return contest


def _read(text: str, indicator: Indicator):
    try:
        found = read(text, meaning_of(indicator))
    except RefusedError as error:
        raise ValidationError({"proposed": str(error)}) from error
    if found is None:
        raise ValidationError({"proposed": "Écrivez la valeur que vous proposez."})
    return found


@transaction.atomic
def rule_contest(*, contract: Contract, contest: Contest, keeps: bool, reason: str, user, at: datetime) -> Contest:
    """Keep the proposed figure, which then becomes the value, or put it aside; both stay told.

    Raises `PermissionDenied`; `ValidationError` without reason, or when somebody has ruled already.
    """
    if not can_edit_contract(user, contract):
        raise PermissionDenied("Une valeur contestée se tranche avec la ou le chef·fe de projet.")
    Lineage.objects.select_for_update().get(pk=contest.lineage_id)
    contest = Contest.objects.of(contract).get(pk=contest.pk)
    if contest.state != ContestState.OPEN:
        raise ValidationError("Quelqu’un d’autre vient de trancher.")
    if not reason.strip():
        raise ValidationError("Dites pourquoi : le motif reste affiché.")
    indicator = Indicator.objects.of(contract).filter(lineage=contest.lineage_id).first()
    changes = {"état": [contest.get_state_display(), ""]}
    if keeps and contest.observation is not None and indicator is not None:
        changes["valeur"] = [written(contest.observation), contest.proposed]
        fill(contest.observation, _read(contest.proposed, indicator))
        contest.observation.save()
    contest.state = ContestState.KEPT if keeps else ContestState.REFUSED
    contest.reason, contest.ruled_by, contest.ruled_at = reason.strip(), user, at
    contest.save()
    changes["état"][1] = contest.get_state_display()
    record(
        actor=user, verb="valeur contestée tranchée", scope=contract.scope, target=contest, at=at,
        label=f"{contest.period} : {indicator or ''}", changes=changes, reason=contest.reason,
    )  # fmt: skip
    return contest
