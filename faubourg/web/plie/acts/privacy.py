"""The acts on terms, on what is kept longer, on what a person asks about their data."""

from faubourg.pathways.models import Participant, Protocol
from faubourg.pathways.operations import retention, rights, setup
from faubourg.pathways.permissions import can_follow, can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import privacy as forms

FOR_EVER = (
    "Noms, coordonnées, adresses, notes, motifs écrits et pièces jointes sont effacés pour toujours. Le sexe, l’année "
    "de naissance, les dates et les choix de liste restent : aucun chiffre ne change."
)


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _may_keep(user, row) -> bool:
    return can_follow(user, row) if isinstance(row, Participant) else can_lead(user, row.contract)


def _may_prolong(user, row) -> bool:
    return row.kept_since is None and _may_keep(user, row)


def _may_lift(user, row) -> bool:
    return row.kept_since is not None and _may_keep(user, row)


def _rules(contract, data, **who):
    row = Protocol.objects.filter(contract=contract).first()
    return setup.write_setting(contract=contract, model=Protocol, values=data, row=row, **who)


CONTRACT_ACTS: dict[str, Act] = {
    "aviser": Act(
        "Donner l’avis à tous les dossiers échus", forms.NothingForm,
        lambda contract, data, **who: retention.give_notices(contract=contract, **who), "Avis donnés.", can_lead,
        lead="L’équipe de chaque personne a les jours de l’avis pour demander une prolongation.",
        submit="Donner l’avis",
    ),
    "anonymiser": Act(
        "Anonymiser tous les dossiers prêts", forms.SureForm,
        lambda contract, data, **who: retention.anonymise_ready(contract=contract, **who), "Dossiers anonymisés.",
        can_lead, lead=FOR_EVER, submit="Anonymiser pour toujours",
    ),
    "regler": Act("Durées de conservation", forms.TermsForm, _rules, "Durées enregistrées.", can_lead),
}  # fmt: skip
KEEPING: dict[str, Act] = {
    "prolonger": Act(
        "Prolonger la conservation", forms.KeepForm,
        lambda row, data, **who: retention.keep_longer(row=row, **data, **who), "Conservation prolongée.", _may_prolong,
        lead="Le dossier reste jusqu’à ce que la prolongation soit levée ; un nouvel avis court alors.",
    ),
    "lever": Act(
        "Lever la prolongation", forms.NothingForm,
        lambda row, data, **who: retention.stop_keeping(row=row, **who), "Prolongation levée.", _may_lift,
        submit="Lever la prolongation",
    ),
}  # fmt: skip
FILE_ACTS: dict[str, Act] = KEEPING | {
    "demande": Act(
        "Demande de la personne", forms.AskForm,
        lambda row, data, **who: rights.receive_request(participant=row, **data, **who), "Demande notée.", can_follow,
        lead="Accès, rectification, effacement, limitation ou opposition. La suite est donnée par la coordinatrice.",
    ),
    "avis": Act(
        "Donner l’avis avant anonymisation", forms.NothingForm,
        lambda row, data, **who: retention.give_notice(participant=row, **who), "Avis donné.", _leads,
        submit="Donner l’avis",
    ),
    "anonymiser": Act(
        "Anonymiser le dossier", forms.SureForm,
        lambda row, data, **who: retention.anonymise(participant=row, **who), "Dossier anonymisé.", _leads,
        lead=FOR_EVER, submit="Anonymiser pour toujours",
    ),
}  # fmt: skip
ANSWER = Act(
    "Réponse à la demande", forms.AnswerForm,
    lambda row, data, **who: rights.answer_request(request=row, **data, **who), "Réponse notée.",
    lambda user, row: can_lead(user, row.participant.contract),
    lead="Une rectification se fait sur le dossier ; un effacement avant terme s’étudie avec la ou le délégué·e à la "
    "protection des données. Ici, on note ce qui a été répondu.",
)  # fmt: skip
