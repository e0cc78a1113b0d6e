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
    "periods-overlap": "Cette période de RSA recouvre celle du {day} : au dossier, corrigez l’autre d’abord.",
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
    "renewal-too-long": (
        "Le renouvellement irait jusqu’au {end}, au-delà des {months} mois du protocole : "
        "donnez le motif de la dérogation, ou proposez une sortie."
    ),
    "meeting-after-exit": (
        "Ce parcours est terminé depuis le {day} : datez ce rendez-vous de ce jour au plus tard, ou annulez-le."
    ),
    "watch-already-open": "Une veille est déjà ouverte depuis le {day}.",
    "no-watch": "Aucune veille n’est ouverte.",
    "ends-before-start": "La fin précède le début.",
    "step-outside": "Cette étape est hors du parcours, {span}.",
    "step-without-start": "Donnez le début de l’étape, ou son début prévu si elle n’est que prévue.",
    "step-without-name": "Dites ce qu’est cette étape : un intitulé, un type de contrat, un domaine ou un moyen.",
    "override-without-reason": "Donnez le motif pour classer cet emploi autrement que la règle.",
    "not-a-job": "Seul un emploi se classe.",
    # The exit
    "exit-before-entry": "La sortie du {day} précède l’entrée du {entry}.",
    "exit-without-proof": "Une sortie positive demande son justificatif : joignez le contrat ou l’extrait KBIS.",
    "exit-without-category": "Donnez la catégorie de la sortie positive : elle compte dans le tableau du rapport.",
    "exit-already": "Une sortie est déjà proposée ou validée pour ce parcours.",
    "exit-not-proposed": "Cette sortie n’attend pas de décision.",
    "exit-too-far": "La sortie du {day} est trop lointaine : elle se propose au plus {months} mois à l’avance.",
    "proof-elsewhere": "Ce justificatif appartient à un autre parcours.",
    "reopen-without-reason": "Donnez le motif de la réouverture.",
    "exit-not-validated": "Seule une sortie décidée par la cellule se rouvre.",
    "situation-before-exit": "La situation se recueille à partir du lendemain de la sortie, le {day}.",
    "situation-too-early": "La situation à six mois se recueille à partir du {day}.",
    # The cellule
    "session-closed": "La cellule du {day} est close : rouvrez-la avec un motif, ou attendez la suivante.",
    "session-not-open": "La cellule du {day} n’est pas ouverte : ouvrez la séance pour décider.",
    "session-without-quorum": "Le quorum n’est pas atteint : {present} pour {quorum}. La cellule ne peut pas décider.",
    "session-same-day": "Une cellule est déjà prévue le {day}.",
    "session-not-closed": "Seule une cellule close se rouvre.",
    "case-already": "Cette situation est déjà à l’ordre du jour.",
    "case-done": "Cette situation est déjà décidée : sa décision a pris effet. Reprenez-la pour en prendre une autre.",
    "case-meanwhile": "Cette situation a été décidée entre-temps ({verdict}) : relisez, puis enregistrez de nouveau.",
    "watch-without-reason": "Donnez le motif de la veille.",
    # What leaves
    "no-legal-basis": "Aucune base légale enregistrée n’autorise cette liste : ajoutez-en une, ou donnez des totaux.",
    "field-not-covered": "La base légale ne couvre pas : {what}.",
    "still-followed": "Cette personne est suivie, ou la durée de conservation court jusqu’au {day}.",
    "notice-not-given": "L’avis avant anonymisation court jusqu’au {day}.",
}

#: The same for steps written after the exit, or removed by another than their author.
STEPS: dict[str, str] = {
    "step-after-exit": "Ce parcours est terminé depuis le {day} : donnez le motif pour corriger ses étapes.",
    "private-without-reason": "Cette étape est réservée à qui l’a écrite : donnez le motif pour la retirer.",
}

#: The same for the permanences at a partner's.
DROPINS: dict[str, str] = {
    "dropin-twice": "Une permanence est déjà notée à ce lieu ({place}) le {day} : corrigez celle-là.",
}

