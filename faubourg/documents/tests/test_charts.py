"""Charts are drawn for real; the worker is killed and stopped to see it come back."""

import os
import re
import signal
import xml.etree.ElementTree as ElementTree

import pytest
from django.core.cache import caches

from faubourg.documents import charts
from faubourg.documents.blocks import DocumentError
from faubourg.documents.chart_process import ChartProcess, svg_png
from faubourg.documents.charts import DOTS, HATCH, bars, chart_svg, lines, stacked_bars

ROWS = [("Pilier 1", (12, None, 3)), ("Pilier 2", (1234.5, 0, 7))]
SERIES = ("À créer", "À maintenir", "À adapter")
SMALL = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}


@pytest.fixture(autouse=True)
def _empty_cache():
    caches["pictures"].clear()


def words(svg: str) -> list[str]:
    return [text.replace("\u00a0", " ") for text in ElementTree.fromstring(svg).itertext() if text.strip()]


def test_stacked_bars_name_rows_and_series_in_order():
    svg = chart_svg(stacked_bars(ROWS, SERIES, title="Par type", fills=("#0e3f4e", HATCH, DOTS)))
    found = words(svg)
    assert [word for word in found if word in (*SERIES, "Pilier 1", "Pilier 2", "Par type")] == [
        "Pilier 1",
        "Pilier 2",
        *SERIES,
        "Par type",
    ]
    assert "1 200" in found or "1 000" in found


def test_patterns_are_defined_where_they_are_used():
    svg = chart_svg(stacked_bars(ROWS, SERIES, fills=("#0e3f4e", HATCH, DOTS)))
    identifiers = {element.get("id") for element in ElementTree.fromstring(svg).iter() if element.get("id")}
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    assert len(used) == 2 and used <= identifiers


def test_a_picture_can_stand_in_a_strict_page_with_others():
    one, two = chart_svg(bars([("a", 1)])), chart_svg(bars([("a", 2)]))
    assert not re.search(r"\s(style|role|aria-\w+)=|<script", one)
    found = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert not found[0] & found[1]


def test_an_unknown_value_is_words_and_no_bar():
    found = words(chart_svg(bars([("Connu", 1234.5), ("Inconnu", None), ("Nul", 0)])))
    assert "non donné" in found and "1 234,5" in found and "0" in found


def test_lines_draw_series_and_target():
    svg = chart_svg(lines([("QPV", [("2022", 1), ("2023", None), ("2024", 3)])], target=[("2030", 9)], unit="%"))
    found = words(svg)
    assert {"QPV", "Cible", "2022", "2030", "%"} <= set(found)
    assert "stroke-dasharray" in svg


@pytest.mark.parametrize(
    "spec",
    [
        stacked_bars([], []),
        bars([], title="Vide"),
        lines([("a", [("2022", None)])]),
        stacked_bars([("a", (None,))], ["x"]),
    ],
)
def test_no_data_is_said(spec):
    assert "Aucune donnée" in words(chart_svg(spec))


def test_text_of_the_data_is_not_markup():
    assert "<script>&x" in words(chart_svg(bars([("<script>&x", 1)])))


def test_the_same_picture_is_drawn_once(monkeypatch):
    spec = bars([("a", 1)])
    first = chart_svg(spec)
    monkeypatch.setattr(charts, "spec_svg", lambda _: pytest.fail("drawn again"))
    assert chart_svg(bars([("a", 1)])) == first


def test_png_for_word():
    assert svg_png(chart_svg(bars([("a", 1)]))).startswith(b"\x89PNG")


@pytest.fixture
def worker():
    process = ChartProcess(seconds=10)
    yield process
    process.close()


def test_a_dead_worker_is_replaced(worker):
    worker.ask({"spec": SMALL})
    first = worker.pid
    os.kill(first, signal.SIGKILL)
    assert "<svg" in worker.ask({"spec": SMALL})["svg"]
    assert worker.pid != first


def test_a_wrong_specification_is_a_french_sentence_and_the_worker_lives(worker):
    with pytest.raises(DocumentError, match="graphique"):
        worker.ask({"spec": {"mark": 3}})
    first = worker.pid
    assert "<svg" in worker.ask({"spec": SMALL})["svg"]
    assert worker.pid == first


def test_a_slow_worker_is_given_up(worker):
    worker.ask({"spec": SMALL})
    os.kill(worker.pid, signal.SIGSTOP)
    worker.seconds = 0.3
    with pytest.raises(DocumentError, match="tableau"):
        worker.ask({"spec": SMALL})
    worker.seconds = 10
    assert "<svg" in worker.ask({"spec": SMALL})["svg"]


def test_no_address_is_fetched(worker):
    with pytest.raises(DocumentError):
        worker.ask({"spec": SMALL | {"data": {"url": "http://127.0.0.1:9/x.json"}}})
