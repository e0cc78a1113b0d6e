"""The grid of values opened and saved, its workbook, and what a million values make, beside the plainest SQL."""

from functools import partial

from django.db import connection
from django.urls import reverse

from bench.measure import Figure, Times, get, queries_of
from bench.stage import Stage, analyze
from faubourg.contracts.models import Contract, Lineage, ListedTerritory
from faubourg.indicators.cells import cell_name, quarters_of, token_of
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.queries_totals import totals_by_period

KEY = "niort-2024-2030"
INDICATORS, YEARS, SEXES = 60, range(2024, 2030), ("F", "H")
#: Indicators of the workbook: with forty values each, a hundred thousand.
MANY, VALUES = 2_500, 40
OPEN_BAR, SAVE_BAR, WORKBOOK_BAR = 150, 60, 3
MILLION, RATIO_BAR = 1_000_000, 1.5
FILL = """
INSERT INTO indicators_observation (
    contract_id, lineage_id, period, value, words, dated, printed, qualifier, unit, breakdown, position, note,
    confidence, inferred, extra, blanks)
SELECT %(contract)s, (%(lineages)s::uuid[])[1 + n %% 60], (2000 + n %% 25)::text, n %% 97, '[]', '', '', 'exact', '',
       CASE WHEN n %% 2 = 0 THEN '{"sexe": "F"}'::jsonb ELSE '{"sexe": "H"}'::jsonb END, n, '', '', '[]', '{}', '{}'
  FROM generate_series(1, %(rows)s) AS n
"""
PLAIN = """
SELECT period, COUNT(DISTINCT lineage_id), COUNT(*),
       COUNT(*) FILTER (WHERE COALESCE(value, minimum, maximum, numerator) IS NOT NULL),
       COUNT(*) FILTER (WHERE breakdown ? 'sexe')
  FROM indicators_observation WHERE contract_id = %(contract)s GROUP BY period ORDER BY period DESC
"""
GRID, FULL = "Grille du banc", "Classeur du banc"


def figures(stage: Stage) -> list[Figure]:
    """60 indicators × 3 QPV × 2 sexes × 6 years on a page, one cell of it, then 100,000 values in a workbook."""
    contract = stage.contract(KEY)
    quarters = quarters_of(ListedTerritory.objects.of(contract))
    rows = _indicators(contract, GRID, INDICATORS)
    places = [{"territoire": one.name, "sexe": sex} for one in quarters for sex in SEXES]
    _values(contract, rows, YEARS, places)
    analyze()
    volume = f"{INDICATORS} × {len(quarters)} QPV × {len(SEXES)} × {len(YEARS)} ans"
    address = f"{reverse('values:grid', args=[KEY])}?annee=2025&organisme=&q={GRID}"
    return [
        _figure(stage, "grille, ouverture", volume, get(stage.client, address), OPEN_BAR),
        _figure(stage, "grille, une cellule", volume, _saving(stage, rows[0], quarters[0].pk), SAVE_BAR),
        _workbook(stage, contract),
        *_million(contract, rows),
    ]


def _figure(stage: Stage, name: str, volume: str, work, bar: float) -> Figure:
    times = stage.times(work)
    p50, p95, cpu = (seconds * 1000 for seconds in (times.p50, times.p95, times.cpu))
    return Figure(name, volume, p50, p95, cpu, "ms", queries_of(work), bar=bar)


def _indicators(contract: Contract, label: str, count: int) -> list[Indicator]:
    lineages = Lineage.objects.bulk_create(Lineage(contract=contract) for _ in range(count))
    return Indicator.objects.bulk_create(
        Indicator(
            version=contract.current_version, lineage=lineage, key=f"{label.split()[0].casefold()}-{rank}",
            label=f"{label} {rank}", kind="quantitatif", breakdowns=["QPV", "sexe"], adding="somme",
        )
        for rank, lineage in enumerate(lineages)
    )  # fmt: skip


def _values(contract: Contract, rows: list[Indicator], years, places: list[dict]) -> None:
    found = (
        Observation(
            contract=contract, lineage_id=row.lineage_id, period=str(year), breakdown=place, qualifier="exact",
            value=rank + 10, position=rank,
        )
        for rank, row in enumerate(rows)
        for year in years
        for place in places
    )  # fmt: skip
    Observation.objects.bulk_create(found, batch_size=5_000)


def _saving(stage: Stage, indicator: Indicator, quarter: int):
    """One cell typed again and again, with what it said before."""
    name, address, said = cell_name(indicator.pk, (quarter, "f")), reverse("values:cell", args=[KEY]), ["10"]

    def save() -> None:
        text = str(int(said[-1]) + 1)
        sent = {"cellule": name, "texte": text, "jeton": token_of(said[-1]), "annee": "2025"}
        answer = stage.client.post(address, sent).json()
        if answer["state"] != "saved":
            raise AssertionError(answer["message"])
        said.append(text)

    return save


def _workbook(stage: Stage, contract: Contract) -> Figure:
    rows = _indicators(contract, FULL, MANY)
    _values(contract, rows, [2026], [{"public": f"public {rank}"} for rank in range(VALUES)])
    analyze()
    address = (
        f"{reverse('values:export', args=[KEY, 'xlsx'])}?annee=2026&organisme=&q={FULL}&choix=1&colonnes=categorie"
    )
    times = Times.of(partial(_sized, get(stage.client, address)), 3)
    return Figure(
        "classeur des valeurs", f"{MANY * VALUES} valeurs", times.p50, times.p95, times.cpu, "s", bar=WORKBOOK_BAR
    )


def _sized(request) -> None:
    if len(request()) < MANY * VALUES:
        raise AssertionError("le classeur n’a pas toutes les valeurs")


def _million(contract: Contract, rows: list[Indicator]) -> list[Figure]:
    """What the values of a contract come to by period, over a million rows, beside the same words in plain SQL."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"contract": contract.pk, "lineages": [row.lineage_id for row in rows], "rows": MILLION})
    analyze()

    def ours() -> None:
        totals_by_period(contract)

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN, {"contract": contract.pk})
            cursor.fetchall()

    times, least = Times.of(ours, 5), Times.of(plain, 5)
    ratio = times.p50 / least.p50
    note = f"{ratio:.2f} × le SQL nu"
    return [
        Figure(
            "totaux par période", f"{MILLION} valeurs", times.p50, times.p95, times.cpu, "s", 1, least.p50,
            RATIO_BAR * least.p50, note=note,
        )
    ]  # fmt: skip
