"""The files that the lines of a workbook may be about, read at once: who is known already, who looks alike."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from faubourg.contracts.models import Contract
from faubourg.pathways.models import Participant, Pathway, Step, name_key
from faubourg.pathways.refusals import refuse

#: Values of one question, under what SQLite takes.
_AT_ONCE = 400
_STEP = ("pathway_id", "kind", "title", "start", "end", "domain_id", "contract_type_id")


def _parts(values: Iterable) -> Iterator[list]:
    rows = sorted(values)
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


class Known:
    """Persons of a contract by name, birth date and number, with their open pathways and the steps of these."""

    def __init__(self, contract: Contract, book) -> None:
        self.contract = contract
        parts = [line.who for line in (*book.measures, *book.steps)]
        born = {one.identity.get("birth_date") for one in book.people} | {who.birth_date for who in parts}
        keys = {self.key_of(Participant(**one.identity)) for one in book.people} | {self.key_of(who) for who in parts}
        self._lines: dict[str, list] = {}
        self._people: dict[int, Participant] = {}
        wanted = (("number__in", {who.number for who in parts} - {None}), ("birth_date__in", born - {None}),
                  ("name_key__in", {f" {key}" for key in keys if key}))  # fmt: skip
        for lookup, values in wanted:
            for some in _parts(values):
                self._keep(Q(**{lookup: some}))
        self._by_name: dict[str, list[Participant]] = {}
        self._by_birth: dict = {}
        for person in self._people.values():
            self._by_name.setdefault(self.key_of(person), []).append(person)
            self._by_birth.setdefault(person.birth_date, []).append(person)
        self._pathways = self._read_pathways({who.number for who in parts} | self._numbers(parts))

    def _keep(self, condition: Q) -> None:
        rows = Participant.objects.of(self.contract).present().filter(condition, anonymised_at=None)
        self._people |= {row.number: row for row in rows.order_by("number")}

    def _numbers(self, parts: list) -> set[int]:
        return {row.number for who in parts for row in self._by_name.get(self.key_of(who), [])}

    def _read_pathways(self, numbers: set) -> dict[int, Pathway]:
        people = {row.pk: row for number in numbers if (row := self._people.get(number))}
        found: dict[int, Pathway] = {}
        self._steps: set[tuple] = set()
        for some in _parts(people):
            for row in Pathway.objects.filter(participant__in=some).order_by("entered_on", "pk"):
                row.participant, row.contract = people[row.participant_id], self.contract
                found[row.participant_id] = row
            steps = Step.objects.filter(pathway__participant__in=some).order_by()
            self._steps |= set(steps.values_list(*_STEP))
        return found

    @staticmethod
    def key_of(named) -> str:
        """The names of a person or of a line, whatever their order and accents."""
        return name_key(named.last_name, named.first_name)

    def compare(self, line) -> tuple[int, ...]:
        """The numbers of the files that look like a person's, homonyms of another birth date left out.

        Raises Refused: the person has a file, stands on another line, or cannot be told from a homonym.
        """
        person = Participant(**line.identity)
        key, born, number = self.key_of(person), person.birth_date, line.cells.number
        for other, row in self._lines.setdefault(key, []):
            if born is None or other is None or other == born:
                raise refuse("twice-in-file", line=row)
        self._lines[key].append((born, number))
        alike = []
        for row in self._by_name.get(key, []):
            if row.birth_date == born:
                raise refuse("known-already" if born else "homonym-undated", number=row.number)
            if born is None or row.birth_date is None:
                alike.append(row.number)
        words = set(key.split())
        shared = self._by_birth.get(born, []) if born else []
        alike += [row.number for row in shared if words & set(row.name_key.split())]
        return tuple(sorted(set(alike)))

    def pathway(self, who) -> Pathway:
        """The open pathway of a person who has a file. Raises Refused."""
        if who.number is not None:
            person = self._people.get(who.number)
        else:
            born = who.birth_date
            found = [row for row in self._by_name.get(self.key_of(who), []) if born and row.birth_date == born]
            person = found[0] if len(found) == 1 else None
        if person is None:
            raise refuse("person-unknown")
        path = self._pathways.get(person.pk)
        if path is None:
            raise refuse("without-entry")
        if path.ended_on is not None:
            raise refuse("pathway-closed", day=path.ended_on)
        return path

    def has_step(self, row: Step) -> bool:
        """Whether a file holds this step already."""
        return row.pathway_id is not None and tuple(getattr(row, name) for name in _STEP) in self._steps
