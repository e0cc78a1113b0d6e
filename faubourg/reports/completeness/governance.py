"""Checks of the bodies, of the schemes and of the organisations around the contract."""

from faubourg.actions.choices import RoleKind
from faubourg.contracts.models import ListedOrganisation
from faubourg.governance.models import Body
from faubourg.reports.completeness.actions import item
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import Material
from faubourg.reports.plan.records import PlanRow

BODIES = "instance,instances"


def _organisation(material: Material, row: ListedOrganisation, words: str = "") -> Item:
    return Item(row.name, material.mend("organisations", row.pk), material.organisation_url(row.key), words)


def _body(material: Material, body: Body, words: str = "") -> Item:
    return Item(body.name, material.mend("instances", body.pk), words=words)


def _never_meets(material: Material) -> list[Item]:
    return [
        _body(material, body, body.level)
        for body in material.bodies
        if body.pk not in material.met and not body.frequency and not body.min_per_year
    ]


def _without_chair(material: Material) -> list[Item]:
    return [_body(material, body, body.level) for body in material.bodies if not body.chair]


def _absent_holders(material: Material) -> list[Item]:
    """Actions that name their funders, but not the holder of a scheme that they mobilise."""
    names = {row.pk: row.name for row in material.organisations}
    found = []
    for row in _funded_by_schemes(material):
        funders = {kin for pk in _funders(row) for kin in material.kin(pk)}
        absent = {
            f"{names[holder]} porte {material.plan.name('scheme', scheme).name}"
            for scheme in row.links.get("scheme", ())
            for holder in material.holders.get(scheme, ())
            if funders.isdisjoint(material.kin(holder))
        }
        if absent:
            found.append(item(material, row, f"{' ; '.join(sorted(absent))}, sans figurer parmi les financeurs"))
    return found


def _funded_by_schemes(material: Material) -> list[PlanRow]:
    return [
        row
        for row in material.rows
        if _funders(row) and any(material.holders.get(scheme) for scheme in row.links.get("scheme", ()))
    ]


def _funders(row: PlanRow) -> set[int]:
    return {*row.links.get("funder", ()), *(held.organisation for held in row.roles.get(RoleKind.FUNDER, ()))}


def _signatories(material: Material) -> list[ListedOrganisation]:
    return [row for row in material.organisations if row.signatory or row.pk in material.signing]


def _without_post(material: Material) -> list[Item]:
    """Signatories without a référent post, neither on themselves nor on one of their services."""
    posted = {row.pk for row in material.organisations if row.extra.get("referent_posts")}
    above = {row.parent_id for row in material.organisations if row.pk in posted}
    return [
        _organisation(material, row, row.signatory_function)
        for row in _signatories(material)
        if row.pk not in posted | above
    ]


def _nobody_names(material: Material) -> list[Item]:
    words = {
        True: "catégorie, pas un organisme nommé",
        None: "",
        False: "",
    }
    return [
        _organisation(material, row, words[row.is_generic])
        for row in material.organisations
        if row.pk not in material.named and not row.signatory
    ]


CHECKS = (
    Check(
        "instances-sans-reunion",
        "Instances sans réunion ni fréquence",
        "Rien ne dit quand elles se réunissent, ni qu’elles se sont réunies.",
        Severity.FILL,
        BODIES,
        _never_meets,
        lambda material: len(material.bodies),
    ),
    Check(
        "instances-sans-presidence",
        "Instances sans présidence",
        "Une instance que personne ne préside ne se convoque pas.",
        Severity.FILL,
        BODIES,
        _without_chair,
        lambda material: len(material.bodies),
    ),
    Check(
        "porteurs-absents-des-financeurs",
        "Porteurs de dispositif absents des financeurs",
        "L’action mobilise un dispositif, mais l’organisme qui le porte ne figure pas parmi ses financeurs.",
        Severity.LOOK,
        "action financée avec dispositif,actions financées avec dispositif",
        _absent_holders,
        lambda material: len(_funded_by_schemes(material)),
    ),
    Check(
        "signataires-sans-referent",
        "Signataires sans poste de référent",
        "Le réseau des référents suppose une personne à joindre chez chaque signataire.",
        Severity.FILL,
        "signataire,signataires",
        _without_post,
        lambda material: len(_signatories(material)),
    ),
)

MATCHING = (
    Check(
        "organisations-sans-mention",
        "Organisations que personne ne nomme",
        "Ni rôle, ni moyen, ni indicateur, ni dispositif, ni signature : un doublon à réunir, ou un rôle oublié.",
        Severity.LOOK,
        "organisation,organisations",
        _nobody_names,
        lambda material: len(material.organisations),
    ),
)
