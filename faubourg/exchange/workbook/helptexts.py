"""What a workbook says of itself: its first sheet, and the comment of each column. French, for its readers."""

from collections.abc import Iterator

from django.utils.text import capfirst

from faubourg.exchange.schema.fields import (
    Choice,
    Coded,
    Either,
    EitherMany,
    Flag,
    Labels,
    Letter,
    Number,
    PartialDate,
    Ref,
    Refs,
    Table,
    Whole,
    Words,
    YearOrWords,
)
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import LevelName, StatusOf, ValueOrWords
from faubourg.exchange.workbook.cells import choices_of
from faubourg.exchange.workbook.layout import FORMAT_VERSION, MARK, OTHERS, Column, SheetLayout, layouts
from faubourg.intake.problems import typeset

GENERAL = (
    "Une feuille par sorte de lignes, une ligne par chose. Seule la feuille « Contrat » est obligatoire : une feuille "
    "absente ou vide, une colonne absente laissent le contrat comme il est.",
    "Dans une feuille remplie, une ligne qui manque est retirée du contrat et une cellule vidée efface la valeur : "
    "l’aperçu de l’import le montre, et vous pouvez le refuser.",
    "Laissez vide ce que le document ne dit pas. N’écrivez ni « 0 » ni « néant » à la place d’une valeur inconnue.",
    "Les clés (colonnes grises) relient les feuilles entre elles. Elles sont verrouillées sur les lignes déjà "
    "enregistrées ; donnez-en une, différente des autres, à chaque nouvelle ligne (lettres sans accent, chiffres, "
    "points et tirets : org-caf, fiche-12.3).",
    f"La colonne « {MARK} » reconnaît les lignes sans clé d’un classeur exporté : ne la changez pas, laissez-la vide "
    "sur une nouvelle ligne.",
    "Une liste s’écrit dans une seule cellule, séparée par « ; » : org-caf ; org-ccas. Une valeur qui contient un "
    "point-virgule s’écrit avec une barre oblique inverse devant : \\;",
    "Une date s’écrit 2024, 2024-09 ou 2024-09-30 ; une date d’Excel est lue aussi. Un nombre peut avoir des espaces "
    "et une virgule : 1 234,5.",
    "Une liste ou un groupe de valeurs s’écrit [1, 2] ou {femmes: 12, hommes: 30}.",
    "L’ordre des lignes est celui du document. Les filtres changent l’affichage seulement.",
    "Pour trier ou supprimer des lignes dans Excel : Révision › Ôter la protection de la feuille (sans mot de passe).",
    "Les dernières colonnes, à droite, tiennent des indications propres au document ; celles qui finissent par "
    "« (valeur déduite) » disent « oui » quand la valeur a été déduite.",
    "Pas de formule, pas de cellule fusionnée : le fichier serait refusé, en disant où.",
    f"La feuille « {OTHERS} » garde ce qui n’a pas encore d’écran. Laissez-la telle quelle.",
)
HEADINGS = ("Feuille", "Colonne", "Obligatoire", "Comment la remplir")


def readme_lines(key: str, title: str) -> Iterator[tuple[str, ...]]:
    """The lines of the first sheet, one text a cell; a line of one text is a sentence."""
    yield ("Classeur d’un contrat",)
    yield (f"Contrat : {title} (clé {key})" if key else "Modèle vide, pour un nouveau contrat",)
    yield (f"Version du format : {FORMAT_VERSION}",)
    yield ()
    for sentence in GENERAL:
        yield (typeset(sentence),)
    yield ()
    yield HEADINGS
    for layout in layouts():
        for column in layout.columns:
            if not column.mark:
                needed = "oui" if column.above or (column.field and column.field.required) else ""
                yield layout.title, column.title, needed, how_to(layout, column)
    yield OTHERS, "Section, Partie, Contenu", "", "Ce que le document contient d’autre, en texte structuré"


def how_to(layout: SheetLayout, column: Column) -> str:
    """How a column is filled."""
    if column.mark:
        return "Ne pas changer. Laisser vide sur une nouvelle ligne."
    if column.field is None and not column.above:
        return typeset(f"Indication propre au document (« {column.name} » dans les fichiers).")
    if column.above:
        return typeset(f"Clé d’une ligne de la feuille « {layout.parent.title} »")
    help_text = _help_of(layout.section, column)
    return typeset(" ".join(filter(None, [_written(layout.section, column), help_text])))


def _help_of(section: Section, column: Column) -> str:
    names = {field.name for field in section.model._meta.get_fields()}
    if column.field is None or column.field.column not in names:
        return ""
    return str(getattr(section.model._meta.get_field(column.field.column), "help_text", ""))


def _written(section: Section, column: Column) -> str:
    field = column.field
    if column.name == "key":
        return "Clé de la ligne, différente de toutes les autres."
    if isinstance(field, Choice):
        return "L’une des valeurs : " + ", ".join(label for _, label in choices_of(field, section.model)) + "."
    if isinstance(field, Letter):
        return f"Lettre d’un type de la feuille « {sheet_of('commitment_types')} », si le contrat en a."
    if isinstance(field, Coded):
        return f"Par exemple : {', '.join(field.known.values())}."
    if isinstance(field, Labels):
        return "Liste de textes, séparés par « ; »."
    if isinstance(field, Refs):
        return f"Clés de la feuille « {sheet_of(field.target)} », séparées par « ; »."
    if isinstance(field, Ref):
        where = sheet_of(field.target)
        return f"Clé d’une ligne de la feuille « {where} »." if where else "Clé d’un autre contrat de l’instance."
    if isinstance(field, Either | EitherMany):
        sheets = " ou ".join(f"« {sheet_of(name)} »" for name, _ in field.targets)
        several = ", séparées par « ; »" if isinstance(field, EitherMany) else ""
        return capfirst(f"{'clés' if several else 'clé'} d’une ligne de {sheets}{several}.")
    if isinstance(field, LevelName):
        return f"Nom d’un niveau de la feuille « {sheet_of('levels')} »."
    if isinstance(field, StatusOf):
        return f"Clé d’un état de la feuille « {sheet_of('status_scale')} »."
    return next((words for kinds, words in _PLAIN if isinstance(field, kinds)), "Texte.")


_PLAIN = (
    (ValueOrWords, "Nombre, ou mots séparés par « ; »."),
    (Whole, "Nombre entier."),
    (Number, "Nombre."),
    (Flag, "oui ou non ; vide quand le document ne le dit pas."),
    (YearOrWords, "Année, mois ou jour, ou les mots du document."),
    (PartialDate, "Année, mois ou jour : 2024, 2024-09, 2024-09-30."),
    (Words, "Liste de textes, séparés par « ; »."),
    (Table, "Groupe ou liste de valeurs : {femmes: 12} ou [1, 2]."),
)


def sheet_of(target: str) -> str:
    """The sheet that holds the rows of a target; an empty text when they stand outside the workbook."""
    name = target.removesuffix(" lineages") + ("s" if target.endswith(" lineages") else "")
    return next((layout.title for layout in layouts() if layout.section.name == name), "")
