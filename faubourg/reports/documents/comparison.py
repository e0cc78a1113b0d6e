"""Two versions of the plan set side by side, on paper and in a workbook."""

from collections.abc import Iterator
from datetime import date

from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.amendments.queries import Change, Comparison, compare
from faubourg.contracts.models import Contract, Version
from faubourg.documents.blocks import Block, Cell, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp, partial_date, plural

TITLES = {Subject.NODE: "Arbre du plan", Subject.ACTION: "Actions", Subject.INDICATOR: "Indicateurs"}
#: In this order: what people do comes first.
SUBJECTS = (Subject.ACTION, Subject.INDICATOR, Subject.NODE)
#: In this order in each part: what changes for those who act comes first.
ORDER = (
    ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.DROPPED, ChangeKind.KEPT,
    ChangeKind.UNSAID,
)  # fmt: skip
PARTS = {
    ChangeKind.NEW: "Nouveau",
    ChangeKind.CHANGED: "Modifié",
    ChangeKind.SPLIT: "Scindé",
    ChangeKind.MERGED: "Fusionné",
    ChangeKind.DROPPED: "Abandonné",
    ChangeKind.KEPT: "Reconduit",
    ChangeKind.UNSAID: "Sans correspondance dite",
}
PARTIAL = (
    "Une des deux versions est reconstituée d’après les bilans : seules ses actions, leurs numéros et leurs titres se "
    "comparent. Ce dont le document ne dit rien est rangé à part, ni abandonné ni nouveau."
)
ALONE = "Ce contrat n’a qu’une version : une comparaison en demande deux."
UNKNOWN = "non donné"


def compared(contract: Contract, options: dict | None = None) -> Comparison | None:
    """The comparison asked for: `options["new"]` and `options["old"]` are numbers of versions.

    By default, the last version and the one that it was made from; None when the contract has no other. Raises
    `LookupError` when it has not those that are asked for.
    """
    options = options or {}
    versions = {version.number: version for version in contract.versions.select_related("based_on").order_by("number")}
    if not {options.get("new"), options.get("old")} - {None} <= versions.keys():
        raise LookupError("Ce contrat n’a pas cette version.")
    if len(versions) < 2:
        return None
    new = versions[options.get("new", max(versions))]
    old = versions[options["old"]] if "old" in options else _before(new, versions)
    if old == new:
        raise LookupError("Une version ne se compare pas à elle-même.")
    for version in (old, new):
        version.contract = contract
    old, new = sorted((old, new), key=lambda version: version.number)
    return compare(old, new)


