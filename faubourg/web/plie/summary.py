"""The individual bilan of a pathway: the trame of the PLIE and its steps, for the person and the team."""

from datetime import date

from faubourg.documents.blocks import Block, Bullets, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.pathways.models import Participant, Pathway
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.desk import missing_fields
from faubourg.ui.typography import day, day_words, nbsp
from faubourg.web.plie.desk import field_name
from faubourg.web.plie.frise import frise_of

_STEPS = (Column("Nature", 1), Column("Étape", 3), Column("Début", 1), Column("Fin", 1), Column("État", 2))


def summary_of(person: Participant, pathway: Pathway, *, printed_on: date) -> Document:
    """The bilan of a pathway read by `file.pathways_of`; what the trame lacks is said first."""
    missing = [field_name(name) for name in missing_fields(pathway, protocol_of(pathway.contract))]
    blocks: list[Block] = [_facts(person, pathway)]
    if missing:
        blocks.append(Paragraph(nbsp(f"Bilan incomplet, la trame demande encore : {', '.join(missing)}."), "note"))
    rows = frise_of(pathway, today=printed_on).rows
    blocks += [
        Heading(1, "Diagnostic partagé"),
        Bullets(tuple(_obstacle(one) for one in pathway.obstacles.all()), "Aucun frein évalué"),
        Heading(1, "Objectifs, par priorité"),
        Bullets(tuple(f"{one.text} ({one.get_state_display()})" for one in pathway.objectives.all()), "Aucun objectif"),
        Heading(1, "Mesures"),
        Bullets(
            tuple(f"Mesure {one.rank}, du {day(one.start)} au {day(one.end)}" for one in pathway.measures.all()),
            "Aucune mesure",
        ),
        Heading(1, "Étapes du parcours"),
        Table(_STEPS, tuple((kind, words, _day(start), _day(end), state) for kind, words, start, end, state in rows)),
        Heading(1, "Rendez-vous"),
        _meetings(pathway),
        Heading(1, "Sortie"),
        Bullets(tuple(_exit(one) for one in pathway.exits.all() if one.state == "validee"), "Parcours en cours"),
    ]
    return Document(
        title="Bilan de parcours", subtitle=person.full_name, header=str(person), printed_on=printed_on,
        blocks=tuple(blocks), keywords=("PLIE", "bilan"),
    )  # fmt: skip


def _facts(person: Participant, row: Pathway) -> Facts:
    home = person.residence
    quarter = None if home is None else home.territory.name if home.territory else str(home.get_qpv_display())
    return Facts(
        (
            ("Dossier", str(person.number)),
            ("Naissance", day(person.birth_date) if person.birth_date else None),
            ("Quartier prioritaire", quarter),
            ("Qualification", str(person.qualification) if person.qualification else None),
            ("Entrée (CER signé)", day_words(row.entered_on)),
            ("Structure", row.structure.name if row.structure else None),
            ("Référent·e", str(row.referent.user) if row.referent else None),
        )
    )


def _obstacle(one) -> str:
    return nbsp(f"{one.kind} : {one.get_level_display()} (au diagnostic : {one.get_first_level_display()})")


def _meetings(row: Pathway) -> Paragraph:
    found = [one.attendance for one in row.meetings.all()]
    return Paragraph(nbsp(f"Tenus : {found.count('tenu')} ; absences : {found.count('absent')}."))


def _exit(one) -> str:
    category = f", {one.category}" if one.category else ""
    return f"{one.get_kind_display()} au {day(one.on)}{category}"


def _day(value: date | None) -> str:
    return day(value) if value else ""
