"""The cells of a line as HTML. A grid has a thousand of them: a template for each takes longer than the page may."""

from django.utils.html import format_html, format_html_join

from faubourg.indicators.queries import Cell, Line
from faubourg.ui.typography import nbsp

SHUT = format_html('<td class="is-shut">{}</td>', "")
FIELD = '<td><input name="{}" value="{}" data-token="{}" autocomplete="off" aria-label="{}, {}">{}</td>'
WRONG = (
    '<td class="is-warn"><input name="{0}" value="{1}" data-token="{2}" autocomplete="off" aria-label="{3}, {4}"'
    ' aria-invalid="true" aria-describedby="e-{0}">{5}<p class="values-error" id="e-{0}">{6}</p></td>'
)


def cells_html(line: Line, *, writes: bool) -> str:
    """One `td` a column: a field where the person may type, else the value."""
    label = line.indicator.label
    return format_html_join("", "{}", ((_cell(cell, label, writes) if cell else SHUT,) for cell in line.cells))


def _cell(cell: Cell, label: str, writes: bool) -> str:
    before = format_html("<small>{}</small>", cell.before) if cell.before else ""
    if cell.many or cell.masked or cell.made or not writes:
        made = format_html('<small class="values-how">{}</small>', nbsp(cell.made)) if cell.made else ""
        return format_html('<td class="is-shut"><span>{}</span>{}{}</td>', cell.text or "–", made, before)
    facts = (cell.name, cell.text, cell.token, label, cell.column.label, before)
    return format_html(WRONG, *facts, nbsp(cell.error)) if cell.error else format_html(FIELD, *facts)
