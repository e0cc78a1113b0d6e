"""A hand-over as the preview shows it: each person, who is proposed to follow them, what each load becomes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.pathways.models import Agent, Participant
from faubourg.pathways.orienting import share_out
from faubourg.pathways.queries.portfolio import Holder, Portfolio

#: Above it the page offers no choice person by person: each goes to the least loaded of those who were ticked.
ONE_BY_ONE = 300


@dataclass(frozen=True)
class Passing:
    """One person: the name of their field (p: pathway, r: prescription, e: écoute), what they are, who is to follow."""

    field: str
    pk: int
    person: Participant
    what: str
    heir: Agent


@dataclass(frozen=True)
class Plan:
    """Every person of a portfolio with their heir; `loads`: (holder, how many come)."""

    passings: list[Passing]
    loads: list[tuple[Holder, int]]

    def heirs(self, letter: str) -> dict[int, Agent]:
        """Key of the row → who follows or listens, for the pathways (p), the prescriptions (r) or the écoutes (e)."""
        return {one.pk: one.heir for one in self.passings if one.field[0] == letter}


def plan_of(held: Portfolio, chosen: list[Holder], holders: list[Holder], said: Mapping[str, str]) -> Plan:
    """The least loaded of `chosen` for each person, unless `said` (field → key of an agent) names another holder."""
    known = {str(one.agent.pk): one.agent for one in holders}
    pathways = held.pathways.select_related("participant")
    prescriptions = held.prescriptions.select_related("participant")
    rows = [("p", row.pk, row.participant, f"en parcours depuis le {row.entered_on:%d/%m/%Y}") for row in pathways]
    rows += [("r", row.pk, row.participant, f"prescription, {row.get_state_display()}") for row in prescriptions]
    heard = held.supports.select_related("pathway__participant")
    rows += [
        ("e", row.pk, row.pathway.participant, f"écoute prescrite le {row.prescribed_on:%d/%m/%Y}") for row in heard
    ]
    shares = share_out(len(rows), {str(one.agent.pk): one.load for one in chosen})
    passings = []
    for (letter, pk, person, what), share in zip(rows, shares, strict=True):
        field = f"{letter}{pk}"
        passings.append(Passing(field, pk, person, what, known.get(said.get(field, ""), known[share])))
    given = Counter(one.heir.pk for one in passings)
    return Plan(passings, [(one, given[one.agent.pk]) for one in holders if given[one.agent.pk] or one in chosen])
