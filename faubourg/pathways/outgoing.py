"""What may go out of the PLIE: the closed catalogue of the fields of a list, and the lists that are made."""

import re
import unicodedata

from django.db import models

#: Why the FSE+ list holds whoever was followed: the AIPD gives a legal obligation, no consent.
CONSENT_ASIDE = (
    "Un consentement retiré ne retire personne de la liste FSE+ : elle ne repose pas sur lui, mais sur le suivi des "
    "participants que demande le règlement (UE) 2021/1057, annexe I."
)
#: What the person may still do (RGPD, article 21; « ne se prononce pas »).
OBJECTION_APART = (
    "L’opposition est une autre demande, qui se note dans « Données et droits » : elle ne vaut pas contre une "
    "obligation légale. Les questions sensibles restent libres, « ne se prononce pas » est une réponse."
)


class OutgoingField(models.TextChoices):
    """A field that a legal basis may cover; free texts are none of them."""

    TOTALS = "totals", "totaux, petits nombres masqués"
    NUMBER = "number", "numéro de dossier"
    LAST_NAME = "last_name", "nom"
    FIRST_NAME = "first_name", "prénom"
    BIRTH_NAME = "birth_name", "nom de naissance"
    SEX = "sex", "sexe"
    BIRTH_DATE = "birth_date", "date de naissance"
    ADDRESS = "address", "adresse"
    POSTCODE = "postcode", "code postal"
    COMMUNE = "commune", "commune"
    QPV = "qpv", "quartier prioritaire"
    PHONE = "phone", "téléphone"
    EMAIL = "email", "courriel"
    ENTERED_ON = "entered_on", "date d’entrée (PLIE)"
    FSE_ENTERED_ON = "fse_entered_on", "date d’entrée (FSE+)"
    PRESCRIBER = "prescriber", "prescripteur"
    STRUCTURE = "structure", "structure"
    REFERENT = "referent", "référent·e"
    BRSA = "brsa", "BRSA à l’entrée"
    QUALIFICATION = "qualification", "niveau de qualification"
    DISABLED_WORKER = "disabled_worker", "RQTH"
    LONG_UNEMPLOYED = "long_unemployed", "DELD"
    LABOUR = "labour", "situation sur le marché du travail"
    EDUCATION = "education", "niveau d’éducation (CITE)"
    DISABILITY = "disability", "handicap"
    THIRD_COUNTRY = "third_country", "nationalité hors UE"
    FOREIGN_ORIGIN = "foreign_origin", "origine étrangère"
    MINORITY = "minority", "minorité"
    HOMELESS = "homeless", "sans domicile"
    RURAL = "rural", "zone rurale"
    MINIMUM_INCOME = "minimum_income", "minima sociaux"
    ENDED_ON = "ended_on", "date de sortie (PLIE)"
    FSE_ENDED_ON = "fse_ended_on", "date de sortie (FSE+)"
    EXIT_KIND = "exit_kind", "nature de la sortie"
    EXIT_CATEGORY = "exit_category", "catégorie de la sortie"
    EXIT_REASON = "exit_reason", "motif de la sortie"
    SITUATION = "situation", "situation le lendemain de la sortie"
    SITUATION_LATER = "situation_later", "situation à six mois"
    SEEKING = "seeking", "recherche désormais un emploi"
    TRAINING = "training", "suit des études ou une formation"
    QUALIFIED = "qualified", "a obtenu une qualification"
    EMPLOYED = "employed", "exerce un emploi à la sortie"
    EMPLOYED_LATER = "employed_later", "en emploi à six mois"
    IMPROVED_LATER = "improved_later", "situation améliorée à six mois"


class Outgoing(models.TextChoices):
    """The lists that are made for a recipient."""

    FSE = "fse", "Participants FSE+, pour le Département : une ligne par parcours de l’année"
    STATE = "etat", "Bilan de l’année pour l’État : totaux"
    REGION = "region", "Bilan de l’année pour la Région : totaux"


#: Words of a recipient by which a basis is seen to be for one of the lists; a name that says none is not judged.
RECIPIENTS = {
    Outgoing.FSE: ("departement", "fse"),
    Outgoing.STATE: ("etat", "prefet", "prefecture", "ddets", "dreets"),
    Outgoing.REGION: ("region",),
}


def is_for_another(kind: Outgoing, recipient: str) -> bool:
    """Whether the recipient of a basis is plainly that of another list: « Région » for the list of the Département."""
    plain = unicodedata.normalize("NFKD", recipient).encode("ascii", "ignore").decode().lower()
    told = {one for one, words in RECIPIENTS.items() if any(re.search(rf"\b{word}", plain) for word in words)}
    return bool(told) and kind not in told


def words_of(fields) -> str:
    """The fields as a reader knows them, in the order of the catalogue; one that is not in it stays as it is."""
    asked = set(fields)
    known = [str(one.label) for one in OutgoingField if one.value in asked]
    return ", ".join([*known, *sorted(asked - set(OutgoingField.values))])
