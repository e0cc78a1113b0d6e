"""The sections of the evaluations: questions, criteria, evidence, findings, recommendations, workshops, stories."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Model

from faubourg.contracts.models import Deliberation
from faubourg.evaluation.models import (
    Criterion,
    EmblematicAction,
    Evaluation,
    EvaluationStep,
    Evidence,
    Finding,
    Proposal,
    Question,
    Recommendation,
    Workshop,
)
from faubourg.exchange.schema.fields import Choice, Either, Field, PartialDate, Ref, Refs, Text, Whole, Words, Year
from faubourg.exchange.schema.plan import KEY, SOURCE
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import Nested
from faubourg.exchange.schema.values import shown
from faubourg.governance.models import Meeting


@dataclass(frozen=True)
class Designated(Field):
    """A link to a row without key: it goes by its words, with its date or its rank where two rows say the same."""

    model: type[Model] | None = None
    dated: str = ""  # the name of the column that dates the row
    is_link = True

    def load(self, row, value, book):
        known = {words: pk for pk, words in self.designations(book.contract)}
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"{shown(value)} ne désigne aucune ligne de « {self.model._meta.verbose_name_plural} »")
        setattr(row, f"{self.column}_id", known[value])

    def dump(self, row, book):
        found = getattr(row, f"{self.column}_id")
        return dict(self.designations(book.contract))[found] if found else None

    def designations(self, contract) -> list[tuple[int, str]]:
        """(number, words) of every row that may be named; the words are all different."""
        rows = self.model.objects.of(contract).order_by("position", "pk")
        if self.model is Meeting:
            rows = rows.select_related("body")
        found, ranks = [], Counter()
        for row in rows:
            date = getattr(row, self.dated)
            words = f"{row} ({date})" if date else str(row)
            ranks[words] += 1
            found.append((row.pk, words if ranks[words] == 1 else f"{words} n° {ranks[words]}"))
        return found


class KnownLineages(Refs):
    """Links to actions by their lineage: one that this version of the plan does not hold is not told."""

    def dump(self, row, book):
        return [key for pk in book.linked(row, self.column) if (key := book.key_of(self.target, pk))] or None


class Judgement(Text):
    """A word of the scale of the evaluation; any word where it has none."""

    def load(self, row, value, book):
        super().load(row, value, book)
        scale = row.question.evaluation.scale if row.question_id else []
        if scale and value not in scale:
            listed = ", ".join(f"« {word} »" for word in scale)
            raise ValueError(f"{shown(value)} n’est pas sur l’échelle de l’évaluation : choisir {listed}")


STEPS = Section(
    "evaluation_steps",
    "Étapes d’évaluation",
    EvaluationStep,
    (Text("label", required=True), PartialDate("due"), PartialDate("done")),
)
EVALUATIONS = Section(
    "evaluations",
    "Évaluations",
    Evaluation,
    (
        KEY,
        Text("title", required=True),
        Year("start"),
        Year("end"),
        Words("team"),
        Words("audience"),
        Words("scale"),
        Text("method"),
        Whole("distinct_participants"),
        Nested("steps", label="étapes", section=STEPS, link="evaluation"),
        Choice("state"),
        *SOURCE,
    ),
)
WORKSHOPS = Section(
    "workshops",
    "Ateliers",
    Workshop,
    (
        KEY,
        Ref("evaluation", target="evaluations"),
        Text("theme", required=True),
        PartialDate("date"),
        Text("place"),
        Whole("participations"),
        Whole("distinct"),
        Refs("organisations", target="organisations"),
        Text("notes"),
        *SOURCE,
    ),
)
PROPOSALS = Section(
    "workshop_proposals",
    "Propositions d’atelier",
    Proposal,
    (
        KEY,
        Ref("workshop", target="workshops", required=True),
        Text("theme"),
        Text("text", required=True),
        Refs("pilots", target="organisations"),
        Text("pilot_words"),
        Choice("state"),
        Ref("body", target="bodies"),
        Text("reason"),
        KnownLineages("actions", target="action lineages"),
        *SOURCE,
    ),
)
QUESTIONS = Section(
    "evaluation_questions",
    "Questions évaluatives",
    Question,
    (
        KEY,
        Ref("evaluation", target="evaluations", required=True),
        Text("code"),
        Text("text", required=True),
        Designated("deliberation", model=Deliberation, dated="session_date"),
        Text("decision"),
        PartialDate("decided_on"),
        Text("answer"),
        *SOURCE,
    ),
)
CRITERIA = Section(
    "evaluation_criteria",
    "Critères et jugements",
    Criterion,
    (
        KEY,
        Ref("question", target="evaluation_questions", required=True),
        Text("text", required=True),
        Text("expected"),
        Judgement("judgement"),
        Text("argument"),
        Text("limits"),
        *SOURCE,
    ),
)
EVIDENCE = Section(
    "evaluation_evidence",
    "Preuves",
    Evidence,
    (
        KEY,
        Ref("criterion", target="evaluation_criteria", required=True),
        Choice("kind", required=True),
        Text("says", required=True),
        Choice("strength"),
        Either(
            "about",
            label="s’appuie sur",
            targets=(
                ("indicator lineages", "indicator_lineage"),
                ("reviews", "review"),
                ("published", "published"),
                ("tables", "table"),
                ("workshops", "workshop"),
                ("action lineages", "action_lineage"),
            ),
        ),
        Designated("meeting", model=Meeting, dated="date"),
        Text("period"),
        Text("source"),
        *SOURCE,
    ),
)
FINDINGS = Section(
    "evaluation_findings",
    "Constats d’évaluation",
    Finding,
    (
        KEY,
        Ref("question", target="evaluation_questions", required=True),
        Text("text", required=True),
        Refs("criteria", target="evaluation_criteria"),
        *SOURCE,
    ),
)
RECOMMENDATIONS = Section(
    "recommendations",
    "Recommandations",
    Recommendation,
    (
        KEY,
        Ref("evaluation", target="evaluations", required=True),
        Text("text", required=True),
        Choice("kind", required=True),
        Refs("findings", target="evaluation_findings"),
        Refs("reviews", target="reviews"),
        Ref("addressee", target="organisations"),
        Choice("priority"),
        PartialDate("due"),
        Choice("state"),
        Text("closing_reason"),
        KnownLineages("actions", target="action lineages"),
        *SOURCE,
    ),
)
EMBLEMATIC = Section(
    "emblematic_actions",
    "Actions emblématiques",
    EmblematicAction,
    (
        KEY,
        Ref("evaluation", target="evaluations", required=True),
        Text("title", required=True),
        Ref("action", "lineage", target="action lineages"),
        Text("context"),
        Text("done"),
        Text("effects"),
        Words("quotes"),
        Text("picture_alt"),
        *SOURCE,
    ),
)

#: In the order of import. They have screens of their own, and follow the rights of the evaluation.
EVALUATION_SECTIONS = (
    EVALUATIONS,
    WORKSHOPS,
    PROPOSALS,
    QUESTIONS,
    CRITERIA,
    EVIDENCE,
    FINDINGS,
    RECOMMENDATIONS,
    EMBLEMATIC,
)
EVALUATION_NAMES = frozenset(section.name for section in EVALUATION_SECTIONS)
