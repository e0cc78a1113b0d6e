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
        lead="Rien ne s’ajoute au dossier après cette date ; un parcours ouvert se termine en cellule.",
    ),
}  # fmt: skip
#: About one of the homes.
HOME = Act(
    "Corriger un domicile", forms.HomeChangeForm, _home, "Domicile corrigé.",
    lambda user, home: can_follow(user, home.participant),
    lead="Pour une erreur de saisie. Si la personne a déménagé, ajoutez un domicile : celui-ci reste à l’historique.",
)  # fmt: skip
