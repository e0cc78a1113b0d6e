"""One document that holds every kind of block, printed once for the tests of each format."""

from datetime import date
from decimal import Decimal

import pytest

from faubourg.documents.blocks import (
    Badge,
    Blank,
    Bullets,
    Column,
    Contents,
    Divider,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    '<rect width="120" height="40" fill="#125566"/></svg>'
)
COLUMNS = (Column("Code", 0.5), Column("Type", 0.5, "center"), Column("Texte", 3), Column("Montant", 1, "right"))
ROWS = (
    ("AA-01", Badge("C", "solid"), "Ouvrir un lieu", Decimal("1234.50")),
    ("AA-02", Badge("M", "inconnu"), ("premier point", "second point"), None),
    ("AA-03", Badge("R"), "#strong[brut] <b>& $x$ \\cite{y}", 0),
)
BLOCKS = (
    Contents(2),
    PageBreak(),
    Heading(1, "Préambule"),
    Paragraph('L\'accueil du "public" : une priorité\n\nDeuxième alinéa', "lead"),
    Divider("Cohésion sociale", "Pilier 1", "Trois lignes", Table(COLUMNS, ROWS, caption="Ses lignes")),
    Heading(2, "Un objectif", "OP 9"),
    Facts((("Pilote", "La Ville"), ("Partenaires", ("CAF", "Département")), ("Calendrier", None), ("Coût", ""))),
    Heading(4, "Un détail"),
    Bullets(("un", "deux")),
    Bullets(()),
    Table(COLUMNS, (), empty="Pas de ligne ici"),
    Picture(SVG, "Une barre de 120", "Un graphique"),
    Blank(3, "Décrivez la méthode"),
    Paragraph("Non renseigné par le pilote", "unknown"),
)


def document(**changes: object) -> Document:
    """The sample, with other fields."""
    fields = {
        "title": "Plan d'action 2024-2030",
        "subtitle": "Version adoptée",
        "header": "Communauté d'agglomération",
        "footer": "Document de travail",
        "printed_on": date(2026, 11, 1),
        "cover": True,
        "blocks": BLOCKS,
        "keywords": ("contrat de ville", "plan"),
    }
    return Document(**(fields | changes))


@pytest.fixture(scope="session")
def sample() -> Document:
    return document()
