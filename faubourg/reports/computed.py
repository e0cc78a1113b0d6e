"""Computed indicators as their reader may see them: results of each, and shares beside demographic weights."""

from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.core.numbers import decimal_of
from faubourg.indicators.computed.cases import MET, MISSED, Result
from faubourg.indicators.computed.choices import ComputationKind
from faubourg.indicators.computed.formulas import formula_of
from faubourg.indicators.computed.hiding import masked
from faubourg.indicators.computed.inputs import Facts
from faubourg.indicators.computed.models import Computation
from faubourg.indicators.computed.queries import facts_of, results_of
from faubourg.indicators.masking import MASKED, masker_for
from faubourg.ui.typography import NBSP, nbsp, number

#: A parity: verdict → (state of the component, words).
PARITY_WORDS = {MET: ("done", "au moins le poids"), MISSED: ("failed", "sous le poids")}
PARITY_SERIES = ({"label": "part constatée (%)", "tone": "1"}, {"label": "poids démographique (%)", "tone": "2"})


@dataclass(frozen=True)
class Row:
    """A computed indicator with its results as the reader sees them."""

    computation: Computation
    formula: str
    results: list[Result]
    changes: Mapping[int, int]  # territory → the year from which its outline is another

    @property
    def last(self) -> list[Result]:
        """The results of the newest period."""
        newest = self.results[-1].place.period if self.results else ""
        return [one for one in self.results if one.place.period == newest]

    @property
    def state(self) -> str:
        """« non-tenu » when a newest result is missed, else « connu » or « manque »."""
        if any(one.verdict == MISSED for one in self.last):
            return "non-tenu"
        return "connu" if any(one.text for one in self.last) else "manque"

    @property
    def lacks(self) -> list[str]:
        """Why the newest results are not known, each sentence once."""
        return list(dict.fromkeys(sentence for one in self.last for sentence in one.lacks))


def rows_of(contract: Contract, user, facts: Facts | None = None) -> list[Row]:
    """Every computed indicator; `user` None: as exports give it, masked for everybody."""
    facts = facts or facts_of(contract)
    lineages = {entry.lineage_id for one in facts.computations.values() for entry in one.inputs.all()} - {None}
    masker = masker_for(user, contract, lineages=lineages)
    return [
        Row(
            one,
            nbsp(formula_of(one, facts)),
            [masked(result, masker) for result in results_of(one, facts)],
            facts.changes,
        )
        for one in facts.computations.values()
    ]


def _percents(share, weight) -> dict[str, str]:
    pair = {"share_text": share, "weight_text": weight}
    return {name: f"{number(decimal_of(value, 1), 1)}{NBSP}%" for name, value in pair.items()}


def parity_rows(contract: Contract, user) -> list[Row]:
    """The computed indicators that compare a share to a weight; `user` None: masked for everybody."""
    return [row for row in rows_of(contract, user) if row.computation.kind == ComputationKind.PARITY]


def bars_of_parity(found: list[dict]) -> list[dict]:
    """Two bars a result, for the page: the share, then the weight."""
    bars = []
    for one in found:
        for rank, (word, name) in enumerate((("part", "share"), ("poids", "weight"))):
            values: list[float | None] = [None, None]
            values[rank] = round(float(one[name]), 1)
            bars.append({"label": f"{one['name']}, {word}", "values": values, "end": one[f"{name}_text"]})
    return bars


def parity_bars(rows: list[Row]) -> list[dict]:
    """The newest results that have both a share and a weight, with both."""
    found = []
    for row in rows:
        for one in row.last:
            terms = dict(one.terms)
            weight = terms.get("poids démographique")
            if one.value is None or weight is None or weight.value is None or one.text == MASKED:
                continue
            share = one.value * weight.value
            name = f"{row.computation.label} : {one.place.territory or 'ensemble'}, {one.place.period}"
            found.append(
                {
                    "row": row,
                    "result": one,
                    "name": nbsp(name),
                    "share": share,
                    "weight": weight.value,
                    **_percents(share, weight.value),
                }
            )
    return found
