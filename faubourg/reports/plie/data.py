"""The blocks of the report as data: what the document says under each title, masked as it is."""

from faubourg.documents.blocks import Bullets, Document, Facts, Heading, Mark, Paragraph, Table


def sections_of(document: Document) -> list[dict]:
    """Each title (`code`, `titre`, `niveau`) with its texts, lists, facts and tables in order (`contenu`)."""
    found: list[dict] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append({"code": block.code, "titre": block.text, "niveau": block.level, "contenu": []})
        elif found and (said := _said(block)):
            found[-1]["contenu"].append(said)
    return found


def _said(block: object) -> dict | None:
    if isinstance(block, Paragraph):
        return {"texte": block.text}
    if isinstance(block, Bullets):
        return {"liste": list(block.items)}
    if isinstance(block, Facts):
        return {"faits": {label: _cell(value) for label, value in block.items}}
    if isinstance(block, Table):
        titles = [column.title for column in block.columns]
        return {"titre": block.caption, "colonnes": titles, "lignes": [list(map(_cell, row)) for row in block.rows]}
    return None


def _cell(value: object) -> str | list[str] | int | None:
    if isinstance(value, Mark):
        return value.text
    return list(map(_cell, value)) if isinstance(value, tuple | list) else value
