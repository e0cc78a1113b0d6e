"""The series of the dashboard: two lines where the outline of a territory changed."""

from decimal import Decimal

from faubourg.contracts.models import ListedTerritory
from faubourg.indicators.masking import Masker
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.queries_places import Geography
from faubourg.reports.dashboards.series import IndicatorRow, break_words, series_chart


def test_a_changed_outline_draws_two_lines_and_says_why():
    quarter = ListedTerritory(pk=1, key="clou", name="Clou", kind="QPV", perimeter_change="maintenu avec modification")
    years = {year: [Observation(period=year, value=Decimal(3))] for year in ("2022", "2023", "2024")}
    row = IndicatorRow(Indicator(label="Ateliers"), {"Clou": years})
    changed, same = Geography({1: quarter}, {}, {1: 2024}), Geography({1: quarter}, {}, {})
    assert "Clou (avant 2024)" in str(series_chart(row, Masker(0), changed))
    assert "Clou (depuis 2024)" in str(series_chart(row, Masker(0), changed))
    assert break_words(row, changed) == [
        "En 2024, le périmètre est un autre pour Clou (maintenu avec modification) : "
        "avant et après ne se comparent pas."
    ]
    assert break_words(row, same) == []
