"""The common indicators of the FSE+ by sex, 17 of output and 6 of result (law/fse-plus-participants.md)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Answer, Education, ExitState, Labour, Sex
from faubourg.pathways.models import Exit
from faubourg.pathways.queries.cuts import Cut, people
from faubourg.pathways.queries.hiding import Ledger

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
#: Code → the answer that it is told from; the others are known of everybody.
ASKED: dict[str, str] = {
    **dict.fromkeys(("EECO02", "EECO03", "EECO04", "EECO05"), f"{_FACTS}labour"),
    **dict.fromkeys(("EECO06", "EECO07", "EECO08"), "age_at_entry"),
    **dict.fromkeys(("EECO09", "EECO10", "EECO11"), f"{_FACTS}education"),
    "EECO12": f"{_FACTS}disability",
    "EECO13": f"{_FACTS}third_country",
    "EECO14": f"{_FACTS}foreign_origin",
    "EECO15": f"{_FACTS}minority",
    "EECO16": f"{_FACTS}homeless",
    "EECO17": f"{_FACTS}rural",
    "EECR01": "facts__seeking",
    "EECR02": "facts__training",
    "EECR03": "facts__qualified",
    "EECR04": "facts__employed",
    "EECR05": "facts__employed_later",
    "EECR06": "facts__improved_later",
}
#: Code → whom it asks, where that is not everybody.
_AMONG = {"EECR01": Q(pathway__entry_facts__labour__in=_INACTIVE)}
SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)
_TOTAL = "total"
DECLINED, SILENT = "declined", "silent"
#: What makes all the participants where every questionnaire is filled.
_PARTITIONS = (("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"))


@dataclass(frozen=True)
class Common:
    """An indicator with its counts by sex; `hidden`: among « F », « H », « », « total », `DECLINED` and `SILENT`.

    By sex too: `asked`, the persons it bears on; `declined`, those who would not say; `silent`, those of whom nothing
    is known yet.
    """

    code: str
    label: str
    counts: dict[str, int]
    asked: dict[str, int]
    declined: dict[str, int]
    silent: dict[str, int]
    hidden: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """Both sexes, and those whose sex is not known."""
        return sum(self.counts.values())

    def is_unknown(self, sex: str) -> bool:
        """Whether nobody answered, of a sex or of all (« total »): the count 0 would say what is not known."""
        among = list(self.asked) if sex == _TOTAL else [sex]
        asked = sum(self.asked[one] for one in among)
        return asked > 0 and sum(self.declined[one] + self.silent[one] for one in among) >= asked


def common_indicators(
    contract: Contract, cut: Cut, *, threshold: int = 0, told: Collection[str] | None = None
) -> list[Common]:
    """The 23 indicators of a period, in the order of the regulation; two queries. Results: exits of the period.

    `told`: of the participants by sex and in all (« total »), what another table that stands beside masks; None: none
    stands beside.

    A questionnaire that was not filled counts in the total of participants, and as silent everywhere else.
    """
    # The day of exit that the FSE+ knows, where it is not the PLIE's.
    gone = (
        Exit.objects.alias(left_on=Coalesce("fse_on", "on"))
        .filter(
            cut.pathways("pathway__"),
            pathway__contract=contract,
            state=ExitState.VALIDATED,
            left_on__range=(cut.first, cut.last),
        )
        .order_by()
    )
    found = _counted(people(contract, cut), "participant__sex", OUTPUTS, "pk")
    found += _counted(gone, "pathway__participant__sex", RESULTS, "pathway__participant")
    return _masked(found, threshold, told) if threshold > 1 else found


def _counted(rows: QuerySet, sex: str, indicators: dict[str, tuple[str, Q]], person: str) -> list[Common]:
    def persons(condition: Q | None) -> Count:
        return Count(person, filter=condition or None, distinct=True)

    wanted: dict[str, Count] = {}
    for code, (_, condition) in indicators.items():
        among, path = _AMONG.get(code, Q()), ASKED.get(code)
        wanted |= {code: persons(condition), f"{code}_asked": persons(among)}
        if path:
            answered = Q(age_at_entry__isnull=False) if path == "age_at_entry" else Q(**{f"{path}__gt": ""})
            wanted[f"{code}_answered"] = persons(among & answered)
            if path != "age_at_entry":
                wanted[f"{code}_{DECLINED}"] = persons(among & Q(**{path: Answer.DECLINED}))
    by_sex = {row[sex]: row for row in rows.values(sex).annotate(**wanted)}
    return [_common(code, label, by_sex) for code, (label, _) in indicators.items()]


def _common(code: str, label: str, by_sex: dict[str, dict[str, int]]) -> Common:
    def told(name: str) -> dict[str, int]:
        return {one.value: by_sex.get(one.value, {}).get(f"{code}{name}", 0) for one in SEXES}

    asked, answered = told("_asked"), told("_answered") if code in ASKED else told("_asked")
    silent = {one: asked[one] - answered[one] for one in asked}
    return Common(code, label, told(""), asked, told(f"_{DECLINED}"), silent)


def _masked(rows: list[Common], threshold: int, told: Collection[str] | None) -> list[Common]:
    ledger, whole = Ledger(), rows[0].code
    for row in rows:
        cells = {(row.code, sex): count for sex, count in row.counts.items()}
        ledger.show(cells | {(row.code, _TOTAL): row.total})
        ledger.tie((row.code, _TOTAL), *cells)
        if row.code in OUTPUTS and row.code != whole:
            for sex in row.counts:
                ledger.tie((whole, sex), (row.code, sex))
        if row.code in ASKED:
            answers = {(row.code, DECLINED): sum(row.declined.values()), (row.code, SILENT): sum(row.silent.values())}
            asked = (row.code, "asked")
            ledger.show(answers | {asked: sum(row.asked.values())})
            # Who answers otherwise stands nowhere, and the subtraction would tell; all that are asked are known.
            ledger.publish([asked])
            ledger.tie(asked, (row.code, _TOTAL), *answers)
    for codes in _PARTITIONS:
        for sex in (*SEXES, _TOTAL):
            ledger.tie((whole, str(sex)), *((code, str(sex)) for code in codes))
    ledger.tie(("EECO02", _TOTAL), ("EECO03", _TOTAL))
    if told is not None:
        ledger.hold((whole, sex) for sex in told)
        ledger.publish((whole, sex) for sex in {*rows[0].counts, _TOTAL} - set(told))
    hidden = ledger.hidden(threshold)
    return [replace(row, hidden=frozenset(kind for code, kind in hidden if code == row.code)) for row in rows]
