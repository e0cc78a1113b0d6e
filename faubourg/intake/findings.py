"""Saying the marks of a sheet: what refuses it, and what is only worth a warning."""

from collections.abc import Callable

from faubourg.intake.marks import Marks, Span, Tally, column_letters
from faubourg.intake.problems import Problem, grouped

PASTE_AS_VALUE = "Copiez-la, puis collez-la au même endroit en valeur (Collage spécial › Valeurs)"
Titles = dict[int, str]


def errors_of(marks: Marks, sheet: str, titles: Titles) -> list[Problem]:
    """Say the formulas, error values and merged cells, each with its address.

    A formula's last value is not taken: it may be stale or missing, and reading it silently would lose the rule.
    """

    def located(row: int, column: int, message: str, remedy: str) -> Problem:
        return Problem(message, sheet, row, titles.get(column, column_letters(column)), remedy)

    def formula(row: int, column: int) -> Problem:
        return located(row, column, f"la cellule {_address(row, column)} contient une formule", PASTE_AS_VALUE)

    def error(row: int, column: int, text: str) -> Problem:
        message = f"la cellule {_address(row, column)} est en erreur ({text or '#?'})"
        return located(row, column, message, "Saisissez la valeur attendue, ou videz la cellule")

    def merged(top: int, left: int, bottom: int, right: int) -> Problem:
        span = f"{_address(top, left)}:{_address(bottom, right)}"
        remedy = "Défusionnez-les et écrivez la valeur dans chacune"
        return located(top, left, f"les cellules {span} sont fusionnées", remedy)

    return [
        *_said(
            marks.formulas, formula, sheet, ("autre cellule contient", "autres cellules contiennent"), "une formule"
        ),
        *_said(marks.errors, error, sheet, ("autre cellule est", "autres cellules sont"), "en erreur"),
        *_said(marks.merged, merged, sheet, ("autre groupe", "autres groupes"), "de cellules fusionnées"),
    ]


def warnings_of(marks: Marks, sheet: str, hidden_sheet: bool) -> list[Problem]:
    """Say what is hidden and yet read: the sheet, rows and columns."""
    rows = _within(marks.hidden_rows, marks.last_row)
    columns = _within(marks.hidden_columns, marks.last_column)
    messages = [
        "la feuille est masquée" if hidden_sheet and marks.last_row else "",
        _hidden("ligne", rows, str),
        _hidden("colonne", columns, column_letters),
    ]
    remedy = "Le contenu masqué est lu comme le reste : supprimez-le s’il ne doit pas l’être"
    return [Problem(message, sheet, remedy=remedy) for message in messages if message]


def _said(tally: Tally, say: Callable[..., Problem], sheet: str, others: tuple[str, str], what: str) -> list[Problem]:
    problems = [say(*item) for item in tally.items]
    rest = tally.total - len(tally.items)
    if rest:
        problems.append(Problem(f"{grouped(rest)} {others[rest > 1]} {what}", sheet))
    return problems


def _within(spans: list[Span], last: int) -> list[Span]:
    return [(first, min(end, last)) for first, end in spans if first <= last]


def _hidden(noun: str, spans: list[Span], name: Callable[[int], str]) -> str:
    if not spans:
        return ""
    several = len(spans) > 1 or spans[0][0] != spans[0][1]
    texts = [
        name(first) if first == last else f"{name(first)} {'et' if last == first + 1 else 'à'} {name(last)}"
        for first, last in spans
    ]
    listed = " ; ".join(texts) if any(first != last for first, last in spans) else _enumerated(texts)
    return f"les {noun}s {listed} sont masquées" if several else f"la {noun} {listed} est masquée"


def _enumerated(texts: list[str]) -> str:
    return " et ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"
