"""What is said of a line beside its values, and the token that tells whether somebody changed it meanwhile."""

from collections.abc import Mapping

from faubourg.indicators.cells import token_of
from faubourg.indicators.models import ValueNote

NOTE_FIELDS = ("source", "comment", "interpretation")


def note_of(note: ValueNote | None) -> dict[str, str]:
    """The words of a note by field; all empty where there is none."""
    return {name: getattr(note, name) if note else "" for name in NOTE_FIELDS}


def token_of_answer(note: Mapping[str, str], choice: str) -> str:
    """What stands for the words and the choice of a line, as `cells.token_of` does for a cell."""
    words = [choice, *(note.get(name, "") for name in NOTE_FIELDS)]
    return token_of(" | ".join(words)) if any(words) else ""
