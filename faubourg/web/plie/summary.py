"""The individual bilan of a pathway: the trame of the PLIE and its steps, for the person and the team."""

from datetime import date

from faubourg.documents.blocks import Block, Bullets, Column, Document, Facts, Heading, Paragraph, Picture, Table
from faubourg.pathways.choices import ExitState
from faubourg.pathways.models import Measure, Participant, Pathway, Watch
from faubourg.pathways.models.leaving import DECIDED
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.desk import missing_fields
from faubourg.ui.typography import day, day_words, nbsp
from faubourg.web.plie.desk import field_name
from faubourg.web.plie.frise import frise_of, picture_of

_STEPS = (Column("Nature", 1), Column("Étape", 3), Column("Début", 1), Column("Fin", 1), Column("État", 2))

LEGEND = (
    "Trait ocre : aujourd’hui. Tirets : prévu. Pointillés : veille. Gris : étape dont le contenu reste au "
    "professionnel. Rendez-vous : point plein, tenu ; point vide, absence. Le tableau des étapes suit."
)


def summary_of(person: Participant, pathway: Pathway, *, printed_on: date, reader) -> Document:
    """The bilan, for `reader`, of a pathway read by `file.pathways_of`; what the trame lacks is said first."""
    missing = [field_name(name) for name in missing_fields(pathway, protocol_of(pathway.contract))]
    blocks: list[Block] = [_facts(person, pathway)]
    if missing:
        blocks += [
            Paragraph("Bilan incomplet", "lead"),
            Paragraph(nbsp(f"La trame demande encore : {', '.join(missing)}.")),
        ]
    frise = frise_of(pathway, today=printed_on, reader=reader)
    blocks += [
        Heading(1, "Frise du parcours"),
        Picture(picture_of(frise), " ; ".join(lane.words for lane in frise.lanes)),
        Paragraph(nbsp(LEGEND), "note"),
        Heading(2, "Étapes du parcours"),
        Table(
            _STEPS, tuple((*row[:2], _day(row[2]), _day(row[3]), row[4]) for row in frise.rows), empty="Aucune étape"
        ),
        Heading(1, "Diagnostic partagé"),
        Bullets(tuple(_obstacle(one) for one in pathway.obstacles.all()), "Aucun frein évalué"),
        Heading(1, "Objectifs, par priorité"),
        Bullets(tuple(f"{one.text} ({one.get_state_display()})" for one in pathway.objectives.all()), "Aucun objectif"),
        Heading(1, "Mesures"),
        Bullets(
            tuple(f"Mesure {one.rank}, du {day(one.start)} au {_end(one, pathway)}" for one in pathway.measures.all()),
            "Aucune mesure",
        ),
        *_watches(pathway),
        Heading(1, "Rendez-vous"),
        _meetings(pathway),
        Heading(1, "Sortie"),
        Bullets(tuple(_exit(one) for one in pathway.exits.all() if one.state in DECIDED), "Parcours en cours"),
    ]
    return Document(
        title="Bilan de parcours", subtitle=person.full_name, header=str(person), printed_on=printed_on,
        blocks=tuple(blocks), keywords=("PLIE", "bilan"),
    )  # fmt: skip


def _facts(person: Participant, row: Pathway) -> Facts:
    home = person.residence
    commune = None if home is None else home.commune.name if home.commune else home.commune_name or None
    quarter = None if home is None else home.territory.name if home.territory else str(home.get_qpv_display())
    return Facts(
        (
            ("Dossier", str(person.number)),
            ("Sexe", str(person.get_sex_display()) if person.sex else None),
            ("Naissance", day(person.birth_date) if person.birth_date else None),
            ("Commune", commune),
            ("Quartier prioritaire", quarter),
            ("Qualification", str(person.qualification) if person.qualification else None),
            ("RSA à l’entrée", _answer(row.brsa_at_entry)),
            ("RQTH", _answer(person.disabled_worker)),
            ("DELD", _answer(person.long_unemployed)),
            ("Prescripteur", row.prescription.prescriber.label if row.prescription else None),
            ("Entrée (CER signé)", day_words(row.entered_on)),
            ("Structure", row.structure.name if row.structure else None),
            ("Référent·e", str(row.referent.user) if row.referent else None),
        )
    )


def _watches(row: Pathway) -> list[Block]:
    """The veilles with their dates and reasons, where there are some."""
    found = [_watch(one) for one in row.watches.all()]
    return [Heading(1, "Veilles"), Bullets(tuple(found))] if found else []


def _watch(one: Watch) -> str:
    dates = f"Du {day(one.start)} au {day(one.end)}" if one.end else f"Depuis le {day(one.start)}, en cours"
    reason, closing = one.reason and f"motif : {one.reason}", one.closing_reason and f"fin : {one.closing_reason}"
    return nbsp(", ".join(filter(None, (dates, reason, closing))))


def _answer(value: bool | None) -> str | None:
    return None if value is None else "oui" if value else "non"


def _end(measure: Measure, row: Pathway) -> str:
    if row.ended_on and measure.end > row.ended_on:
        return f"{day(row.ended_on)}, arrêtée à la sortie"
    return day(measure.end)


def _obstacle(one) -> str:
    return nbsp(f"{one.kind} : {one.get_level_display()} (au diagnostic : {one.get_first_level_display()})")


def _meetings(row: Pathway) -> Paragraph:
    found = [one.attendance for one in row.meetings.all()]
    return Paragraph(nbsp(f"Tenus : {found.count('tenu')} ; absences : {found.count('absent')}."))


def _exit(one) -> str:
    category = f", {one.category}" if one.category else ""
    ahead = " (décidée d’avance, le parcours reste ouvert jusque-là)" if one.state == ExitState.UPCOMING else ""
    reason = f", motif : {one.reason}" if one.reason else ""
    return nbsp(f"{one.get_kind_display()} au {day(one.on)}{category}{reason}{ahead}")


def _day(value: date | None) -> str:
    return day(value) if value else "non donné"
