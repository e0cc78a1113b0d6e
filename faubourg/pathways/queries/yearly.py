"""The tables of the yearly report, counted on the records in SQL: one or two queries a table, whatever the people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ExitKind, ExitState, QpvResult, Sex, StepKind, TermKind
from faubourg.pathways.models import Exit, Pathway, Structure, Term
from faubourg.pathways.queries import yearly_steps
from faubourg.pathways.queries.cuts import AGES, Cut, entries, people, prescribed
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE, Line, Tally, hidden_of, tally_of
from faubourg.pathways.queries.yearly_clauses import clauses
from faubourg.pathways.reporting import ReportTable

#: The category of the positive exits towards a training, by its code in the list.
TRAINING = "formation"
GROUP = "participants"


@dataclass(frozen=True)
class StructureLine:
    """A structure: people of the period, people on its last day, places a year (least, most)."""

    name: str
    people: int
    at_the_end: int
    capacity: tuple[int, int]


@dataclass(frozen=True)
class Year:
    """Every table of a contract for a period, and the cells that a reader of documents does not see."""

    cut: Cut
    tallies: Mapping[str, Tally]
    structures: tuple[StructureLine, ...]

    def hidden(self, threshold: int) -> frozenset[tuple[str, str]]:
        """The cells to mask under this threshold."""
        jobs = [(name, WHOLE) for name in (ReportTable.PATHWAY_JOBS, ReportTable.EXIT_JOBS)]
        unclassed = [(ReportTable.JOBS, line.label) for line in self.tallies[ReportTable.JOBS].lines]
        positive = (ReportTable.EXITS, str(ExitKind.POSITIVE.label))
        links = [
            ((ReportTable.JOBS, unclassed[0][1]), (jobs[0],)),
            ((ReportTable.JOBS, unclassed[1][1]), (jobs[1],)),
            (positive, ((ReportTable.POSITIVE_EXITS, WHOLE),)),
        ]
        return hidden_of(tuple(self.tallies.values()), threshold, links)


def year_of(contract: Contract, cut: Cut) -> Year:
    """All the tables of a period; about twenty-five queries."""
    counter = _Counter(contract, cut)
    found = [
        counter.prescriptions(), counter.entries(), counter.sexes(), counter.brsa(), counter.ages(), counter.levels(),
        counter.dwellings(), *counter.jobs(), counter.trainings(), counter.liftings(), counter.positive_exits(),
        counter.exits(), counter.reasons(), yearly_steps.workshops(contract, cut), yearly_steps.support(contract, cut),
        *clauses(contract, cut),
    ]  # fmt: skip
    return Year(cut, {tally.table: tally for tally in found}, counter.structures())


@dataclass
class _Counter:
    contract: Contract
    cut: Cut

    @cached_property
    def terms(self) -> list[Term]:
        return list(Term.objects.filter(contract=self.contract).order_by("position", "pk"))

    def words(self, kind: str, *, group: str = "") -> dict[int, str]:
        """The words of a list in order; those of another time stay, with their counts."""
        return {term.pk: term.label for term in self.terms if term.kind == kind and group in ("", term.group)}

    @cached_property
    def people(self) -> QuerySet[Pathway]:
        return people(self.contract, self.cut)

    def prescriptions(self) -> Tally:
        counts = _by(prescribed(self.contract, self.cut), "prescriber")
        words = self.words(TermKind.PRESCRIBER)
        return tally_of(ReportTable.PRESCRIPTIONS, "prescriptions", counts, words, is_share=True)

    def entries(self) -> Tally:
        """Entries of the period against its prescriptions, not those of a cohort (113 / 199 is 57 %)."""
        entered = entries(self.contract, self.cut).count()
        whole = prescribed(self.contract, self.cut).count()
        return Tally(ReportTable.ENTRIES, "personnes", (Line("Entrées", entered, whole),), entered, adds_up=False)

    def sexes(self) -> Tally:
        counts = _by(self.people, "participant__sex")
        return tally_of(
            ReportTable.SEX, "personnes", counts, {Sex.FEMALE: "Femmes", Sex.MALE: "Hommes"}, is_share=True, group=GROUP
        )

    def brsa(self) -> Tally:
        counts = _by(self.people, "brsa_at_entry")
        words = {True: "Bénéficiaires du RSA", False: "Autres personnes"}
        return tally_of(ReportTable.BRSA, "personnes", counts, words, is_share=True, group=GROUP)

    def ages(self) -> Tally:
        """Ages on the last day of the period's year, from the year of birth: an anonymised file still counts."""
        year, path = self.cut.last.year, "participant__birth_year"
        bands = {
            code: Count("pk", filter=Q(**{f"{path}__gte": year - high, f"{path}__lte": year - low}))
            for code, (_, low, high) in AGES.items()
        }
        found = self.people.aggregate(total=Count("pk"), **{f"b{rank}": one for rank, one in enumerate(bands.values())})
        counts = {code: found[f"b{rank}"] for rank, code in enumerate(bands)}
        counts[None] = found["total"] - sum(counts.values())
        words = {code: label for code, (label, *_) in AGES.items()}
        return tally_of(ReportTable.AGES, "personnes", counts, words, is_share=True, group=GROUP)

    def levels(self) -> Tally:
        counts = _by(self.people, "participant__qualification")
        foreign = self.people.filter(participant__foreign_diploma=True).count()
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
        within, last = _by(self.people, "structure"), self.cut.last
        there = _by(self.people.filter(Q(ended_on=None) | Q(ended_on__gt=last)), "structure")
        rows = Structure.objects.filter(contract=self.contract).order_by("name", "pk")
        kept = [row for row in rows if within.get(row.pk) or row.closed_on is None or row.closed_on >= self.cut.first]
        return tuple(StructureLine(row.name, within.get(row.pk, 0), there.get(row.pk, 0), row.capacity) for row in kept)

    def jobs(self) -> tuple[Tally, Tally, Tally]:
        return yearly_steps.jobs(self.contract, self.cut, self.words)

    def trainings(self) -> Tally:
        words = self.words(TermKind.TRAINING_DOMAIN)
        return yearly_steps.by_domain(ReportTable.TRAININGS, self.contract, self.cut, StepKind.TRAINING, words)

    def liftings(self) -> Tally:
        words = self.words(TermKind.LIFTING_DOMAIN)
        return yearly_steps.by_domain(ReportTable.LIFTINGS, self.contract, self.cut, StepKind.OBSTACLE, words)

    @cached_property
    def gone(self) -> QuerySet[Exit]:
        """The exits that the cellule validated within the period."""
        return Exit.objects.filter(
            self.cut.pathways("pathway__"), pathway__contract=self.contract, state=ExitState.VALIDATED,
            validated_on__range=(self.cut.first, self.cut.last),
        ).order_by()  # fmt: skip

    def positive_exits(self) -> Tally:
        rows = self.gone.filter(kind=ExitKind.POSITIVE)
        counts, words = _by(rows, "category"), self.words(TermKind.EXIT_CATEGORY)
        training = sum(counts.get(term.pk, 0) for term in self.terms if _leads_to_training(term))
        total = sum(counts.values())
        besides = (
            Line("vers l’emploi", total - training - counts.get(None, 0), total),
            Line("dont en SIAE", rows.filter(step__in_siae=True).count(), total),
            Line("vers la formation", training, total),
        )
        return tally_of(ReportTable.POSITIVE_EXITS, "sorties", counts, words, is_share=True, besides=besides)

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
