"""All that is held about a person as a file for them: a document to read, or data."""

import json
from datetime import date

from faubourg.documents.blocks import Block, Document, Facts, Heading, Paragraph
from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx
from faubourg.pathways.models import Participant
from faubourg.pathways.queries.personal_data import UNKNOWN, Held
from faubourg.ui.typography import nbsp, plural

LEAD = (
    "Tout ce que le PLIE enregistre à votre sujet, tel que c’est écrit. Le nom des professionnels n’y figure pas. "
    "Ce qui se dit en écoute psychologique n’est écrit nulle part. Vous pouvez demander à rectifier ces données, à les "
    "effacer, à en limiter l’usage ou vous y opposer, auprès de la coordinatrice du PLIE ; et saisir la CNIL."
)
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def file_of_person(person: Participant, held: list[Held], ending: str, *, printed_on: date) -> bytes:
    """The file, in one of KINDS."""
    if ending == "json":
        found = {"dossier": person.number, "date": printed_on.isoformat()} | {
            one.title: [dict(row) for row in one.rows] for one in held
        }
        return json.dumps(found, ensure_ascii=False, indent=2).encode()
    return {"pdf": render_pdf, "docx": render_docx}[ending](_document(person, held, printed_on))


def _document(person: Participant, held: list[Held], printed_on: date) -> Document:
    blocks: list[Block] = [Paragraph(nbsp(LEAD))]
    for one in held:
        blocks.append(Heading(1, one.title.capitalize()))
        for rank, row in enumerate(one.rows, start=1):
            if len(one.rows) > 1:
                blocks.append(Heading(2, f"{rank} sur {len(one.rows)}"))
            known = tuple((what, value) for what, value in row if value != UNKNOWN)
            blocks.append(Facts(known) if known else Paragraph("Rien n’est renseigné.", "note"))
    count = plural(sum(len(one.rows) for one in held), "enregistrement,enregistrements")
    return Document(
        title="Vos données dans le PLIE", subtitle=f"{person}, {count}", header=str(person), printed_on=printed_on,
        blocks=tuple(blocks), keywords=("PLIE", "droit d’accès"),
    )  # fmt: skip
