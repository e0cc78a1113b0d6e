"""The questionnaires of the FSE+: what is asked when, and which answers are missing (law/fse-plus-participants.md).

« Ne se prononce pas » is an answer; an empty field is a question that nobody asked.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ExitState
from faubourg.pathways.dates import add_months
from faubourg.pathways.models import EntryFacts, Exit, ExitFacts, Pathway
from faubourg.pathways.queries.aftermath import ASKED_MONTHS, WITHIN, dates_of
from faubourg.pathways.queries.desk import followed_by

ENTRY = (
    "fse_entered_on", "labour", "education", "disability", "third_country", "foreign_origin", "minority", "homeless",
    "rural", "minimum_income",
)  # fmt: skip
EXIT = ("seeking", "training", "qualified", "employed")
LATER = ("employed_later", "improved_later")
#: The exits after which somebody can be asked.
_GONE = Q(
    state=ExitState.VALIDATED, pathway__participant__died_on=None, pathway__participant__anonymised_at=None
)  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """What a desk tells: questionnaires of the entry not complete after four weeks, and of the exit, `late` or not."""

    entries: int
    exits: int
    late: int


@dataclass(frozen=True)
class Questionnaire:
    """One of the three: `row` what is written of it, `missing` the questions without answer.

    `until`: the last day to ask it, where there is one; `opens`: the first day, while it has not come.
    """

    label: str
    row: EntryFacts | ExitFacts | None
    missing: tuple[str, ...]
    until: date | None = None
    opens: date | None = None
    exit: Exit | None = None


def entry_of(pathway: Pathway) -> Questionnaire:
    """The questionnaire of the entry; one query."""
    row = EntryFacts.objects.filter(pathway=pathway).first()
    return Questionnaire("À l’entrée", row, missing(row, EntryFacts, ENTRY))


def exits_of(exit: Exit, *, on: date) -> list[Questionnaire]:
    """Those of the day after the exit and of six months later; one query."""
    row = ExitFacts.objects.filter(exit=exit).first()
    after, later = dates_of(exit)
    opens = later.since if on < later.since else None
    return [
        Questionnaire("Au lendemain de la sortie", row, missing(row, ExitFacts, EXIT), after.until, exit=exit),
        Questionnaire("Six mois après", row, missing(row, ExitFacts, LATER), later.until, opens, exit),
    ]


def missing(row, model: type, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, as people read them, of the questions without answer; all of them without row."""
    empty = [name for name in names if row is None or getattr(row, name) in (None, "")]
    return tuple(str(model._meta.get_field(name).verbose_name) for name in empty)


def entries_due(user, contract: Contract) -> QuerySet[Pathway]:
    """The open pathways that `user` follows whose questionnaire of entry is not complete, oldest entry first."""
    mine = followed_by(user, contract)
    rows = Pathway.objects.for_user(user).of(contract).open().filter(mine, _lacking("entry_facts", ENTRY))
    return rows.select_related("participant", "structure", "entry_facts").order_by("entered_on", "pk")


def exits_due(user, contract: Contract) -> QuerySet[Exit]:
    """The exits whose pathway `user` followed, with an incomplete questionnaire of the day after, oldest first."""
    return _exits(user, contract).filter(_lacking("facts", EXIT))


def later_due(user, contract: Contract, *, on: date) -> QuerySet[Exit]:
    """The same six months after: those whose day has come."""
    return _exits(user, contract).filter(_lacking("facts", LATER), on__lte=add_months(on, -6))


def waiting_for(user, contract: Contract, *, on: date) -> Waiting:
    """How many questionnaires of the persons that `user` follows wait that day; three queries.

    Who follows sees: the persons themselves are not asked about again (see `followed_by`). An exit older than a year
    is history, here as for its situations (`aftermath`): the list alone still holds it.
    """
    mine = Pathway.objects.of(contract).filter(followed_by(user, contract)).order_by()
    entries = mine.open().filter(_lacking("entry_facts", ENTRY), entered_on__lt=on - WITHIN).count()
    # Their keys first, along the index of who follows: the exits of everybody in a year are many.
    left = list(mine.filter(ended_on__gte=add_months(on, -ASKED_MONTHS)).values_list("pk", flat=True))
    gone = Exit.objects.filter(_GONE, _lacking("facts", EXIT), pathway__in=left, on__lt=on).order_by()
    exits = gone.aggregate(count=Count("pk"), late=Count("pk", filter=Q(on__lt=on - WITHIN)))
    return Waiting(entries, exits["count"], exits["late"])


def _exits(user, contract: Contract) -> QuerySet[Exit]:
    rows = Exit.objects.for_user(user).of(contract).filter(followed_by(user, contract, "pathway__"), _GONE)
    return rows.select_related("pathway__participant", "pathway__structure", "facts").order_by("on", "pk")


def _lacking(path: str, names: tuple[str, ...]) -> Q:
    found = Q(**{path: None})
    for name in names:
        empty = {f"{path}__{name}": None} if name.endswith("_on") else {f"{path}__{name}": ""}
        found |= Q(**empty)
    return found
