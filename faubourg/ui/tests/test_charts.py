"""The geometry of the charts."""

from faubourg.ui import charts

SERIES = [{"label": "à créer", "tone": "1"}, {"label": "à adapter", "tone": "hatch"}]


def test_the_longest_bar_takes_the_whole_width():
    long, short = charts.stacked_bars([{"label": "A", "values": [60, 20]}, {"label": "B", "values": [20, 0]}], SERIES)
    assert [part["x"] for part in long["segments"]] == ["0.00%", "75.00%"]
    assert short["segments"][0]["width"] == f"{25 - charts.GAP:.2f}%"
    assert (long["end"], short["end"]) == ("80", "20")


def test_as_shares_each_bar_takes_the_whole_width():
    bars = charts.stacked_bars([{"label": "A", "values": [3, 1]}, {"label": "B", "values": [1, 1]}], SERIES, share=True)
    assert [bar["segments"][1]["x"] for bar in bars] == ["75.00%", "50.00%"]


def test_an_unknown_value_is_written_as_such_and_draws_nothing():
    (bar,) = charts.stacked_bars([{"label": "A", "values": [None, 0]}], SERIES)
    assert bar["cells"] == ["n. d.", "0"]
    assert bar["segments"] == []
    assert bar["reading"].endswith(": aucun")


def test_a_value_is_not_written_where_it_does_not_fit():
    (bar,) = charts.stacked_bars([{"label": "A", "values": [99, 1]}], SERIES)
    assert [part["value"] for part in bar["segments"]] == ["99", ""]
    assert bar["reading"].endswith("99 à créer, 1 à adapter")


def test_no_row_no_bar():
    assert charts.stacked_bars([], SERIES) == []


def test_a_line_breaks_where_a_value_is_unknown():
    line = charts.sparkline([1, None, 3, 4])
    assert line["path"].count("M") == 2
    assert len(line["unknown"]) == 1
    assert charts.sparkline([None, None])["last"] is None
    assert charts.sparkline([])["path"] == ""


def test_years_share_the_width():
    assert [tick["x"] for tick in charts.year_ticks(2024, 2027)] == ["0.00%", "25.00%", "50.00%", "75.00%"]
