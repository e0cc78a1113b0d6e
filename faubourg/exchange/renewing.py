"""A written commitment renewed: a row of its own, tied to the former one, which becomes « renouvelé »."""

from datetime import datetime
from typing import Any

from django.db import transaction

from faubourg.contracts.agreement_stages import AGREEMENT_TRANSITIONS, AgreementStage
from faubourg.contracts.models import Agreement, Contract
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.rows_editing import add_record
from faubourg.exchange.schema.contract import AGREEMENTS
from faubourg.exchange.schema.special import AgreementTitles

#: What a renewal takes over from the former one.
TAKEN_OVER = ("title", "kind", "object", "parties", "tacit_renewal", "notice_months")


@transaction.atomic
def renew_agreement(*, contract: Contract, former: Agreement, values: dict[str, Any], user, at: datetime) -> Agreement:
    """Add the agreement that says `values` and renews `former`; one that is signed becomes « renouvelé ».

    Raises `PermissionDenied`, and `IntakeError` with a problem a field; nothing is then written.
    """
    title = AgreementTitles.designations(contract)[former.pk]
    made = add_record(contract=contract, section=AGREEMENTS, values=values | {"renews": [title]}, user=user, at=at)
    old = record_of(contract=contract, section=AGREEMENTS, row=former)
    if AgreementStage.RENEWED in AGREEMENT_TRANSITIONS.get(former.current_stage or AgreementStage.SIGNED, ()):
        change_record(
            contract=contract,
            section=AGREEMENTS,
            row=former,
            values={"stage": AgreementStage.RENEWED.value},
            digest=digest_of(old),
            user=user,
            at=at,
        )
    return made
