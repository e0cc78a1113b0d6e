"""The documents that Faubourg prints: their names, what each is about, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from faubourg.contracts.choices import ContractKind
from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document
from faubourg.documents.pdf import render_pdf
from faubourg.documents.sheets import Sheet, write_xlsx
from faubourg.documents.tables import render_tables
from faubourg.documents.word import render_docx
from faubourg.reports.documents import (
    actor,
    annex,
    annual,
    comparison,
    directory,
    evaluation,
    fiche,
    focus,
    matrix,
    midterm,
    plan,
    plie,
    summary,
    tfpb,
    toolbox,
)


@dataclass(frozen=True)
class Kind:
    """A document of a contract. `about` names what `key` is the key of: an action, an organisation or a node.

    `sheets` makes the workbook of the documents that have a better one than their tables; `files` makes every file of
    a document that is kept once frozen, its data (« json ») included. `only_for`: the one kind of contract that has it.
    """

    name: str
    title: str
    sentence: str
    build: Callable[..., Document]
    about: str = ""
    needs_key: bool = False
    sheets: Callable[..., list[Sheet]] | None = None
    files: Callable[..., bytes] | None = None
    only_for: str = ""


KINDS = {
    kind.name: kind
    for kind in (
        Kind("plan", "Le plan entier", "Le contrat comme un livre : ses pages, son arbre, ses actions.", plan.build),
        Kind(
            "boite-a-outils",
            "La boîte à outils",
            "Les engagements de tous les acteurs, acteur par acteur.",
            toolbox.build,
        ),
        Kind(
            "acteur",
            "La page d’un acteur",
            "Ce qu’une organisation s’engage à faire, puis ses valeurs, bilans, moyens et réponses.",
            actor.build,
            about="organisation",
            needs_key=True,
        ),
        Kind(
            "fiche",
            "Une fiche",
            "Une action avec les rubriques choisies, ou une fiche vierge à remplir.",
            fiche.build,
            about="action",
        ),
        Kind(
            "focus",
            "Les focus",
            "Une fiche, ou celles que le document développe : contexte, chiffres, résultats, limites, suites.",
            focus.build,
            about="action",
        ),
        Kind(
            "matrice",
            "Les matrices",
            "Une colonne par objectif : actions, cahier des charges, indicateurs ; en paysage.",
            matrix.build,
            about="node",
        ),
        Kind(
            "recapitulatif",
            "Le tableau récapitulatif",
            "Tout l’arbre avec ses compteurs, imprimés et comptés.",
            summary.build,
            sheets=summary.sheets,
        ),
        Kind(
            "annexe",
            "L’état d’avancement des fiches",
            "Six colonnes : numéro, fiche, pilote, calendrier, état avec son pictogramme, mise en œuvre.",
            annex.build,
        ),
        Kind(
            "comparaison",
            "La comparaison de deux versions",
            "Ce qu’un avenant change : reconduit, modifié champ par champ, scindé, fusionné, abandonné, nouveau.",
            comparison.build,
            sheets=comparison.sheets,
        ),
        Kind(
            "tfpb",
            "Le bilan de l’abattement TFPB",
            "Une année : ce que chaque bailleur a économisé et dépensé, par quartier et par poste.",
            tfpb.build,
        ),
        Kind(
            "synthese-evaluation",
            "La synthèse d’une évaluation",
            "Questions, jugements, constats et recommandations, puis les ateliers ; une évaluation partagée.",
            evaluation.build,
            about="evaluation",
        ),
        Kind(
            "rapport-annuel",
            "Le rapport annuel",
            "Les sept contenus que la loi demande, pour une année ; figé, c’est le fichier gardé.",
            annual.build,
            files=annual.file_of,
        ),
        Kind(
            "evaluation",
            "L’évaluation à mi-parcours",
            "Les bilans des actions par objectif et par état, le taux avec sa définition, ce qui n’est pas réalisé.",
            midterm.build,
        ),
        Kind(
            "plie-rapport",
            "Le rapport du PLIE",
            "Une année des parcours : chaque tableau compté sur les dossiers, petits nombres masqués.",
            plie.build,
            files=plie.file_of,
            only_for=ContractKind.PLIE,
        ),
        Kind("annuaire", "L’annuaire des acteurs", "Qui fait quoi, thème par thème.", directory.build),
    )
}

#: Endings of files, how they are made and what a browser is told of them.
RENDERERS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (render_tables, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def make_document(
    *, kind: str, ending: str, contract: Contract, key: str = "", options: dict | None = None, printed_on: date
) -> bytes:
    """The file of a document. Raises `DocumentError`, and `LookupError` when `key` is the key of nothing."""
    made = KINDS[kind]
    if made.files:
        return made.files(contract, ending, options=options or {}, printed_on=printed_on)
    if ending == "xlsx" and made.sheets:
        sheets = made.sheets(contract, key=key or None, options=options or {})
        return write_xlsx(sheets, title=f"{contract.name} : {made.title}")
    document = made.build(contract, key=key or None, options=options or {}, printed_on=printed_on)
    return RENDERERS[ending][0](document)
