"""Recommendations of shared evaluations: what the annual report prints as perspectives."""

from django.urls import reverse

from faubourg.documents.blocks import Column, Facts, Heading, Paragraph, Table
from faubourg.evaluation.choices import EvaluationState, RecommendationState
from faubourg.evaluation.models import Recommendation
from faubourg.evaluation.queries import action_names, follow, recommendations_among
from faubourg.reports.annual.figures import Part
from faubourg.reports.annual.sources import Sources
from faubourg.ui.typography import number, partial_date

NOTHING = "Aucune évaluation partagée ne fait de recommandation."
WHOSE = "Recommandations des évaluations partagées ou closes ; celles d’un brouillon ne sont pas imprimées."


def advice(part: Part, sources: Sources) -> None:
    """How many stand in each state, then those still to follow, with what carries them."""
    contract = sources.contract
    shared = Recommendation.objects.of(contract).filter(
        evaluation__state__in=(EvaluationState.SHARED, EvaluationState.CLOSED)
    )
    rows = list(recommendations_among(shared))
    part.say(Heading(2, "Les recommandations à suivre"))
    if not rows:
        part.say(Paragraph(NOTHING, "unknown"))
        return
    counts, url = follow(rows, sources.today), reverse("evaluation:recommendations", args=[contract.key])
    facts = {"dated": f"au {sources.today:%d/%m/%Y}", "source": WHOSE}
    told = []
    for state, label in RecommendationState.choices:
        count = counts.by_state[state]
        words = part.count(
            "recommandations",
            {"etat": state},
            f"Recommandations : {label}",
            number(count),
            value=count,
            url=f"{url}?etat={state}",
            **facts,
        )
        told.append((str(label).capitalize(), words))
    late = part.count(
        "recommandations",
        {"etat": "retard"},
        "Recommandations en retard",
        number(counts.late),
        value=counts.late,
        url=f"{url}?retard=oui",
        **facts,
    )
    part.say(Facts((*told, ("Dont en retard", late))), Paragraph(WHOSE, "note"))
    names = action_names(contract, rows)
    lines = []
    for one in rows:
        if one.state == RecommendationState.CLOSED:
            continue
        carried = sorted(names[lineage.pk].title for lineage in one.actions.all() if lineage.pk in names)
        lines.append(
            (
                one.text,
                one.get_kind_display(),
                one.addressee.name if one.addressee else None,
                partial_date(one.due) if one.due else None,
                (one.get_state_display(), *carried),
            )
        )
    columns = (Column("Recommandation", 3), Column("Type", 1.1), Column("Destinataire", 1.4), Column("Échéance", 0.9),
               Column("État", 1.8))  # fmt: skip
    part.say(Table(columns, tuple(lines), compact=True, empty="Toutes les recommandations sont closes"))
