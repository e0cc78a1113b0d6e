"""Shares, rates, parity with a weight, gaps and evolutions: numbers made of two others or three."""

from dataclasses import replace
from fractions import Fraction

from faubourg.core.numbers import decimal_of
from faubourg.indicators.computed.cases import HUNDRED, MET, MISSED, Case, Result, short, signed
from faubourg.indicators.computed.choices import InputRole
from faubourg.indicators.computed.inputs import Amount, Place
from faubourg.ui.typography import number


def share(case: Case) -> Result:
    part, whole = case.amount(InputRole.NUMERATOR), case.amount(InputRole.DENOMINATOR)
    terms = [("numérateur", part), ("dénominateur", whole)]
    if sentence := _not_a_share(part, whole):
        return case.without(terms, sentence)
    return case.result(terms, lambda: part.value * HUNDRED / whole.value, "%")


def _not_a_share(part: Amount, whole: Amount) -> str:
    if whole.value == 0:
        return "le dénominateur est zéro"
    if part.value is None or whole.value is None:
        return ""
    if part.value < 0 or whole.value < 0:
        return "une part se fait de deux nombres positifs"
    if part.value > whole.value:
        return f"le numérateur ({short(part.value)}) dépasse le dénominateur ({short(whole.value)})"
    return ""


def rate(case: Case) -> Result:
    part, whole = case.amount(InputRole.NUMERATOR), case.amount(InputRole.DENOMINATOR)
    terms = [("numérateur", part), ("dénominateur", whole)]
    if whole.value == 0:
        return case.without(terms, "le dénominateur est zéro")
    per = Fraction(case.computation.per if case.computation.per is not None else 1)
    return case.result(terms, lambda: part.value * per / whole.value)


def parity(case: Case) -> Result:
    """The share divided by the weight: 1 is parity, below it the territory is reached less than its weight."""
    part, whole = case.amount(InputRole.NUMERATOR), case.amount(InputRole.DENOMINATOR)
    weight = case.amount(InputRole.WEIGHT)
    terms = [("numérateur", part), ("dénominateur", whole), ("poids démographique", weight)]
    sentence = _not_a_share(part, whole) or ("le poids démographique est zéro" if weight.value == 0 else "")
    if sentence:
        return case.without(terms, sentence)
    found = case.result(terms, lambda: part.value * HUNDRED / whole.value / weight.value)
    if found.value is None:
        return found
    share = part.value * HUNDRED / whole.value
    gap = share - weight.value
    words = f"{short(share)} % contre un poids de {short(weight.value)} % : {signed(gap)} points"
    digits = 2 if case.computation.decimals is None else case.computation.decimals
    verdict = MET if share >= weight.value else MISSED
    text = number(decimal_of(found.value, digits), digits)
    return replace(found, text=text, verdict=verdict, remarks=(words, *found.remarks))


def gap(case: Case) -> Result:
    here = case.amount(InputRole.VALUE)
    if case.computation.territory_id is None:
        return case.without([("valeur", here)], "le territoire de référence n’est pas choisi")
    there = case.amount(InputRole.VALUE, Place(case.place.period, case.computation.territory))
    terms = [("valeur", here), (f"référence ({case.computation.territory})", there)]
    return case.result(terms, lambda: here.value - there.value, "points")


def points(case: Case) -> Result:
    terms, now, before = _then_and_now(case)
    return case.result(terms, lambda: now.value - before.value, "points")


def percent(case: Case) -> Result:
    terms, now, before = _then_and_now(case)
    if before.value == 0:
        return case.without(terms, "la valeur de départ est zéro : une évolution en % n’a pas de sens")
    return case.result(terms, lambda: (now.value - before.value) * HUNDRED / before.value, "%")


def _then_and_now(case: Case) -> tuple[list, Amount, Amount]:
    """The value of the period, and that of the base period (without one, the year before)."""
    base = case.computation.base or (str(case.place.year - 1) if case.place.year else "")
    now = case.amount(InputRole.VALUE)
    before = Amount(lacks=("la période de départ n’est pas connue",))
    if base:
        before = case.amount(InputRole.VALUE, Place(base, case.place.territory))
    return [(case.place.period, now), (base or "départ", before)], now, before
