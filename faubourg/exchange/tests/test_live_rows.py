"""Every section is live rows: one changed in the database is changed in the next file, YAML and workbook."""

import pytest

from faubourg.exchange.flat import FLAT_SECTIONS, flatten
from faubourg.exchange.schema.fields import Flag, Text
from faubourg.exchange.schema.plan import TARGETS
from faubourg.exchange.tests.documents import exported, imported, small
from faubourg.exchange.workbook.reading import flat_from_workbook
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.exchange.writing import section_rows

SECTIONS = (*FLAT_SECTIONS, TARGETS)
# A tag is known by its key on the rows that bear it; its label is what can change.
KEPT = {"key", "name", "letter"}

pytestmark = pytest.mark.django_db


def _field(section):
    """A text of the section that may change without breaking a link, else a yes or no."""
    texts = [field for field in section.fields if type(field) is Text and field.name not in KEPT]
    flags = [field for field in section.fields if isinstance(field, Flag)]
    return next(iter(texts or flags or [section.fields[0]]))


def _records(flat: dict, section) -> list[dict]:
    if section is not TARGETS:
        return flat[section.name]
    return [target for indicator in flat["indicators"] for target in indicator.get("targets") or ()]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_a_changed_row_is_in_the_next_files(section):
    contract = imported()
    row = section_rows(section, contract)[0]
    field = _field(section)
    new = "changé" if isinstance(field, Text) else not getattr(row, field.column)
    setattr(row, field.column, new)
    row.save()
    for flat in (flatten(exported(contract)), flat_from_workbook(workbook_of(row_contract(row, contract)), "x.xlsx")):
        assert _records(flat, section)[0][field.name] == new


def row_contract(row, contract):
    """The contract as a screen would load it: the row itself when it is the contract."""
    return row if type(row) is type(contract) else contract


def test_every_section_of_the_format_has_a_record_in_the_small_contract():
    flat = flatten(small())
    assert [section.name for section in FLAT_SECTIONS if not flat.get(section.name)] == []


def test_a_removed_row_is_not_in_the_next_file():
    contract = imported()
    contract.anomalies.all().delete()
    assert "anomalies" not in exported(contract)
