"""Contents 4 and 5 of the annual report: results, means, what comes next; the sides of the contract together."""

from collections import Counter

from django.urls import reverse

from faubourg.actions.choices import Delay, MeansKind
from faubourg.actions.models import Means
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import Agreement, EngineeringMeans
from faubourg.documents.blocks import Bullets, Column, Facts, Heading, Paragraph, Table
from faubourg.documents.charts import bars
from faubourg.governance.models import Meeting
from faubourg.reports.actors.means import summarise
from faubourg.reports.annual.advice import advice
from faubourg.reports.annual.figures import Drawer, Part
from faubourg.reports.annual.resources import parity, real_means
from faubourg.reports.annual.reviews import answers_of_year, reviews_of_year
from faubourg.reports.annual.sources import Sources
from faubourg.reports.choices import Content
from faubourg.ui.typography import euro, number, partial_date, percent
from faubourg.urban.queries import Known, balance, balances, lines_of

#: Actions listed by name in one paragraph.
NAMED = 40
STOPPED = {
    StateMeaning.BLOCKED: "Actions bloquées",
    StateMeaning.AWAITING: "Actions en attente d’arbitrage",
    StateMeaning.ABANDONED: "Actions abandonnées",
    StateMeaning.NOT_STARTED: "Actions non démarrées",
}


def outlook(sources: Sources, drawer: Drawer) -> Part:
    """Results, what hinders, the means, the meetings, what evaluations recommend; the rest is the editor's text."""
    part = Part(Content.OUTLOOK)
    reviews_of_year(part, sources, drawer)
    _hindered(part, sources)
    _means(part, sources, drawer)
    real_means(part, sources, drawer)
    parity(part, sources, drawer)
    _meetings(part, sources)
    answers_of_year(part, sources)
    advice(part, sources)
    return part


def _hindered(part: Part, sources: Sources) -> None:
    """Actions that are late or stopped, by name."""
    tops, dated = sources.following.tops, f"au {sources.today:%d/%m/%Y}"
    url = reverse("life:progress", args=[sources.contract.key])
    part.say(Heading(2, "Ce qui retarde ou arrête des actions"))
    groups = [("retard", "Actions en retard", [row for row in tops if row.late and row.late.delay == Delay.LATE])]
    groups += [
        (str(meaning), title, [row for row in tops if row.state and row.state.meaning == meaning])
        for meaning, title in STOPPED.items()
    ]
    for name, title, rows in groups:
        words = part.count(
            "frein",
            {"frein": name},
            title,
            number(len(rows)),
            value=len(rows),
            dated=dated,
            source="avancements validés et dates du plan",
            url=url,
        )
        part.say(Heading(3, f"{title} : {words}"))
        if rows:
            part.say(Bullets(tuple(f"{row.code} {row.title}{_why(row)}".strip() for row in rows[:NAMED])))
        if len(rows) > NAMED:
            part.say(Paragraph(f"et {number(len(rows) - NAMED)} autres.", "note"))


def _why(row) -> str:
    """The reason that was stated."""
    return f" : {row.said.comment}" if row.said and row.said.comment else ""


def _means(part: Part, sources: Sources, drawer: Drawer) -> None:
    """Droit commun apart from crédits spécifiques; what is not given is never 0 €."""
    contract = sources.contract
    found = Means.objects.filter(action__version=contract.current_version_id).order_by("position", "pk")
    summary = summarise(contract, list(found.prefetch_related("shared_with", "funders").select_related("scheme")))
    by_kind = {kind.kind: kind for kind in summary.kinds}
    part.say(Heading(2, "Les moyens prévus par le plan"))
    rows, drawn = [], []
    for kind, label in MeansKind.choices:
        one = by_kind.get(kind)
        amount = one.amount if one else None
        words = part.count(
            "moyens",
            {"origine": kind},
            f"Moyens : {label}",
            euro(amount) or "non donné",
            value=amount,
            dated=f"au {sources.today:%d/%m/%Y}",
            source="moyens des fiches, un montant partagé compté une fois",
            url=reverse("records:section", args=[contract.key, "means"]),
        )
        rows.append((label, words, number(len(one.lines)) if one else "0", number(one.unvalued) if one else "0"))
        drawn.append((label, None if amount is None else float(amount)))
    columns = (
        Column("Origine", 2),
        Column("Montant donné", 1.4, "right"),
        Column("Lignes", 0.8, "right"),
        Column("Lignes sans montant", 1.2, "right"),
    )
    part.say(Table(columns, tuple(rows)))
    part.say(Paragraph("Une ligne sans montant n’est pas une ligne à 0 € : elle n’est dans aucune somme.", "note"))
    if any(value is not None for _, value in drawn):
        drawer.picture(
            part,
            bars(drawn, unit="€"),
            caption="Moyens dont le montant est donné",
            alt="Droit commun et crédits spécifiques, en euros ; les montants sont dans le tableau.",
        )
    posts = EngineeringMeans.objects.filter(contract=contract).select_related("organisation").order_by("position", "pk")
    lines = tuple(
        (
            row.label,
            row.organisation.name if row.organisation else None,
            f"{number(row.quantity)} {row.unit}".strip() or None,
            euro(row.amount) or None,
        )
        for row in posts
    )
    if lines:
        part.say(Heading(3, "L’ingénierie du contrat"))
        part.say(
            Table(
                (Column("Moyen", 3), Column("Apporté par", 2), Column("Quantité", 1), Column("Montant", 1, "right")),
                lines,
            )
        )


