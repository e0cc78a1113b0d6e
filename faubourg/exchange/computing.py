"""Computations that would use themselves are refused, whatever door they come by."""

from faubourg.contracts.models import Contract
from faubourg.exchange.validation import RecordProblem
from faubourg.indicators.computed.queries import cycle_of
from faubourg.intake.problems import IntakeError


def check_cycles(contract: Contract) -> None:
    """Raise `IntakeError` when a computation of the contract uses itself, through others or not."""
    loop = cycle_of(contract)
    if not loop:
        return
    named = [f"« {one} »" for one in loop]
    through = f" par {', '.join(named[1:-1])}" if named[1:-1] else ""
    sentence = f"{named[0]} se calculerait à partir de lui-même{through}"
    raise IntakeError(
        [
            RecordProblem(
                f"Indicateurs calculés : {sentence}",
                remedy="Choisir une autre entrée pour l’un d’eux",
                field="inputs",
                reason=f"{sentence} : choisir une autre entrée pour l’un d’eux",
            )
        ]
    )