#: The same for opinions, the entry and the sessions of the cellule.
ADMISSION: dict[str, str] = {
    "opinion-given": "Cet avis est déjà donné, le {day} : la coordinatrice peut le corriger.",
    "no-opinion": "Aucun avis n’est donné par ce validateur : il n’y a rien à corriger.",
    "prescription-too-old": "Cette prescription serait d’avant {year} : vérifiez l’année.",
    "cer-before-admission": "La cellule a validé l’entrée le {day} : le CER se signe ce jour-là ou après.",
    "session-too-early": "La cellule est prévue le {day} : elle s’ouvre ce jour-là, ou changez sa date.",
    "session-without-presence": (
        "L’émargement de la cellule du {day} n’est pas saisi : cochez d’abord les membres présents."
    ),
    "session-long-ago": "Le {day} est à plus d’un an : une cellule aussi ancienne ne se prévoit plus.",
    "session-begun": "La cellule du {day} a commencé : elle ne se déplace ni ne s’annule plus.",
    "session-cancelled": "La cellule du {day} est annulée : prévoyez-en une autre.",
    "cancel-without-reason": "Donnez le motif de l’annulation.",
    "case-moot": (
        "Plus rien n’est à décider : une autre cellule ou un acte du dossier l’a réglé. Passez à la situation suivante."
    ),
    "nothing-to-undo": "Aucune décision n’a pris effet ici : il n’y a rien à reprendre.",
    "undo-too-late": "Cette décision ne se reprend plus : {what}.",
    "name-in-minutes": (
        "« {field} » contient « {name} », nom d’une personne de l’ordre du jour : écrivez « dossier {number} »."
    ),
    "opinion-after-admission": (
        "La cellule a validé l’entrée le {day} : l’avis ne change plus. "
        "Si la personne n’entre pas, enregistrez-le par « Clore sans entrée », avec le motif."
    ),
}