def _before(version: Version, versions: dict[int, Version]) -> Version:
    if version.based_on_id:
        return version.based_on
    others = [number for number in versions if number != version.number]
    return versions[max((number for number in others if number < version.number), default=min(others))]


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The comparison as a document; see `compared` for the options."""
    found = compared(contract, options)
    return Document(
        title=nbsp(f"De « {found.old} » à « {found.new} »") if found else "Comparaison de deux versions",
        subtitle=cover_subtitle(contract),
        header=contract.name,
        footer="Comparaison de deux versions du plan",
        printed_on=printed_on,
        landscape=True,
        blocks=tuple(_blocks(found)) if found else (Paragraph(ALONE, "unknown"),),
        keywords=("contrat de ville", "avenant", "comparaison"),
    )


def _blocks(found: Comparison) -> Iterator[Block]:
    yield Heading(1, "En bref")
    yield _brief(found)
    if found.is_partial:
        yield Paragraph(PARTIAL, "note")
    elif not found.difference_count:
        yield Paragraph("Les deux versions disent la même chose.", "lead")
    for subject in SUBJECTS:
        yield from _subject(found, subject)


def _brief(found: Comparison) -> Facts:
    facts = [("Version précédente", _said(found.old)), ("Nouvelle version", _said(found.new))]
    facts += [(TITLES[subject], tuple(_counts(found, subject)) or ("aucune ligne",)) for subject in _subjects(found)]
    return Facts(tuple(facts))


def _said(version: Version) -> str:
    state = "" if version.is_reconstituted else f", {version.get_state_display()}"
    when = f" ({partial_date(version.adopted_on)})" if version.adopted_on and version.is_adopted else ""
    return nbsp(f"{version}{state}{when}")


def _subjects(found: Comparison) -> list[Subject]:
    return [subject for subject in SUBJECTS if not found.is_partial or subject == Subject.ACTION]


def _counts(found: Comparison, subject: Subject) -> list[str]:
    counts = found.counts(subject)
    lines = [f"{PARTS[kind]} : {counts[kind]}" for kind in ORDER if kind in counts]
    renumbered = found.renumbered(subject)
    return [nbsp(line) for line in lines] + (
        [f"dont {plural(renumbered, 'renumérotée,renumérotées')}"] if renumbered else []
    )


def _subject(found: Comparison, subject: Subject) -> list[Block]:
    lines = [change for change in found.changes if change.subject == subject]
    if not lines:
        return []
    blocks: list[Block] = [Heading(1, TITLES[subject])]
    for kind in ORDER:
        those = [change for change in lines if change.kind == kind]
        if those:
            blocks += [Heading(2, f"{PARTS[kind]} ({len(those)})"), _table(found, kind, those)]
    return blocks


def _table(found: Comparison, kind: ChangeKind, changes: list[Change]) -> Table:
    if kind in (ChangeKind.NEW, ChangeKind.DROPPED):
        rows = tuple((_code(change), nbsp(_item(change).title), change.note) for change in changes)
        return Table((Column("Code", 0.7), Column("Intitulé", 5), Column("Note", 2)), rows, compact=True)
    if kind == ChangeKind.KEPT and not found.is_partial:
        rows = tuple((_code(change), nbsp(_item(change).title)) for change in changes)
        return Table((Column("Code", 0.7), Column("Intitulé", 7)), rows, compact=True)
    rows = tuple((_end(change.old), _end(change.new), _differences(change)) for change in changes)
    columns = (Column(nbsp(str(found.old)), 2), Column(nbsp(str(found.new)), 2), Column("Ce qui change", 4))
    return Table(columns, rows, compact=True)


def _item(change: Change):
    return change.new or change.old


def _code(change: Change) -> str:
    return _item(change).code


def _end(item) -> Cell:
    return nbsp(item.label) if item else ""


def _differences(change: Change) -> tuple[str, ...] | str:
    lines = [
        nbsp(f"{first_upper(field.title)} : {_values(field.old)} → {_values(field.new)}") for field in change.fields
    ]
    lines += ["renumérotée"] if change.is_renumbered else []
    lines += [nbsp(change.note)] if change.note else []
    return tuple(lines) or ""


def _values(texts: tuple[str, ...]) -> str:
    return " ; ".join(texts) or UNKNOWN


def sheets(contract: Contract, *, key: str | None = None, options: dict | None = None) -> list[Sheet]:
    """The comparison as a workbook: one line a row, then one line a changed field."""
    found = compared(contract, options)
    if found is None:
        return [Sheet("Comparaison", (SheetColumn("Quoi", 18),), (), note=ALONE)]
    old, new = str(found.old), str(found.new)
    ends = (SheetColumn("Quoi", 18), SheetColumn("Devenir", 18), SheetColumn("Renumérotée", 12))
    codes = (SheetColumn(f"Code, {old}", 12), SheetColumn(f"Intitulé, {old}", 60))
    codes += (SheetColumn(f"Code, {new}", 12), SheetColumn(f"Intitulé, {new}", 60), SheetColumn("Note", 40))
    lines = [
        (
            change.subject.label, change.kind.label, "oui" if change.is_renumbered else "",
            *_pair(change.old), *_pair(change.new), change.note,
        )
        for change in found.changes
    ]  # fmt: skip
    fields = [
        (change.subject.label, _code(change), change.label, field.title, _values(field.old), _values(field.new))
        for change in found.changes
        for field in change.fields
    ]
    titles = ("Quoi", "Code", "Intitulé", "Champ", old, new)
    return [
        Sheet("Comparaison", (*ends, *codes), lines, title=f"De « {old} » à « {new} »"),
        Sheet("Champs changés", tuple(SheetColumn(title, 30) for title in titles), fields),
    ]


def _pair(item) -> tuple[str, str]:
    return (item.code, item.title) if item else ("", "")
