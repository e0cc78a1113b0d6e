"""Content 2 of the annual report: perimeters, figures of the neighbourhoods, indicators, targets, interpretations."""

from collections import defaultdict
from decimal import Decimal

from django.urls import reverse

from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.models import Lineage, NodeLegalObjective
from faubourg.documents.blocks import Bullets, Column, Heading, Paragraph, Table
from faubourg.documents.charts import bars, lines
from faubourg.indicators.cells import SEXES
from faubourg.indicators.choices import Qualifier
from faubourg.indicators.models import Figure as TerritoryFigure
from faubourg.indicators.models import Observation
from faubourg.journal.subjects import subject_at
from faubourg.reports.annual.figures import Drawer, Part
from faubourg.reports.annual.masked import RULE as MASK_RULE
from faubourg.reports.annual.masked import Masks
from faubourg.reports.annual.resources import computed
from faubourg.reports.annual.sources import Measured, Sources
from faubourg.reports.annual.targets import silent, targets
from faubourg.reports.choices import Content
from faubourg.reports.wording import first_upper
from faubourg.territories.models import Perimeter
from faubourg.ui.typography import number

CHANGED = "périmètre changé : pas d’évolution"


def situation(sources: Sources, drawer: Drawer, masks: Masks) -> Part:
    """The neighbourhoods and what was measured there."""
    part = Part(Content.SITUATION)
    _perimeters(part, sources)
    _objectives(part, sources)
    _territories(part, sources, drawer, masks)
    _indicators(part, sources, drawer, masks)
    part.say(Paragraph(MASK_RULE, "note"))
    targets(part, sources, masks)
    silent(part, sources)
    computed(part, sources)
    return part


def _perimeters(part: Part, sources: Sources) -> None:
    part.say(Heading(2, "Les quartiers prioritaires et leur périmètre"))
    rows = [
        (
            one.name,
            one.parent.name if one.parent else None,
            one.code or None,
            one.code_previous or "–",
            one.perimeter_change or None,
        )
        for one in sources.quarters
    ]
    columns = (
        Column("Quartier", 2),
        Column("Commune", 1.4),
        Column("Code", 1),
        Column("Ancien code", 1),
        Column("Changement de périmètre", 2),
    )
    part.say(Table(columns, tuple(rows), empty="Aucun quartier prioritaire dans la liste des territoires"))


def _objectives(part: Part, sources: Sources) -> None:
    """The ten objectives of the law beside the elements of the plan that name them."""
    named: dict[int, list[str]] = defaultdict(list)
    for row in NodeLegalObjective.objects.filter(node__version=sources.contract.current_version_id):
        node = sources.following.nodes[row.node_id]
        named[row.number].append(node.code or node.title)
    part.say(Heading(2, "Au regard des dix objectifs de la loi"))
    rows = [
        (str(value), first_upper(str(label)), " ; ".join(named[value]) or None)
        for value, label in LegalObjective.choices
    ]
    part.say(
        Table(
            (
                Column("N°", 0.4, "right"),
                Column("Objectif (loi du 21 février 2014, article 1er)", 4),
                Column("Éléments du plan qui s’y rattachent", 2),
            ),
            tuple(rows),
        )
    )


