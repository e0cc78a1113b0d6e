"""Printed counters beside ours: which word of the document names what."""

import pytest

from faubourg.reports.overview.counters import counters_of
from faubourg.reports.plan.records import PlanNode


def node(level: str) -> PlanNode:
    return PlanNode(1, "n", "1", "Titre", level, "", None, "", "", "")


@pytest.mark.parametrize("word", ["objectifs", "objectif", "objectifs opérationnels", "Objectifs"])
def test_a_printed_word_meets_its_level(word):
    (counter,) = counters_of([node("objectif opérationnel")] * 2, [], {word: 2})
    assert (counter.counted, counter.declared, counter.agrees) == (2, 2, True)
    assert counter.text == "2\N{NO-BREAK SPACE}objectifs opérationnels".replace("\N{NO-BREAK SPACE}", " ")


def test_a_gap_is_said_and_nothing_is_corrected():
    (counter,) = counters_of([node("objectif")], [], {"objectifs": 3})
    assert counter.agrees is False
    assert (counter.text, counter.remark) == ("1 objectif", "compteur imprimé : 3")


def test_a_word_that_names_nothing_here_is_kept_apart():
    (counter,) = counters_of([], [], {"chantiers": 4})
    assert counter.counted is None and counter.agrees is None
    assert "sans élément à compter" in counter.remark


def test_actions_announced_where_there_is_none_are_a_gap():
    (counter,) = counters_of([], [], {"actions": 4})
    assert (counter.counted, counter.agrees) == (0, False)
