"""Figures of the dispositifs as sheets: counts only, nothing names anybody."""

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.pathways.queries.counting import Profile

LABELS = ("Sexe", "QPV", "BRSA", "DELD", "RQTH")


def number(title: str) -> SheetColumn:
    """A column of numbers."""
    return SheetColumn(title, 14, "number")


def profile_columns() -> list[SheetColumn]:
    """The titles of `profile_cells`."""
    return [number(title) for title in ("Personnes", "Femmes", "Hommes", "QPV", "BRSA", "DELD", "RQTH")]


def profile_cells(profile: Profile) -> tuple[int | None, ...]:
    """Persons, then the first part of each characteristic, men beside women."""
    women, men = (count for _, count in profile.split("Sexe").parts)
    return (profile.people, women, men, *(profile.split(label).first for label in LABELS[1:]))


def profile_sheet(profile: Profile) -> Sheet:
    """Who the persons are, what is not known said apart."""
    rows = [
        (split.label, label, count) for split in profile.splits
        for label, count in (*split.parts, ("non renseigné", split.unknown))
    ]  # fmt: skip
    return Sheet("Personnes", [SheetColumn("Caractéristique"), SheetColumn("Valeur"), number("Personnes")], rows)


def clause_sheets(summary, buyers, quarters) -> list[Sheet]:
    """The table by donneur d'ordre, the quarters, the persons."""
    titles = ("Donneurs d’ordre", "Opérations", "Marchés actifs")
    columns = [SheetColumn("Maîtrise d’ouvrage", 40), *(number(title) for title in titles), number("Heures")]
    lines = [(row.label, row.buyers, row.operations, row.markets, row.hours) for row in buyers]
    dated = [SheetColumn("Trimestre"), number("Heures"), number("Contrats"), *profile_columns()]
    by_quarter = [(row.label, row.hours, row.profile.acts, *profile_cells(row.profile)) for row in quarters]
    return [Sheet("Donneurs d’ordre", columns, lines), Sheet("Trimestres", dated, by_quarter),
            profile_sheet(summary.profile)]  # fmt: skip


def funnel_sheet(name: str, lines) -> Sheet:
    """The stages of a dispositif."""
    columns = [SheetColumn("Étape", 50), number("Passages"), *profile_columns(), number("Arrêts")]
    rows = [(line.label, line.profile.acts, *profile_cells(line.profile), line.stopped) for line in lines]
    return Sheet(name[:31], columns, rows)


def options_sheet(options) -> Sheet:
    """What a dispositif lends: its stock, who took it, the share of its days."""
    columns = [SheetColumn("Formule", 40), number("Parc"), number("Passages"), *profile_columns(), number("Jours"),
               number("Jours du parc")]  # fmt: skip
    rows = [
        (one.label, one.units, one.profile.acts, *profile_cells(one.profile), one.days, one.available)
        for one in options
    ]  # fmt: skip
    return Sheet("Formules", columns, rows)
