"""What was promised against what was done: frequencies, milestones, targets read in a table."""

from dataclasses import replace
from fractions import Fraction

from faubourg.core.periods import last_day
from faubourg.indicators.computed.cases import MET, MISSED, OVER, PENDING, Case, Result, judged, short
from faubourg.indicators.computed.choices import InputRole
from faubourg.indicators.computed.inputs import Amount, Used, name_of, observations_at, page_of, place_of
from faubourg.ui.typography import plural


def frequency(case: Case) -> Result:
    """What was done against what was promised: at least, at most, or a number planned for the period."""
    done = case.amount(InputRole.DONE)
    low, high = case.computation.minimum, case.computation.maximum
    terms = [("réalisé", done)]
    if InputRole.PLANNED in case.entries:
        planned = case.amount(InputRole.PLANNED)
        terms.append(("prévu", planned))
        low = planned.value if low is None else low
    elif low is None and high is None:
        return case.without(terms, "rien n’est prévu : ni « au moins », ni « au plus », ni « prévu »")
    found = case.result(terms, lambda: done.value)
    if found.value is None:
        return found
    season = f" ({case.computation.season})" if case.computation.season else ""
    if low is not None and done.value < Fraction(low):
        return judged(found, MISSED, f"il en manque {short(Fraction(low) - done.value)}{season}")
    if high is not None and done.value > Fraction(high):
        return judged(found, OVER, f"{short(done.value - Fraction(high))} de plus que promis{season}")
    return judged(found, MET, f"fréquence tenue{season}")


def milestone(case: Case) -> Result:
    """Whether what was due was done in time, after the dated value of the indicator; not done once due: late."""
    entry, due = case.entries[InputRole.DONE], last_day(case.computation.due)
    place = place_of(entry, case.place)
    if not entry.lineage_id:
        return case.without([], "un jalon se lit dans un indicateur dont la valeur est datée")
    rows = observations_at(entry, place, case.facts)
    name = name_of(entry, case.facts)
    used = tuple(Used(row, name, row.dated or "sans date", place, page_of(entry, case.facts)) for row in rows)
    found = Result(case.computation, case.place, terms=(("fait le", Amount(used=used)),))
    if due is None:
        return replace(found, lacks=("l’échéance n’est pas donnée",))
    if len(rows) != 1 or not rows[0].dated or last_day(rows[0].dated) is None:
        why = "plusieurs valeurs" if len(rows) > 1 else "aucune date de réalisation"
        lacks = (f"{why} pour {place.words}",)
        if len(rows) <= 1 and due < case.facts.today:
            passed = plural((case.facts.today - due).days, "jour,jours")
            said = f"échéance passée de {passed}, rien n’est dit fait"
            return replace(found, text="en retard", verdict=MISSED, remarks=(said,), lacks=lacks)
        return replace(found, lacks=lacks, verdict=PENDING)
    done = last_day(rows[0].dated)
    if done <= due:
        return replace(found, text="à l’heure", verdict=MET, remarks=(f"fait le {rows[0].dated}",))
    late = plural((done - due).days, "jour,jours")
    return replace(found, text="en retard", verdict=MISSED, remarks=(f"fait le {rows[0].dated}, {late} après",))


def table(case: Case) -> Result:
    """The target that the table gives for this very value: between two steps nothing is invented."""
    value = case.amount(InputRole.VALUE)
    terms = [("valeur", value)]
    steps = {Fraction(str(key)): Fraction(str(target)) for key, target in case.computation.steps}
    if not steps:
        return case.without(terms, "le barème est vide")
    if value.value is not None and value.value not in steps:
        return case.without(terms, _between(value.value, steps))
    if InputRole.DONE not in case.entries:
        return case.result(terms, lambda: steps[value.value])
    done = case.amount(InputRole.DONE)
    found = case.result(terms, lambda: steps[value.value])
    found = replace(found, terms=(*terms, ("réalisé", done)))
    if found.value is None or done.value is None:
        return replace(found, remarks=(*found.remarks, *done.lacks))
    if done.value < found.value:
        return judged(found, MISSED, f"réalisé {short(done.value)}, il en manque {short(found.value - done.value)}")
    return judged(found, MET, f"réalisé {short(done.value)}")


def _between(value: Fraction, steps: dict[Fraction, Fraction]) -> str:
    lower = max((one for one in steps if one < value), default=None)
    upper = min((one for one in steps if one > value), default=None)
    told = [f"{short(one)} donne {short(steps[one])}" for one in (lower, upper) if one is not None]
    where = "entre les deux" if len(told) > 1 else "au-delà"
    return f"le barème ne dit rien de {short(value)} : {' et '.join(told)}, rien n’est inventé {where}"
