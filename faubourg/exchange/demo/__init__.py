"""What the demo ships: contracts of the package, one account for each role that exists, two for the PLIE."""

from dataclasses import dataclass
from pathlib import Path

from faubourg.contracts.choices import Role
from faubourg.pathways.choices import AgentRole


@dataclass(frozen=True)
class DemoAccount:
    """An account entered by one click; `role` and `plie` empty: the administrator of the instance.

    `plie`: a role in the PLIE, which sees its people and no contract.
    """

    key: str
    email: str
    function: str
    initials: str
    can: str
    role: str = ""
    plie: str = ""


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
        "suit les parcours de la cohorte fictive, tient la cellule de suivi",
        plie=AgentRole.COORDINATOR,
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
        "administration",
        "administration@demo.invalid",
        "Administrateur·rice de l’instance",
        "AI",
        "importe des contrats, rapproche les doublons",
    ),
)


def demo_files() -> list[Path]:
    """The contracts that the package ships: each file bears the key of its contract."""
    return sorted(Path(__file__).parent.glob("*.yaml"))
