"""What is changed of a person's file."""

from faubourg.pathways.operations import homes, people
from faubourg.pathways.permissions import can_follow
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import person as forms


def _with(operation):
    def run(person, data, **who):
        return operation(participant=person, **data, **who)

    return run


def _change(person, data, **who):
    return people.change_participant(participant=person, values=data, **who)


def _home(residence, data, **who):
    return homes.change_home(residence=residence, **data, **who)


def _rsa(period, data, **who):
    return people.write_rsa(participant=period.participant, period=period, **data, **who)


def _rsa_remove(period, data, **who):
    return people.remove_rsa(period=period, **data, **who)


def _owns(user, row) -> bool:
    return can_follow(user, row.participant)


ACTS: dict[str, Act] = {
    "identite": Act("Identité", forms.IdentityForm, _change, "Identité enregistrée.", can_follow),
    "situation": Act("Situation", forms.SituationForm, _change, "Situation enregistrée.", can_follow),
    "domicile": Act(
        "Domicile", forms.HomeForm, _with(homes.settle), "Domicile enregistré.", can_follow,
        lead="Le domicile précédent reste au dossier. Le quartier prioritaire est choisi, ou établi d’après les "
        "coordonnées et les contours, ou d’après l’adresse et les voies du contrat ; « indéterminé » compte comme "
        "non ventilé.",
    ),
    "rsa": Act("Période de RSA", forms.RsaForm, _with(people.write_rsa), "Période de RSA enregistrée.", can_follow),
    "deces": Act(
        "Décès", forms.DeathForm, _with(people.record_death), "Décès enregistré.", can_follow,
        lead="Rien ne s’ajoute au dossier après cette date. La sortie d’un parcours ouvert est proposée à la cellule, "
        "à la date du décès.",
    ),
    "deces-retirer": Act(
        "Retirer le décès", forms.ReasonForm, _with(people.remove_death), "Décès retiré.", can_follow, submit="Retirer",
        lead="Pour un décès enregistré par erreur. La sortie qu’il avait proposée est retirée aussi ; l’acte est noté "
        "au journal avec son motif.",
    ),
}  # fmt: skip
#: About one of the periods of RSA.
RSA = Act(
    "Corriger une période de RSA", forms.RsaChangeForm, _rsa, "Période de RSA corrigée.", _owns,
    lead="Donnez la date de fin pour fermer la période, ou corrigez ses dates. Une date inconnue reste vide.",
)  # fmt: skip
RSA_REMOVE = Act(
    "Retirer une période de RSA", forms.ReasonForm, _rsa_remove, "Période de RSA retirée.", _owns, submit="Retirer",
    lead="Pour une période saisie par erreur ; l’acte est noté au journal avec son motif.",
)  # fmt: skip
#: About one of the homes.
HOME = Act(
    "Corriger un domicile", forms.HomeChangeForm, _home, "Domicile corrigé.",
    _owns,
    lead="Pour une erreur de saisie. Si la personne a déménagé, ajoutez un domicile : celui-ci reste à l’historique.",
)  # fmt: skip
