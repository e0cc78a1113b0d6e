"""The six contents that the law asks of a contrat de ville, and what answers them here.

Source: law 2014-173 of 21 February 2014, article 6, IV, 1° to 6°. Finding rows is not a judgement on what they are
worth: where words alone may answer, the answer is for a person to check.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from faubourg.actions.choices import MeansKind, RoleKind
from faubourg.governance.models import Body
from faubourg.indicators.choices import IndicatorKind
from faubourg.reports.completeness.material import Material
from faubourg.ui.typography import plural

_EVALUATION = re.compile(r"évaluat", re.IGNORECASE)
_ENGINEERING = re.compile(r"ingénierie|équipe projet|chef\S* de projet", re.IGNORECASE)


class Answer(StrEnum):
    """What was found of a legal content."""

    FOUND = "trouvé"
    CHECK = "à vérifier par une personne"
    MISSING = "non trouvé"


@dataclass(frozen=True)
class LegalContent:
    """One of the six contents: what the law asks, what was found, in which words, and the screen about it."""

    number: int
    title: str
    answer: Answer
    words: list[str]
    url: str

    @property
    def kind(self) -> str:
        """The drawing of the state."""
        return {Answer.FOUND: "done", Answer.CHECK: "half"}.get(self.answer, "failed")


def legal_contents(material: Material) -> list[LegalContent]:
    """The six contents, in the order of the law."""
    return [
        LegalContent(number, title, *find(material), reverse(screen, args=[material.contract.key, *section]))
        for number, (title, (screen, *section), find) in enumerate(_CONTENTS, start=1)
    ]


def _objectives(material: Material) -> tuple[Answer, list[str]]:
    nodes = len(material.plan.nodes)
    aimed = sum(row.aimed for row in material.indicators)
    words = [plural(nodes, "élément d’arbre,éléments d’arbre"), f"{plural(aimed, 'indicateur,indicateurs')} avec cible"]
    if not nodes:
        return Answer.MISSING, words
    # « Notamment chiffrés »: a tree without any target answers by half.
    return (Answer.FOUND if aimed else Answer.CHECK), words


def _actions(material: Material) -> tuple[Answer, list[str]]:
    count = len(material.plan.rows)
    dated = sum(
        any(member.calendar or material.actions[member.pk].start for member in row.family) for row in material.plan.rows
    )
    piloted = sum(bool(row.pilots) for row in material.plan.rows)
    words = [plural(count, "action,actions"), f"{piloted} avec pilote", f"{dated} avec calendrier"]
    if not count:
        return Answer.MISSING, words
    return (Answer.FOUND if piloted or dated else Answer.CHECK), words


def _means(material: Material) -> tuple[Answer, list[str]]:
    common, specific = (material.means.get(kind, 0) for kind in MeansKind.values)
    funded = sum(bool(member.roles.get(RoleKind.FUNDER)) for row in material.plan.rows for member in row.family)
    words = [
        f"droit commun : {plural(common, 'moyen,moyens')}",
        f"crédits spécifiques : {plural(specific, 'moyen,moyens')}",
        plural(len(material.fundings), "financement,financements"),
    ]
    if common and specific:
        return Answer.FOUND, words
    return (Answer.CHECK if common or specific or funded or material.fundings else Answer.MISSING), words


def _engineering(material: Material) -> tuple[Answer, list[str]]:
    if material.engineering:
        return Answer.FOUND, [plural(material.engineering, "moyen d’ingénierie,moyens d’ingénierie")]
    said = _said(material, _ENGINEERING)
    return (Answer.CHECK, said) if said else (Answer.MISSING, ["aucun moyen d’ingénierie saisi"])


def _indicators(material: Material) -> tuple[Answer, list[str]]:
    kinds = [row.kind for row in material.indicators]
    quality = kinds.count(IndicatorKind.QUALITATIVE)
    words = [plural(len(kinds), "indicateur,indicateurs"), f"dont {plural(quality, 'qualitatif,qualitatifs')}"]
    if not kinds:
        return Answer.MISSING, words
    # The law asks for qualitative elements as well.
    return (Answer.FOUND if quality else Answer.CHECK), words


def _evaluation(material: Material) -> tuple[Answer, list[str]]:
    if material.contract.evaluation_body:
        return Answer.FOUND, [material.contract.evaluation_body]
    said = [body.name for body in material.bodies if _EVALUATION.search(_body_words(body))]
    said += _said(material, _EVALUATION)
    return (Answer.CHECK, said) if said else (Answer.MISSING, ["aucune instance d’évaluation saisie"])


def _body_words(body: Body) -> str:
    return f"{body.name} {body.level} {' '.join(map(str, body.role))}"


def _said(material: Material, pattern: re.Pattern) -> list[str]:
    return [f"page « {page.strip()} »" for page in material.pages if pattern.search(page)]


Finder = Callable[[Material], tuple[Answer, list[str]]]
_CONTENTS: tuple[tuple[str, tuple[str, ...], Finder], ...] = (
    (
        "Les objectifs, notamment chiffrés, que les signataires s’engagent à poursuivre",
        ("plan:plan",),
        _objectives,
    ),
    ("La nature des actions à conduire et leurs modalités opérationnelles", ("overview:summary",), _actions),
    (
        "Les moyens humains et financiers, droit commun d’une part, instruments spécifiques d’autre part",
        ("records:section", "moyens"),
        _means,
    ),
    (
        "Les moyens d’ingénierie pour élaborer, conduire et évaluer le contrat",
        ("records:section", "moyens-dingenierie"),
        _engineering,
    ),
    (
        "Les indicateurs des résultats, avec des éléments d’appréciation qualitative",
        ("records:section", "indicateurs"),
        _indicators,
    ),
    (
        "La structure locale d’évaluation chargée de mesurer ces résultats",
        ("records:section", "contrat"),
        _evaluation,
    ),
)
