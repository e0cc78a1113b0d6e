"""What the report says around the counts: the employment situation, the fiches, the governance, the annex."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from faubourg.actions.models import Action
from faubourg.contracts.models import Anomaly, Contract, Node, PrintedTable
from faubourg.documents.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Table
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.masking import Masker, counts_beside_a_share, masker_for
from faubourg.indicators.models import Figure, Indicator, Observation
from faubourg.pathways.queries.series import printed_as_they_are, published_as_they_are
from faubourg.pathways.reporting import ReportSection, ReportTable
from faubourg.reports.annex import annex_blocks, annex_of
from faubourg.reports.documents.fiche_sections import section_blocks
from faubourg.reports.fiche.words import category_words
from faubourg.reports.focus import focuses_of
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import NBSP, nbsp, number, partial_date

NOT_TOLD = "non renseigné"
SIGNS = {"EUR": "€"}
STEERING = re.compile(r"pilotage|copil", re.IGNORECASE)
#: Section of part 1 → what its figures and tables speak of (report of 2022, lines 65 to 113).
SITUATION = {
    section: re.compile(words, re.IGNORECASE)
    for section, words in (
        (ReportSection.UNEMPLOYMENT, r"chôm|demandeurs? d.emploi"),
        (ReportSection.OBSTACLES, r"freins?|obstacles?"),
        (ReportSection.HIRING, r"recrut|embauche|secteur"),
        (ReportSection.BRSA, r"\bB?RSA\b"),
    )
}


def written(texts: Mapping[str, str], section: str) -> list[Block]:
    """What the coordinatrice wrote for a section of the year."""
    text = texts.get(section)
    return [Paragraph(nbsp(text))] if text else []


def situation(contract: Contract, year: int, texts: Mapping[str, str]) -> list[Block]:
    """Part 1: what is written, the figures of the territories up to the year, the printed tables, by subject."""
    rows = Figure.objects.filter(contract=contract).select_related("territory").order_by("position", "pk")
    figures: dict[str, list[Figure]] = defaultdict(list)
    for row in rows:
        if row.year is None or row.year <= year:
            figures[_subject(row.label)].append(row)
    tables: dict[str, list[Block]] = defaultdict(list)
    for row in printed_as_they_are(contract, ReportTable.SITUATION, year):
        tables[_subject(row.title)] += _printed(row)
    blocks: list[Block] = []
    for section in SITUATION:
        blocks += [Heading(2, section.title, section.code), *written(texts, section)]
        blocks += [*_figures(figures[section]), *tables[section]]
    return [*blocks, *_figures(figures[""]), *tables[""]]


def situation_missing(blocks: list[Block]) -> list[str]:
    """The subjects of part 1 under which nothing stands."""
    pairs = zip(blocks, [*blocks[1:], None], strict=True)
    return [
        f"{one.code} {one.text}" for one, then in pairs
        if isinstance(one, Heading) and one.level == 2 and (then is None or getattr(then, "level", 0) == 2)
    ]  # fmt: skip


def _subject(label: str) -> str:
    return next((section for section, words in SITUATION.items() if words.search(label)), "")


def _figures(rows: list[Figure]) -> list[Block]:
    if not rows:
        return []
    lines = tuple(
        (row.label, row.territory.name, row.period or (str(row.year) if row.year else ""), _figure(row), row.source)
        for row in rows
    )
    columns = (Column("Donnée", 3), Column("Territoire", 1.6), Column("Période", 1), Column("Valeur", 1),
               Column("Source", 1.4))  # fmt: skip
    return [Table(columns, lines, compact=True)]


def focus(contract: Contract) -> list[Block]:
    """The fiches that the document tells at length."""
    blocks: list[Block] = []
    for one in focuses_of(contract):
        blocks.append(Heading(3, nbsp(one.fiche.title), one.fiche.code))
        for section in one.sections:
            if section.body is not None:
                found = section_blocks(section, 4)
                blocks += [_spared(block) if isinstance(block, Table) else block for block in found]
    return blocks


def _spared(table: Table) -> Table:
    """Without the columns that the document fills nowhere."""
    kept = [rank for rank in range(len(table.columns)) if any(row[rank] not in (None, "", ()) for row in table.rows)]
    if not kept:
        return table
    rows = tuple(tuple(row[rank] for rank in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[rank] for rank in kept), rows=rows)


def coordination(contract: Contract, year: int) -> list[Block]:
    """What the document prints of the référents' work and nothing here counts (permanences, persons met there)."""
    rows = published_as_they_are(contract, ReportTable.COORDINATION, year)
    return [Facts(tuple((f"{label} (publié)", value) for label, value in rows))] if rows else []