def _territories(part: Part, sources: Sources, drawer: Drawer, masks: Masks) -> None:
    """The figures of territories up to the year, each beside the one before."""
    every = [row for row in _known_figures(sources) if row.year is None or row.year <= sources.year]
    masks.look_at(every, sources)
    series: dict[tuple[int, str], list[TerritoryFigure]] = defaultdict(list)
    for row in every:
        series[row.territory_id, row.label].append(row)
    part.say(Heading(2, "Les chiffres des territoires"))
    breaks = _breaks(sources)
    table = []
    for (territory, _), rows in series.items():
        rows.sort(key=lambda row: (row.year or 0, row.position))
        last, before = rows[-1], rows[-2] if len(rows) > 1 and rows[-2].year != rows[-1].year else None
        words = _figure(part, sources, last, masks)
        table.append(
            (
                last.label,
                last.territory.name,
                last.period or str(last.year or "") or None,
                words,
                masks.figure(before) if before else "–",
                _change(last, before, breaks.get(territory, ()), masks),
                last.source or None,
            )
        )
    columns = (
        Column("Chiffre", 3),
        Column("Territoire", 2),
        Column("Daté", 0.9),
        Column("Valeur", 1.1, "right"),
        Column("Avant", 1, "right"),
        Column("Évolution", 1.2, "right"),
        Column("Source", 1.6),
    )
    part.say(Table(columns, tuple(table), compact=True, empty="Aucun chiffre de territoire"))
    by_label: dict[str, list[TerritoryFigure]] = defaultdict(list)
    for rows in series.values():
        by_label[rows[-1].label].append(rows[-1])
    for label, rows in by_label.items():
        known = [row for row in rows if row.value is not None and masks.shows_figure(row)]
        if len(known) > 1 and len({row.unit for row in known}) == 1:
            values = [
                (f"{row.territory.name}, {row.year}" if row.year else row.territory.name, float(row.value))
                for row in known
            ]
            drawer.picture(
                part,
                bars(values, unit=known[0].unit),
                caption=label,
                alt=f"{label}, territoire par territoire ; les valeurs sont dans le tableau.",
            )


def _known_figures(sources: Sources) -> list[TerritoryFigure]:
    return list(
        TerritoryFigure.objects.filter(contract=sources.contract)
        .select_related("territory")
        .order_by("label", "territory__position", "position", "pk")
    )


def _figure(part: Part, sources: Sources, row: TerritoryFigure, masks: Masks) -> str:
    asked = {"libelle": row.label, "territoire": row.territory.key, "annee": row.year, "periode": row.period}
    url = reverse("actors:territory", args=[sources.contract.key, row.territory.key])
    subject = subject_at(row.territory._meta.model, row.territory_id)
    return part.count(
        "chiffre-de-territoire",
        asked,
        f"{row.label} : {row.territory.name}",
        masks.figure(row),
        value=row.value if masks.shows_figure(row) else None,
        dated=row.period or str(row.year or ""),
        source=row.source,
        url=url,
        subject=subject,
        history=reverse("history:entity", args=[sources.contract.key, "figure", row.pk]),
    )


def _breaks(sources: Sources) -> dict[int, list[int]]:
    """Listed territory → the years in which its outline changed."""
    listed = {one.territory_id: one.pk for one in sources.territories}
    found: dict[int, list[int]] = defaultdict(list)
    for row in Perimeter.objects.filter(territory__in=listed).exclude(starts="").order_by("starts", "pk"):
        found[listed[row.territory_id]].append(int(row.starts[:4]))
    return {pk: years[1:] for pk, years in found.items()}


def _change(last: TerritoryFigure, before: TerritoryFigure | None, breaks, masks: Masks) -> str:
    if (
        before is None
        or not masks.shows_figure(last, before)
        or last.value is None
        or before.value is None
        or last.unit != before.unit
    ):
        return "–"
    if any((before.year or 0) < year <= (last.year or 0) for year in breaks):
        return CHANGED
    return _signed(last.value - before.value, last.unit)


def _signed(gap: Decimal, unit: str = "") -> str:
    told = "points" if unit.strip() == "%" else unit
    return f"{'+' if gap > 0 else ''}{number(gap)} {told}".strip()


def breakdown_words(breakdown: dict) -> str:
    """« Clou Bouchet, femmes »; « Ensemble » for the total."""
    told = {str(key): str(value) for key, value in breakdown.items()}
    names = {word: spoken for word, _, spoken in SEXES.values() if word}
    words = [told.pop("territoire", "")]
    words += [names.get(value, value) if key == "sexe" else f"{key} : {value}" for key, value in told.items()]
    return ", ".join(filter(None, words)) or "Ensemble"


