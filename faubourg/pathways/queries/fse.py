"""The common indicators of the FSE+ by sex, 17 of output and 6 of result (law/fse-plus-participants.md)."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.indicators.protecting import hidden_cells
from faubourg.pathways.choices import Answer, Education, ExitState, Labour, Sex
from faubourg.pathways.models import Exit
from faubourg.pathways.queries.cuts import Cut, people

_FACTS = "entry_facts__"
_INACTIVE = (Labour.STUDYING, Labour.INACTIVE)
#: Code → (words, condition on a pathway followed within the period).
OUTPUTS: dict[str, tuple[str, Q]] = {
    "EECO01": ("Participants, total", Q()),
    "EECO02": (
        "Chômeurs, longue durée comprise",
        Q(**{f"{_FACTS}labour__in": (Labour.UNEMPLOYED, Labour.LONG_UNEMPLOYED)}),
    ),
    "EECO03": ("Chômeurs de longue durée", Q(**{f"{_FACTS}labour": Labour.LONG_UNEMPLOYED})),
    "EECO04": ("Inactifs", Q(**{f"{_FACTS}labour__in": _INACTIVE})),
    "EECO05": ("En emploi", Q(**{f"{_FACTS}labour": Labour.EMPLOYED})),
    "EECO06": ("Moins de 18 ans", Q(age_at_entry__lt=18)),
    "EECO07": ("18 à 29 ans", Q(age_at_entry__range=(18, 29))),
    "EECO08": ("55 ans et plus", Q(age_at_entry__gte=55)),
    "EECO09": ("CITE 0-2", Q(**{f"{_FACTS}education": Education.LOW})),
    "EECO10": ("CITE 3-4", Q(**{f"{_FACTS}education": Education.MIDDLE})),
    "EECO11": ("CITE 5-8", Q(**{f"{_FACTS}education": Education.HIGH})),
    "EECO12": ("En situation de handicap", Q(**{f"{_FACTS}disability": Answer.YES})),
    "EECO13": ("Ressortissants de pays tiers", Q(**{f"{_FACTS}third_country": Answer.YES})),
    "EECO14": ("D’origine étrangère", Q(**{f"{_FACTS}foreign_origin": Answer.YES})),
    "EECO15": ("Minorités", Q(**{f"{_FACTS}minority": Answer.YES})),
    "EECO16": ("Sans domicile", Q(**{f"{_FACTS}homeless": Answer.YES})),
    "EECO17": ("En zone rurale", Q(**{f"{_FACTS}rural": Answer.YES})),
}
#: Code → (words, condition on an exit validated within the period).
RESULTS: dict[str, tuple[str, Q]] = {
    "EECR01": (
        "Inactifs qui recherchent désormais un emploi",
        Q(facts__seeking=Answer.YES, pathway__entry_facts__labour__in=_INACTIVE),
    ),
    "EECR02": ("En études ou en formation", Q(facts__training=Answer.YES)),
    "EECR03": ("Qualification obtenue", Q(facts__qualified=Answer.YES)),
    "EECR04": ("En emploi, y compris à leur compte", Q(facts__employed=Answer.YES)),
    "EECR05": ("En emploi six mois après", Q(facts__employed_later=Answer.YES)),
    "EECR06": ("Situation améliorée six mois après", Q(facts__improved_later=Answer.YES)),
}
SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)
_TOTAL = "total"
#: What makes all the participants where every questionnaire is filled.
_PARTITIONS = (("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"))


@dataclass(frozen=True)
class Common:
    """An indicator with its counts by sex; `hidden`: among « F », « H », « » and « total »."""

    code: str
    label: str
    counts: dict[str, int]
    hidden: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """Both sexes, and those whose sex is not known."""
        return sum(self.counts.values())


def common_indicators(contract: Contract, cut: Cut, *, threshold: int = 0) -> list[Common]:
    """The 23 indicators of a period, in the order of the regulation; two queries. Results: exits of the period.

    A questionnaire that was not filled counts in the total of participants and nowhere else.
    """
    gone = Exit.objects.filter(
        cut.pathways("pathway__"),
        pathway__contract=contract,
        state=ExitState.VALIDATED,
        on__range=(cut.first, cut.last),
    ).order_by()
    found = _counted(people(contract, cut), "participant__sex", OUTPUTS, "pk")
    found += _counted(gone, "pathway__participant__sex", RESULTS, "pathway__participant")
    return _masked(found, threshold) if threshold > 1 else found


def _counted(rows: QuerySet, sex: str, asked: dict[str, tuple[str, Q]], person: str) -> list[Common]:
    counts = {code: Count(person, filter=condition or None, distinct=True) for code, (_, condition) in asked.items()}
    by_sex = {row[sex]: row for row in rows.values(sex).annotate(**counts)}
    return [
        Common(code, label, {one.value: by_sex.get(one.value, {}).get(code, 0) for one in SEXES})
        for code, (label, _) in asked.items()
    ]


def _masked(rows: list[Common], threshold: int) -> list[Common]:
    counts, sums = {}, []
    for row in rows:
        cells = {(row.code, sex): count for sex, count in row.counts.items()}
        sums.append(((row.code, _TOTAL), tuple(cells)))
        counts |= cells | {(row.code, _TOTAL): row.total}
    for codes in _PARTITIONS:
        for sex in (*SEXES, _TOTAL):
            parts = tuple((code, str(sex)) for code in codes)
            whole = ("EECO01", str(sex))
            if sum(counts[part] for part in parts) == counts[whole]:
                sums.append((whole, parts))
    hidden = hidden_cells(counts, sums, threshold)
    return [
        Common(row.code, row.label, row.counts, frozenset(sex for code, sex in hidden if code == row.code))
        for row in rows
    ]
