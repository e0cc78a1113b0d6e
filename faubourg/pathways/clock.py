"""What the clock does in a PLIE, said in numbers: a line of the server's log names nobody."""

from datetime import datetime

from faubourg.pathways.operations.bridging import carry_due
from faubourg.pathways.operations.leaving import apply_exits
from faubourg.ui.typography import plural


def end_pathways(*, now: datetime) -> str:
    """Let the exits decided ahead take effect; says how many did, nothing when none."""
    done = apply_exits(at=now)
    return plural(done, "sortie prend effet,sorties prennent effet") if done else ""


def carry_totals(*, now: datetime) -> str:
    """Carry the counts of the year into the indicators that they feed; says how many values changed, if any."""
    changed = carry_due(at=now)
    return plural(changed, "valeur reportée,valeurs reportées") if changed else ""