def printed(contract: Contract, name: str, year: int) -> list[Block]:
    """Tables of the document that nothing here counts, as printed."""
    return [block for row in printed_as_they_are(contract, name, year) for block in _printed(row)]


def _printed(row: PrintedTable) -> list[Block]:
    columns = tuple(Column(first_upper(str(title)), 3 if rank == 0 else 1) for rank, title in enumerate(row.columns))
    found = [tuple(map(_cell, line)) for line in row.rows if line]
    lines = tuple((first_upper(words[0]), *words[1:]) for words in found)
    return [Heading(3, f"{row.title} (publié)"), Table(columns, lines, compact=True)]


def _cell(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else number(value)


def _figure(row: Figure) -> str | None:
    return row.printed or (
        None if row.value is None else f"{number(row.value)} {SIGNS.get(row.unit, row.unit)}".strip()
    )


def objectives(contract: Contract) -> list[Block]:
    """The first level of the tree."""
    nodes = Node.objects.filter(version=contract.current_version, parent=None).order_by("position", "pk")
    return [Bullets(tuple(f"{node.code} {node.title}".strip() for node in nodes), "Arbre du protocole vide")]


def fiches(contract: Contract, year: int) -> list[Block]:
    """The fiches with the values of the year: what counts persons is masked here too, each value has its own unit."""
    version, masker = contract.current_version, masker_for(None, contract)
    values: dict[object, list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(contract=contract, period=str(year)).order_by("position", "pk"):
        values[row.lineage_id].append(row)
    asked = Indicator.objects.filter(version=version, lineage__in=list(values)).order_by("position", "pk")
    blocks: list[Block] = []
    shown: dict[Action, list[Indicator]] = defaultdict(list)
    for one in asked.prefetch_related("actions"):
        for action in one.actions.all():
            shown[action].append(one)
    columns = (Column("Indicateur", 3.4), Column("Ventilation", 1.6), Column("Valeur", 1))
    for action in sorted(shown, key=lambda one: (one.position, one.pk)):
        rows = tuple(line for one in shown[action] for line in _lines(one, values[one.lineage_id], masker))
        blocks += [Heading(3, action.title, action.code), Table(columns, rows, compact=True, sheet="Fiches, valeurs")]
    blocks += printed(contract, ReportTable.SCHEMES, year)
    return blocks or [Paragraph(f"Aucune valeur d’indicateur en {year}.", "unknown")]


def _lines(one: Indicator, rows: list[Observation], masker: Masker) -> list[tuple[str, str, str]]:
    """A line a breakdown, with all that is said of it: « 68 personnes, 37 % »."""
    bare = counts_beside_a_share(rows) if one.unit == "%" else set()
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        unit = row.unit or ("personnes" if row.pk in bare else one.spoken_unit)
        words = masker.shown(row)
        if unit and row.value is not None and not masker.hides(row) and not row.words:
            words = f"{words}{NBSP}{SIGNS.get(unit, unit)}"
        found[category_words(row.breakdown)].append(words)
    return [(one.label, words, ", ".join(dict.fromkeys(texts))) for words, texts in found.items()]


def bodies(contract: Contract, year: int, *, steering: bool) -> list[Block]:
    """The steering committee, else the other bodies, each with its rhythm and the meetings of the year.

    A body without any date of that year is not said to have never met.
    """
    held: dict[int | None, list[str]] = defaultdict(list)
    rows = Meeting.objects.filter(contract=contract, date__startswith=str(year)).order_by("date", "pk")
    for row in rows:
        held[row.body_id].append(partial_date(row.date))
    lines = tuple(
        (body.name, body.frequency or None, len(held[body.pk]) or NOT_TOLD, ", ".join(held[body.pk]) or NOT_TOLD)
        for body in Body.objects.filter(contract=contract).order_by("position", "pk")
        if bool(STEERING.search(body.name)) is steering
    )
    columns = (Column("Instance", 2.4), Column("Rythme écrit", 1.4), Column("Tenues", 0.7, "right"), Column("Dates", 3))
    return [Table(columns, lines, empty="Aucune instance", compact=True)]


def annex(contract: Contract, year: int) -> list[Block]:
    """The state of the fiches in six columns, with the values of the year."""
    return annex_blocks(annex_of(contract, year=year), level=2)


def remarks(contract: Contract) -> list[Block]:
    """What a reader of the document found in it."""
    rows = Anomaly.objects.filter(contract=contract).order_by("position", "pk")
    return [Bullets(tuple(row.text for row in rows), "Aucune remarque")]
