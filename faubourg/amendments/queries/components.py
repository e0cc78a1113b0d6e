"""The components of an avenant: what must come with it before it is adopted, and what is there."""

from dataclasses import dataclass

from faubourg.amendments.choices import ComponentState
from faubourg.amendments.queries.comparison import compare
from faubourg.contracts.models import Version
from faubourg.ui.typography import plural


@dataclass(frozen=True)
class Component:
    """One component: its name, whether it is there, what is there in words, and whether adoption asks for it."""

    key: str
    title: str
    state: ComponentState
    words: str
    is_mandatory: bool

    @property
    def is_missing(self) -> bool:
        """Whether it should be there and is not."""
        return self.state == ComponentState.MISSING


def components_of(version: Version, *, decided: bool = False) -> list[Component]:
    """What comes with `version`. `decided`: a deliberation or another decision is given as it is adopted.

    A contract's first version brings a plan, deliberations and signatures; an avenant, a plan that changed and the
    evaluation of the one before as well.
    """
    deliberations = version.deliberations.count()
    signatures = version.signatures.count()
    decision = _counted(deliberations, "délibération,délibérations")
    if decided and not deliberations:
        decision = "celle de l’adoption"
    return [
        _plan(version),
        _evaluation(version),
        _component("deliberations", "Délibérations", bool(deliberations or decided), decision),
        _component("signatures", "Signatures", bool(signatures), _counted(signatures, "signature,signatures"), False),
    ]


def missing_components(version: Version, *, decided: bool = False) -> list[Component]:
    """The components that adoption asks for and that are not there."""
    return [found for found in components_of(version, decided=decided) if found.is_mandatory and found.is_missing]


def _counted(count: int, forms: str) -> str:
    return plural(count, forms) if count else "aucune"


def _plan(version: Version) -> Component:
    if version.based_on is None:
        count = version.actions.count()
        return _component("plan", "Plan d’action", bool(count), plural(count, "action,actions"))
    count = compare(version.based_on, version).difference_count
    words = f"{plural(count, 'différence,différences')} avec « {version.based_on} »"
    return _component("plan", "Plan mis à jour", bool(count), words)


def _evaluation(version: Version) -> Component:
    title = "Évaluation du plan précédent"
    if version.based_on is None:
        return Component("evaluation", title, ComponentState.NOT_NEEDED, "première version", False)
    return _component("evaluation", title, bool(version.evaluation), version.evaluation or "non donnée")


def _component(key: str, title: str, there: bool, words: str, mandatory: bool = True) -> Component:
    state = ComponentState.THERE if there else ComponentState.MISSING
    return Component(key, title, state, words, mandatory)