#: The same for the clauses, childcare and the other dispositifs.
DISPOSITIFS: dict[str, str] = {
    "homonym": "Une personne du même nom est déjà connue : donnez la date de naissance pour savoir si c’est elle.",
    "lot-elsewhere": "Le lot « {name} » est d’un autre marché.",
    "mission-overlaps": "Ce contrat est déjà enregistré : même personne, même marché, même entreprise, même début.",
    "hours-outside": "Le mois de {month} est hors du contrat, qui va du {start} au {end}.",
    "hours-too-many": "Un mois ne contient pas {hours} heures : vérifiez la saisie.",
    "hours-negative": "Des heures ne peuvent pas être négatives.",
    "line-twice": "La ligne {number} dit déjà ce contrat et ce mois : gardez une seule des deux.",
    "removal-without-reason": "Donnez le motif : pourquoi ce contrat est retiré.",
    "two-files": "Chacune des deux personnes a son dossier du PLIE : réunissez d’abord les dossiers.",
    "two-passages": "Chacune a un passage ouvert dans « {name} » : arrêtez-en un avant de les réunir.",
    "merged-person": "Cette personne est réunie à une autre : ouvrez celle-là.",
    "stock-negative": "Un parc se compte à partir de zéro.",
    "option-used": "La formule « {label} » est prise par quelqu’un : elle reste.",
    "option-elsewhere": "La formule « {label} » est d’un autre dispositif.",
    "evaluation-too-early": "L’évaluation précède le début du contrat, le {day}.",
    "no-nursery": "Choisissez d’abord la crèche qui accueille.",
    "request-twin": "Cette demande est déjà enregistrée : même personne, même jour, même crèche.",
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

#: The same for what goes out and for what is printed.
FIGURES: dict[str, str] = {
    "no-field": "Cette base légale ne couvre aucun champ de cette liste : choisissez-en une autre, ou complétez-la.",
    "basis-field-unknown": "Ce champ n’est pas dans le catalogue des champs transmis : {what}.",
    "basis-twin": "Cette base légale est déjà enregistrée : même destinataire, même texte, même finalité, même début.",
    "bridge-taken": (
        "Un report nourrit déjà cet indicateur pour ce producteur : arrêtez-le d’abord. Chaque ventilation écrit le "
        "total, deux reports s’y contrediraient."
    ),
    "bridge-without-producer": (
        "Un autre report nourrit déjà cet indicateur, et l’un des deux n’a pas de producteur : il heurterait les "
        "valeurs de l’autre. Arrêtez d’abord l’autre report."
    ),
    "basis-empty": "Donnez au moins un champ : une base légale qui ne couvre rien n’autorise rien.",
    "published-year": "Une valeur publiée est d’une année de {first} à {last}.",
    "published-without-page": "Donnez le document et la page : un chiffre publié garde sa source.",
    "published-not-a-number": "« {value} », ligne « {label} » : écrivez le nombre imprimé, ou la part avec son %.",
    "basis-ended": "Cette base légale a pris fin le {day} : donnez-lui un autre terme, ou choisissez-en une autre.",
    "basis-not-begun": "Cette base légale ne vaut qu’à partir du {day} : choisissez-en une autre.",
    "basis-other-recipient": "Cette base légale est celle de « {recipient} », cette liste est pour un autre : "
    "choisissez la base de son destinataire.",
    "basis-other-role": "Seuls les accès du Département et de la cellule FSE se lisent sous une base légale.",
}

#: The same for what a file says and for its corrections.
RECORDS: dict[str, str] = {
    "merge-chained": "Le dossier {number} est lui-même réuni au dossier {other} : défaites d’abord cette réunion-là.",
    "watches-overlap": "Une veille va du {start} au {end} : la suivante s’ouvre après, ou corrigez la date.",
    "back-before-watch": "La reprise prévue précède le début de la veille, le {day} : vérifiez les deux dates.",
    "watch-closed-without-reason": "Donnez le motif de la clôture de la veille.",
    "review-too-early": "La veille se réexamine après le {day} : donnez une date plus tardive.",
    "rsa-without-reason": "Donnez le motif : pourquoi cette période de RSA est retirée.",
    "death-before-entry": "Le décès au {day} précède l’entrée du {entry} : vérifiez l’année, ou corrigez l’entrée.",
    "not-dead": "Aucun décès n’est enregistré à ce dossier.",
    "death-without-reason": "Donnez le motif : pourquoi le décès est retiré de ce dossier.",
    "death-with-exit": "La sortie pour décès du {day} est décidée : rouvrez-la d’abord, puis retirez le décès.",
    "step-done-later": (
        "La fin du {end} est à venir : une étape réalisée ou abandonnée est finie. Corrigez la fin, "
        "ou choisissez « en cours »."
    ),
    "weekly-hours-too-many": "Une semaine compte {most} heures au plus : vérifiez « Heures par semaine ».",
    "fse-exit-before-entry": "La sortie FSE+ du {day} précède l’entrée du {entry} : vérifiez cette date, ou videz-la.",
    "consent-withdrawn-early": (
        "Le retrait du consentement précède son recueil du {day} : vérifiez « Consentement retiré le »."
    ),
    "withdrawn-without-consent": "Un consentement retiré a été recueilli : donnez « Consentement recueilli le ».",
    "measure-first": "La première mesure commence à l’entrée, le {entry}.",
    "measure-gap": "La mesure {rank} finit le {end} : la suivante commence le lendemain.",
    "measure-too-long": "Une mesure dure {months} mois : celle-ci finirait au plus tard le {end}.",
    "measure-too-short": (
        "Une mesure dure {months} mois : celle-ci finirait le {end}. Corrigez la fin, ou donnez le motif de la "
        "dérogation."
    ),
    "session-before-entry": "La cellule du {day} précède l’entrée du {entry} : vérifiez l’année.",
    "correction-without-reason": "Donnez le motif : pourquoi cela est corrigé.",
    "prescription-after-acts": "Un acte de cette prescription date du {day} : elle ne peut pas le suivre.",
    "brsa-after-admission": (
        "La cellule a validé l’entrée le {day} : le Bureau Insertion n’est plus interrogé. "
        "Enregistrez la période de RSA au dossier, elle compte à l’entrée."
    ),
    "prescription-not-lost": "Seule une prescription close sans entrée se rouvre ; celle-ci est « {state} ».",
    "prescription-waiting": (
        "Une prescription du {day} attend déjà pour cette personne : suivez celle-là, ou faites-la clore par la "
        "coordinatrice avant d’en enregistrer une autre."
    ),
}

#: The same for what a pathway says as it goes, and for what is counted at its entry.
FACTS: dict[str, str] = {
    "exit-without-reason": "Donnez le motif de cette sortie : il compte dans le tableau des sorties par motif.",
    "class-by-cellule": (
        "Seule la cellule valide une sortie positive : choisissez « sortie positive à valider », "
        "puis proposez la sortie."
    ),
    "class-without-row": "Choisissez la ligne du tableau où compte cet emploi : sans elle, il est « non ventilé ».",
    "row-of-other-class": "« {label} » n’est pas une ligne de ce classement : choisissez-en une autre, ou reclassez.",
    "domain-of-means": (
        "Le moyen « {means} » relève du domaine « {domain} » : choisissez ce domaine, ou un autre moyen."
    ),
    "means-without-domain": "Donnez le domaine : le moyen « {means} » n’en précise aucun.",
    "workshop-day": "Le {day} est trop loin : une séance d’atelier a trois ans au plus, ou se tient d’ici à deux ans.",
    "sitting-twice": (
        "Une séance pareille est déjà notée le {day} : pour deux venues ce jour-là, notez-en une, heures ajoutées."
    ),
    "planned-begun": "Une étape prévue n’a pas commencé : écrivez « Début prévu », ou choisissez « en cours ».",
    "done-without-end": "Donnez la fin : une étape réalisée a une fin ; sinon, choisissez « en cours ».",
    "act-too-early": "Le {day} est à plus d’un an avant l’entrée du {entry} : vérifiez l’année.",
    "meeting-too-far": "Le {day} est à plus d’un an : un rendez-vous se prévoit au plus un an à l’avance.",
    "meeting-is-past": (
        "Le {day} est passé : dites si la personne est venue, annulez le rendez-vous, ou donnez un jour à venir."
    ),
    "cer-too-early": (
        "Le CER ne peut pas précéder {what}, du {day} : signez ce jour-là ou après, ou faites corriger cette date."
    ),
    "renewal-too-early": (
        "La mesure {rank} va déjà jusqu’au {end} : elle se renouvelle dans les {days} jours avant sa fin, pas plus tôt."
    ),
}

#: The same for homes and for what comes from a workbook.
TAKEN: dict[str, str] = {
    "measures-overlap": "La mesure {rank} va du {start} au {end} : les mesures ne se recouvrent pas.",
    "entry-before-birth": "L’entrée précède la naissance : vérifiez l’une et l’autre date.",
    "coordinates-half": "Donnez la latitude et la longitude, ou laissez les deux cases vides.",
    "coordinates-wrong": "La latitude va de -90 à 90, la longitude de -180 à 180, en degrés : vérifiez-les.",
    "known-already": (
        "Cette personne a déjà le dossier {number} : retirez la ligne ; ses étapes se rattachent par « Dossier »."
    ),
    "homonym-undated": (
        "Une personne du même nom est au dossier {number} : donnez la date de naissance pour les distinguer."
    ),
    "twice-in-file": "Cette personne est déjà à la ligne {line} : réunissez-les, ou donnez les dates de naissance.",
    "reference-twice": "Cette référence est déjà à la ligne {line} : donnez un numéro par personne.",
    "person-unknown": "Cette personne n’est ni dans la feuille « Participants », ni dans un dossier : vérifiez.",
    "person-unclear": "Plusieurs personnes portent ce nom : donnez la référence, le dossier ou la date de naissance.",
    "without-entry": "Cette personne n’a pas d’entrée dans le PLIE : donnez la date du CER, ou retirez cette ligne.",
    "step-already": "Cette étape est déjà au dossier : retirez la ligne.",
}

#: The same for retention and the rights of persons.
RIGHTS: dict[str, str] = {
    "kept-longer": "La conservation de ce dossier est prolongée : levez d’abord la prolongation.",
    "not-kept": "La conservation de ce dossier n’est pas prolongée.",
    "answered-already": "Cette demande a déjà sa réponse.",
    "answer-before-request": "La réponse ne peut pas précéder la demande du {day}.",
}

#: The same for what a PLIE sets for itself: lists, rules, structures, hand-over, workshops.
SETTINGS: dict[str, str] = {
    "term-twin": "« {label} » est déjà dans cette liste : changez les dates de l’autre, ou donnez un autre libellé.",
    "term-used": "« {label} » sert déjà ({count}) : donnez-lui une date de fin, il reste où il est écrit.",
    "measure-longer": "La durée maximale ({months} mois) ne peut pas être plus courte qu’une mesure.",
    "rhythm-off": "Le rythme des rendez-vous va de 1 à 366 jours : vérifiez.",
    "summary-unknown": "La trame de bilan ne connaît pas ce champ : {what}.",
    "rule-empty": "Cette règle ne classerait aucun emploi : « à partir de » atteint ou dépasse « moins de ».",
    "classing-changed": "Les règles ou les emplois ont changé depuis la liste : {count} à classer, relisez-la.",
    "structure-twin": "Une structure s’appelle déjà « {name} ».",
    "places-disorder": "Le plus petit nombre de places par ETP dépasse le plus grand.",
    "structure-follows": (
        "Cette structure suit encore {pathways} et attend {coming} : transmettez d’abord son portefeuille."
    ),
    "workshop-full": "L’atelier a {places} places : {count} personnes y seraient inscrites.",
    "workshop-without-meeting": "Cet atelier n’a pas de séance : ajoutez d’abord une date.",
    "workshop-attended": "Cette personne est déjà venue : sa présence reste écrite.",
    "support-ended": "Cette écoute est terminée depuis le {day}.",
    "wrong-psychologist": "Une écoute se confie à quelqu’un qui a le rôle de psychologue dans ce PLIE ce jour-là.",
    "handover-changed": "Ce portefeuille a changé depuis l’aperçu : relisez-le avant de transmettre.",
    "handover-empty": "Personne n’est à transmettre.",
    "handover-same": (
        "On ne transmet ni à soi-même, ni, pour une structure, à quelqu’un qui n’a pas d’autre structure."
    ),
}


class Refused(ValidationError):  # noqa: N818 - what happens to the act, in the words of the field
    """An act that a rule of the PLIE refuses: `code` names the rule, the message is its sentence."""


_ALL = SENTENCES | STEPS | DROPINS | ADMISSION | DISPOSITIFS | FIGURES | RECORDS | FACTS | TAKEN | RIGHTS | SETTINGS


def refuse(code: str, **facts) -> Refused:
    """The refusal of a rule, dates written as people write them: `raise refuse("before-entry", day=entry)`."""
    words = {name: value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value for name, value in facts.items()}
    return Refused(nbsp(_ALL[code].format(**words)), code=code)
