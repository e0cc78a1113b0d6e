"""The contract told to residents: few figures, large, each explained in plain words (facile à lire)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.reports.annual.masked import Masks
from faubourg.reports.annual.sources import Measured, Sources
from faubourg.ui.typography import number, plural

#: Figures of indicators told at most: a page that one reads to its end.
MOST = 6
MOST_ACTIONS = 10


@dataclass(frozen=True)
class Told:
    """A large figure and the sentence that explains it."""

    value: str
    label: str
    meaning: str
    url: str = ""


def easy_of(contract: Contract, *, quarter: str, today: date) -> dict:
    """What the page shows; `quarter`: the key of a priority neighbourhood, any other word is left out."""
    sources = Sources(contract, today.year, today)
    place = next((one for one in sources.quarters if one.key == quarter), None)
    return {
        "quarters": [(one.key, one.name) for one in sources.quarters],
        "place": place,
        "asked": place.key if place else "",
        "figures": _figures(sources, place),
        "measured": _measured(sources),
        "orientations": [str(node.title) for node in sources.following.nodes.values() if node.parent_id is None],
        "actions": _actions(sources, place),
    }


def _chosen(sources: Sources, place: ListedTerritory | None) -> list:
    tops = sources.following.tops
    if place is None:
        return tops
    there = sources.actions_of_territories.get(place.pk, set())
    return [row for row in tops if row.pk in there or any(part.pk in there for part in row.parts)]


def _figures(sources: Sources, place: ListedTerritory | None) -> list[Told]:
    contract, rows = sources.contract, _chosen(sources, place)
    known = [row for row in rows if row.state is not None]
    done = sum(bool(row.state.counts_as_implemented) for row in known)
    progress = reverse("life:progress", args=[contract.key])
    where = f"pour le quartier {place.name}" if place else "dans les quartiers"
    found = [
        Told(
            number(len(rows)),
            "actions prévues",
            f"Ce que les partenaires ont promis de faire {where}.",
            reverse("plan:plan", args=[contract.key]),
        ),
        Told(
            number(done) if known else "on ne sait pas",
            "actions faites",
            f"Sur {plural(len(known), 'action dont,actions dont')} on connaît l’avancement."
            if known
            else "Personne n’a encore dit où en sont ces actions.",
            progress,
        ),
    ]
    found.append(
        Told(
            number(len(rows) - len(known)), "actions sans nouvelle", "On ne sait pas encore où elles en sont.", progress
        )
    )
    if place is None:
        found.append(
            Told(
                number(len(sources.quarters)),
                "quartiers prioritaires",
                "Des quartiers que l’État et la ville aident davantage, parce que la vie y est plus difficile.",
                reverse("actors:territories", args=[contract.key]),
            )
        )
    return found


def _measured(sources: Sources) -> list[Told]:
    """The last values that somebody explained: a figure without its meaning is not told."""
    masks, found = Masks(sources.contract), []
    for one in _explained(sources):
        note = one.note
        rows = [row for row in one.values if row.period == note.period and not row.breakdown]
        if len(rows) == 1:
            url = reverse("values:indicator", args=[sources.contract.key, one.indicator.key])
            label = f"{one.indicator.label} ({note.period})"
            found.append(Told(masks.words(one, rows[0]), label, note.interpretation, url))
    return found[:MOST]


def _explained(sources: Sources) -> list[Measured]:
    by_lineage = {one.indicator.lineage_id: one for one in sources.measured}
    found: dict = {}
    for note in sources.contract.value_notes.exclude(interpretation="").order_by("-period", "pk"):
        one = by_lineage.get(note.lineage_id)
        if one is not None and note.lineage_id not in found:
            one.note = note
            found[note.lineage_id] = one
    return list(found.values())


def _actions(sources: Sources, place: ListedTerritory | None) -> dict:
    """Those that are done, then those that are under way; a few of each, by name."""
    rows = _chosen(sources, place)
    done = [row for row in rows if row.state and row.state.counts_as_implemented]
    going = [row for row in rows if row.state and not row.state.is_closed]
    return {
        "done": done[:MOST_ACTIONS],
        "going": going[:MOST_ACTIONS],
        "more_done": max(len(done) - MOST_ACTIONS, 0),
        "more_going": max(len(going) - MOST_ACTIONS, 0),
    }
