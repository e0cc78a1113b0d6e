"""From the prescription to the entry, step by step."""

from django.urls import reverse

from faubourg.pathways.operations import correcting, prescribing
from faubourg.pathways.permissions import can_follow, can_lead, can_validate
from faubourg.pathways.stages import asked_of
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import prescribing as forms


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _follows(user, row) -> bool:
    return can_follow(user, row.participant)


def _validates(user, row) -> bool:
    return any(can_validate(user, row, one) for one in asked_of(row))


def _with(operation):
    def run(row, data, **who):
        return operation(prescription=row, **data, **who)

    return run


def _correct(row, data, **who):
    why = data.pop("why")
    return correcting.correct_prescription(prescription=row, values=data, why=why, **who)


ACTS: dict[str, Act] = {
    "eligibilite": Act(
        "Vérifier l’éligibilité", forms.EligibilityForm, _with(prescribing.check_eligibility),
        "Éligibilité enregistrée.", _leads,
    ),
    "corriger": Act(
        "Corriger la prescription", forms.PrescriptionChangeForm, _correct, "Prescription corrigée.", _leads,
        lead="Pour une erreur de saisie, ou un RSA appris depuis ; l’acte est noté au journal avec son motif.",
    ),
    "eligibilite-corriger": Act(
        "Corriger l’éligibilité", forms.EligibilityChangeForm, _with(correcting.correct_eligibility),
        "Éligibilité corrigée.", _leads,
        lead="Jusqu’à la décision de la cellule. Un refus corrigé rouvre la prescription.",
    ),
    "rouvrir": Act(
        "Rouvrir la prescription", forms.ReopenForm, _with(correcting.reopen_prescription), "Prescription rouverte.",
        _leads, submit="Rouvrir", lead="Pour une prescription close par erreur : elle attend de nouveau.",
    ),
    "validation": Act(
        "Valider la prescription", forms.ValidationForm, _with(prescribing.validate), "Validation enregistrée.",
        _validates,
        lead="France Travail valide toujours ; le Bureau Insertion du Département aussi pour un bénéficiaire du RSA.",
    ),
    "avis": Act(
        "Corriger l’avis", forms.CorrectionForm, _with(prescribing.correct_opinion), "Avis corrigé.", _leads,
        lead="Un avis saisi par erreur se corrige jusqu’à la décision de la cellule ; un refus corrigé rouvre la "
        "prescription.",
    ),
    "orientation": Act(
        "Orienter vers une structure", forms.OrientationForm, _with(prescribing.orient), "Orientation enregistrée.",
        _leads, lead="Avant ou après les validations.",
    ),
    "cer": Act(
        "Signer le CER", forms.SignatureForm, _with(prescribing.sign_cer),
        "CER signé : le parcours est ouvert.", _follows, submit="Enregistrer l’entrée",
        lands=lambda path: reverse("plie:file", args=[path.contract.key, path.participant.number]),
    ),
    "perte": Act(
        "Clore sans entrée", forms.LossForm, _with(prescribing.lose), "Prescription close.", _follows,
        lead="La prescription ne mène pas à une entrée : donnez le motif, il est compté dans le rapport.",
    ),
}  # fmt: skip