def _meetings(part: Part, sources: Sources) -> None:
    """The meetings of the year, body by body, beside what was promised."""
    year = str(sources.year)
    meetings = [
        one
        for one in Meeting.objects.filter(contract=sources.contract).select_related("body").order_by("date", "pk")
        if one.date.startswith(year)
    ]
    counts = Counter(one.body_id for one in meetings)
    part.say(Heading(2, f"Les réunions de {year}"))
    words = part.count(
        "reunions",
        {"annee": sources.year},
        f"Réunions de {year}",
        number(len(meetings)),
        value=len(meetings),
        dated=year,
        source="réunions saisies",
        url=reverse("deadlines:calendar", args=[sources.contract.key]),
    )
    part.say(Facts(((f"Réunions saisies pour {year}", words),)))
    rows = []
    for body in sources.contract.bodies.order_by("position", "pk"):
        promised = body.frequency or (f"au moins {body.min_per_year} par an" if body.min_per_year else None)
        if counts[body.pk] or promised:
            rows.append((body.name, promised, number(counts[body.pk])))
    part.say(
        Table(
            (Column("Instance", 4), Column("Fréquence prévue", 2), Column("Réunions", 0.9, "right")),
            tuple(rows),
            empty="Aucune instance n’a de réunion ni de fréquence",
        )
    )
    if meetings:
        part.say(
            Table(
                (Column("Date", 1), Column("Réunion", 4), Column("Personnes présentes", 1, "right")),
                tuple((partial_date(one.date), str(one), one.participants) for one in meetings),
                compact=True,
            )
        )


def articulation(sources: Sources, drawer: Drawer) -> Part:
    """The first-level elements side by side, the abatement of TFPB, and the agreements that tie them."""
    part, contract = Part(Content.ARTICULATION), sources.contract
    roots = [node for node in sources.following.nodes.values() if node.parent_id is None]
    crossing = [row for row in sources.following.tops if len({sources.root_of(node) for node in row.nodes}) > 1]
    words = part.count(
        "actions-transversales",
        {},
        "Actions qui relèvent de plusieurs orientations",
        number(len(crossing)),
        value=len(crossing),
        dated=f"au {sources.today:%d/%m/%Y}",
        source="plan du contrat",
        url=reverse("plan:plan", args=[contract.key]),
    )
    part.say(Heading(2, "Des orientations qui se tiennent"))
    part.say(
        Facts(
            (
                ("Orientations de premier niveau", number(len(roots))),
                ("Actions qui relèvent de plusieurs orientations", words),
            )
        )
    )
    if crossing:
        part.say(Bullets(tuple(f"{row.code} {row.title}".strip() for row in crossing[:NAMED])))
    _tfpb(part, sources, drawer)
    rows = tuple(
        (row.title, row.kind or None, row.stage_label or None)
        for row in Agreement.objects.filter(contract=contract).order_by("position", "pk")
    )
    part.say(Heading(2, "Les conventions liées au contrat"))
    part.say(
        Table((Column("Convention", 4), Column("Nature", 1.4), Column("Suivi", 1.6)), rows, empty="Aucune convention")
    )
    return part


def _tfpb(part: Part, sources: Sources, drawer: Drawer) -> None:
    contract, year = sources.contract, sources.year
    lines = list(lines_of(contract, year=year))
    part.say(Heading(2, f"L’abattement de TFPB en {year}"))
    if not lines:
        part.say(Paragraph(f"Aucune ligne d’abattement n’est saisie pour {year}.", "unknown"))
        return
    whole, url = balance(lines), f"{reverse('urban:page', args=[contract.key])}?annee={year}"
    facts = []
    for name, title, known in (
        ("abattement", "Abattement", whole.abatement),
        ("depenses", "Dépenses en contrepartie", whole.spent),
    ):
        words = part.count(
            "tfpb",
            {"annee": year, "mesure": name},
            f"TFPB : {title}",
            _euros(known),
            value=known.total,
            dated=str(year),
            source="lignes d’abattement",
            url=url,
        )
        facts.append((title, words))
    ratio = part.count(
        "tfpb",
        {"annee": year, "mesure": "ratio"},
        "TFPB : dépenses sur abattement",
        percent(whole.ratio, 1, 1) or "non calculable",
        value=None if whole.ratio is None else round(whole.ratio * 100, 2),
        dated=str(year),
        source="lignes qui donnent les deux montants",
        url=url,
    )
    part.say(Facts((*facts, ("Dépenses sur abattement", ratio))))
    rows = balances(lines, "landlord")
    columns = (
        Column("Bailleur", 3),
        Column("Abattement", 1.3, "right"),
        Column("Dépenses", 1.3, "right"),
        Column("Dépenses / abattement", 1.2, "right"),
    )
    part.say(
        Table(
            columns,
            tuple(
                (row.label, _euros(row.abatement), _euros(row.spent), percent(row.ratio, 1, 1) or None) for row in rows
            ),
        )
    )
    drawer.picture(
        part,
        bars([(row.label, None if row.spent.total is None else float(row.spent.total)) for row in rows], unit="€"),
        caption=f"Dépenses des bailleurs en {year}",
        alt=f"Dépenses de chaque bailleur en {year} ; les montants sont dans le tableau.",
    )


def _euros(known: Known) -> str:
    if known.total is None:
        return "non donné"
    return euro(known.total) + (f" ({number(known.lacking)} non données)" if known.lacking else "")
