"""What a PLIE refuses, each rule with its sentence: one table, read by the operations and by its test."""

from django.core.exceptions import ValidationError

from faubourg.ui.typography import nbsp

SENTENCES: dict[str, str] = {
    # Who the person is
    "birth-in-future": "La date de naissance est dans l’avenir : vérifiez l’année, ou laissez la case vide.",
    "birth-too-old": "La date de naissance donne plus de 110 ans : vérifiez l’année, ou laissez la case vide.",
    "nameless": "Donnez au moins un nom ou un prénom : un dossier sans nom ne se retrouve pas.",
    "dead": "Le décès est enregistré au {day} : rien ne s’ajoute au dossier après cette date.",
    "death-before-birth": "Le décès ne peut pas précéder la naissance.",
    "in-future": "Cette date est dans l’avenir : un fait s’enregistre une fois qu’il a eu lieu.",
    "periods-overlap": "Cette période de RSA recouvre celle du {day} : fermez d’abord l’autre.",
    "anonymised": "Ce dossier est anonymisé : il ne se modifie plus.",
    "merged-file": "Ce dossier est réuni au dossier {number} : ouvrez celui-là.",
    "merge-itself": "Un dossier ne se réunit pas à lui-même.",
    "merge-two-open": "Chacun des deux dossiers a un parcours ouvert : terminez-en un avant de les réunir.",
    "merge-undone": "Cette réunion est déjà défaite.",
    # Lists and roles
    "wrong-list": "« {label} » n’est pas dans la liste « {kind} » de ce contrat.",
    "term-ended": "« {label} » n’est plus proposé à cette date : choisissez un autre terme.",
    "structure-closed": "La structure « {name} » est fermée à cette date : choisissez-en une autre.",
    "wrong-contract": "Cette ligne appartient à un autre contrat.",
    "wrong-referent": "Cette personne n’est pas référente de parcours à cette date.",
    "administrator": "L’administrateur·rice de l’instance ne voit aucun dossier : pas de rôle dans un PLIE.",
    "appoint-oneself": "Nul ne se donne un rôle à soi-même : demandez à la ou au chef·fe de projet.",
    "role-incomplete": "Ce rôle demande {what}.",
    # From the prescription to the entry
    "prescription-closed": "Cette prescription est close ({state}) : enregistrez-en une nouvelle.",
    "refusal-without-reason": "Donnez le motif du refus.",
    "loss-without-reason": "Donnez le motif de la perte avant l’entrée.",
    "not-eligible-yet": "L’éligibilité n’est pas vérifiée : commencez par là.",
    "validation-not-asked": "Cette validation n’est pas demandée : la personne n’est pas bénéficiaire du RSA.",
    "before-prescription": "Cette date précède la prescription du {day}.",
    "entry-not-validated": "L’entrée attend encore : {what}.",
    "pathway-already-open": "Cette personne a déjà un parcours ouvert depuis le {day} : terminez-le d’abord.",
    "pathways-overlap": "Cette entrée tombe dans un parcours déjà suivi, du {start} au {end}.",
    # The pathway
    "pathway-closed": "Ce parcours est terminé depuis le {day}.",
    "before-entry": "Cette date précède l’entrée du {day}.",
    "measures-overlap": "La mesure {rank} va du {start} au {end} : les mesures ne se recouvrent pas.",
    "renewal-too-long": (
        "Le renouvellement irait jusqu’au {end}, au-delà des {months} mois du protocole : "
        "donnez le motif de la dérogation, ou proposez une sortie."
    ),
    "watch-already-open": "Une veille est déjà ouverte depuis le {day}.",
    "no-watch": "Aucune veille n’est ouverte.",
    "ends-before-start": "La fin précède le début.",
    "step-outside": "Cette étape est hors du parcours, qui va du {start} au {end}.",
    "override-without-reason": "Donnez le motif pour classer cet emploi autrement que la règle.",
    "not-a-job": "Seul un emploi se classe.",
    # The exit
    "exit-before-entry": "La sortie du {day} précède l’entrée du {entry}.",
    "exit-without-proof": "Une sortie positive demande son justificatif : joignez le contrat ou l’extrait KBIS.",
    "exit-without-category": "Donnez la catégorie de la sortie positive : elle compte dans le tableau du rapport.",
    "exit-already": "Une sortie est déjà proposée ou validée pour ce parcours.",
    "exit-not-proposed": "Cette sortie n’attend pas de décision.",
    "proof-elsewhere": "Ce justificatif appartient à un autre parcours.",
    "reopen-without-reason": "Donnez le motif de la réouverture.",
    "exit-not-validated": "Seule une sortie validée se rouvre.",
    "situation-too-early": "La situation à six mois se recueille à partir du {day}.",
    # The cellule
    "session-closed": "La cellule du {day} est close : rouvrez-la avec un motif, ou attendez la suivante.",
    "session-not-open": "La cellule du {day} n’est pas ouverte : ouvrez la séance pour décider.",
    "session-without-quorum": "Le quorum n’est pas atteint : {present} pour {quorum}. La cellule ne peut pas décider.",
    "session-same-day": "Une cellule est déjà prévue le {day}.",
    "session-not-closed": "Seule une cellule close se rouvre.",
    "case-already": "Cette situation est déjà à l’ordre du jour.",
    "case-done": "Cette situation est déjà décidée : sa décision a pris effet.",
    "watch-without-reason": "Donnez le motif de la veille.",
    # What leaves
    "no-legal-basis": "Aucune base légale enregistrée n’autorise cette liste : ajoutez-en une, ou donnez des totaux.",
    "field-not-covered": "La base légale ne couvre pas : {what}.",
    "still-followed": "Cette personne est suivie, ou la durée de conservation court jusqu’au {day}.",
    "notice-not-given": "L’avis avant anonymisation court jusqu’au {day}.",
}