def value_figure(part: Part, sources: Sources, one: Measured, row: Observation, masks: Masks) -> str:
    """Keep a value as a figure of `part`; its question does not depend on the row that answers it."""
    indicator = one.indicator
    same = [value for value in one.values if value.period == row.period and value.breakdown == row.breakdown]
    asked = {"indicateur": str(indicator.lineage_id), "periode": row.period, "ventilation": row.breakdown}
    if len(same) > 1:
        asked["rang"] = same.index(row) + 1
    return part.count(
        "valeur",
        asked,
        f"{indicator.label} : {breakdown_words(row.breakdown)}",
        masks.words(one, row),
        value=row.value if masks.shows(row) else None,
        dated=row.period,
        source=(one.note.source if one.note and one.note.source else ", ".join(_producers(sources, one)))[:500],
        url=reverse("values:indicator", args=[sources.contract.key, indicator.key]),
        subject=subject_at(Lineage, indicator.lineage_id),
        history=reverse("history:entity", args=[sources.contract.key, "indicator", indicator.pk]),
    )


def _producers(sources: Sources, one: Measured) -> list[str]:
    return sources.producers.get(one.indicator.pk, [])


def _indicators(part: Part, sources: Sources, drawer: Drawer, masks: Masks) -> None:
    """Values of the year by first-level element, each beside the year before; interpretations under them."""
    said = [one for one in sources.measured if one.of(sources.year)]
    part.say(Heading(2, f"Les indicateurs renseignés pour {sources.year}"))
    if not said:
        part.say(Paragraph(f"Aucune valeur n’est saisie pour {sources.year}.", "unknown"))
    groups: dict[int | None, list[Measured]] = defaultdict(list)
    for one in said:
        groups[sources.roots_of_indicators.get(one.indicator.pk)].append(one)
    order = [node.pk for node in sources.following.nodes.values() if node.pk in groups]
    for root in [*order, *([None] if None in groups else [])]:
        title = str(sources.following.nodes[root]) if root is not None else "Sans place dans l’arbre"
        part.say(Heading(3, title), _values(part, sources, groups[root], masks))
        part.say(*_interpretations(groups[root]))
        for one in groups[root]:
            _series(part, sources, one, drawer, masks)


def _values(part: Part, sources: Sources, group: list[Measured], masks: Masks) -> Table:
    rows = []
    for one in group:
        for row in one.of(sources.year):
            before = one.same_before(row, sources.year)
            words = value_figure(part, sources, one, row, masks)
            evolution = "–"
            if before is not None and masks.shows(row, before) and exact(row, before):
                evolution = _signed(row.value - before.value, one.indicator.unit)
            rows.append(
                (
                    one.indicator.label,
                    breakdown_words(row.breakdown),
                    row.period,
                    words,
                    masks.words(one, before) if before else "–",
                    evolution,
                )
            )
    columns = (
        Column("Indicateur", 3.4),
        Column("Ventilation", 1.6),
        Column("Période", 1),
        Column("Valeur", 1.1, "right"),
        Column(str(sources.year - 1), 1, "right"),
        Column("Évolution", 1, "right"),
    )
    return Table(columns, tuple(rows), compact=True)


def exact(*rows: Observation) -> bool:
    """Whether these values are numbers that subtract and add."""
    return all(row.value is not None and row.qualifier in ("", Qualifier.EXACT) for row in rows)


def _interpretations(group: list[Measured]) -> list:
    notes = [(one, one.note) for one in group if one.note and (one.note.interpretation or one.note.comment)]
    if not notes:
        return [Paragraph("Ces valeurs n’ont pas d’interprétation.", "note")]
    told = tuple(
        f"{one.indicator.label} : {' '.join(filter(None, (note.interpretation, note.comment)))}" for one, note in notes
    )
    return [Heading(4, "Ce que disent ces chiffres"), Bullets(told)]


def _series(part: Part, sources: Sources, one: Measured, drawer: Drawer, masks: Masks) -> None:
    """The total year after year, where at least two are numbers."""
    totals: dict[str, list[Observation]] = defaultdict(list)
    for row in one.values:
        if not row.breakdown and row.period.isdigit() and int(row.period) <= sources.year:
            totals[row.period].append(row)
    points = [
        (period, float(rows[0].value))
        for period, rows in sorted(totals.items())
        if len(rows) == 1 and rows[0].value is not None and masks.shows(rows[0])
    ]
    if len(points) > 1:
        label = one.indicator.label
        drawer.picture(
            part,
            lines([(label[:60], points)], unit=one.indicator.unit),
            caption=label,
            alt=f"{label}, de {points[0][0]} à {points[-1][0]} ; les valeurs sont sur sa page.",
        )
