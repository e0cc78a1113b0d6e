"""What reviews and campaigns give to the annual report: the synthesis with its rate, answers owed, the socle."""

import re

from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Column, Facts, Heading, Paragraph, Table
from faubourg.documents.charts import stacked_bars
from faubourg.followup.choices import CampaignState, Compliance, LineState
from faubourg.followup.models import Campaign, HeldCount, Review
from faubourg.followup.queries import by_organisation, rows_of, whole
from faubourg.followup.queries.socle import socle_of
from faubourg.followup.queries.synthesis import DEFINITION, Line, Synthesis, counting_reviews, synthesis
from faubourg.reports.annual.figures import Drawer, Part
from faubourg.reports.annual.sources import Sources
from faubourg.ui.typography import number, percent

#: Perspectives of reviews printed at most.
TOLD = 60
SILENT = "sans réponse"
_YEAR = re.compile(r"(?:19|20)\d\d")


def campaigns_covering(contract: Contract, year: int) -> list[str]:
    """The campaigns of reviews whose years, or whose name, hold the year; the last one first."""
    found = set()
    for name, first, last in _named(contract):
        years = [first, last] if first else [int(one) for one in _YEAR.findall(name)]
        if years and min(years) <= year <= max(years):
            found.add(name)
    return sorted(found, reverse=True)


def _named(contract: Contract) -> list[tuple]:
    reviews = Review.objects.filter(contract=contract).order_by()
    rows = list(reviews.values_list("campaign", "round__first_year", "round__last_year").distinct())
    held = HeldCount.objects.filter(contract=contract).order_by().values_list("campaign", flat=True).distinct()
    return rows + [(name, None, None) for name in held]


def reviews_of_year(part: Part, sources: Sources, drawer: Drawer) -> None:
    """The synthesis of each campaign that covers the year."""
    names = campaigns_covering(sources.contract, sources.year)
    part.say(Heading(2, "Les bilans des actions"))
    if not names:
        part.say(Paragraph(f"Aucun bilan d’action ne porte sur {sources.year}.", "unknown"))
    titles = dict(Campaign.objects.of(sources.contract).order_by().values_list("key", "title"))
    for name in names:
        part.say(Heading(3, titles.get(name, name)))
        _synthesis(part, sources, drawer, synthesis(sources.contract, name))
        _perspectives(part, sources, name)


def _synthesis(part: Part, sources: Sources, drawer: Drawer, found: Synthesis) -> None:
    url = f"{reverse('reviews:synthesis', args=[sources.contract.key])}?campagne={found.campaign}"
    facts = {"dated": f"au {sources.today:%d/%m/%Y}", "source": "bilans validés et comptes publiés", "url": url}
    rows = []
    for state in found.states:
        count = found.of(state)
        asked = {"campagne": found.campaign, "etat": state.key}
        words = part.count("bilans", asked, f"Bilans : {state.label}", number(count), value=count, **facts)
        counts_as = {True: "oui", False: "non"}.get(state.counts_as_implemented)
        rows.append((state.label, counts_as, words, percent(count, found.total, 1) or None))
    if found.unsaid:
        asked = {"campagne": found.campaign, "etat": ""}
        words = part.count("bilans", asked, "Bilans sans état", number(found.unsaid), value=found.unsaid, **facts)
        rows.append(("Sans état", "", words, percent(found.unsaid, found.total, 1)))
    columns = (Column("État", 3), Column("Vaut réalisation", 1.4), Column("Actions", 1, "right"),
               Column("Part", 1, "right"))  # fmt: skip
    rate = _rate(part, {"campagne": found.campaign}, "Taux de mise en œuvre", found.implemented, found.total, facts)
    part.say(
        Table(columns, tuple(rows)),
        Facts(
            (
                ("Actions comptées", number(found.total)),
                ("Taux de mise en œuvre", rate),
                ("Lignes fusionnées, non comptées", number(found.merged)),
                ("Comptes publiés sans lignes", number(found.held)),
            )
        ),
        Paragraph(DEFINITION, "note"),
    )
    _objectives(part, found, drawer, facts)


def _rate(part: Part, asked: dict, label: str, done: int, total: int, facts: dict) -> str:
    words = f"{percent(done, total, 1)} ({number(done)} sur {number(total)})" if total else "non calculable"
    value = round(done * 100 / total, 2) if total else None
    return part.count("taux-bilans", asked, label, words, value=value, **facts | {"source": DEFINITION})


def _objectives(part: Part, found: Synthesis, drawer: Drawer, facts: dict) -> None:
    """The rate of each objective, drawn and in a table."""
    bars, rows = [], []
    for line in found.lines:
        asked = {"campagne": found.campaign, "objectif": _place(line)}
        done = _done(line, found)
        _rate(part, asked, f"Taux : {line.label}", done, line.total, facts)
        rate = percent(done, line.total, 1) or None
        bars.append(
            (line.label if len(line.label) <= 44 else f"{line.label[:43]}…", [line.of(s) for s in found.states])
        )
        rows.append((line.label, *(number(line.of(state)) for state in found.states), number(line.total), rate))
    names = [state.label for state in found.states]
    drawer.picture(
        part,
        stacked_bars(bars, names, unit="actions"),
        alt="Bilans par objectif et par état ; les nombres sont dans le tableau.",
        caption="Bilans par objectif et par état",
    )
    columns = (Column("Objectif", 3), *(Column(name, 0.9, "right") for name in names), Column("Total", 0.8, "right"),
               Column("Taux", 0.9, "right"))  # fmt: skip
    part.say(Table(columns, tuple(rows), compact=True))


