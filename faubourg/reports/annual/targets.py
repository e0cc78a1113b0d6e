"""Of content 2: the targets beside the values of the year, and the indicators that nobody filled."""

from collections import defaultdict

from django.urls import reverse

from faubourg.contracts.models import Lineage
from faubourg.documents.blocks import Column, Heading, Paragraph, Table
from faubourg.indicators.queries_series import target_text
from faubourg.indicators.verdicts import bears_on, verdict
from faubourg.journal.subjects import subject_at
from faubourg.reports.annual.figures import Part
from faubourg.reports.annual.masked import Masks
from faubourg.reports.annual.sources import Sources
from faubourg.ui.typography import number, plural


def targets(part: Part, sources: Sources, masks: Masks) -> None:
    """Each target that bears on the year, its value and its verdict."""
    part.say(Heading(2, "Les cibles et ce qu’il en est"))
    rows = []
    for one in sources.measured:
        totals = [row for row in one.of(sources.year) if not row.breakdown and row.period == str(sources.year)]
        value = totals[0] if len(totals) == 1 else None
        for rank, target in enumerate(one.targets, start=1):
            if not bears_on(target, sources.year):
                continue
            found = verdict(target, one.indicator, value)
            asked = {"indicateur": str(one.indicator.lineage_id), "cible": rank, "periode": str(sources.year)}
            words = part.count(
                "verdict",
                asked,
                f"{one.indicator.label} : cible",
                masks.verdict(found, value),
                dated=str(sources.year),
                url=reverse("values:indicator", args=[sources.contract.key, one.indicator.key]),
                subject=subject_at(Lineage, one.indicator.lineage_id),
            )
            shown = masks.words(one, value) if value else None
            rows.append((one.indicator.label, target_text(target), target.period or target.due or "–", shown, words))
    columns = (
        Column("Indicateur", 3),
        Column("Cible", 1.6),
        Column("Échéance", 1),
        Column("Valeur", 1, "right"),
        Column("Verdict", 1.8),
    )
    part.say(Table(columns, tuple(rows), compact=True, empty="Aucune cible ne porte sur cette année"))


def silent(part: Part, sources: Sources) -> None:
    """How many indicators have no value for the year, by producer."""
    waited = [one for one in sources.measured if not one.of(sources.year)]
    total = len(sources.measured)
    part.say(Heading(2, f"Les indicateurs sans valeur pour {sources.year}"))
    words = part.count(
        "indicateurs-sans-valeur",
        {"annee": sources.year},
        "Indicateurs sans valeur dans l’année",
        number(len(waited)),
        value=len(waited),
        dated=str(sources.year),
        url=reverse("values:grid", args=[sources.contract.key]),
    )
    part.say(Paragraph(f"{words} sur {plural(total, 'indicateur,indicateurs')}.", "normal"))
    counts: dict[str, int] = defaultdict(int)
    for one in waited:
        for name in sources.producers.get(one.indicator.pk, []) or ["sans producteur désigné"]:
            counts[name] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    part.say(
        Table(
            (Column("Producteur", 5), Column("Indicateurs attendus", 1.4, "right")),
            tuple((name, number(count)) for name, count in ranked),
            compact=True,
            empty="Tous les indicateurs ont une valeur",
        )
    )
