"""What is done with versions, one module a purpose; screens and imports call these."""

from faubourg.amendments.operations.corrections import note_correction, note_corrections
from faubourg.amendments.operations.states import (
    AmendmentError,
    abandon_amendment,
    adopt_version,
    open_amendment,
    return_version,
    set_components,
    submit_version,
)
from faubourg.amendments.operations.successions import declare_succession, withdraw_succession

__all__ = [
    "AmendmentError",
    "abandon_amendment",
    "adopt_version",
    "declare_succession",
    "note_correction",
    "note_corrections",
    "open_amendment",
    "return_version",
    "set_components",
    "submit_version",
    "withdraw_succession",
]
