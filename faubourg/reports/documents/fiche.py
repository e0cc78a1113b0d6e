"""One fiche on paper: the sections of the screen in the same order, or an empty one to fill by hand."""

from collections.abc import Collection
from datetime import date

from faubourg.actions.choices import ActionKind
from faubourg.contracts.layouts import layout_of
from faubourg.contracts.models import Contract, FicheSection
from faubourg.documents.blocks import Blank, Block, Document, Facts, Heading, Mark, Paragraph
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.documents.fiche_sections import section_blocks
from faubourg.reports.fiche import Fiche, fiche_by_key
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import NBSP, nbsp

#: Ruled lines of the frames of an empty fiche; the others have `LINES`.
LINES = 4
LONG = {"actions": 10, "droit-commun": 8, "credits-specifiques": 5, "indicateurs": 10, "texte": 12}


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The fiche `key`, or an empty one with `options["blank"]` (of the kind `options["kind"]`, « fiche » if none).

    `options["sections"]` keeps those blocks only (see `contracts.layouts.Block`). LookupError when `key` is no action
    of the contract's current version, or `kind` no kind of action.
    """
    options = options or {}
    kept = options.get("sections") or None
    if options.get("blank"):
        return _blank(contract, options.get("kind") or ActionKind.FICHE, kept, printed_on)
    fiche = fiche_by_key(contract, key) if key else None
    if fiche is None:
        raise LookupError(f"Aucune action n’a la clé «{NBSP}{key or ''}{NBSP}».")
    return _document(
        contract,
        printed_on,
        title=fiche.title,
        subtitle=_number(fiche),
        footer=_number(fiche),
        blocks=fiche_blocks(fiche, sections=kept, titled=False),
    )


def _document(contract: Contract, printed_on: date, *, title: str, subtitle: str, footer: str, blocks) -> Document:
    return Document(
        title=nbsp(title),
        subtitle=nbsp(subtitle),
        header=contract.name,
        footer=nbsp(footer),
        printed_on=printed_on,
        blocks=tuple(blocks),
    )


def _number(fiche: Fiche) -> str:
    return f"{first_upper(fiche.kind_label)} {fiche.code}".strip()


def fiche_blocks(
    fiche: Fiche, *, level: int = 1, sections: Collection[str] | None = None, titled: bool = True
) -> list[Block]:
    """The blocks of a fiche, its title at `level` (none when the document's title says it), sections one level below.

    `sections` keeps those blocks only. The book of the plan puts these after one another.
    """
    blocks: list[Block] = [Heading(level, nbsp(fiche.title), fiche.code)] if titled else []
    below = min(level + titled, 4)
    blocks += _heading(fiche)
    for section in fiche.sections:
        if sections is None or section.block in sections:
            blocks += section_blocks(section, below)
    return blocks


def _heading(fiche: Fiche) -> list[Block]:
    """Where the fiche stands and what else identifies it: nothing is « non donné » here, absent facts are left out."""
    facts: list[tuple[str, str | tuple[str, ...] | Mark | None]] = []
    for place in fiche.places:
        facts += [(first_upper(level), nbsp(f"{code} {title}".strip())) for level, code, title, _ in place.steps]
    kind = f"{fiche.letter} : {fiche.letter_label}" if fiche.letter_label else fiche.letter
    status = fiche.status and Mark(fiche.status.kind, nbsp("\n".join((fiche.status.label, *fiche.status.lines))))
    facts += [
        ("Fait partie de", fiche.parent and fiche.parent.text),
        ("Type d’engagement", kind),
        ("Nature", fiche.nature),
        ("Avancement", status),
        ("Bilan", fiche.progress),
        ("Autres intitulés imprimés", fiche.variants),
        ("Partagée avec", tuple(item.text for item in fiche.shared_with)),
        ("Aussi dans un autre contrat", fiche.elsewhere),
        ("Dit par le fichier, pas rapproché", tuple(map(nbsp, fiche.claimed))),
        ("Figure aussi dans", fiche.frames),
        ("Étiquettes", ", ".join(fiche.tags)),
        ("Repères", ", ".join(fiche.facts)),
        ("Source", fiche.source),
    ]
    blocks: list[Block] = [Paragraph(nbsp(fiche.subtitle), "lead")] if fiche.subtitle else []
    given = tuple((label, value) for label, value in facts if value)
    return [*blocks, Facts(given)] if given else blocks


def _blank(contract: Contract, kind: str, kept: Collection[str] | None, printed_on: date) -> Document:
    if kind not in ActionKind.values:
        raise LookupError(f"«{NBSP}{kind}{NBSP}» n’est pas une nature d’action.")
    rows = FicheSection.objects.filter(contract=contract, action_kind=kind).values_list("block", "label", "help_text")
    label = ActionKind(kind).label
    places = contract.levels.filter(is_declared=True, family="principal").values_list("name", flat=True)
    blocks: list[Block] = [
        Paragraph(
            "À remplir à la main ou dans Word. Une rubrique sans objet se barre : ne pas la laisser vide.", "help"
        ),
        Heading(1, "Numéro et intitulé"),
        Blank(2, f"Place dans le contrat : {', '.join(places)}." if places else ""),
    ]
    for section in layout_of(kind, list(rows)):
        if section.declared and (kept is None or section.block in kept):
            lines = LONG.get(section.block, LINES)
            blocks += [Heading(1, section.label), Blank(lines, section.help_text)]
    title = f"{first_upper(label)} à remplir"
    return _document(contract, printed_on, title=title, subtitle=cover_subtitle(contract), footer=title, blocks=blocks)
