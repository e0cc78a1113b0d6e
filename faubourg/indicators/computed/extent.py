"""Where and when a computation has something to say: the places and periods that its inputs know."""

from faubourg.indicators.choices import Adding
from faubourg.indicators.computed.choices import Where
from faubourg.indicators.computed.inputs import Facts, Place, besides, wanted
from faubourg.indicators.computed.models import Computation, ComputationInput


def places_of(computation: Computation, facts: Facts, above: tuple[int, ...] = ()) -> set[Place]:
    """The places of the results. An input held at one place or period says nothing of the others.

    Figures of territories open no place beside an indicator: they are known for few years.
    """
    if computation.pk in above:
        return set()
    entries = [entry for entry in computation.inputs.all() if entry.lineage_id or entry.source_id]
    if not entries:
        entries = [entry for entry in computation.inputs.all() if entry.figure]
    seen = {entry: _seen(entry, facts, (*above, computation.pk)) for entry in entries}
    periods = {place.period for entry, places in seen.items() if not entry.period for place in places}
    moving = [entry for entry in entries if not entry.where and not entry.territory_id]
    if not moving:
        return {Place(period) for period in periods}
    found: set[Place] = set()
    for entry in moving:
        if entry.period:
            territories = {place.territory for place in seen[entry] if place.period == entry.period}
            found |= {Place(period, territory) for period in periods for territory in territories}
        else:
            found |= seen[entry]
    # A territory against the whole of the same indicator: the whole against itself says nothing.
    whole = {entry.lineage_id for entry in entries if entry.where == Where.WHOLE} - {None}
    if whole & {entry.lineage_id for entry in moving}:
        found = {place for place in found if place.territory is not None}
    return found


def _seen(entry: ComputationInput, facts: Facts, above: tuple[int, ...]) -> set[Place]:
    """Where the input has a row, groups of territories of which a part has one included where values add up."""
    if entry.source_id:
        return places_of(facts.computations[entry.source_id], facts, above)
    if entry.figure:
        rows = facts.figures.get(entry.figure, ())
        return {Place(row.period or str(row.year or ""), facts.by_pk[row.territory_id]) for row in rows} - {Place("")}
    found: set[Place] = set()
    for (lineage, period), rows in facts.observations.items():
        if lineage == entry.lineage_id:
            at = {facts.territory_of(row.breakdown) for row in rows if besides(row.breakdown) == wanted(entry)}
            found |= {Place(period, facts.by_pk.get(pk)) for pk in at - {None}}
    indicator = facts.indicators.get(entry.lineage_id)
    if indicator is not None and indicator.adding == Adding.SUM:
        known = {(place.period, place.territory.pk) for place in found if place.territory}
        for group in facts.members:
            leaves = set(facts.leaves(group))
            found |= {
                Place(period, facts.by_pk[group]) for period, pk in known if pk in leaves and group in facts.by_pk
            }
    return found
