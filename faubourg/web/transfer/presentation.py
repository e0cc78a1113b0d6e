"""What a preview shows of an import: differences by section, few enough to be looked at, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from faubourg.contracts.facts import fact_label
from faubourg.exchange.compare import CHANGED, CREATED, MOVED, REMOVED, Difference
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.operations import Preview
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.schema.fields import Choice
from faubourg.exchange.workbook.cells import choices_of, flow
from faubourg.intake.problems import Problem, typeset

#: Differences shown one by one in a section; the others are taken or left together.
SHOWN = 150
#: Sections longer than that come folded.
FOLDED = 20
#: Problems shown on the page; the whole list is a file.
PROBLEMS_SHOWN = 200
LONGEST = 400
KINDS = {CREATED: "À créer", CHANGED: "À modifier", REMOVED: "À retirer", MOVED: "Ordre"}


@dataclass(frozen=True)
class Line:
    """One difference, in words."""

    id: str
    kind: str
    label: str
    field: str
    old: str
    new: str
    row: int | None
    is_change: bool


@dataclass
class Group:
    """The differences of one section; `rest` counts those that are not shown one by one."""

    name: str
    title: str
    lines: list[Line] = field(default_factory=list)
    rest: int = 0
    others: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """All differences of the section."""
        return len(self.lines) + self.rest

    @property
    def is_open(self) -> bool:
        """Whether it is short enough to be shown unfolded."""
        return self.count <= FOLDED


def totals_of(found: Preview) -> dict[str, int]:
    """How many rows would be created, changed and removed in all."""
    return {kind: sum(getattr(found, kind).values()) for kind in ("created", "changed", "removed")}


def groups_of(differences: list[Difference]) -> list[Group]:
    """Differences by section, in the order of the file."""
    groups: dict[str, Group] = {}
    for difference in differences:
        group = groups.setdefault(difference.section, Group(difference.section, difference.section_title))
        if len(group.lines) < SHOWN:
            group.lines.append(line_of(difference))
        else:
            group.rest += 1
            group.others.add(difference.id)
    return list(groups.values())


def refused_by(groups: list[Group], data: Mapping) -> set[str]:
    """The ids of the differences that a person left: a box unticked, a whole section left as it is."""
    taken, left = set(data.getlist("take")), set(data.getlist("leave"))
    refused = set()
    for group in groups:
        ids = {line.id for line in group.lines}
        if group.name in left:
            refused |= ids | group.others
        else:
            refused |= ids - taken
            refused |= group.others if f"{group.name}/*" not in taken else set()
    return refused


def line_of(difference: Difference) -> Line:
    """A difference in words."""
    section = FLAT_BY_NAME.get(difference.section)
    declared = section.by_name.get(difference.field) if section else None
    title = difference.field_title if declared else fact_label(str(difference.field)) if difference.field else ""
    choices = dict(choices_of(declared, section.model)) if isinstance(declared, Choice) else {}
    changed = difference.kind == CHANGED
    return Line(
        difference.id,
        KINDS[difference.kind],
        difference.label,
        title[:1].upper() + title[1:],
        shown(choices.get(str(difference.old), difference.old)) if changed else "",
        shown(choices.get(str(difference.new), difference.new)) if changed else "",
        difference.row,
        changed,
    )


def shown(value: Any) -> str:
    """A value of the file in words; an empty text when there is none."""
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        text = " ; ".join(map(shown, value))
    elif isinstance(value, list | dict):
        text = flow(value)
    elif isinstance(value, date):
        text = f"{value:%d/%m/%Y}"
    else:
        text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def problem_lines(problems: list[Problem]) -> list[tuple[str, str]]:
    """Place and sentence of each problem."""
    lines = []
    for problem in problems:
        sentence = problem.sentence
        place = typeset(problem.place)
        lines.append((place, sentence.removeprefix(f"{place}\u00a0: ") if place else sentence))
    return lines
