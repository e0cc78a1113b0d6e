"""Means given in the year, computed indicators and parity: what the annual report prints of them."""

from dataclasses import replace
from decimal import Decimal

from django.urls import reverse

from faubourg.actions.meter import EUROS
from faubourg.documents.blocks import Bullets, Column, Heading, Paragraph, Table
from faubourg.documents.charts import stacked_bars
from faubourg.indicators.computed.cases import Result
from faubourg.indicators.computed.choices import ComputationKind
from faubourg.reports.annual.figures import Drawer, Part
from faubourg.reports.annual.sources import Sources
from faubourg.reports.computed import PARITY_SERIES, PARITY_WORDS, Row, bars_of_parity, parity_bars
from faubourg.reports.meter.board import COLUMNS, LEGEND, Board, chart_rows
from faubourg.reports.meter.board import Row as MeterRow
from faubourg.ui.typography import nbsp

GIVEN = "non donné"
_STATES = ("Prévu", "Déclaré", "Justifié", "Refusé", "Réel")
_PARTS = ("Droit commun, prévu", "Droit commun, réel", "Crédits spécifiques, prévu", "Crédits spécifiques, réel")
ONCE = (
    "Un montant partagé par plusieurs actions compte une fois ; ce qui est refusé n’est dans aucune somme ; une ligne "
    "sans quantité non plus. Le réel réunit le déclaré et le justifié."
)


def real_means(part: Part, sources: Sources, drawer: Drawer) -> None:
    """Planned against real of the year: by unit, then in euros by pillar, organisation and neighbourhood."""
    board = Board(sources.contract, {"annee": str(sources.year)})
    part.say(Heading(2, f"Les moyens apportés en {sources.year}"))
    if board.year != sources.year:
        part.say(Paragraph(f"Aucun moyen réel n’est déclaré pour {sources.year}.", "unknown"))
        return
    columns = (Column("Origine et unité", 2.4), *(Column(title, 1, "right") for title in _STATES))
    part.say(Table(columns, _lines(part, sources, "unite", tuple(COLUMNS), board.by_unit)), Paragraph(ONCE, "note"))
    names = [str(one["label"]) for one in LEGEND]
    for word, title, rows in (
        ("pilier", "Par pilier", board.by_pillar),
        ("organisme", "Par organisme", board.by_giver),
        ("quartier", "Par quartier", board.by_place),
    ):
        columns = (Column(title, 3), *(Column(f"{name} ({EUROS})", 1.2, "right") for name in _PARTS))
        part.say(Heading(3, title))
        drawn = chart_rows(rows)
        if word == "pilier" and drawn:
            drawer.picture(
                part,
                stacked_bars(drawn, names, unit=EUROS),
                caption=f"Moyens prévus et réels de {sources.year}, pilier par pilier",
                alt="Droit commun et crédits spécifiques, prévus et réels ; les montants sont dans le tableau.",
            )
        part.say(Table(columns, _lines(part, sources, word, _PARTS, [*rows, board.whole]), compact=True))


def _lines(part: Part, sources: Sources, word: str, names, rows: list[MeterRow]) -> tuple:
    page = reverse("means:page", args=[sources.contract.key])
    found = []
    for row in rows:
        words = [
            part.count(
                "moyens-reels",
                {"annee": sources.year, "selon": word, "ligne": row.label, "colonne": name},
                f"{row.label} : {_STATES[rank] if word == 'unite' else name}",
                cell.text or GIVEN,
                value=cell.sum.total,
                dated=str(sources.year),
                source=ONCE,
                url=f"{page}{cell.url}",
            )
            for rank, (name, cell) in enumerate(zip(names, row.cells, strict=True))
        ]
        found.append((row.label, *words))
    return tuple(found)


def computed(part: Part, sources: Sources) -> None:
    """Every computed indicator of the year but parity, with its formula; then those that lack something, and what."""
    rows = [row for row in sources.computed if row.computation.kind != ComputationKind.PARITY]
    if not rows:
        return
    part.say(Heading(2, f"Les indicateurs calculés pour {sources.year}"))
    lines, lacking = [], []
    for row in rows:
        of_year = [one for one in row.results if one.place.year == sources.year]
        for one in of_year:
            if one.text:
                words = _figure(part, sources, row, one)
                lines.append((row.computation.label, row.formula, _where(one), words, tuple(one.remarks) or "–"))
        if not any(one.text for one in of_year):
            why = dict.fromkeys(sentence for one in of_year for sentence in one.lacks)
            lacking.append(f"{row.computation.label} : {' '.join(why) or f'aucune valeur pour {sources.year}.'}")
    columns = (Column("Indicateur", 2.6), Column("Formule", 2.6), Column("Territoire", 1.4),
               Column("Résultat", 1, "right"), Column("À savoir", 1.6))  # fmt: skip
    part.say(Table(columns, tuple(lines), compact=True, empty="Aucun ne se calcule"))
    if lacking:
        part.say(Heading(3, "Ce qui manque pour calculer"), Bullets(tuple(lacking)))


def _where(one: Result) -> str:
    return one.place.territory.name if one.place.territory else "ensemble"


def _figure(part: Part, sources: Sources, row: Row, one: Result, words: str = "") -> str:
    """Keep the result of a computation and give its words."""
    territory = one.place.territory
    return part.count(
        "indicateur-calcule",
        {
            "calcul": row.computation.key,
            "territoire": territory.key if territory else "",
            "periode": one.place.period,
        },
        f"{row.computation.label} : {_where(one)}",
        words or one.text,
        value=None if one.value is None else Decimal(one.value.numerator) / one.value.denominator,
        dated=one.place.period,
        source=row.formula,
        url=reverse("computed:detail", args=[sources.contract.key, row.computation.key]),
    )


def parity(part: Part, sources: Sources, drawer: Drawer) -> None:
    """Shares of public service beside the weight of the neighbourhoods: the newest of each, up to the year."""
    rows = [
        replace(row, results=[one for one in row.results if (one.place.year or 0) <= sources.year])
        for row in sources.computed
        if row.computation.kind == ComputationKind.PARITY
    ]
    if not rows:
        return
    part.say(Heading(2, "La part des quartiers au regard de leur poids"))
    bars = parity_bars(rows)
    lines = []
    for one in bars:
        words = nbsp(f"{one['share_text']} pour un poids de {one['weight_text']}")
        _figure(part, sources, one["row"], one["result"], words)
        verdict = PARITY_WORDS.get(one["result"].verdict)
        lines.append((one["name"], one["share_text"], one["weight_text"], verdict[1] if verdict else None))
    columns = (Column("Part mesurée", 4), Column("Part constatée", 1, "right"), Column("Poids", 1, "right"),
               Column("Constat", 1.4))  # fmt: skip
    if bars:
        drawer.picture(
            part,
            stacked_bars(
                [(one["label"], one["values"]) for one in bars_of_parity(bars)],
                [str(one["label"]) for one in PARITY_SERIES],
                unit="%",
            ),
            caption="Part constatée et poids démographique",
            alt="Chaque part à côté du poids démographique ; les nombres sont dans le tableau.",
        )
    part.say(Table(columns, tuple(lines), empty="Aucune part ne se compare encore à son poids"))
    silent = [row for row in rows if row.lacks]
    if silent:
        told = tuple(f"{row.computation.label} : {' '.join(row.lacks)}" for row in silent)
        part.say(Heading(3, "Ce qui manque pour comparer"), Bullets(told))
