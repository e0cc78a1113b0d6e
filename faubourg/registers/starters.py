"""Ready-made registers: data to start from, changed freely afterwards. Nothing else names their keys or columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Starter:
    """A register to start from; `columns` are what `operations.structure.make_register` takes."""

    key: str
    title: str
    unit: str
    help_text: str
    states: tuple[dict, ...]
    columns: tuple[dict, ...]


def _state(key: str, label: str, *, counts: bool = True) -> dict:
    return {"key": key, "label": label, "counts": counts}


def _column(label: str, kind: str = "texte", **facts) -> dict:
    return {"label": label, "type": kind} | facts


_QUARTER = _column("Quartier", "territoire", breaks_down=True)

STARTERS: tuple[Starter, ...] = (
    Starter(
        "paqte", "Entreprises engagées (PAQTE)", "une entreprise",
        "Le Pacte avec les quartiers pour toutes les entreprises : sensibiliser, former, recruter, acheter.",
        (_state("contactee", "Contactée", counts=False), _state("signee", "Signataire"),
         _state("sortie", "Sortie", counts=False)),
        (
            _column("Entreprise", required=True), _column("SIRET"), _column("Date de signature", "date"),
            _column("Effectif", "nombre"), _QUARTER,
            _column("Axe", "choix", options=["Sensibiliser", "Former", "Recruter", "Acheter"], breaks_down=True),
            _column("Engagement pris"),
        ),
    ),
    Starter(
        "exonerations", "Exonérations fiscales", "une exonération", "Une exonération accordée à un établissement.",
        (_state("demandee", "Demandée", counts=False), _state("accordee", "Accordée"),
         _state("refusee", "Refusée", counts=False)),
        (
            _column("Établissement", required=True), _column("Année", "nombre", required=True), _QUARTER,
            _column("Impôt", "choix", options=["CFE", "CVAE", "TFPB", "Autre"], breaks_down=True),
            _column("Base exonérée", "montant"), _column("Montant exonéré", "montant"),
        ),
    ),
    Starter(
        "postes", "Postes adultes-relais et FONJEP", "un poste",
        "Un poste financé, occupé ou vacant. N’écrivez pas le nom de la personne qui l’occupe.",
        (_state("pourvu", "Pourvu"), _state("vacant", "Vacant"), _state("ferme", "Fermé", counts=False)),
        (
            _column("Intitulé du poste", required=True), _column("Employeur", "organisation", breaks_down=True),
            _column("Dispositif", "choix", options=["Adultes-relais", "FONJEP", "Autre"], breaks_down=True),
            _QUARTER, _column("Début de la convention", "date"), _column("Fin de la convention", "date"),
            _column("ETP", "nombre"), _column("Aide annuelle", "montant"),
        ),
    ),
    Starter(
        "etudes", "Recommandations des études", "une recommandation",
        "Ce qu’une étude ou une évaluation recommande, et ce qu’on en fait.",
        (_state("a-etudier", "À étudier", counts=False), _state("retenue", "Retenue"),
         _state("realisee", "Réalisée"), _state("ecartee", "Écartée", counts=False)),
        (
            _column("Recommandation", required=True), _column("Étude"), _column("Date de l’étude", "date"),
            _column("Action qui y répond", "action"), _column("Porteur", "organisation", breaks_down=True),
            _QUARTER, _column("Suite donnée"),
        ),
    ),
    Starter(
        "financements", "Financements", "un financement", "Un montant accordé à une structure pour une année.",
        (_state("demande", "Demandé", counts=False), _state("accorde", "Accordé"), _state("verse", "Versé")),
        (
            _column("Objet", required=True), _column("Année", "nombre", required=True),
            _column("Financeur", "organisation", breaks_down=True), _column("Bénéficiaire", "organisation"),
            _column("Action", "action"), _QUARTER,
            _column("Crédits", "choix", options=["Droit commun", "Crédits spécifiques"], breaks_down=True),
            _column("Montant", "montant"),
        ),
    ),
)  # fmt: skip

BY_KEY = {one.key: one for one in STARTERS}