#: The same for the clauses, childcare and the other dispositifs.
DISPOSITIFS: dict[str, str] = {
    "homonym": "Une personne du même nom est déjà connue : donnez la date de naissance pour savoir si c’est elle.",
    "lot-elsewhere": "Le lot « {name} » est d’un autre marché.",
    "mission-overlaps": "Ce contrat est déjà enregistré : même personne, même marché, même entreprise, même début.",
    "hours-outside": "Le mois de {month} est hors du contrat, qui va du {start} au {end}.",
    "hours-too-many": "Un mois ne contient pas {hours} heures : vérifiez la saisie.",
    "hours-negative": "Des heures ne peuvent pas être négatives.",
    "evaluation-too-early": "L’évaluation précède le début du contrat, le {day}.",
    "no-nursery": "Choisissez d’abord la crèche qui accueille.",
    "no-child": "Une demande concerne un enfant au moins.",
    "months-wrong": "Les mois d’accueil sont un nombre positif, au plus {most} entre ces deux dates.",
    "request-not-waiting": "Cette demande n’attend plus de place : {state}.",
    "request-not-placed": "Aucun enfant n’est accueilli pour cette demande : {state}.",
    "unplaced-without-reason": "Donnez le motif : pourquoi cette demande est sans place.",
    "before-request": "Cette date précède la demande du {day}.",
    "stage-elsewhere": "L’étape « {label} » est d’un autre dispositif.",
    "stage-disorder": "L’étape « {label} » ne peut pas être franchie avant « {former} », le {day}.",
    "before-enrolment": "Cette date précède l’orientation du {day}.",
    "enrolment-ended": "Ce passage est arrêté depuis le {day}.",
    "enrolment-open": "Cette personne est déjà dans ce dispositif depuis le {day} : arrêtez d’abord ce passage.",
    "stages-missing": "Un dispositif a au moins une étape, chacune à son nom.",
    "stage-used": "L’étape « {label} » a été franchie par quelqu’un : elle reste.",
}


class Refused(ValidationError):  # noqa: N818 - what happens to the act, in the words of the field
    """An act that a rule of the PLIE refuses: `code` names the rule, the message is its sentence."""


def refuse(code: str, **facts) -> Refused:
    """The refusal of a rule, dates written as people write them: `raise refuse("before-entry", day=entry)`."""
    words = {name: value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value for name, value in facts.items()}
    return Refused(nbsp((SENTENCES | DISPOSITIFS)[code].format(**words)), code=code)
