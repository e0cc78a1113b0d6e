"""The sections of a fiche as blocks of a document."""

from collections.abc import Callable, Iterable

from faubourg.documents.blocks import Block, Bullets, Cell, Column, Facts, Heading, Mark, Paragraph, Table
from faubourg.reports.fiche.content import (
    Calendar,
    ExtraFacts,
    Group,
    Indicators,
    Items,
    MeansBody,
    Prose,
    Reviews,
    Section,
    SubActions,
)
from faubourg.ui.typography import euro, nbsp


def section_blocks(section: Section, level: int) -> list[Block]:
    """A section under its title; without content, the sentence that says so."""
    blocks: list[Block] = [Heading(level, nbsp(section.label))]
    if section.body is None:
        return [*blocks, Paragraph(nbsp(section.empty), "unknown")]
    if section.deduced:
        blocks.append(Paragraph(f"Valeur {section.deduced.replace('déduit', 'déduite')}, non imprimée.", "note"))
    return blocks + MAKERS[section.body.shape](section.body)


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(nbsp(text) for text in texts)


def _cell(texts: Iterable[str]) -> str | tuple[str, ...] | None:
    """One text as it is, several as bullets, none as « non donné »."""
    found = _texts(texts)
    return found if len(found) > 1 else found[0] if found else None


def _list(texts: Iterable[str]) -> Block:
    found = _texts(texts)
    return Bullets(found) if len(found) > 1 else Paragraph(found[0])


def _prose(body: Prose) -> list[Block]:
    if body.bulleted:
        return [_list(body.texts)]
    return [Paragraph(nbsp(text)) for text in body.texts]


def _groups(groups: Iterable[Group]) -> list[Block]:
    """Groups without title as a list, groups with one as label and values."""
    blocks: list[Block] = []
    titled = [(nbsp(group.title), _cell(item.text for item in group.items)) for group in groups if group.title]
    for group in groups:
        if not group.title:
            blocks.append(_list(item.text for item in group.items))
    return [*blocks, Facts(tuple(titled))] if titled else blocks


def _items(body: Items) -> list[Block]:
    return _groups(body.groups)


def _sub_actions(body: SubActions) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for row in body.rows:
        title = nbsp(f"{row.title} (condition : {row.condition})" if row.condition else row.title)
        pilots = _cell(item.label for item in row.pilots) or nbsp(row.no_pilot_reason) or None
        state = row.status and Mark(row.status.kind, nbsp(row.status.label))
        rows.append((row.code, title, pilots, nbsp(row.calendar) or None, state or ""))
    columns = (
        Column("N°", 0.8),
        Column("Action", 4),
        Column("Portage", 2),
        Column("Calendrier", 2),
        Column("État", 1.4),
    )
    if not body.with_states:
        columns, rows = columns[:4], [row[:4] for row in rows]
    return [Table(columns, tuple(rows), caption=body.summary)]


def _means(body: MeansBody) -> list[Block]:
    blocks: list[Block] = [Paragraph(body.sentence, "note")]
    rows = [
        (
            group.title if at == 0 else "",
            nbsp(row.plain),
            euro(row.amount) if counted else None if row.amount is None else "",
        )
        for group in body.groups
        for at, row in enumerate(group.rows)
        for counted in [row.amount is not None and not row.counted_with]
    ]
    columns = (Column("Action", 1), Column("Moyens", 5), Column("Montant", 1.2, "right"))
    if not any(group.title for group in body.groups):
        columns, rows = columns[1:], [row[1:] for row in rows]
    return [*blocks, Table(columns, tuple(rows))]


def _calendar(body: Calendar) -> list[Block]:
    facts = [("Imprimé", body.printed), ("Début", body.start), ("Fin", body.end)]
    facts += [(group.title, ", ".join(item.text for item in group.items)) for group in body.groups]
    return [Facts(tuple((nbsp(label), nbsp(text)) for label, text in facts if text))]


def _indicators(body: Indicators) -> list[Block]:
    blocks: list[Block] = []
    for group in body.groups:
        rows = []
        for row in group.rows:
            notes = [row.kind, row.unit, *row.facts, f"déduit : {', '.join(row.deduced)}" if row.deduced else ""]
            label = (nbsp(row.label), nbsp(" · ".join(note for note in notes if note)))
            values = _cell(f"{period} : {text}" for period, text in row.values)
            producers = _cell(item.text for item in row.producers)
            rows.append((row.follows, "\n".join(label), row.frequency or None, producers, _cell(row.targets), values))
        columns = (
            Column("N°", 0.8), Column("Indicateur", 4), Column("Fréquence", 1.2), Column("Producteur", 2),
            Column("Cible", 1.4), Column("Valeurs", 1.8),
        )  # fmt: skip
        shown = [0] * body.with_codes + [1, 2, 3, 4] + [5] * body.with_values
        blocks.append(
            Table(
                tuple(columns[at] for at in shown),
                tuple(tuple(row[at] for at in shown) for row in rows),
                caption=nbsp(group.title),
                compact=True,
            )
        )
    return blocks


def _reviews(body: Reviews) -> list[Block]:
    rows = []
    for row in body.rows:
        state = row.status and Mark(row.status.kind, nbsp("\n".join((row.status.label, *row.status.lines))))
        comment = (row.comment, *row.notes) if row.notes else row.comment
        cell = _texts(text for text in comment if text) if isinstance(comment, tuple) else nbsp(comment) or None
        rows.append((row.code, nbsp(row.label), nbsp(row.campaign) or None, state, cell))
    columns = (
        Column("N°", 0.8), Column("Action", 3), Column("Campagne", 1.4), Column("État", 1.6), Column("Commentaire", 4),
    )  # fmt: skip
    return [Table(columns, tuple(rows), compact=True)]


def _extra(body: ExtraFacts) -> list[Block]:
    return [Facts(tuple((nbsp(label), _cell(texts)) for label, texts in body.facts))]


MAKERS: dict[str, Callable[..., list[Block]]] = {
    Prose.shape: _prose,
    Items.shape: _items,
    SubActions.shape: _sub_actions,
    MeansBody.shape: _means,
    Calendar.shape: _calendar,
    Indicators.shape: _indicators,
    Reviews.shape: _reviews,
    ExtraFacts.shape: _extra,
}
