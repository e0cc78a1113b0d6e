"""Saving a part of a record: what two people changed is shown to the second, the rest is kept from both."""

from datetime import datetime

from django.db.models import Model

from faubourg.contracts.models import Contract
from faubourg.exchange.editing import RecordChangedError, change_record, digest_of
from faubourg.intake.problems import IntakeError
from faubourg.web.forms.part import PartForm

#: How many times a record may change under the eyes of one save.
ATTEMPTS = 5
RESTLESS = "La fiche change en ce moment même : attendre un instant, puis enregistrer à nouveau."


def save_part(form: PartForm, *, contract: Contract, row: Model, user, at: datetime) -> dict[str, list] | None:
    """Write what the person changed; return what changed as {title: [old, new]}.

    None when nothing is written: the form then bears the sentences, or the clashes to settle.
    """
    for _ in range(ATTEMPTS):
        if form.find_clashes():
            form.show_recorded()
            return None
        try:
            return change_record(
                contract=contract,
                section=form.section,
                row=row,
                values=form.values(),
                digest=digest_of(form.record),
                user=user,
                at=at,
                reason=form.reason,
            )
        except RecordChangedError as error:
            form.rebase(error.current)
        except IntakeError as error:
            form.take(error)
            return None
    form.add_error(None, RESTLESS)
    return None
