"""The period and the eight other filters of the PLIE's figures, laid on pathways or on prescriptions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Attendance, ExitState, QpvResult, StepState
from faubourg.pathways.models import Exit, Pathway, Prescription, Step, Support, SupportHour, WorkshopPresence

#: Bands of age of the report, on the 31st of December (line 204): code → (words, from, to), in completed years.
AGES: dict[str, tuple[str, int, int]] = {
    "moins-26": ("-26 ans", 0, 25),
    "26-44": ("26 à 44 ans", 26, 44),
    "45-54": ("45 à 54 ans", 45, 54),
    "55-plus": ("55 ans et plus", 55, 150),
}
#: Steps that took place, whole or in part (line 214).
REAL_STEPS = (StepState.ONGOING, StepState.DONE, StepState.PARTLY)


@dataclass(frozen=True)
class Cut:
    """What is counted: from a day to another, and which persons. Empty: all. `brsa`: « oui » or « non ».

    `qpv`: a value of QpvResult, or the key of a QPV of the contract; `commune`: a key; the last three: primary keys.
    """

    first: date
    last: date
    sex: str = ""
    age: str = ""
    brsa: str = ""
    qpv: str = ""
    commune: str = ""
    structure: int | None = None
    referent: int | None = None
    prescriber: int | None = None

    @classmethod
    def of_year(cls, year: int, **filters) -> "Cut":
        """A whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31), **filters)

    @property
    def is_year(self) -> bool:
        """Whether the period is a whole year."""
        return (self.first, self.last) == (date(self.last.year, 1, 1), date(self.last.year, 12, 31))

    @property
    def is_whole(self) -> bool:
        """Whether everybody of the period is counted."""
        return self == Cut(self.first, self.last)

    def pathways(self, prefix: str = "") -> Q:
        """The condition on rows that reach a pathway by `prefix`: facts frozen at the entry."""
        found = self._person(prefix) | {
            f"{prefix}structure": self.structure, f"{prefix}referent": self.referent,
            f"{prefix}prescription__prescriber": self.prescriber, f"{prefix}brsa_at_entry": _told(self.brsa),
        } | self._home(f"{prefix}residence_at_entry__")  # fmt: skip
        return _q(found)

    def prescriptions(self) -> Q:
        """The condition on prescriptions: what was said that day, where the person lives now."""
        found = self._person("") | {
            "structure": self.structure, "referent": self.referent, "prescriber": self.prescriber,
            "is_brsa": _told(self.brsa),
        } | self._home("participant__residence__")  # fmt: skip
        return _q(found)

    def _person(self, prefix: str) -> dict:
        path = f"{prefix}participant__"
        found = {f"{path}sex": self.sex or None}
        if self.age in AGES:
            _, low, high = AGES[self.age]
            found |= {f"{path}birth_year__gte": self.last.year - high, f"{path}birth_year__lte": self.last.year - low}
        return found

    def _home(self, path: str) -> dict:
        is_result = self.qpv in QpvResult.values
        return {
            f"{path}qpv": self.qpv if is_result else None,
            f"{path}territory__key": None if is_result else self.qpv or None,
            f"{path}commune__key": self.commune or None,
        }


def _told(answer: str) -> bool | None:
    return {"oui": True, "non": False}.get(answer)


def _q(conditions: dict) -> Q:
    return Q(**{name: value for name, value in conditions.items() if value is not None})


def people(contract: Contract, cut: Cut) -> QuerySet[Pathway]:
    """One row for each person followed at least one day of the period: the last of their pathways of the period.

    A person with several counts once, with what their last entry says of them.
    """
    active = Pathway.objects.filter(contract=contract).active_between(cut.first, cut.last)
    later = Pathway.objects.active_between(cut.first, cut.last).filter(
        Q(entered_on__gt=OuterRef("entered_on")) | Q(entered_on=OuterRef("entered_on"), pk__gt=OuterRef("pk")),
        participant=OuterRef("participant"),
    )
    return active.filter(cut.pathways(), ~Exists(later)).order_by()


def entries(contract: Contract, cut: Cut) -> QuerySet[Pathway]:
    """The pathways whose CER was signed within the period."""
    return Pathway.objects.filter(cut.pathways(), contract=contract, entered_on__range=(cut.first, cut.last)).order_by()


def prescribed(contract: Contract, cut: Cut) -> QuerySet[Prescription]:
    """The prescriptions dated within the period."""
    found = Prescription.objects.filter(cut.prescriptions(), contract=contract, date__range=(cut.first, cut.last))
    return found.order_by()


def steps(contract: Contract, cut: Cut, *kinds: str) -> QuerySet[Step]:
    """The steps of these kinds that took place, whole or in part, on a day of the period.

    A step without an end lasts as long as its pathway; one without a beginning counts nowhere.
    """
    open_ended = Q(end=None) & (Q(pathway__ended_on=None) | Q(pathway__ended_on__gte=cut.first))
    return Step.objects.filter(
        cut.pathways("pathway__"), Q(end__gte=cut.first) | open_ended, pathway__contract=contract, kind__in=kinds,
        state__in=REAL_STEPS, start__lte=cut.last,
    ).order_by()  # fmt: skip


def exits(contract: Contract, cut: Cut) -> QuerySet[Exit]:
    """The exits that the cellule validated within the period."""
    return Exit.objects.filter(
        cut.pathways("pathway__"), pathway__contract=contract, state=ExitState.VALIDATED,
        validated_on__range=(cut.first, cut.last),
    ).order_by()  # fmt: skip


def presences(contract: Contract, cut: Cut) -> QuerySet[WorkshopPresence]:
    """Those who came to a meeting of a collective workshop within the period."""
    return WorkshopPresence.objects.filter(
        cut.pathways("pathway__"), meeting__workshop__contract=contract, attendance=Attendance.HELD,
        meeting__on__range=(cut.first, cut.last),
    ).order_by()  # fmt: skip


def supports(contract: Contract, cut: Cut) -> QuerySet[Support]:
    """The psychological supports of these pathways, whatever their dates."""
    return Support.objects.filter(cut.pathways("pathway__"), pathway__contract=contract).order_by()


def support_hours(contract: Contract, cut: Cut) -> QuerySet[SupportHour]:
    """The sittings of the period to which the person came."""
    held = {"attendance": Attendance.HELD, "on__range": (cut.first, cut.last)}
    return SupportHour.objects.filter(support__in=supports(contract, cut), **held).order_by()
