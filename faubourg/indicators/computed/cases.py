"""One computation at one place: its inputs by role, and the result that is made of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from faubourg.core.numbers import decimal_of
from faubourg.indicators.computed.inputs import Amount, Facts, Place, Used, amount_of_row, place_of
from faubourg.indicators.computed.models import Computation, ComputationInput
from faubourg.ui.typography import NBSP, number

HUNDRED = 100
MET, MISSED, OVER, PENDING = "tenu", "non-tenu", "au-dela", "en-attente"


@dataclass(frozen=True)
class Result:
    """What a computation gives at `place`: `value` is exact, `text` rounded; `lacks` says why there is none.

    `terms`: what each input is worth, in the order of the formula. `verdict` (MET…) goes with `remarks`.
    """

    computation: Computation
    place: Place
    value: Fraction | None = None
    text: str = ""
    terms: tuple[tuple[str, Amount], ...] = ()
    lacks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    verdict: str = ""

    @property
    def used(self) -> list[Used]:
        """Every row on which the result rests, once."""
        found: dict[tuple, Used] = {}
        for _, amount in self.terms:
            for one in amount.used:
                found.setdefault((type(one.row), one.row.pk), one)
        return list(found.values())


@dataclass(frozen=True)
class Case:
    """One computation at one place, with its inputs by role."""

    computation: Computation
    place: Place
    facts: Facts
    inner: Callable[[Computation, Place], "Result"]
    entries: dict[str, ComputationInput]

    def amount(self, role: str, place: Place | None = None) -> Amount:
        """What an input is worth, at `place` or where the result stands."""
        entry = self.entries[role]
        at = place_of(entry, place or self.place)
        if not entry.source_id:
            return amount_of_row(entry, at, self.facts)
        found = self.inner(self.facts.computations[entry.source_id], at)
        lacks = found.lacks
        if found.value is None and not lacks:
            lacks = (f"« {found.computation} » ne donne pas un nombre",)
        return Amount(found.value, lacks, tuple(found.used), found.remarks)

    def result(self, terms: list[tuple[str, Amount]], make: Callable[[], Fraction], unit: str = "", **more) -> Result:
        """The result of `make` when every term is known."""
        lacks = tuple(dict.fromkeys(sentence for _, amount in terms for sentence in amount.lacks))
        remarks = tuple(dict.fromkeys(words for _, amount in terms for words in amount.remarks))
        found = Result(self.computation, self.place, terms=tuple(terms), lacks=lacks, remarks=remarks)
        if lacks:
            return found
        value = make()
        return replace(found, value=value, text=written(value, self.computation, unit), **more)

    def without(self, terms: list[tuple[str, Amount]], sentence: str) -> Result:
        """No result, with its sentence; the terms stay to be read."""
        return Result(self.computation, self.place, terms=tuple(terms), lacks=(sentence,))


def written(value: Fraction, computation: Computation, unit: str = "") -> str:
    """The rounded value with its unit: the computation's own, else that of its kind."""
    digits = 1 if computation.decimals is None else computation.decimals
    told = computation.unit or unit
    text = number(decimal_of(value, digits), digits)
    return f"{text}{NBSP}{told}" if told else text


def judged(found: Result, verdict: str, words: str) -> Result:
    """The result with what it says of the promise."""
    return replace(found, verdict=verdict, remarks=(words, *found.remarks))


def short(value: Fraction) -> str:
    """A number inside a sentence: at most two decimals."""
    return number(decimal_of(value, 2))


def signed(value: Fraction) -> str:
    """The same with its sign."""
    return f"+{short(value)}" if value > 0 else short(value)
