"""Problems of a contract's YAML file with their line, which only the text of the file tells."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from faubourg.exchange.schema.contract import CHILDREN
from faubourg.exchange.validation import RecordProblem, ShapeProblem
from faubourg.intake.problems import Problem
from faubourg.intake.yamllines import Lines, Step

SHAPES = {section.name: shape for section, shape in CHILDREN}


def with_lines(problems: Iterable[Problem], flat: dict[str, Any], content: bytes) -> list[Problem]:
    """The same problems, with the line of each that has a place in `content`, the text from which `flat` was read.

    Without text (a workbook, rows of a screen) they stay as they are.
    """
    problems = list(problems)
    if not content:
        return problems
    places = _Places(flat, Lines(content))
    return [places.with_line(problem) for problem in problems]


class _Places:
    """Where the records of a flat form stand in its text."""

    def __init__(self, flat: dict[str, Any], lines: Lines):
        self.flat = flat
        self.lines = lines
        self.ranks: dict[str, dict[int, int]] = {}

    def with_line(self, problem: Problem) -> Problem:
        path = problem.path if isinstance(problem, ShapeProblem) else self._path(problem)
        line = self.lines.of(*path)
        return problem if line is None else replace(problem, row=line)

    def _path(self, problem: Problem) -> tuple[Step, ...]:
        """What leads to the field of a problem; nothing for a record that the file does not hold."""
        if not isinstance(problem, RecordProblem):
            return ()
        section, record, inside = problem.source
        record = getattr(record, "origin", None) or record
        if section.name not in self.ranks:
            self.ranks[section.name] = _ranks(self.flat.get(section.name))
        rank = self.ranks[section.name].get(id(record))
        if rank is None:
            return ()
        path = self._record(section.name, rank, record)
        if inside is not None:
            nested, item = inside
            path += (nested.name, _ranks(record.get(nested.name)).get(id(item), 0))
        return (*path, problem.field)

    def _record(self, name: str, rank: int, record: dict) -> tuple[Step, ...]:
        if name == "contract":
            return (name,)
        shape = SHAPES.get(name)
        if shape is None:
            return (name, rank)
        if shape == "mapping":
            return ("contract", name, record["letter"])
        if shape == "first apart" and self.lines.has("contract", "deliberation"):
            return ("contract", "deliberation") if rank == 0 else ("contract", name, rank - 1)
        return ("contract", name, rank)


def _ranks(records: Any) -> dict[int, int]:
    return {id(record): rank for rank, record in enumerate(records)} if isinstance(records, list) else {}
