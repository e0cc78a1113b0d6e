"""What the pages of the journey share: the tabs of « Avancement », filters, counts, the chart and its tones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from faubourg.actions.choices import Decision, Delay
from faubourg.actions.models import ActionStatus
from faubourg.actions.progress.following import Followed, Following
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import Contract, StatusState
from faubourg.reports.fiche.words import state_kind

WITHOUT = "sans"
SCOPES = (("fiches", "Fiches et engagements"), ("parties", "Sous-actions"), ("tout", "Tout"))
TABS = (
    ("Avancement", "life:progress"),
    ("À valider", "life:validation"),
    ("Conditions", "life:conditions"),
    ("Jalons clés", "life:milestones"),
    ("Échelle", "life:scale"),
)
TONES = {
    StateMeaning.NOT_STARTED: "none",
    StateMeaning.IN_PROGRESS: "on",
    StateMeaning.DONE: "ok",
    StateMeaning.LASTING: "1",
    StateMeaning.BLOCKED: "partial",
    StateMeaning.AWAITING: "hatch",
    StateMeaning.ABANDONED: "3",
}
SPARE_TONES = ("ok", "1", "on", "partial", "none", "hatch", "3", "2")


def tabs_of(contract: Contract, current: str) -> list[dict]:
    """The tabs of « Avancement », with how many proposals wait."""
    waiting = ActionStatus.objects.filter(
        decision=Decision.PROPOSED, lineage__contract=contract, lineage__actions__version=contract.current_version_id
    ).count()
    return [
        {
            "label": label,
            "url": reverse(name, args=[contract.key]),
            "current": name == current,
            "count": (waiting or None) if name == "life:validation" else None,
        }
        for label, name in TABS
    ]


def kind_of(state: StatusState) -> str:
    """The mark that goes with a state: after its meaning, else after its words."""
    return state_kind(state.label, "oui" if state.counts_as_implemented else "", state.meaning)


def tones_of(scale: Iterable[StatusState]) -> dict[int, str]:
    """A tone a state: that of its meaning, else one that no other took."""
    scale = list(scale)
    found = {state.pk: TONES[state.meaning] for state in scale if state.meaning}
    free = [tone for tone in SPARE_TONES if tone not in found.values()]
    for state in scale:
        if state.pk not in found:
            found[state.pk] = free.pop(0) if free else SPARE_TONES[-1]
    return found


@dataclass(frozen=True)
class Asked:
    """The filters of the page; what the contract does not know is left out."""

    etat: str = ""
    pilote: str = ""
    retard: str = ""
    element: str = ""
    portee: str = "fiches"

    @classmethod
    def read(cls, query, found: Following) -> "Asked":
        """The filters of an address."""
        known = {
            "etat": {*(state.key for state in found.scale), WITHOUT},
            "pilote": {*(one.key for one in found.organisations.values()), WITHOUT},
            "retard": set(Delay.values),
            "element": {node.key for node in found.nodes.values()},
            "portee": {value for value, _ in SCOPES},
        }
        return cls(**{name: query.get(name) for name, values in known.items() if query.get(name) in values})

    def address(self, **changes: str) -> str:
        """The page with these filters, some changed."""
        values = vars(self) | changes
        return "?" + urlencode({name: value for name, value in values.items() if value and (name, value) != DEFAULT})


DEFAULT = ("portee", "fiches")


def chosen(found: Following, asked: Asked) -> list[Followed]:
    """The actions that answer every filter but the state, in document order."""
    rows = {
        "fiches": found.tops,
        "parties": [row for row in found.actions.values() if row.parent in found.actions],
        "tout": list(found.actions.values()),
    }[asked.portee]
    if asked.retard:
        rows = [row for row in rows if row.late and row.late.delay == asked.retard]
    if asked.pilote:
        pilot = next((one.pk for one in found.organisations.values() if one.key == asked.pilote), None)
        rows = [row for row in rows if (pilot in row.pilots if pilot else not row.pilots)]
    if asked.element:
        node = next(one.pk for one in found.nodes.values() if one.key == asked.element)
        rows = [row for row in rows if any(node in found.above(place) for place in places_of(found, row))]
    return rows


def in_state(rows: list[Followed], key: str) -> list[Followed]:
    """Those in one state; all without a key."""
    if not key:
        return rows
    return [row for row in rows if (row.state.key if row.state else WITHOUT) == key]


def places_of(found: Following, row: Followed) -> list[int]:
    """The nodes of an action, else of what it is part of."""
    if not row.nodes and row.parent in found.actions:
        return places_of(found, found.actions[row.parent])
    return row.nodes


def counts_of(found: Following, rows: list[Followed], asked: Asked) -> list[dict]:
    """How many actions are in each state, with the address of their rows; those without any last."""
    counted = Counter(row.state.key if row.state else WITHOUT for row in rows)
    lines = [(state.label, state.key, kind_of(state)) for state in found.scale]
    lines.append(("avancement non dit", WITHOUT, "unknown"))
    return [
        {"label": label, "kind": kind, "count": counted[key], "url": asked.address(etat=key)}
        for label, key, kind in lines
        if counted[key] or key != WITHOUT
    ]


def chart_of(found: Following, rows: list[Followed], asked: Asked) -> dict | None:
    """The bars of each element of the first level by state; nothing without a scale or a tree."""
    roots = [node for node in found.nodes.values() if node.parent_id is None]
    if not found.scale or not roots:
        return None
    tones = tones_of(found.scale)
    series = [{"label": state.label, "tone": tones[state.pk], "short": ""} for state in found.scale]
    series.append({"label": "avancement non dit", "tone": "unknown", "short": "non dit"})
    keys = [*(state.pk for state in found.scale), None]
    bars = []
    for root in roots:
        under = [row for row in rows if any(root.pk in found.above(place) for place in places_of(found, row))]
        counted = Counter(row.state.pk if row.state else None for row in under)
        if under:
            label = f"{root.code} {root.title}".strip()
            values = [counted[key] for key in keys]
            bars.append({"label": label, "url": asked.address(element=root.key), "values": values, "end": len(under)})
    counted = Counter(row.state.pk if row.state else None for row in rows)
    return {"series": series, "rows": bars, "total": [counted[key] for key in keys]} if bars else None


def selects_of(found: Following, asked: Asked) -> list[dict]:
    """The filters with their choices."""
    led = {pk for row in found.actions.values() for pk in row.pilots}
    pilots = sorted((one for one in found.organisations.values() if one.pk in led), key=lambda one: one.name.casefold())
    nodes = [
        (node.key, f"{'— ' * (len(found.above(node.pk)) - 1)}{f'{node.code} {node.title}'.strip()[:70]}")
        for node in found.nodes.values()
        if len(found.above(node.pk)) <= 2
    ]
    states = [*((state.key, state.label) for state in found.scale), (WITHOUT, "avancement non dit")]
    choices = {
        "etat": ("État", states),
        "pilote": ("Pilote", [*((one.key, one.name[:70]) for one in pilots), (WITHOUT, "sans pilote")]),
        "retard": ("Délai", Delay.choices),
        "element": ("Élément du plan", nodes),
        "portee": ("Ce que l’on compte", SCOPES),
    }
    return [
        {"label": label, "name": name, "choices": options, "value": getattr(asked, name)}
        for name, (label, options) in choices.items()
    ]
