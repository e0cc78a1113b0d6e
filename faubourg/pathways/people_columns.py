"""The model workbook of participants: its sheets, their columns, what to write in each."""

from faubourg.pathways.cells import Columns

PEOPLE, MEASURES, STEPS = "Participants", "Mesures", "Étapes"
_DAY = "JJ/MM/AAAA"
_YES_NO = "oui ou non ; vide : non renseigné"
_PERSON: Columns = {
    "Référence": (False, "Celle de la feuille « Participants »"),
    "Dossier": (False, "Ou le numéro d’un dossier déjà ouvert"),
    "Nom": (False, "Ou le nom, le prénom et la date de naissance"),
    "Prénom": (False, ""),
    "Date de naissance": (False, _DAY),
}
#: Sheet → title → whether the cell must be filled, and what to write there.
SHEETS: dict[str, Columns] = {
    PEOPLE: {
        "Référence": (False, "Votre numéro : il relie mesures et étapes à la personne"),
        "Nom": (False, "Un nom ou un prénom au moins"),
        "Prénom": (False, ""),
        "Nom de naissance": (False, ""),
        "Sexe": (False, "F ou H"),
        "Date de naissance": (False, _DAY),
        "Téléphone": (False, ""),
        "Courriel": (False, ""),
        "Adresse": (False, "Numéro et voie"),
        "Code postal": (False, ""),
        "Commune": (False, "Du contrat, ou une autre"),
        "Latitude": (False, "En degrés : 46,3231 ; avec la longitude"),
        "Longitude": (False, "En degrés : -0,4648"),
        "QPV": (
            False,
            "Nom du quartier, « hors QPV » ou « indéterminé » ; vide : d’après les coordonnées, sinon les voies",
        ),
        "Domicile depuis": (False, _DAY),
        "BRSA": (False, _YES_NO),
        "BRSA depuis": (False, _DAY),
        "Qualification": (False, "De la liste"),
        "Diplôme étranger": (False, _YES_NO),
        "RQTH": (False, _YES_NO),
        "DELD": (False, _YES_NO),
        "Notice remise le": (False, _DAY),
        "Prescripteur": (False, "De la liste"),
        "Prescription": (False, "Date de la prescription"),
        "Motif de prescription": (False, "De la liste"),
        "Entrée (CER)": (False, "Date de signature du CER ; vide : pas encore entré·e"),
        "Structure": (False, "De la liste"),
        "Référent·e": (False, "Adresse électronique, de la liste"),
        "Sortie": (False, "Date de sortie ; vide : toujours en parcours"),
        "Nature de la sortie": (False, "De la liste ; une sortie positive attend son justificatif au dossier"),
        "Motif de sortie": (False, "De la liste"),
        "Catégorie de sortie": (False, "De la liste, pour une sortie positive"),
        "Cellule de sortie": (False, "Date de la cellule qui l’a validée ; sortie positive : si elle a eu lieu"),
    },
    MEASURES: {title: said for title, said in _PERSON.items() if title != "Dossier"}
    | {
        "Début": (True, _DAY),
        "Fin": (True, _DAY),
        "Dérogation": (False, "Motif, au-delà de la durée maximale"),
    },
    STEPS: _PERSON
    | {
        "Nature": (True, "emploi, formation ou levée des freins"),
        "Intitulé": (False, ""),
        "Employeur ou organisme": (False, ""),
        "Domaine": (False, "De la liste, selon la nature"),
        "Moyen": (False, "De la liste, pour une levée des freins"),
        "Prescrite par": (False, "De la liste"),
        "État": (False, "De la liste ; vide : en cours"),
        "Début": (False, _DAY),
        "Fin": (False, _DAY),
        "Type de contrat": (False, "De la liste, pour un emploi"),
        "Durée en mois": (False, "Du contrat"),
        "Heures par semaine": (False, ""),
        "Heures en tout": (False, ""),
        "Dans une SIAE": (False, _YES_NO),
        "Formation qualifiante": (False, _YES_NO),
    },
}
#: Columns without which a sheet says nothing.
NEEDED = {PEOPLE: ("Nom",), MEASURES: ("Début", "Fin"), STEPS: ("Nature",)}
#: A preview carries its lines with it.
MOST_LINES = {PEOPLE: 3_000, MEASURES: 10_000, STEPS: 10_000}
