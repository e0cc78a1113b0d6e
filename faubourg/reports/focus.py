"""The focus of a fiche: a page with the grammar of a PLIE's report (report of 2022, lines 404 to 828).

Context, action, figures, results in words, limits, points to watch, what follows: the same on screen and in print.
"""

from dataclasses import dataclass, replace

from faubourg.actions.models import Action
from faubourg.contracts.facts import FOCUS, FOCUS_FACTS
from faubourg.contracts.layouts import Block
from faubourg.contracts.models import Contract
from faubourg.reports.fiche import Fiche, fiche_content
from faubourg.reports.fiche.content import Prose, Section
from faubourg.reports.fiche.words import fact_lines

#: The titles in order; the facts of the document under each are `FOCUS_FACTS`.
TITLES = {
    "contexte": "Contexte",
    "action": "Action",
    "chiffres": "Chiffres",
    "resultats": "Résultats qualitatifs",
    "limites": "Limites",
    "vigilance": "Points de vigilance",
    "suites": "Propositions et suites",
}
EMPTY = "Le document n’en dit rien."


@dataclass(frozen=True)
class Focus:
    """A fiche under the seven titles; what is not said stays there as a sentence."""

    fiche: Fiche
    sections: tuple[Section, ...]


def focus_of(contract: Contract, key: str) -> Focus | None:
    """The focus of the fiche `key` of the current version, masked as a document; None where there is no such action."""
    action = _actions(contract).filter(key=key).first()
    return _focus(action) if action else None


def focuses_of(contract: Contract) -> list[Focus]:
    """The fiches that the document tells at length (its fact « focus »), in order."""
    return [_focus(action) for action in _actions(contract).filter(parent=None) if action.extra.get(FOCUS)]


def _actions(contract: Contract):
    rows = Action.objects.filter(version=contract.current_version_id).select_related("version__contract")
    return rows.order_by("position", "pk")


def _focus(action: Action) -> Focus:
    fiche = fiche_content(action)
    return Focus(fiche, tuple(_section(action, fiche, *asked) for asked in TITLES.items()))


def _section(action: Action, fiche: Fiche, block: str, title: str) -> Section:
    if block == "chiffres":
        found = fiche.section(Block.INDICATORS)
        return replace(found, block=block, label=title) if found else Section(block, title, "", False, None, EMPTY)
    facts = FOCUS_FACTS[block]
    texts = [line for name in facts if action.extra.get(name) for line in fact_lines(action.extra[name])]
    if block == "action":
        texts = [text for text in (action.summary, action.text) if text] + list(action.objectives) + texts
    return Section(block, title, "", False, Prose(tuple(texts), bulleted=len(texts) > 1) if texts else None, EMPTY)
