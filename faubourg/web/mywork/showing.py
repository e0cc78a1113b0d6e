"""From the work of a desk to what its page draws: figures first, then blocks of lines with their links."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from faubourg.actions.choices import Delay
from faubourg.contracts.matrix import Reach, Verb
from faubourg.followup.queries import Owing
from faubourg.reports.mywork import ContractWork, OnePage, Row
from faubourg.reports.mywork.one_page import LABELS
from faubourg.reports.wording import dated
from faubourg.ui.typography import day, nbsp, number, partial_date, plural
from faubourg.web.shell import display_name

#: Lines shown at once, and those that a fold holds; beyond, the plan's own lists serve.
FIRST, MOST = 6, 40
TITLE = 150
GAPS = {
    "pilot": ("sans pilote", "pilote"),
    "calendar": ("sans calendrier", "calendrier"),
    "indicator": ("sans indicateur", "indicateur"),
}
TONES = ("ok", "on", "partial", "none", "hatch", "unknown")


@dataclass(frozen=True)
class Line:
    """A link and what to know before following it; `url` is empty where there is no page."""

    title: str
    url: str
    detail: str = ""
    letter: str = ""


@dataclass
class Block:
    """Things of one kind that wait; `label` is the short name under the figure."""

    id: str
    title: str
    label: str
    count: int
    lines: list[Line] = field(default_factory=list)
    note: str = ""
    has_each: bool = True
    url: str = ""

    @property
    def first(self) -> list[Line]:
        """Those shown at once."""
        return self.lines[:FIRST]

    @property
    def rest(self) -> list[Line]:
        """Those in the fold."""
        return self.lines[FIRST:MOST]

    @property
    def left(self) -> int:
        """How many things no line names, where each has its own."""
        return max(self.count - MOST, 0) if self.has_each else 0


def shown(work: ContractWork, *, is_first: bool) -> dict:
    """A contract of the page. The figures are those of the blocks that wait, the fullest picture first."""
    contract = work.desk.contract
    waiting = list(_waiting(work))
    theirs = [block for block in _theirs(work) if block.count]
    return {
        "contract": contract,
        "id": f"c-{contract.pk}",
        "title": nbsp(dated(display_name(contract), contract)),
        "roles": ", ".join(dict.fromkeys(_role(one) for one in work.desk.roles)),
        "figures": waiting if work.due or not work.over else [],
        "blocks": [block for block in waiting if block.count] + theirs,
        "changes": _changes(work, is_first),
        "over": work.over,
        "owes": work.desk.owes,
        "only_reads": work.desk.only_reads,
        "holds_everything": work.desk.holds_everything,
        "due": work.due,
    }


def _role(one) -> str:
    label = one.get_role_display()
    return f"{label} ({one.organisation})" if one.organisation_id else label


def _waiting(work: ContractWork) -> Iterable[Block]:
    """What asks for something, in the order in which it presses."""
    key = work.desk.contract.key
    if work.desk.owes and not work.over:
        yield _delays(work, Delay.LATE, "En retard", work.late)
        if work.silent:
            yield _delays(work, Delay.SILENT, "Échéance passée, avancement non dit", work.silent)
    if work.desk.holds_everything or work.waiting:
        lines = [
            Line(
                _cut(one.name),
                reverse("life:fiche", args=[key, one.key]),
                _said(one.state, one.author, partial_date(one.stated_on)),
            )
            for one in work.waiting[:MOST]
        ]
        url = reverse("life:validation", args=[key]) if lines else ""
        yield Block(f"valider-{key}", "Avancements à valider", "à valider", len(work.waiting), lines, url=url)
    if work.contests:
        yield _contests(work)
    if work.desk.owes and not work.over:
        yield _gaps(work)
    if work.requests:
        yield _requests(work)
    if work.sent:
        lines = [
            Line(_cut(row.title), f"{row.get_absolute_url()}?etat=transmis#lignes", plural(count, "ligne,lignes"))
            for row, count in work.sent
        ]
        count = sum(count for _, count in work.sent)
        yield Block(f"relire-{key}", "Réponses de campagne à relire", "à relire", count, lines, has_each=False)
    if work.owed is not None:
        yield _values(work)
    if work.mentions:
        lines = [
            Line(
                _cut(one.text),
                reverse("talk:comment", args=[key, one.pk]) if one.name else "",
                _said(one.name, one.author, day(timezone.localtime(one.at))),
            )
            for one in work.mentions[:MOST]
        ]
        yield Block(f"mentions-{key}", "On vous interpelle", "mentions", len(work.mentions), lines)
    if work.agreements:
        lines = [Line(row.title, row.get_absolute_url(), words) for row, words in work.agreements]
        yield Block(f"conventions-{key}", "Conventions et chartes à suivre", "conventions", len(lines), lines)


def _contests(work: ContractWork) -> Block:
    """Figures that a partner contests: both stay shown until somebody rules."""
    key = work.desk.contract.key
    lines = [
        Line(
            _cut(one.label),
            f"{reverse('values:indicator', args=[key, one.key])}#contestations",
            _said(one.period, one.author),
        )
        for one in work.contests[:MOST]
    ]
    return Block(f"contestees-{key}", "Valeurs contestées à trancher", "à trancher", len(work.contests), lines)


def _delays(work: ContractWork, delay: str, title: str, rows: list[Row]) -> Block:
    """Dates that passed; the whole list is that of the progress of the contract, for who holds everything."""
    key = work.desk.contract.key
    lines = [_row(key, row, row.lateness.reason) for row in rows[:MOST]]
    url = f"{reverse('life:progress', args=[key])}?{urlencode({'retard': delay})}" if work.desk.holds_everything else ""
    label = "en retard" if delay == Delay.LATE else "sans nouvelle"
    return Block(f"{delay}-{key}", title, label, len(rows), lines, url=url if lines else "")


def _gaps(work: ContractWork) -> Block:
    """What fiches lack: named one by one, or three figures and their rows in the plan for who holds everything."""
    key, rows = work.desk.contract.key, [row for row in work.promises if row.gaps]
    note = f"sur {plural(len(work.promises), 'action,actions')}"
    block = Block(f"completer-{key}", "Fiches à compléter", "à compléter", len(rows), note=note)
    if not work.desk.holds_everything:
        block.lines = [_row(key, row, ", ".join(GAPS[gap][0] for gap in row.gaps)) for row in rows[:MOST]]
        return block
    block.has_each, plan = False, reverse("plan:plan", args=[key])
    for gap, (words, name) in GAPS.items():
        if found := work.lacking(gap):
            filters = {name: "sans"} | ({"nature": found[0].kind} if found[0].letter else {})
            block.lines.append(
                Line(plural(len(found), f"fiche {words},fiches {words}"), f"{plan}?{urlencode(filters)}")
            )
    return block


def _values(work: ContractWork) -> Block:
    key, owed = work.desk.contract.key, work.owed
    form = reverse("records:add", args=[key, "valeurs"])
    lines = [Line(_cut(label), f"{form}?{urlencode({'indicateur': indicator})}") for indicator, label in owed.first]
    note = f"sur {plural(owed.total, 'indicateur,indicateurs')}"
    title = f"Indicateurs sans valeur pour {owed.year}"
    return Block(f"valeurs-{key}", title, f"valeurs de {owed.year}", owed.count, lines, note=note)


def _requests(work: ContractWork) -> Block:
    """What campaigns ask of the person, request by request."""
    lines = [
        Line(_cut(f"{one.request.campaign} : {one.request.organisation}"), one.request.get_absolute_url(), asked(one))
        for one in work.requests
    ]
    count = sum(one.count for one in work.requests)
    id_ = f"campagne-{work.desk.contract.key}"
    return Block(id_, "Campagnes : ce que l’on vous demande", "lignes demandées", count, lines, has_each=False)


def asked(one: Owing) -> str:
    """« 12 lignes, dont 2 à corriger · avant le 31/03/2027 »."""
    deadline = one.request.campaign.deadline
    words = plural(one.count, "ligne,lignes")
    words += f", dont {number(one.to_correct)} à corriger" if one.to_correct else ""
    return _said(words, f"avant le {day(deadline)}" if deadline else "")


def _theirs(work: ContractWork) -> Iterable[Block]:
    """What is theirs, whether it waits for something or not."""
    if work.desk.holds_everything:
        return
    key = work.desk.contract.key
    by_name = work.desk.reach(Verb.PROPOSE_STATUS) == Reach.FICHES
    piloted = [row for row in work.promises if by_name or row.is_piloted]
    carried = [row for row in work.promises if not (by_name or row.is_piloted)]
    title = "Ce que vous pilotez" if by_name else "Ce que pilote votre organisme"
    yield Block(f"pilote-{key}", title, "pilotées", len(piloted), [_row(key, row) for row in piloted[:MOST]])
    title = "Ce que votre organisme porte avec d’autres"
    yield Block(f"porte-{key}", title, "portées", len(carried), [_row(key, row) for row in carried[:MOST]])


def _changes(work: ContractWork, is_first: bool) -> dict:
    key = work.desk.contract.key
    items = [
        {
            "when": f"{timezone.localtime(change.at):%d/%m}",
            "title": _cut(change.label),
            "url": reverse("history:fiche", args=[key, change.action]) if change.action else "",
            "text": f"{', '.join(change.facts[:3])}, par {', '.join(change.people[:2])}",
        }
        for change in work.changes.lines[:FIRST]
    ]
    since = timezone.localtime(work.since)
    count = number(work.changes.count) + (" et plus" if work.changes.is_more else "")
    return {
        "items": items,
        "title": "Changé ces deux dernières semaines" if is_first else "Changé depuis votre dernière visite",
        "since": f"depuis le {day(since)}" + ("" if is_first else f" à {since:%H:%M}"),
        "count": count,
        "left": max(len(work.changes.lines) - FIRST, 0),
    }


def _row(key: str, row: Row, detail: str = "") -> Line:
    return Line(_cut(row.name), _fiche(key, row.key), detail, row.letter)


def _fiche(contract: str, key: str) -> str:
    return reverse("fiche:detail", args=[contract, key]) if key else reverse("home:contract", args=[contract])


def _cut(text: str) -> str:
    return nbsp(text if len(text) <= TITLE else f"{text[: TITLE - 1].rstrip()}…")


def _said(*parts: str) -> str:
    return " · ".join(nbsp(part) for part in parts if part)


def progress_chart(sheet: OnePage) -> dict:
    """What `<c-bar-chart>` asks for: progress by pillar; series that nothing fills are left out."""
    kept = [place for place, total in enumerate(sheet.totals) if total]
    key = sheet.home.contract.key
    return {
        "series": [{"label": LABELS[place], "tone": TONES[place], "short": ""} for place in kept],
        "rows": [
            {
                "label": nbsp(pillar.label),
                "url": reverse("plan:node", args=[key, pillar.key]) if pillar.key else "",
                "values": [pillar.values[place] for place in kept],
            }
            for pillar in sheet.pillars
            if sum(pillar.values)
        ],
        "total": [*(sheet.totals[place] for place in kept), sum(sheet.totals)],
    }
