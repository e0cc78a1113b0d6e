"""Contents 1 and 3 of the annual report: the orientations of the contract, and the actions of each authority."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from faubourg.actions.progress.following import Followed
from faubourg.contracts.models import ListedTerritory
from faubourg.documents.blocks import Bullets, Column, Facts, Heading, Paragraph, Table
from faubourg.documents.charts import stacked_bars
from faubourg.reports.annual.figures import Drawer, Part
from faubourg.reports.annual.reviews import core_commitments
from faubourg.reports.annual.sources import Sources
from faubourg.reports.choices import Content
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp, number, partial_date, percent, plural

UNSAID = "avancement non dit"
UNTIED = "Reconnu par son nom seul, à relier à son territoire dans « Données » :"
RATE = (
    "Taux de réalisation : actions dans un état qui vaut réalisation sur l’échelle du contrat, divisées par celles "
    "dont l’avancement est dit. Une action dont l’avancement n’est pas dit, ou dont l’état ne dit pas s’il vaut "
    "réalisation, n’est comptée ni en haut ni en bas ; une action portée par plusieurs compte une fois."
)
#: The query of the addresses of « Avancement » that asks for what nobody said.
WITHOUT = "sans"


def orientations(sources: Sources) -> Part:
    """What the contract is, its tree down to its second level, and how many actions each part holds."""
    part, contract = Part(Content.ORIENTATIONS), sources.contract
    tops, today = sources.following.tops, f"au {sources.today:%d/%m/%Y}"
    url = reverse("plan:plan", args=[contract.key])
    total = part.count(
        "actions",
        {},
        "Actions du contrat",
        number(len(tops)),
        value=len(tops),
        dated=today,
        source="plan du contrat",
        url=url,
    )
    part.say(
        Facts(
            (
                ("Contrat", contract.title),
                ("Territoire", str(contract.territory or "") or None),
                ("Durée", contract.period or None),
                ("Version du plan", _version(sources)),
                ("Actions", total),
            )
        ),
        Heading(2, "Les orientations et ce qu’elles portent"),
    )
    held = _held(sources)
    rows = []
    for node in sources.following.nodes.values():
        depth = len(sources.following.above(node.pk))
        if depth > 2:
            continue
        count = len(held.get(node.pk, ()))
        words = number(count)
        if depth == 1:
            asked = {"element": str(node.lineage_id)}
            label = f"Actions : {node}"
            part.count(
                "actions",
                asked,
                label,
                words,
                value=count,
                dated=today,
                source="plan du contrat",
                url=reverse("plan:node", args=[contract.key, node.key]),
            )
        rows.append((first_upper(sources.levels[node.level_id]), f"{'› ' * (depth - 1)}{node}", words))
    columns = (Column("Niveau", 1), Column("Orientation", 5), Column("Actions", 0.8, "right"))
    part.say(Table(columns, tuple(rows), empty="L’arbre du plan est vide"))
    return part


def _version(sources: Sources) -> str:
    version = sources.contract.current_version
    if version is None:
        return ""
    adopted = f", adoptée le {partial_date(version.adopted_on)}" if version.adopted_on else ""
    return f"{version} ({version.get_state_display()}{adopted})"


def _held(sources: Sources) -> dict[int, set[int]]:
    """Element → the actions under it, each once."""
    held: dict[int, set[int]] = {}
    for action in sources.following.tops:
        for place in {*action.nodes, *(node for part in action.parts for node in part.nodes)}:
            for node in sources.following.above(place):
                held.setdefault(node, set()).add(action.pk)
    return held


def actions(sources: Sources, drawer: Drawer) -> Part:
    """The progress of all, then the EPCI and each commune apart, then the other signatories by their counts."""
    part = Part(Content.ACTIONS)
    tops = sources.following.tops
    part.say(Heading(2, "L’ensemble du contrat"), *_progress(part, sources, tops, ""), Paragraph(RATE, "note"))
    _chart(part, sources, drawer)
    _authority(part, sources, "L’intercommunalité", sources.of_epci(), "epci")
    for commune in sources.communes:
        _authority(part, sources, f"La commune : {commune.name}", sources.of_commune(commune), commune.key, commune)
    if not sources.communes:
        part.say(
            Heading(2, "Les communes"), Paragraph("Aucune commune n’est dans la liste des territoires.", "unknown")
        )
    _others(part, sources)
    core_commitments(part, sources)
    return part


def _progress(part: Part, sources: Sources, rows: list[Followed], holder: str) -> list:
    """The counts by state and the rate, as figures and as a table."""
    dated, contract = f"au {sources.today:%d/%m/%Y}", sources.contract
    counts = Counter(row.state.pk if row.state else None for row in rows)
    address = reverse("life:progress", args=[contract.key])
    lines = []
    scale = [(state.pk, state.key, state.label, state) for state in sources.following.scale]
    for pk, key, label, state in [*scale, (None, WITHOUT, first_upper(UNSAID), None)]:
        count = counts.get(pk, 0)
        asked = {"etat": key} | ({"porteur": holder} if holder else {})
        words = part.count(
            "avancement",
            asked,
            _label(label, holder),
            number(count),
            value=count,
            dated=dated,
            source="avancements validés",
            url=f"{address}?{urlencode({'etat': key})}",
        )
        counts_as = {True: "oui", False: "non"}.get(state.counts_as_implemented) if state else ""
        lines.append((label, counts_as, words, percent(count, len(rows)) if rows else ""))
    judged = {state.pk: state.counts_as_implemented for state in sources.following.scale}
    known = sum(count for pk, count in counts.items() if judged.get(pk) is not None)
    done = sum(count for pk, count in counts.items() if judged.get(pk))
    rate = f"{percent(done, known)} ({number(done)} sur {number(known)})" if known else "non calculable"
    part.count(
        "taux-realisation",
        {"porteur": holder} if holder else {},
        _label("Taux de réalisation", holder),
        rate,
        value=round(done * 100 / known, 2) if known else None,
        dated=dated,
        source=RATE,
        url=address,
    )
    columns = (
        Column("État", 3),
        Column("Vaut réalisation", 1.4),
        Column("Actions", 1, "right"),
        Column("Part", 1, "right"),
    )
    return [Table(columns, tuple(lines)), Facts((("Actions", number(len(rows))), ("Taux de réalisation", rate)))]


def _label(words: str, holder: str) -> str:
    return f"{words} ({holder})" if holder else words


def _chart(part: Part, sources: Sources, drawer: Drawer) -> None:
    """Progress by first-level element, and its table."""
    scale = sources.following.scale
    held, actions_by_pk = _held(sources), sources.following.actions
    roots = [node for node in sources.following.nodes.values() if node.parent_id is None and held.get(node.pk)]
    if not roots:
        return
    names = [*(state.label for state in scale), UNSAID]
    pks = [*(state.pk for state in scale), None]
    rows = []
    for node in roots:
        counts = Counter(actions_by_pk[pk].state.pk if actions_by_pk[pk].state else None for pk in held[node.pk])
        rows.append((str(node), [counts.get(pk, 0) for pk in pks]))
    short = [(label if len(label) <= 44 else f"{label[:43]}…", values) for label, values in rows]
    part.say(Heading(2, "L’avancement par orientation"))
    drawer.picture(
        part,
        stacked_bars(short, names, unit="actions"),
        alt="Avancement des actions par orientation ; les nombres sont dans le tableau.",
        caption="Actions par état, orientation par orientation",
    )
    columns = (Column("Orientation", 4), *(Column(name, 1.1, "right") for name in names))
    part.say(Table(columns, tuple((label, *map(number, values)) for label, values in rows), compact=True))


def _authority(
    part: Part, sources: Sources, title: str, organisations: set[int], key: str, commune: ListedTerritory | None = None
) -> None:
    part.say(Heading(2, title))
    names = [one.name for one in sources.organisations if one.pk in organisations]
    if not names:
        where = "la commune" if commune else "l’intercommunalité"
        part.say(
            Paragraph(
                f"Aucune organisation n’est rattachée à {where} : reliez-la à son territoire dans « Données ».",
                "unknown",
            )
        )
        return
    rows = sources.carried_by(organisations)
    part.say(Paragraph(f"{plural(len(rows), 'action pilotée,actions pilotées')} par : {' ; '.join(names)}.", "lead"))
    part.say(*_progress(part, sources, rows, key))
    part.say(_actions(sources, rows))
    if commune:
        by_name = sources.by_name_of(commune)
        if by_name:
            part.say(Paragraph(nbsp(f"{UNTIED} {' ; '.join(one.name for one in by_name)}."), "note"))
        there = sources.actions_of_territories.get(commune.pk, set())
        part.say(Facts((("Actions qui nomment la commune parmi leurs territoires", number(len(there))),)))


def _actions(sources: Sources, rows: Iterable[Followed]) -> Table:
    columns = (Column("Action", 5), Column("Type", 0.7), Column("État", 1.8), Column("Orientation", 1.4))
    lines = []
    for row in rows:
        places = list(dict.fromkeys(sources.root_of(node) for node in row.nodes))
        named = "; ".join(sources.following.nodes[pk].code or sources.following.nodes[pk].title for pk in places)
        state = f"{row.state.label}{f' ({row.deduced})' if row.deduced else ''}" if row.state else UNSAID
        lines.append((f"{row.code} {row.title}".strip(), row.letter or "–", state, named or "–"))
    return Table(columns, tuple(lines), compact=True, empty="Aucune action")


def _others(part: Part, sources: Sources) -> None:
    """The other signatories, whose actions the law lets the report present: counts by carrier."""
    own = set().union(sources.of_epci(), *(sources.of_commune(one) for one in sources.communes))
    counts = Counter(pk for row in sources.following.tops for pk in sources.pilots_of(row) if pk not in own)
    done = Counter(
        pk
        for row in sources.following.tops
        for pk in sources.pilots_of(row)
        if pk not in own and row.state and row.state.counts_as_implemented
    )
    part.say(Heading(2, "Les autres signataires et porteurs"))
    rows = [(name, number(counts[pk]), number(done[pk])) for pk, name in sources.carriers.items() if counts[pk]]
    columns = (Column("Organisation", 5), Column("Actions pilotées", 1.2, "right"), Column("Réalisées", 1, "right"))
    part.say(Table(columns, tuple(rows), empty="Aucun autre porteur"))
    without = [row for row in sources.following.tops if not sources.pilots_of(row)]
    if without:
        part.say(Heading(3, "Actions sans pilote désigné"))
        part.say(Bullets(tuple(f"{row.code} {row.title}".strip() for row in without[:40])))
        if len(without) > 40:
            part.say(Paragraph(f"et {number(len(without) - 40)} autres.", "note"))
