"""The tables of the yearly report, counted on the records in SQL: one or two queries a table, whatever the people."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ExitKind, QpvResult, Sex, StepKind, TermKind
from faubourg.pathways.models import Exit, Pathway, Structure, Term
from faubourg.pathways.queries import yearly_steps
from faubourg.pathways.queries.cuts import AGES, Cut, entries, exits, people, prescribed
from faubourg.pathways.queries.dropins import dropin_table
from faubourg.pathways.queries.hiding import add_past, hidden_of, ledger_of
from faubourg.pathways.queries.series import Printed, printed_series, published_of
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE, Line, Tally, tally_of
from faubourg.pathways.queries.yearly_clauses import clauses
from faubourg.pathways.queries.yearly_schemes import childcare_tables, scheme_tables
from faubourg.pathways.queries.yearly_ties import GROUP, OF_THE_YEAR, tie_exits, tie_jobs, tie_structures
from faubourg.pathways.reporting import ReportTable

#: The category of the positive exits towards a training, by its code in the list.
TRAINING = "formation"
#: That of the jobs in a SIAE.
CDDI = "cddi"
TO_JOBS, IN_SIAE, TO_TRAINING = "vers l’emploi", "dont en SIAE", "vers la formation"
#: Group of the prescribers of the dispositifs, in the list.
OUTSIDE = "dispositifs"


@dataclass(frozen=True)
class StructureLine:
    """A structure: people of the period, people on its last day, places a year (least, most)."""

    name: str
    people: int
    at_the_end: int
    capacity: tuple[int, int]
    pk: int


@dataclass(frozen=True)
class Year:
    """Every table of a contract for a period, and the cells that a reader of documents does not see.

    `before`: how many were followed in the year before; None: not a year. `published`: year →
    the cells that a published document prints for it, with our number.
    """

    cut: Cut
    tallies: Mapping[str, Tally]
    structures: tuple[StructureLine, ...]
    before: int | None = None
    published: Mapping[int, frozenset[tuple[str, str]]] = field(default_factory=dict)
    _hidden: dict[int, frozenset] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def public(self) -> frozenset[tuple[str, str]]:
        """The cells of this year that are published."""
        return self.published.get(self.cut.last.year, frozenset())

    @property
    def in_order(self) -> list[Tally]:
        """The tables as the report orders them."""
        return [tally for name in ReportTable.values for tally in self.tallies.values() if tally.table == name]

    def hidden(self, threshold: int) -> frozenset[tuple[str, str]]:
        """The cells to mask under this threshold, wherever they are shown.

        Those of the structures too (see `key`).
        """
        if threshold not in self._hidden:
            found = ledger_of(self.tallies.values(), self.public)
            for tally in self.tallies.values():
                add_past(found, tally, self.published, threshold)
            tie_jobs(found, self.tallies)
            tie_exits(found)
            tie_structures(found, self)
            self._hidden[threshold] = hidden_of(self.tallies.values(), threshold, found)
        return self._hidden[threshold]

    def key(self, moment: str, structure: str) -> tuple[str, str]:
        """What names a cell of a structure; everybody of the period stands in other tables too."""
        return (GROUP, WHOLE) if (moment, structure) == (OF_THE_YEAR, WHOLE) else (moment, structure)


def year_of(contract: Contract, cut: Cut, *, series: Mapping[str, list[Printed]] | None = None) -> Year:
    """All the tables of a period; about forty queries. `series`: the published figures, when they are read already."""
    counter = _Counter(contract, cut)
    found = [
        *(one() for one in counter.singles.values()), *counter.jobs(), *clauses(contract, cut),
        *childcare_tables(contract, cut), *scheme_tables(contract, cut),
    ]  # fmt: skip
    before, published = None, {}
    if cut.is_year:
        year = cut.last.year
        earlier = replace(cut, first=date(year - 1, 1, 1), last=date(year - 1, 12, 31))
        before = people(contract, earlier).count()
    if cut.is_year and cut.is_whole:
        series = printed_series(contract) if series is None else series
        published = {cut.last.year: published_of(found, series, cut.last.year)}
        for tally in found:
            for one, table in tally.earlier:
                published[one] = published.get(one, frozenset()) | published_of([table], series, one)
    return Year(cut, {tally.code: tally for tally in found}, counter.structures(), before, published)


def table_of(contract: Contract, cut: Cut, table: str) -> Tally | None:
    """One table of a period, counted alone; None: none of that name, or several (one for each dispositif)."""
    counter = _Counter(contract, cut)
    if table in counter.singles:
        return counter.singles[table]()
    found = (*counter.jobs(), *clauses(contract, cut))
    return next((tally for tally in found if tally.code == table), None)


def some_of(contract: Contract, cut: Cut, names: Collection[str]) -> dict[str, Tally]:
    """These tables of a period, of those that are counted each by itself, and the classes of jobs."""
    counter = _Counter(contract, cut)
    found = [one() for name, one in counter.singles.items() if name in names]
    jobs = counter.jobs() if ReportTable.JOBS in names else ()
    return {tally.code: tally for tally in (*found, *jobs) if tally.code in names}


def trend_of(contract: Contract, cut: Cut) -> Mapping[str, Tally]:
    """The four tables whose years are drawn side by side; five queries."""
    counter = _Counter(contract, cut)
    found = (counter.prescriptions(), counter.entries(), counter.brsa(), counter.exits())
    return {tally.code: tally for tally in found}


@dataclass
class _Counter:
    contract: Contract
    cut: Cut

    @property
    def singles(self) -> dict[str, Callable[[], Tally]]:
        """The tables counted each by itself."""
        return {
            ReportTable.PRESCRIPTIONS: self.prescriptions, ReportTable.ENTRIES: self.entries,
            ReportTable.SEX: self.sexes, ReportTable.BRSA: self.brsa, ReportTable.AGES: self.ages,
            ReportTable.LEVELS: self.levels, ReportTable.DWELLING: self.dwellings,
            ReportTable.TRAININGS: self.trainings, ReportTable.LIFTINGS: self.liftings,
            ReportTable.POSITIVE_EXITS: self.positive_exits, ReportTable.EXITS: self.exits,
            ReportTable.EXIT_REASONS: self.reasons,
            ReportTable.WORKSHOPS: partial(yearly_steps.workshops, self.contract, self.cut),
            ReportTable.SUPPORT: partial(yearly_steps.support, self.contract, self.cut),
            ReportTable.DROPINS: partial(dropin_table, self.contract, self.cut),
        }  # fmt: skip

    @cached_property
    def terms(self) -> list[Term]:
        return list(Term.objects.filter(contract=self.contract).order_by("position", "pk"))

    def words(self, kind: str, *, group: str = "") -> dict[int, str]:
        """The words of a list in order; those of another time stay, with their counts."""
        return {term.pk: term.label for term in self.terms if term.kind == kind and group in ("", term.group)}

    @cached_property
    def people(self) -> QuerySet[Pathway]:
        return people(self.contract, self.cut)

    @cached_property
    def prescribed(self) -> dict[int | None, int]:
        """Prescriptions by prescriber."""
        return _by(prescribed(self.contract, self.cut), "prescriber")

    def prescriptions(self) -> Tally:
        counts = self.prescribed
        # A prescriber of the dispositifs only has a line the day it prescribes a pathway.
        outside = self.words(TermKind.PRESCRIBER, group=OUTSIDE)
        words = {
            pk: label for pk, label in self.words(TermKind.PRESCRIBER).items() if pk in counts or pk not in outside
        }
        return tally_of(ReportTable.PRESCRIPTIONS, "prescriptions", counts, words, is_share=True)

    def entries(self) -> Tally:
        """Entries of the period against its prescriptions, not those of a cohort (113 / 199 is 57 %)."""
        entered = entries(self.contract, self.cut).count()
        whole = sum(self.prescribed.values())
        line = Line("Entrées", entered, whole, among=(ReportTable.PRESCRIPTIONS, WHOLE))
        return Tally(ReportTable.ENTRIES, "personnes", (line,), entered, adds_up=False)

    @cached_property
    def profiles(self) -> dict[tuple, int]:
        """Persons by sex, RSA, band of age, qualification and foreign diploma: looked for once, few groups.

        Ages on the last day of the period's year, from the year of birth: an anonymised file still counts.
        """
        year, path = self.cut.last.year, "participant__birth_year"
        bands = (
            When(**{f"{path}__gte": year - high, f"{path}__lte": year - low}, then=Value(code))
            for code, (_, low, high) in AGES.items()
        )
        rows = self.people.annotate(band=Case(*bands, default=None, output_field=CharField()))
        names = ("sex", "qualification", "foreign_diploma")
        found = rows.values_list("brsa_at_entry", "band", *(f"participant__{name}" for name in names))
        return {tuple(key): count for *key, count in found.annotate(n=Count("pk"))}

    def profile(self, place: int) -> dict:
        """The same by one of these."""
        found: dict = {}
        for key, count in self.profiles.items():
            found[key[place]] = found.get(key[place], 0) + count
        return found

    def sexes(self) -> Tally:
        counts = self.profile(2)
        return tally_of(
            ReportTable.SEX, "personnes", counts, {Sex.FEMALE: "Femmes", Sex.MALE: "Hommes"}, is_share=True, group=GROUP
        )

    def brsa(self) -> Tally:
        # Alone in a trend: no more is read then.
        counts = self.profile(0) if "profiles" in self.__dict__ else _by(self.people, "brsa_at_entry")
        words = {True: "Bénéficiaires du RSA", False: "Autres personnes"}
        return tally_of(ReportTable.BRSA, "personnes", counts, words, is_share=True, group=GROUP)

    def ages(self) -> Tally:
        counts = self.profile(1)
        words = {code: label for code, (label, *_) in AGES.items()}
        return tally_of(ReportTable.AGES, "personnes", {None: 0} | counts, words, is_share=True, group=GROUP)

    def levels(self) -> Tally:
        counts, foreign = self.profile(3), self.profile(4).get(True, 0)
        beside = Line("Diplôme étranger sans équivalence", foreign, sum(counts.values()))
        return tally_of(
            ReportTable.LEVELS, "personnes", counts, self.words(TermKind.QUALIFICATION), is_share=True, group=GROUP,
            besides=(beside,),
        )  # fmt: skip

    def dwellings(self) -> Tally:
        path = "residence_at_entry__"
        rows = self.people.values_list(f"{path}qpv", f"{path}territory__name").annotate(n=Count("pk"))
        counts: dict[str, int] = {}
        for result, name, count in rows:
            label = name or {QpvResult.OUTSIDE: "Hors QPV"}.get(result, UNKNOWN)
            counts[label] = counts.get(label, 0) + count
        unknown = counts.pop(UNKNOWN, 0)
        words = {label: label for label in sorted(counts, key=lambda label: (label == "Hors QPV", label))}
        return tally_of(ReportTable.DWELLING, "personnes", counts | {None: unknown}, words, is_share=True, group=GROUP)

    def structures(self) -> tuple[StructureLine, ...]:
        at_the_end = Q(ended_on=None) | Q(ended_on__gt=self.cut.last)
        found = list(self.people.values_list("structure").annotate(n=Count("pk"), there=Count("pk", filter=at_the_end)))
        within, there = {pk: count for pk, count, _ in found}, {pk: count for pk, _, count in found}
        rows = Structure.objects.filter(contract=self.contract).order_by("name", "pk")
        kept = [row for row in rows if within.get(row.pk) or row.closed_on is None or row.closed_on >= self.cut.first]
        return tuple(
            StructureLine(row.name, within.get(row.pk, 0), there.get(row.pk, 0), row.capacity, row.pk) for row in kept
        )

    @cached_property
    def steps(self) -> yearly_steps.Counted:
        return yearly_steps.counted(self.contract, self.cut)

    def jobs(self) -> tuple[Tally, Tally, Tally]:
        return yearly_steps.jobs(self.steps, self.words)

    def trainings(self) -> Tally:
        words = self.words(TermKind.TRAINING_DOMAIN)
        return yearly_steps.by_domain(ReportTable.TRAININGS, self.steps, StepKind.TRAINING, words)

    def liftings(self) -> Tally:
        words = self.words(TermKind.LIFTING_DOMAIN)
        return yearly_steps.by_domain(ReportTable.LIFTINGS, self.steps, StepKind.OBSTACLE, words)

    @cached_property
    def gone(self) -> QuerySet[Exit]:
        """The exits that the cellule validated within the period."""
        return exits(self.contract, self.cut)

    def positive_exits(self) -> Tally:
        rows = self.gone.filter(kind=ExitKind.POSITIVE)
        counts, words = _by(rows, "category"), self.words(TermKind.EXIT_CATEGORY)
        learning = {term.pk for term in self.terms if _leads_to_training(term)}
        training, total = sum(counts.get(pk, 0) for pk in learning), sum(counts.values())
        besides = (
            Line(TO_JOBS, total - training - counts.get(None, 0), total),
            Line(IN_SIAE, rows.filter(step__in_siae=True).count(), total),
            Line(TO_TRAINING, training, total),
        )
        sums = (
            (WHOLE, (TO_JOBS, TO_TRAINING, UNKNOWN)), (TO_JOBS, (IN_SIAE,)),
            (TO_JOBS, tuple(label for pk, label in words.items() if pk not in learning)),
            (TO_TRAINING, tuple(label for pk, label in words.items() if pk in learning)),
            # A CDDI is always in a SIAE, and anybody knows it.
            (IN_SIAE, tuple(term.label for term in self.terms if term.pk in words and term.code == CDDI)),
        )  # fmt: skip
        return tally_of(ReportTable.POSITIVE_EXITS, "sorties", counts, words, is_share=True, besides=besides, sums=sums)

    def exits(self) -> Tally:
        words = {kind.value: str(kind.label) for kind in ExitKind}
        return tally_of(ReportTable.EXITS, "sorties", _by(self.gone, "kind"), words, is_share=True, group="sorties")

    def reasons(self) -> Tally:
        counts, words = _by(self.gone, "reason"), self.words(TermKind.EXIT_REASON)
        return tally_of(ReportTable.EXIT_REASONS, "sorties", counts, words, is_share=True, group="sorties")


def _leads_to_training(term: Term) -> bool:
    return term.kind == TermKind.EXIT_CATEGORY and term.code == TRAINING


def _by(rows: QuerySet, name: str) -> dict:
    """Value of a column → rows."""
    return dict(rows.values_list(name).annotate(n=Count("pk")))
