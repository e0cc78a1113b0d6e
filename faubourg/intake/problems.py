"""What is wrong in a file, where, and what to do about it, as one French sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NBSP = "\u00a0"


def typeset(text: str) -> str:
    """Put the non-breaking spaces that French typography wants inside « » and before : ; ! ? % €."""
    text = text.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    return re.sub(r" (?=[:;!?%€](?:\W|$))", NBSP, text)


def refusal(message: str) -> ValueError:
    """Return the error that the tolerant parsers raise: a French sentence that names no place."""
    return ValueError(typeset(message))


def grouped(number: int) -> str:
    """Write a whole number as the French do: 100 000."""
    return f"{number:,}".replace(",", NBSP)


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a file.

    `message` and `remedy` are French clauses without their final point; `row` counts from 1, as the reader's own
    software shows it; `column` is the printed title of a column; `cell` (« D12 ») stands for the row where it is known.
    """

    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    remedy: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it is: « Feuille « Actions », ligne 12, colonne « Début » » (or « cellule D12 »), or an empty text."""
        line = f"ligne {self.row}" if self.row is not None else ""
        parts = [
            f"feuille « {self.sheet} »" if self.sheet else "",
            f"cellule {self.cell}" if self.cell else line,
            f"colonne « {self.column} »" if self.column else "",
        ]
        return _capitalised(", ".join(part for part in parts if part))

    @property
    def sentence(self) -> str:
        """The place, what is wrong and what to do, ready to be read."""
        message = f"{self.place} : {self.message}" if self.place else _capitalised(self.message)
        parts = [message, _capitalised(self.remedy)]
        return typeset(" ".join(_closed(part) for part in parts if part))

    def __str__(self) -> str:
        return self.sentence


class IntakeError(Exception):
    """The file is refused as a whole; `problems` holds at least one reason."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: list[Problem] = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
