"""What stands behind a figure: the acts that a line of a table counts, and the persons of these acts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ExitKind, JobClass, QpvResult, Sex, StepKind
from faubourg.pathways.models import Participant
from faubourg.pathways.queries.cuts import (
    AGES,
    Cut,
    entries,
    exits,
    people,
    prescribed,
    presences,
    steps,
    support_hours,
    supports,
)
from faubourg.pathways.queries.tallies import PERSONS, UNKNOWN, WHOLE
from faubourg.pathways.queries.yearly import TRAINING
from faubourg.pathways.reporting import ReportTable

#: People of the last day of the period, by structure: beside ReportTable.CAPACITY, which has those of the period.
AT_THE_END = "capacite-fin"
_PERSON, _HOME, _STEP = "participant", "residence_at_entry__", "pathway__participant"
_TABLE = ReportTable


@dataclass(frozen=True)
class Behind:
    """The rows that a figure counts, and the lookup from one of them to its participant."""

    rows: QuerySet
    path: str

    def participants(self, user, contract: Contract) -> QuerySet[Participant]:
        """The files of these acts that `user` sees, each once."""
        found = self.rows.order_by().values(self.path)
        return Participant.objects.for_user(user).of(contract).filter(pk__in=found).order_by("number")


#: Table → (its rows, the lookup to the participant, the column that its labels say; "" where words of ours do).
_ROWS: dict[str, tuple[Callable[[Contract, Cut], QuerySet], str, str]] = {
    _TABLE.PRESCRIPTIONS: (prescribed, _PERSON, "prescriber__label"),
    _TABLE.ENTRIES: (entries, _PERSON, ""),
    _TABLE.SEX: (people, _PERSON, ""),
    _TABLE.BRSA: (people, _PERSON, ""),
    _TABLE.AGES: (people, _PERSON, ""),
    _TABLE.LEVELS: (people, _PERSON, "participant__qualification__label"),
    _TABLE.DWELLING: (people, _PERSON, f"{_HOME}territory__name"),
    _TABLE.CAPACITY: (people, _PERSON, "structure__name"),
    AT_THE_END: (people, _PERSON, "structure__name"),
    _TABLE.PATHWAY_JOBS: (lambda *of: steps(*of, StepKind.JOB), _STEP, "job_row__label"),
    _TABLE.EXIT_JOBS: (lambda *of: steps(*of, StepKind.JOB), _STEP, "job_row__label"),
    _TABLE.JOBS: (lambda *of: steps(*of, StepKind.JOB), _STEP, ""),
    _TABLE.TRAININGS: (lambda *of: steps(*of, StepKind.TRAINING), _STEP, "domain__label"),
    _TABLE.LIFTINGS: (lambda *of: steps(*of, StepKind.OBSTACLE), _STEP, "domain__label"),
    _TABLE.POSITIVE_EXITS: (exits, _STEP, "category__label"),
    _TABLE.EXITS: (exits, _STEP, ""),
    _TABLE.EXIT_REASONS: (exits, _STEP, "reason__label"),
    _TABLE.WORKSHOPS: (presences, _STEP, "meeting__workshop__theme__label"),
    _TABLE.SUPPORT: (support_hours, "support__pathway__participant", ""),
}
#: The tables whose figures have their list.
LISTED = frozenset(_ROWS)
_EXIT_JOB = ~Q(job_class__in=(JobClass.PATHWAY, ""))
#: Table → what is always asked of its rows.
_WITHIN: dict[str, Q] = {
    _TABLE.PATHWAY_JOBS: Q(job_class=JobClass.PATHWAY),
    _TABLE.EXIT_JOBS: _EXIT_JOB,
    _TABLE.POSITIVE_EXITS: Q(kind=ExitKind.POSITIVE),
}
#: (table, label) → the condition, where the label is no word of a list.
_WORDS: dict[tuple[str, str], Q] = {
    (_TABLE.ENTRIES, "Entrées"): Q(),
    (_TABLE.SEX, "Femmes"): Q(participant__sex=Sex.FEMALE),
    (_TABLE.SEX, "Hommes"): Q(participant__sex=Sex.MALE),
    (_TABLE.SEX, UNKNOWN): Q(participant__sex=Sex.UNKNOWN),
    (_TABLE.BRSA, "Bénéficiaires du RSA"): Q(brsa_at_entry=True),
    (_TABLE.BRSA, "Autres personnes"): Q(brsa_at_entry=False),
    (_TABLE.BRSA, UNKNOWN): Q(brsa_at_entry=None),
    (_TABLE.LEVELS, "Diplôme étranger sans équivalence"): Q(participant__foreign_diploma=True),
    (_TABLE.DWELLING, "Hors QPV"): Q(**{f"{_HOME}qpv": QpvResult.OUTSIDE}),
    (_TABLE.DWELLING, UNKNOWN): Q(residence_at_entry=None) | Q(**{f"{_HOME}qpv": QpvResult.UNDETERMINED}),
    (_TABLE.JOBS, "Emplois de parcours"): Q(job_class=JobClass.PATHWAY),
    (_TABLE.JOBS, "Validés ou à valider en sortie positive"): _EXIT_JOB,
    (_TABLE.JOBS, "À classer"): Q(job_class=""),
    (_TABLE.POSITIVE_EXITS, "vers l’emploi"): Q(category__isnull=False) & ~Q(category__code=TRAINING),
    (_TABLE.POSITIVE_EXITS, "dont en SIAE"): Q(step__in_siae=True),
    (_TABLE.POSITIVE_EXITS, "vers la formation"): Q(category__code=TRAINING),
    (_TABLE.SUPPORT, "Femmes suivies"): Q(support__pathway__participant__sex=Sex.FEMALE),
    (_TABLE.SUPPORT, "Hommes suivis"): Q(support__pathway__participant__sex=Sex.MALE),
    (_TABLE.SUPPORT, UNKNOWN): Q(support__pathway__participant__sex=Sex.UNKNOWN),
    (_TABLE.SUPPORT, "Heures"): Q(),
} | {(_TABLE.EXITS, str(kind.label)): Q(kind=kind) for kind in ExitKind}  # fmt: skip


def behind(contract: Contract, cut: Cut, table: str, label: str) -> Behind | None:
    """The rows of a line of a table of `queries.yearly`; None where its persons are listed elsewhere, or nowhere."""
    if (table, label) == (_TABLE.SUPPORT, "Prescriptions"):
        return Behind(supports(contract, cut).filter(prescribed_on__range=(cut.first, cut.last)), _STEP)
    if table not in _ROWS:
        return None
    make, path, column = _ROWS[table]
    rows = make(contract, cut).filter(_WITHIN.get(table, Q()))
    if table == AT_THE_END:
        rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=cut.last))
    if label in (WHOLE, PERSONS):
        return Behind(rows, path)
    condition = _age(label, cut.last.year) if table == _TABLE.AGES else _WORDS.get((table, label))
    if condition is None and column:
        condition = Q(**{column: None if label == UNKNOWN else label})
    return None if condition is None else Behind(rows.filter(condition), path)


def _age(label: str, year: int) -> Q | None:
    path = "participant__birth_year"
    bands = {
        words: Q(**{f"{path}__gte": year - high, f"{path}__lte": year - low}) for words, low, high in AGES.values()
    }
    oldest = year - max(high for _, _, high in AGES.values())
    unknown = Q(**{path: None}) | Q(**{f"{path}__gt": year}) | Q(**{f"{path}__lt": oldest})
    return (bands | {UNKNOWN: unknown}).get(label)
