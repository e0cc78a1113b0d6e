"""What a prescription waits for, from its columns: orientation and validations come in any order."""

from faubourg.pathways.choices import Opinion, PrescriptionState, Validator


def asked_of(prescription) -> tuple[str, ...]:
    """Who must validate: France Travail always, the Bureau Insertion for a BRSA (line 125)."""
    if prescription.is_brsa:
        return (Validator.FRANCE_TRAVAIL, Validator.INSERTION_OFFICE)
    return (Validator.FRANCE_TRAVAIL,)


def missing_validations(prescription, opinions: dict[str, str]) -> list[str]:
    """The labels of the validations that are still to come; `opinions`: validator → opinion."""
    return [str(Validator(one).label) for one in asked_of(prescription) if opinions.get(one) != Opinion.ACCEPTED]


def state_of(prescription, opinions: dict[str, str], *, has_entered: bool) -> str:
    """The state; the first thing missing names it. A loss and an ineligibility are acts and stand by themselves."""
    if has_entered:
        return PrescriptionState.ENTERED
    if prescription.loss_reason_id:
        return PrescriptionState.LOST
    if prescription.eligible is None:
        return PrescriptionState.TO_CHECK
    if not prescription.eligible:
        return PrescriptionState.INELIGIBLE
    if any(opinions.get(one) == Opinion.REFUSED for one in asked_of(prescription)) or prescription.closed_on:
        return PrescriptionState.REFUSED
    if missing_validations(prescription, opinions):
        return PrescriptionState.TO_VALIDATE
    if prescription.oriented_on is None:
        return PrescriptionState.TO_ORIENT
    return PrescriptionState.TO_ADMIT if prescription.admitted_on is None else PrescriptionState.TO_SIGN


def refused_in_session(prescription, validations) -> bool:
    """Whether the cellule refused the entry, the day when the prescription was closed: no validator did."""
    refused = prescription.state == PrescriptionState.REFUSED
    return refused and all(one.opinion != Opinion.REFUSED for one in validations)


def waits_for(prescription, opinions: dict[str, str]) -> list[str]:
    """What the entry still needs, in words."""
    found = [] if prescription.eligible else ["la vérification de l’éligibilité"]
    found += [f"la validation de {name}" for name in missing_validations(prescription, opinions)]
    if prescription.oriented_on is None:
        found.append("l’orientation vers une structure")
    if prescription.admitted_on is None:
        found.append("l’accord de la cellule de suivi")
    return found