def _place(line: Line) -> str:
    return str(line.objective.lineage_id) if line.objective else line.label


def _done(line: Line, found: Synthesis) -> int:
    return sum(line.of(state) for state in found.states if state.counts_as_implemented)


def _perspectives(part: Part, sources: Sources, campaign: str) -> None:
    """What the reviews announce, and why actions are not realised."""
    told = [
        (f"{one.code} {one.label}".strip(), one.shortfall or "–", one.outlook or "–")
        for one in counting_reviews(sources.contract, campaign)
        if one.outlook or one.shortfall
    ]
    if told:
        columns = (Column("Action", 3), Column("Ce qui a manqué", 2.4), Column("Perspectives", 2.4))
        part.say(Heading(4, "Ce que les bilans annoncent"), Table(columns, tuple(told[:TOLD]), compact=True))
    if len(told) > TOLD:
        part.say(Paragraph(f"et {number(len(told) - TOLD)} autres bilans.", "note"))


def answers_of_year(part: Part, sources: Sources) -> None:
    """How complete the campaigns of the year are, organisation by organisation."""
    year, contract = sources.year, sources.contract
    rows = Campaign.objects.of(contract).filter(first_year__lte=year, last_year__gte=year)
    opened = list(rows.exclude(state=CampaignState.PREPARED).order_by("kind", "pk"))
    part.say(Heading(2, "Ce que les organismes ont répondu"))
    if not opened:
        part.say(Paragraph(f"Aucune campagne de suivi n’a été ouverte pour {year}.", "unknown"))
    for campaign in opened:
        campaign.contract = contract
        _answers(part, sources, campaign)


def _answers(part: Part, sources: Sources, campaign: Campaign) -> None:
    lines = rows_of(campaign, sources.contract)
    facts = {
        "dated": f"au {sources.today:%d/%m/%Y}",
        "source": "lignes de la campagne",
        "url": campaign.get_absolute_url(),
    }
    rows = []
    for tally, key in [*((one, one.key) for one in by_organisation(lines)), (whole(lines), "")]:
        words = f"{number(tally.answered)} sur {number(tally.total)}"
        asked = {"campagne": campaign.key, "organisme": key}
        label = f"Réponses : {tally.label}" if key else "Réponses à la campagne"
        part.count("reponses", asked, label, words, value=tally.answered, **facts)
        rows.append(
            (
                tally.label if key else "Ensemble",
                number(tally.total),
                words,
                number(tally.validated),
                number(tally.unavailable),
                percent(tally.answered, tally.total) or None,
            )
        )
    columns = (
        Column("Organisme", 4),
        Column("Lignes", 0.8, "right"),
        Column("Répondues", 1.1, "right"),
        Column(str(LineState.VALIDATED.label).capitalize(), 0.9, "right"),
        Column(str(LineState.UNAVAILABLE.label).capitalize(), 1.1, "right"),
        Column("Part répondue", 1, "right"),
    )
    part.say(Heading(3, campaign.title), Table(columns, tuple(rows), compact=True))


def core_commitments(part: Part, sources: Sources) -> None:
    """The socle: what each signatory said of each general commitment in the year, its proof and what it means."""
    found = socle_of(sources.contract, sources.year)
    if not found.commitments:
        return
    url = f"{reverse('reviews:socle', args=[sources.contract.key])}?annee={sources.year}"
    facts = {"dated": str(sources.year), "source": "réponses des signataires", "url": url}
    part.say(Heading(2, f"Les engagements communs des signataires en {sources.year}"))
    counted = [*found.outcomes, ("", SILENT, found.expected - found.said)]
    part.say(
        Facts(
            tuple(
                (str(label).capitalize(), part.count("socle", {"annee": sources.year, "issue": value},
                                                    f"Engagements communs : {label}", number(count), value=count,
                                                    **facts))
                for value, label, count in counted
            )
        )
    )  # fmt: skip
    rows, proofs = [], []
    for line in found.lines:
        words = []
        for rank, answer in enumerate(line.answers):
            commitment, action = found.commitments[rank]
            said = str(Compliance(answer.outcome).label) if answer else SILENT
            asked = {
                "annee": sources.year,
                "signataire": line.organisation.key,
                "engagement": str(commitment.lineage_id),
            }
            title = str(action) if action else f"engagement {rank + 1}"
            words.append(part.count("socle-signataire", asked, f"{line.organisation.name} : {title}", said, **facts))
            if answer:
                proofs.append(
                    (line.organisation.name, str(rank + 1), said, answer.proof or None, answer.interpretation)
                )
        rows.append((line.organisation.name, *words))
    named = [f"{rank}. {action}" if action else f"{rank}. engagement sorti du plan"
             for rank, (_, action) in enumerate(found.commitments, 1)]  # fmt: skip
    columns = (Column("Signataire", 2), *(Column(f"Engagement {rank}", 1) for rank in range(1, len(named) + 1)))
    part.say(Paragraph("\n".join(named), "note"), Table(columns, tuple(rows), empty="Aucun signataire désigné"))
    if proofs:
        columns = (Column("Signataire", 1.6), Column("N°", 0.4, "right"), Column("Réponse", 0.9), Column("Preuve", 2),
                   Column("Interprétation", 3))  # fmt: skip
        part.say(Heading(3, "Preuves et interprétations"), Table(columns, tuple(proofs), compact=True))
