"""The words that a workbook of participants may use: the lists of the PLIE, its places, its structures, its team."""

from collections.abc import Callable
from typing import Any

from faubourg.contracts.models import Contract
from faubourg.intake.problems import refusal
from faubourg.intake.values import parse_boolean, parse_text
from faubourg.pathways.cells import Words, folded, places
from faubourg.pathways.choices import AgentRole, ExitKind, QpvResult, StepKind, StepState, TermKind
from faubourg.pathways.models import Agent, Structure
from faubourg.territories.models import TerritoryKind

DOMAINS = {StepKind.TRAINING: TermKind.TRAINING_DOMAIN, StepKind.OBSTACLE: TermKind.LIFTING_DOMAIN}
_QPV = {"hors qpv": QpvResult.OUTSIDE, "indéterminé": QpvResult.UNDETERMINED, "indetermine": QpvResult.UNDETERMINED}


class Lists:
    """Each list as the reader of its cells."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.communes, self.quarters = places(contract, TerritoryKind.COMMUNE), places(contract, TerritoryKind.QPV)
        self.qualifications = self._terms(TermKind.QUALIFICATION, "un niveau")
        self.prescribers = self._terms(TermKind.PRESCRIBER, "un prescripteur")
        self.prescription_reasons = self._terms(TermKind.PRESCRIPTION_REASON, "un motif")
        self.exit_reasons = self._terms(TermKind.EXIT_REASON, "un motif")
        self.exit_categories = self._terms(TermKind.EXIT_CATEGORY, "une catégorie")
        self.contract_types = self._terms(TermKind.CONTRACT_TYPE, "un type de contrat")
        self.means = self._terms(TermKind.LIFTING_MEANS, "un moyen")
        self.domains = {kind: self._terms(list_, "un domaine") for kind, list_ in DOMAINS.items()}
        rows = Structure.objects.of(contract).order_by("name", "pk")
        self.structures = Words.of("une structure", ((row.name, row) for row in rows))
        self.referents = Words.of("un·e référent·e", _referents(contract))
        self.exit_kinds = _choices(ExitKind, "une nature de sortie")
        self.step_states = _choices(StepState, "un état")
        self.step_kinds = _choices(StepKind, "une nature d’étape")

    def offered(self) -> dict[str, tuple[str, ...]]:
        """Title of a column → the words that its cells may hold, for the model."""
        domains = tuple(words for one in self.domains.values() for words in one.shown)
        quarters = dict.fromkeys(row.name for row in self.quarters.values())
        return {
            "Sexe": ("F", "H"),
            "Commune": tuple(dict.fromkeys(row.name for row in self.communes.values())),
            "QPV": (*quarters, "hors QPV", "indéterminé"),
            "Qualification": self.qualifications.shown,
            "Prescripteur": self.prescribers.shown,
            "Motif de prescription": self.prescription_reasons.shown,
            "Structure": self.structures.shown,
            "Référent·e": self.referents.shown,
            "Nature de la sortie": self.exit_kinds.shown,
            "Motif de sortie": self.exit_reasons.shown,
            "Catégorie de sortie": self.exit_categories.shown,
            "Nature": self.step_kinds.shown,
            "Domaine": domains,
            "Moyen": self.means.shown,
            "Prescrite par": self.prescribers.shown,
            "État": self.step_states.shown,
            "Type de contrat": self.contract_types.shown,
        }

    def domains_of(self, kind: str) -> Callable[[Any], Any]:
        """The reader of the domains of a kind of steps; a job has none."""
        return self.domains.get(kind) or _no_domain

    def commune(self, value: Any) -> dict[str, Any]:
        """A commune of the contract, or the name of another."""
        text = " ".join(parse_text(value).replace("\0", " ").split())
        if (place := self.communes.get(folded(text))) is not None:
            return {"commune": place}
        if len(text) > 120:
            raise refusal("ce nom de commune dépasse 120 caractères")
        return {"commune_name": text}

    def quarter(self, value: Any) -> dict[str, Any]:
        """What a cell says of the QPV: its name, « hors QPV » or « non », « indéterminé »."""
        text = parse_text(value)
        if (place := self.quarters.get(folded(text))) is not None:
            return {"chosen": place}
        if (said := _QPV.get(folded(text))) is not None:
            return {"qpv": said}
        try:
            inside = parse_boolean(value)
        except ValueError as error:
            known = ", ".join(sorted({row.name for row in self.quarters.values()})) or "aucun"
            raise refusal(f"« {text[:60]} » n’est pas un QPV du contrat : {known}") from error
        if inside:
            raise refusal("« oui » ne dit pas quel quartier : écrivez son nom")
        return {"qpv": QpvResult.OUTSIDE}

    def _terms(self, kind: str, what: str) -> Words:
        return Words.terms(self.contract, kind, what)


def _choices(choices, what: str) -> Words:
    return Words.of(what, [(str(one.label), one) for one in choices])


def _no_domain(value: Any) -> None:
    raise refusal("un emploi n’a pas de domaine : videz la cellule")


def _referents(contract: Contract):
    roles = (AgentRole.REFERENT, AgentRole.COORDINATOR)
    rows = Agent.objects.of(contract).filter(role__in=roles, end=None).select_related("user").order_by("role", "pk")
    for row in rows:
        yield row.user.email, row
