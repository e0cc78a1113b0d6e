"""The page of an actor with what it said: values, reviews, means planned and real, answers to campaigns."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from faubourg.actions.choices import MeansKind
from faubourg.actions.meter import by_origin, measures_of
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.contracts.permissions import family
from faubourg.documents.blocks import Block, Column, Document, Heading, PageBreak, Paragraph, Table
from faubourg.followup.choices import CampaignState, LineState, ReviewState
from faubourg.followup.models import CampaignRequest
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation
from faubourg.reports.actors.outputs import produced_by, reviewed_by
from faubourg.reports.annual.masked import RULE
from faubourg.reports.annual.situation import breakdown_words
from faubourg.reports.documents import toolbox
from faubourg.reports.meter.board import amount_words
from faubourg.reports.meter.loading import load_meter
from faubourg.ui.typography import day, number


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """What the organisation `key` and its services promise, then what they said of it. LookupError: unknown key.

    `options["year"]` keeps the values, the real means and the campaigns of one year.
    """
    document = toolbox.build(contract, key=key, options=options, printed_on=printed_on)
    row = ListedOrganisation.objects.of(contract).get(key=key)
    pks, year = family(contract, [row.pk]), (options or {}).get("year")
    blocks = [
        PageBreak(),
        Heading(1, "Ce que l’acteur a dit"),
        *_values(contract, pks, year),
        *_reviews(contract, pks),
        *_means(contract, pks, year),
        *_requests(contract, pks, year),
    ]
    return replace(document, title=f"Fiche de l’acteur : {row.name}", blocks=(*document.blocks, *blocks))


def _values(contract: Contract, pks: Collection[int], year: int | None) -> list[Block]:
    """The values that they gave, or that nobody signs, of the indicators that they produce; masked for everybody."""
    produced = {one.indicator.lineage_id: one.indicator for one in produced_by(contract, pks)}
    masker = masker_for(None, contract, lineages=set(produced))
    found = Observation.objects.filter(contract=contract, lineage__in=produced).order_by("position", "pk")
    rows, told = [], set()
    for row in found:
        if (row.producer_id in pks or row.producer_id is None) and (year is None or str(year) in row.period):
            indicator = produced[row.lineage_id]
            told.add(row.lineage_id)
            words = masker.shown(row)
            if indicator.unit and row.value is not None and not masker.hides(row) and not row.words:
                words = f"{words} {indicator.unit}"
            rows.append((indicator.label, breakdown_words(row.breakdown), row.period, words))
    columns = (
        Column("Indicateur", 4),
        Column("Ventilation", 1.8),
        Column("Période", 1),
        Column("Valeur", 1.2, "right"),
    )
    silent = [one.label for lineage, one in produced.items() if lineage not in told]
    blocks: list[Block] = [
        Heading(2, "Les valeurs de ses indicateurs"),
        Table(columns, tuple(rows), compact=True, empty="Aucune valeur n’est saisie"),
        Paragraph(RULE, "note"),
    ]
    if silent:
        blocks.append(Paragraph(f"Sans valeur : {' ; '.join(silent)}.", "note"))
    return blocks


def _reviews(contract: Contract, pks: Collection[int]) -> list[Block]:
    """The reviews that count of the actions that they pilot."""
    rows = tuple(
        (
            f"{one.review.code} {one.review.label}".strip(),
            one.review.round.title if one.review.round else one.review.campaign,
            one.review.status.label if one.review.status else None,
            "\n".join(filter(None, (one.review.achievements or one.review.comment, one.review.outlook))) or None,
        )
        for one in reviewed_by(contract, pks)
        if one.review.state in ("", ReviewState.VALIDATED)
    )
    columns = (Column("Action", 3), Column("Campagne", 1.4), Column("État", 1.3), Column("Réalisations et suites", 3))
    return [Heading(2, "Les bilans de ses actions"), Table(columns, rows, compact=True, empty="Aucun bilan validé")]


def _means(contract: Contract, pks: Collection[int], year: int | None) -> list[Block]:
    """What they planned and really brought, by year, origin and unit; a shared amount counts once."""
    given = [one for one in load_meter(contract).rows if one.giver in pks]
    given = [one for one in given if year is None or one.year in (None, year)]
    rows = []
    for when in sorted({one.year for one in given}, key=lambda one: (one is not None, one or 0)):
        of_year = [one for one in given if one.year == when]
        for measure in measures_of(of_year):
            for kind, found in by_origin([one for one in of_year if one.measure], measure).items():
                sums = (found.planned, found.declared, found.justified, found.refused, found.real)
                if any(not one.is_empty for one in sums):
                    words = (amount_words(one.total, measure) or "–" for one in sums)
                    rows.append((str(when or "sans année"), f"{MeansKind(kind).label}, {measure}", *words))
    titles = ("Prévu", "Déclaré", "Justifié", "Refusé", "Réel")
    columns = (Column("Année", 0.9), Column("Origine et unité", 2.2), *(Column(one, 1.1, "right") for one in titles))
    silent = sum(one.value is None for one in given)
    blocks: list[Block] = [Heading(2, "Les moyens qu’il apporte"),
                           Table(columns, tuple(rows), compact=True, empty="Aucun moyen chiffré")]  # fmt: skip
    if silent:
        blocks.append(Paragraph(f"Moyens sans quantité, dans aucune somme : {number(silent)}.", "note"))
    return blocks


def _requests(contract: Contract, pks: Collection[int], year: int | None) -> list[Block]:
    """What campaigns asked of them, and how far the answers have come."""
    asked = (
        CampaignRequest.objects.filter(campaign__contract=contract, organisation__in=pks)
        .exclude(campaign__state=CampaignState.PREPARED)
        .select_related("campaign", "organisation")
        .prefetch_related("lines")
        .order_by("-campaign__last_year", "campaign__pk", "organisation__position", "pk")
    )
    rows = []
    for one in asked:
        if year is None or year in one.campaign.years:
            states = [line.state for line in one.lines.all()]
            counts = (number(states.count(state)) for state in LineState.values)
            limit = day(one.campaign.deadline) if one.campaign.deadline else None
            rows.append((one.campaign.title, one.organisation.name, limit, number(len(states)), *counts))
    columns = (Column("Campagne", 2), Column("Organisme", 2), Column("Pour le", 1), Column("Lignes", 0.8, "right"),
               *(Column(str(label).capitalize(), 1, "right") for label in LineState.labels))  # fmt: skip
    return [Heading(2, "Ce qui lui a été demandé"), Table(columns, tuple(rows), compact=True, empty="Aucune demande")]
