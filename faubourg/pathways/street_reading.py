"""Streets per QPV from a CSV file (voie, de, à, côté, QPV): each cell read, one sentence for each to mend."""

import csv
import io
from collections import defaultdict
from typing import Any

from django.conf import settings

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.intake.problems import IntakeError, Problem, grouped, refusal
from faubourg.intake.tables import Row, Sheet
from faubourg.intake.values import parse_integer, parse_text
from faubourg.pathways.cells import Cells, Columns, check_sheet, folded, places, raise_all, text_within
from faubourg.pathways.models import StreetRange
from faubourg.pathways.streets import street_key
from faubourg.search.text import normalise
from faubourg.territories.models import TerritoryKind

COLUMNS: Columns = {
    "voie": (True, "Rue du Clou"),
    "de": (False, "Premier numéro ; vide : depuis le début"),
    "à": (False, "Dernier numéro ; vide : jusqu’au bout"),
    "côté": (False, "pair, impair ; vide : les deux côtés"),
    "QPV": (True, "Nom ou code du quartier"),
}
_SIDES = {"pair": "pair", "pairs": "pair", "impair": "impair", "impairs": "impair", "les deux": "", "deux": "",
          "tous": "", "les deux cotes": ""}  # fmt: skip
HIGHEST = 99_999


def read_streets(content: bytes, filename: str) -> Sheet:
    """The table of a CSV file: UTF-8 or Windows-1252, separated by semicolons, commas or tabs. Raises IntakeError."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) or [[]]
    except csv.Error as error:
        raise IntakeError(
            Problem(f"le fichier « {filename} » n’est pas un CSV", remedy="Enregistrez-le au format CSV (UTF-8)")
        ) from error
    known = {normalise(title): title for title in COLUMNS}
    header = [known.get(normalise(" ".join(title.split())), " ".join(title.split())) for title in lines[0]]
    titles = [title for title in header if title]
    if len(set(titles)) < len(titles):
        raise IntakeError(Problem("deux colonnes portent le même titre", row=1, remedy="Retirez l’une des deux"))
    rows = [_row(number, line, header) for number, line in enumerate(lines[1:], start=2) if any(map(str.strip, line))]
    sheet = Sheet("", titles, 1, rows)
    if not rows:
        raise IntakeError(
            Problem("le fichier n’a aucune voie", remedy="Une ligne par voie ou tronçon, sous les titres")
        )
    raise_all(check_sheet(sheet, COLUMNS, needed=("voie", "QPV"), most=settings.UPLOAD_MAX_ROWS))
    return sheet


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _row(number: int, line: list[str], header: list[str]) -> Row:
    values = [*line, *[""] * len(header)]
    return Row(number, {title: values[rank].strip() or None for rank, title in enumerate(header) if title})


def read_ranges(sheet: Sheet, contract: Contract) -> list[dict[str, Any]]:
    """The rows for `replace_streets`, all of them good. Raises IntakeError with one sentence a cell."""
    quarters = places(contract, TerritoryKind.QPV)
    lines = [(Cells(row, sheet, COLUMNS), row) for row in sheet.rows]
    found = [(cells, _range(cells, quarters)) for cells, _ in lines]
    _check_shared(found)
    raise_all([problem for cells, _ in lines for problem in cells.problems])
    return [row for _, row in found]


def _range(cells: Cells, quarters: dict[str, ListedTerritory]) -> dict[str, Any]:
    def quarter(value: Any) -> ListedTerritory:
        text = parse_text(value)
        if folded(text) not in quarters:
            known = ", ".join(sorted({row.name for row in quarters.values()})) or "aucun"
            raise refusal(f"« {text[:60]} » n’est pas un QPV du contrat : {known}")
        return quarters[folded(text)]

    row = {
        "street": cells.read("voie", _street),
        "first": cells.read("de", _number),
        "last": cells.read("à", _number),
        "side": cells.read("côté", _side) or "",
        "territory": cells.read("QPV", quarter),
    }
    if row["first"] is not None and row["last"] is not None and row["last"] < row["first"]:
        cells.tell("à", f"{row['last']} précède {row['first']}", "Un tronçon va du plus petit numéro au plus grand")
    return row


def _check_shared(found: list[tuple[Cells, dict[str, Any]]]) -> None:
    """Tell the numbers that two quarters claim: an address there could not be placed."""
    streets: dict[str, list[tuple[Cells, dict[str, Any]]]] = defaultdict(list)
    for cells, row in found:
        if cells.problems:
            continue
        former = streets[street_key(row["street"])]
        for other, held in former:
            if held["territory"] != row["territory"] and _meet(held, row):
                cells.tell("de", f"ces numéros sont déjà dans le QPV « {held['territory']} », ligne {other.number}",
                           "Un numéro est dans un seul QPV")  # fmt: skip
                break
        former.append((cells, row))


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["side"] and other["side"] and one["side"] != other["side"]:
        return False
    ends = [(row["first"] or 0, HIGHEST if row["last"] is None else row["last"]) for row in (one, other)]
    return ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]


def _street(value: Any) -> str:
    text = text_within(StreetRange._meta.get_field("street").max_length)(value)
    if not street_key(text):
        raise refusal(f"« {text[:60]} » n’est pas un nom de voie")
    return text


def _number(value: Any) -> int:
    number = parse_integer(value)
    if not 0 <= number <= HIGHEST:
        raise refusal(f"un numéro de voie va de 0 à {grouped(HIGHEST)}")
    return number


def _side(value: Any) -> str:
    text = normalise(parse_text(value))
    if text not in _SIDES:
        raise refusal(f"« {parse_text(value)[:20]} » n’est pas un côté ; écrivez pair, impair, ou laissez vide")
    return _SIDES[text]
