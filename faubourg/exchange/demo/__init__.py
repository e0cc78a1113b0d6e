"""What the demo ships: contracts of the package, one account for each role that exists, those of the PLIE too."""

from dataclasses import dataclass
from pathlib import Path

from faubourg.contracts.choices import Role
from faubourg.pathways.choices import AgentRole, Validator
from faubourg.pathways.reporting import CountedBy, Measured


@dataclass(frozen=True)
class DemoAccount:
    """An account entered by one click; `role` and `plie` empty: the administrator of the instance.

    `plie`: a role in the PLIE, which sees its people and no contract by itself; `validates`: for whom a validator
    answers; `contract`: key of the one contract where `role` is held, empty: everywhere.
    """

    key: str
    email: str
    function: str
    initials: str
    can: str
    role: str = ""
    plie: str = ""
    contract: str = ""
    validates: str = ""


DEMO_ACCOUNTS = (
    DemoAccount(
        "chef-de-projet",
        "chef.de.projet@demo.invalid",
        "Chef·fe de projet",
        "CP",
        "tient le contrat à jour, importe, imprime",
        Role.PROJECT_LEAD,
    ),
    DemoAccount(
        "copilote-etat",
        "copilote.etat@demo.invalid",
        "Co-pilote pour l’État",
        "CÉ",
        "suit tout le contrat, valide les avancements et les jalons",
        Role.STATE_LEAD,
    ),
    DemoAccount(
        "referent",
        "referent@demo.invalid",
        "Référent·e d’un signataire",
        "RS",
        "tient les engagements et les indicateurs de son organisme",
        Role.REFERENT,
    ),
    DemoAccount(
        "pilote",
        "pilote@demo.invalid",
        "Pilote d’action",
        "PA",
        "tient les fiches que son organisme pilote",
        Role.PILOT,
    ),
    DemoAccount(
        "producteur",
        "producteur@demo.invalid",
        "Producteur·rice d’indicateurs",
        "PI",
        "saisit les valeurs que son organisme produit",
        Role.PRODUCER,
    ),
    DemoAccount("partenaire", "partenaire@demo.invalid", "Partenaire", "PT", "lit et commente", Role.PARTNER),
    DemoAccount("financeur", "financeur@demo.invalid", "Financeur", "FI", "lit et commente", Role.FUNDER),
    DemoAccount("evaluateur", "evaluateur@demo.invalid", "Évaluateur·rice", "ÉV", "lit et commente", Role.EVALUATOR),
    DemoAccount("elu", "elu@demo.invalid", "Élu·e", "ÉL", "lit les contrats, cherche, imprime, exporte", Role.ELECTED),
    DemoAccount(
        "conseil-citoyen",
        "conseil.citoyen@demo.invalid",
        "Conseiller·ère citoyen·ne",
        "CC",
        "lit, commente, donne son avis",
        Role.CITIZEN,
    ),
    DemoAccount(
        "coordinatrice-plie",
        "coordinatrice.plie@demo.invalid",
        "Coordinatrice du PLIE",
        "CO",
        "tient le protocole, suit les parcours de la cohorte fictive, réunit la cellule de suivi",
        Role.PROJECT_LEAD,
        plie=AgentRole.COORDINATOR,
        contract="plie-niort-2022-2028",
    ),
    DemoAccount(
        "referent-plie",
        "referent.plie@demo.invalid",
        "Référent·e de parcours du PLIE",
        "RP",
        "suit les personnes fictives de sa structure",
        plie=AgentRole.REFERENT,
    ),
    DemoAccount(
        "prescripteur-plie",
        "prescripteur.plie@demo.invalid",
        "Prescripteur (Bureau Insertion)",
        "PR",
        "adresse des personnes au PLIE, suit ce qu’elles deviennent",
        plie=AgentRole.PRESCRIBER,
    ),
    DemoAccount(
        "validation-plie",
        "validation.plie@demo.invalid",
        "Validation (France Travail)",
        "VA",
        "donne l’accord attendu sur chaque prescription",
        plie=AgentRole.VALIDATOR,
        validates=Validator.FRANCE_TRAVAIL,
    ),
    DemoAccount(
        "bureau-insertion-plie",
        "bureau.insertion.plie@demo.invalid",
        "Validation (Bureau Insertion)",
        "VB",
        "donne l’accord attendu quand la personne est au RSA",
        plie=AgentRole.VALIDATOR,
        validates=Validator.INSERTION_OFFICE,
    ),
    DemoAccount(
        "structure-plie",
        "structure.plie@demo.invalid",
        "Structure porteuse du PLIE",
        "ST",
        "lit les dossiers de sa structure, prépare son dialogue de gestion",
        plie=AgentRole.STRUCTURE,
    ),
    DemoAccount(
        "psychologue-plie",
        "psychologue.plie@demo.invalid",
        "Psychologue",
        "PS",
        "note les dates et les heures d’écoute, rien d’autre",
        plie=AgentRole.PSYCHOLOGIST,
    ),
    DemoAccount(
        "guichet-clauses",
        "guichet.clauses@demo.invalid",
        "Guichet des clauses",
        "GC",
        "tient les marchés, les contrats et les heures d’insertion",
        plie=AgentRole.CLAUSES,
    ),
    DemoAccount(
        "creche-plie",
        "creche.plie@demo.invalid",
        "Crèche",
        "CR",
        "répond aux demandes de garde qui lui sont adressées",
        plie=AgentRole.NURSERY,
    ),
    DemoAccount(
        "departement-plie",
        "departement.plie@demo.invalid",
        "Département (PLIE)",
        "DP",
        "lit des totaux, sans aucun dossier",
        plie=AgentRole.DEPARTMENT,
    ),
    DemoAccount(
        "cellule-fse-plie",
        "cellule.fse.plie@demo.invalid",
        "Cellule FSE (PLIE)",
        "FS",
        "lit des totaux, et les lignes que couvre une base légale fictive",
        plie=AgentRole.FSE_CELL,
    ),
    DemoAccount(
        "administration",
        "administration@demo.invalid",
        "Administrateur·rice de l’instance",
        "AI",
        "importe des contrats, rapproche les doublons",
    ),
)

#: Contract that the counts of the PLIE of the demo feed → what is counted, how it is broken down, which indicator.
#: The two shares of the protocole are not carried: the bridge counts persons. Its years before this one are printed.
DEMO_BRIDGES = {
    "niort-2024-2030": (
        (Measured.PARTICIPANTS, CountedBy.IN_QPV_SEX, "ind-dcsi-03-01"),
        (Measured.POSITIVE_EXITS, CountedBy.IN_QPV, "ind-dcsi-03-02"),
    ),
    "plie-niort-2022-2028": (
        (Measured.PARTICIPANTS, CountedBy.SEX, "ind-protocole-01"),
        (Measured.ENTRIES, CountedBy.SEX, "ind-protocole-02"),
        (Measured.POSITIVE_EXITS, CountedBy.WHOLE, "ind-protocole-05"),
    ),
}


@dataclass(frozen=True)
class DemoShare:
    """An action that two contracts of the demo hold, and the indicators of the first that the second shows."""

    contract: str
    action: str
    other: str
    other_action: str
    indicators: tuple[str, ...]


DEMO_SHARES = (
    DemoShare("plie-niort-2022-2028", "fiche-3.2", "niort-2024-2030", "eng-cd79-02", ("ind-3.2-02", "ind-3.2-03")),
)


def demo_files() -> list[Path]:
    """The contracts that the package ships: each file bears the key of its contract."""
    return sorted(Path(__file__).parent.glob("*.yaml"))
