"""Reading a spreadsheet that somebody sent: .xlsx or .ods, as tables with a header.

Values come from calamine; what calamine takes silently (formulas, errors, merged and hidden cells) comes from a survey
of the markup made before, which also keeps a hostile file from being expanded in memory.
"""

import io
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from faubourg.intake.archives import Archive
from faubourg.intake.findings import errors_of, warnings_of
from faubourg.intake.limits import check_size
from faubourg.intake.marks import MAX_CELLS, Survey, TooLargeError, column_letters
from faubourg.intake.ods import CONTENT, survey_ods
from faubourg.intake.problems import IntakeError, Problem, grouped
from faubourg.intake.signatures import SAVE_AS_XLSX, check_is_zip
from faubourg.intake.tables import Row, Sheet, Table
from faubourg.intake.xlsx import WORKBOOK, survey_xlsx

__all__ = ["Row", "Sheet", "Workbook", "read_workbook"]


@dataclass(frozen=True)
class Workbook:
    """The sheets that were read, by their name and in order; `unread` names those that were not asked for.

    `warnings` tell what was read although it may surprise (hidden rows) or was left out (columns without title).
    """

    sheets: dict[str, Sheet]
    warnings: list[Problem]
    unread: list[str] = field(default_factory=list)


def read_workbook(
    content: bytes, filename: str, *, header_row: int = 1, sheets: Collection[str] | None = None
) -> Workbook:
    """Read a workbook whose tables have their titles in `header_row`.

    `sheets` restricts the reading to these names, whatever their case and spaces: what stands in the others is then
    neither read nor judged. Raises IntakeError with all that must be mended: a file that cannot be read, two sheets or
    two columns of one name, formulas, error values, merged cells.
    """
    check_size(len(content), filename)
    check_is_zip(content, filename)
    archive = Archive(content, filename)
    asked = None if sheets is None else {_folded(name) for name in sheets}
    surveys = _surveyed(archive, header_row, asked)
    tables = [survey for survey in surveys if survey.marks is not None]
    if not tables:
        raise IntakeError(Problem(f"le classeur « {filename} » ne contient aucune feuille", remedy=SAVE_AS_XLSX))
    _check_sheet_names(tables)
    kept = [survey for survey in tables if asked is None or _folded(survey.name) in asked]
    unread = [survey.name for survey in tables if asked is not None and _folded(survey.name) not in asked]
    # An .ods is parsed whole at opening, so that its other sheets must fit too.
    _check_extents(tables)
    read = _Reading(archive, content, surveys, header_row)
    for survey in kept:
        read.sheet(survey)
    if read.errors:
        raise IntakeError(read.errors)
    return Workbook(read.sheets, read.warnings, unread)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _surveyed(archive: Archive, header_row: int, asked: set[str] | None) -> list[Survey]:
    try:
        if WORKBOOK in archive:
            return survey_xlsx(archive, header_row, lambda name: asked is None or _folded(name) in asked)
        if CONTENT in archive and archive.read("mimetype").strip().endswith(b".spreadsheet"):
            return survey_ods(archive, header_row)
    except TooLargeError as error:
        raise IntakeError(_too_large(error.sheet, error.reason)) from error
    raise IntakeError(
        Problem(f"le fichier « {archive.filename} » n’est pas un classeur .xlsx ou .ods", remedy=SAVE_AS_XLSX)
    )


def _check_sheet_names(surveys: list[Survey]) -> None:
    counts = Counter(_folded(survey.name) for survey in surveys)
    problems = [
        Problem(
            "deux feuilles portent ce nom, aux majuscules et aux espaces près",
            sheet=survey.name,
            remedy="Renommez ou supprimez l’une des deux",
        )
        for survey in {_folded(survey.name): survey for survey in surveys}.values()
        if counts[_folded(survey.name)] > 1
    ]
    if problems:
        raise IntakeError(problems)


def _check_extents(surveys: list[Survey]) -> None:
    most_rows, most_columns = settings.UPLOAD_MAX_ROWS, settings.UPLOAD_MAX_COLUMNS
    cells = 0
    for survey in surveys:
        rows, columns = survey.marks.last_row, survey.marks.last_column
        cells += rows * columns
        if rows - survey.marks.first_row > most_rows:
            found = f"va jusqu’à la ligne {grouped(rows)}, la limite est de {grouped(most_rows)} lignes"
        elif columns > most_columns:
            found = f"va jusqu’à la colonne {column_letters(columns)}, la limite est de {most_columns} colonnes"
        elif cells > MAX_CELLS:
            found = (
                f"s’étend sur {grouped(rows)} lignes et {grouped(columns)} colonnes, la limite d’un classeur est de "
                f"{grouped(MAX_CELLS)} cellules, vides comprises"
            )
        else:
            continue
        raise IntakeError(_too_large(survey.name, found))


def _too_large(sheet: str, found: str) -> Problem:
    return Problem(
        f"la feuille {found}",
        sheet=sheet,
        remedy="Supprimez les lignes et les colonnes inutiles, ou coupez la feuille en plusieurs fichiers",
    )


class _Reading:
    """Gathers sheets, errors and warnings, so that one refusal names all that must be mended."""

    def __init__(self, archive: Archive, content: bytes, surveys: list[Survey], header_row: int) -> None:
        self.archive = archive
        self.header_row = header_row
        self.sheets: dict[str, Sheet] = {}
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.workbook = self._guarded(CalamineWorkbook.from_filelike, io.BytesIO(content))
        self.metadata = self.workbook.sheets_metadata
        self.surveys = surveys
        if self.workbook.sheet_names != [survey.name for survey in surveys]:
            archive.refuse_damaged()

    def sheet(self, survey: Survey) -> None:
        """Read one sheet, and note what its cells, its header and its markup have against it."""
        index = next(index for index, other in enumerate(self.surveys) if other is survey)
        hidden = self.metadata[index].visible != SheetVisibleEnum.Visible
        source = self._guarded(self.workbook.get_sheet_by_index, index)
        table = Table(survey.name, self._guarded(source.to_python, skip_empty_area=False), self.header_row)
        self.errors += table.repeated_titles() + errors_of(survey.marks, survey.name, table.titles)
        self.warnings += warnings_of(survey.marks, survey.name, hidden) + table.untitled_columns()
        self.sheets[survey.name] = table.sheet()

    def _guarded(self, read: Callable[..., Any], *args: object, **options: object) -> Any:
        try:
            return read(*args, **options)
        except CalamineError as error:
            self.archive.refuse_damaged(error)
        except BaseException as error:
            # A panic of the Rust reader on a broken file arrives as an exception that is not an Exception.
            if type(error).__name__ != "PanicException":
                raise
            self.archive.refuse_damaged(error)
