"""Contents 6 and 7 of the annual report: the DSU of each commune, and all data by sex."""

from collections import defaultdict

from django.urls import reverse

from faubourg.documents.blocks import Bullets, Column, Facts, Heading, Paragraph, Table
from faubourg.indicators.cells import SEX
from faubourg.indicators.models import Observation
from faubourg.indicators.reading import meaning_of
from faubourg.reports.annual.figures import Part
from faubourg.reports.annual.masked import Masks
from faubourg.reports.annual.situation import breakdown_words, exact, value_figure
from faubourg.reports.annual.sources import Measured, Sources
from faubourg.reports.choices import Content
from faubourg.reports.models import AnnualReport, ReportDsu
from faubourg.ui.typography import euro, number, percent

_CODES = {"f": "F", "femme": "F", "femmes": "F", "h": "H", "m": "H", "homme": "H", "hommes": "H"}
APART = "non ventilé"


def social(sources: Sources, report: AnnualReport | None) -> Part:
    """Commune by commune: whether it received the DSU, how much, what it did with it."""
    part = Part(Content.DSU)
    said = {row.territory_id: row for row in report.dsu.all()} if report else {}
    for commune in sources.communes:
        row = said.get(commune.pk) or ReportDsu(territory=commune)
        received = {True: "oui", False: "non"}.get(row.received)
        part.say(Heading(2, commune.name))
        amount = None
        if row.received is not False:
            where = report.get_absolute_url() if report else reverse("publications:list", args=[sources.contract.key])
            amount = part.count(
                "dsu",
                {"commune": commune.key},
                f"DSU : {commune.name}",
                euro(row.amount) or "non donné",
                value=row.amount,
                dated=str(sources.year),
                source="déclaré par la commune",
                url=where,
            )
        facts = [(f"A reçu la DSU pour {sources.year}", received)]
        part.say(Facts(tuple(facts if row.received is False else [*facts, ("Montant", amount)])))
        if row.received:
            part.say(Heading(3, "Actions de développement social urbain"))
            words = "Les actions menées avec la DSU ne sont pas encore dites."
            part.say(Paragraph(row.actions) if row.actions.strip() else Paragraph(words, "unknown"))
    if not sources.communes:
        part.say(Paragraph("Aucune commune n’est dans la liste des territoires du contrat.", "unknown"))
    return part


def by_sex(sources: Sources, masks: Masks) -> Part:
    """Women and men of every indicator that gives them; the others are said « non ventilé »."""
    part = Part(Content.SEX)
    rows, without = [], []
    for one in sources.measured:
        values = one.of(sources.year)
        split: dict[tuple, dict[str, Observation]] = defaultdict(dict)
        for row in values:
            rest = tuple(sorted((str(key), str(value)) for key, value in row.breakdown.items() if key != SEX))
            split[row.period, rest][_sex(row)] = row
        found = [(key, parts) for key, parts in split.items() if "F" in parts or "H" in parts]
        rows += [_line(part, sources, one, parts, masks) for _, parts in found]
        if values and not found:
            without.append(one.indicator.label)
    columns = (
        Column("Indicateur", 3),
        Column("Ventilation", 1.6),
        Column("Femmes", 0.9, "right"),
        Column("Hommes", 0.9, "right"),
        Column("Non ventilé", 0.9, "right"),
        Column("Total", 0.9, "right"),
        Column("Part des femmes", 1, "right"),
    )
    part.say(Heading(2, f"Les données de {sources.year} par sexe"))
    part.say(Table(columns, tuple(rows), compact=True, empty="Aucune valeur n’est donnée par sexe"))
    told = sum(bool(one.of(sources.year)) for one in sources.measured)
    words = part.count(
        "ventiles-par-sexe",
        {"annee": sources.year},
        "Indicateurs renseignés et ventilés par sexe",
        f"{number(told - len(without))} sur {number(told)}",
        value=told - len(without),
        dated=str(sources.year),
        url=reverse("values:grid", args=[sources.contract.key]),
    )
    part.say(Facts((("Indicateurs renseignés et ventilés par sexe", words),)))
    part.say(
        Heading(2, "Non ventilé par sexe"), Paragraph("La loi demande ces données par sexe ; elles manquent.", "note")
    )
    part.say(Bullets(tuple(without), "Aucun : tous les indicateurs renseignés sont ventilés"))
    return part


def _sex(row: Observation) -> str:
    said = str(row.breakdown.get(SEX, "")).casefold()
    return _CODES.get(said, APART) if said else ""


def _line(part: Part, sources: Sources, one: Measured, parts: dict[str, Observation], masks: Masks) -> tuple:
    """One row of the table; each value is a figure of its own."""
    words = {sex: value_figure(part, sources, one, row, masks) for sex, row in parts.items()}
    first = next(iter(parts.values()))
    rest = {key: value for key, value in first.breakdown.items() if key != SEX}
    women, men = parts.get("F"), parts.get("H")
    share = None
    if women and men and exact(women, men) and masks.shows(women, men) and not meaning_of(one.indicator).percent:
        share = percent(women.value, women.value + men.value, 1) or None
    where = breakdown_words(rest)
    if first.period != str(sources.year):
        where = f"{where}, {first.period}"
    return (
        one.indicator.label,
        where,
        words.get("F"),
        words.get("H"),
        words.get(APART, APART if not (women and men) else "–"),
        words.get(""),
        share,
    )
