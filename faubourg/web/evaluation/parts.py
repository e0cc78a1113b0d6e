"""The kinds of rows that the workspace writes: their section, the fields asked, their words, and where one returns."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from faubourg.evaluation.models import Criterion, Evidence, Finding, Proposal
from faubourg.evaluation.models.evaluation import Part as Row
from faubourg.exchange.schema import evaluation as schema
from faubourg.exchange.schema.section import Section


@dataclass(frozen=True)
class Part:
    """`parent`: the field that ties a new row to what it hangs on; `names`: the others, in the order of the form."""

    slug: str
    section: Section
    names: tuple[str, ...]
    noun: str
    adding: str
    parent: str = ""
    moves: bool = False  # the parent may change once the row is there
    lead: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields of a new row."""
        return (self.parent, *self.names) if self.parent else self.names

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields of a row that is there."""
        return self.asked if self.moves else self.names


PARTS = {
    part.slug: part
    for part in (
        Part(
            "dossiers", schema.EVALUATIONS,
            ("title", "start", "end", "team", "audience", "scale", "method", "distinct_participants", "steps", "note"),
            "l’évaluation", "Nouvelle évaluation",
            lead="Elle naît en brouillon : seules les personnes qui l’écrivent la lisent, jusqu’au partage.",
        ),
        Part(
            "questions", schema.QUESTIONS,
            ("code", "text", "deliberation", "decision", "decided_on", "answer", "note"),
            "la question", "Ajouter une question", parent="evaluation",
            lead="Peu de questions, chacune validée par une décision.",
        ),
        Part(
            "criteres", schema.CRITERIA, ("text", "expected", "note"), "le critère", "Ajouter un critère",
            parent="question", lead="À quoi verra-t-on que la réponse est oui ?",
        ),
        Part(
            "jugements", schema.CRITERIA, ("judgement", "argument", "limits"), "le jugement", "Juger un critère",
            lead="Le même formulaire pour tous les critères : un degré de l’échelle, pourquoi, et ce qui le limite.",
        ),
        Part(
            "preuves", schema.EVIDENCE, ("kind", "about", "period", "meeting", "source", "says", "strength", "note"),
            "la preuve", "Ajouter une preuve", parent="criterion",
            lead="D’où elle vient, ce qu’elle dit, ce qu’elle pèse.",
        ),
        Part(
            "constats", schema.FINDINGS, ("text", "criteria", "note"), "le constat", "Ajouter un constat",
            parent="question", lead="Ce que les jugements permettent de dire.",
        ),
        Part(
            "recommandations", schema.RECOMMENDATIONS,
            ("text", "kind", "findings", "reviews", "addressee", "priority", "due", "note"),
            "la recommandation", "Ajouter une recommandation", parent="evaluation",
            lead="Une chose à faire, pour qui, et pour quand.",
        ),
        Part(
            "ateliers", schema.WORKSHOPS,
            ("theme", "date", "place", "participations", "distinct", "organisations", "notes", "note"),
            "l’atelier", "Ajouter un atelier", parent="evaluation", moves=True,
            lead="Des nombres, jamais de noms. Un nombre inconnu reste vide.",
        ),
        Part(
            "propositions", schema.PROPOSALS,
            ("theme", "text", "pilots", "pilot_words", "state", "body", "reason", "note"),
            "la proposition", "Ajouter une proposition", parent="workshop",
        ),
        Part(
            "emblematiques", schema.EMBLEMATIC,
            ("title", "action", "context", "done", "effects", "quotes", "picture_alt", "note"),
            "le récit", "Raconter une action", parent="evaluation",
            lead="Le contexte, ce qui a été fait, ses effets, des paroles sans nom.",
        ),
    )
}  # fmt: skip


def part_at(slug: str) -> Part:
    """The part of this address, or 404."""
    if slug not in PARTS:
        raise Http404("Cette page n’existe pas.")
    return PARTS[slug]


def place_of(row: Row) -> str:
    """Where a row is read: its own page, or that of what it hangs on, at its place."""
    if isinstance(row, Criterion | Finding):
        return f"{row.question.get_absolute_url()}#{row.key}"
    if isinstance(row, Evidence):
        return f"{row.criterion.question.get_absolute_url()}#{row.key}"
    if isinstance(row, Proposal):
        return f"{row.workshop.get_absolute_url()}#{row.key}"
    return row.get_absolute_url()


def above(row: Row) -> str:
    """Where one goes once a row is removed."""
    key = row.contract.key
    if isinstance(row, Criterion | Finding):
        return row.question.get_absolute_url()
    if isinstance(row, Evidence):
        return row.criterion.question.get_absolute_url()
    if isinstance(row, Proposal):
        return row.workshop.get_absolute_url()
    lists = {"recommendation": "recommendations", "workshop": "workshops", "emblematicaction": "emblematic"}
    name = lists.get(row._meta.model_name)
    if name:
        return reverse(f"evaluation:{name}", args=[key])
    evaluation = row.own_evaluation
    return reverse("evaluation:index", args=[key]) if evaluation == row else evaluation.get_absolute_url()
