"""From the home's report to what the components draw: rows with their addresses, labels with their plurals."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.models import Contract, Milestone
from faubourg.reports.home import ContractHome
from faubourg.reports.home.around import MeetingDay
from faubourg.reports.wording import first_upper, plural_name
from faubourg.ui.typography import day, number, partial_date, plural

#: Dark to light; whatever comes after is hatched (shared look of every chart).
TONES = ("1", "2", "3", "hatch")
TONE_OF_LETTER = {"C": "1", "R": "2", "M": "3", "A": "hatch"}
INDICATOR_KINDS = {
    "quantitatif": "quantitatif",
    "qualitatif": "qualitatif",
    "jalon": "jalon",
    "document": "document à remettre,documents à remettre",
}
ACTION_KINDS = {
    "fiche": f"fiche action,{plural_name('fiche action')}",
    "sous-action": "sous-action",
    "engagement": "engagement",
    "action": "action",
    "type-de-projet": "type de projet attendu,types de projet attendus",
}
MEETINGS_SHOWN = 4
MILESTONES_SHOWN = 6
#: Share of the lifeline under which two labels touch on a phone, on a laptop or a tablet, and on a wide screen.
TIGHT, TIGHTER, TOO_TIGHT = 0.24, 0.12, 0.06


def chart(home: ContractHome) -> dict:
    """What `<c-bar-chart>` asks for."""
    found, key = home.chart, home.contract.key
    series = [
        {
            "label": f"{one.letter} · {one.label}" if one.letter else first_upper(one.label),
            "short": one.letter or first_upper(one.label),
            "tone": TONE_OF_LETTER.get(one.letter) or TONES[min(rank, len(TONES) - 1)],
        }
        for rank, one in enumerate(found.series)
    ]
    rows = [
        {"label": row.label, "values": row.values, "url": reverse("plan:node", args=[key, row.key]) if row.key else ""}
        for row in found.rows
    ]
    noun = first_upper(promise_noun(home))
    return {
        "level": first_upper(found.level),
        "title": f"{noun} par {found.level}" + (" et par type" if found.is_typed else ""),
        "series": series,
        "rows": rows if home.promises else [],
        "total": [*found.totals, sum(found.totals)],
        "total_label": f"{noun}, chaque ligne comptée une fois",
    }


def promise_noun(home: ContractHome) -> str:
    """« engagements » where all that is counted is of that kind, else « actions »."""
    if len(home.promise_kinds) != 1:
        return "actions"
    (kind,) = home.promise_kinds
    one, _, many = ACTION_KINDS[kind].partition(",")
    return many or f"{one}s"


def figures(home: ContractHome) -> dict:
    """Labels and details of the figures at the head of the page."""
    *upper, last = home.levels or [None]
    return {
        "noun": first_upper(promise_noun(home)),
        "url": plan_url(home),
        "promises": _promise_detail(home),
        "untyped": home.kinds.total() - home.promises,
        "level": first_upper(plural_name(last.name)) if last else "Éléments du plan",
        "level_count": last.count if last else None,
        "levels": ", ".join(_counted(level.count, level.name) for level in reversed(upper)),
        "indicators": ", ".join(plural(count, INDICATOR_KINDS[kind]) for kind, count in home.indicators.kinds.items()),
    }


def _promise_detail(home: ContractHome) -> str:
    if home.chart.is_typed:
        pairs = zip(home.chart.series, home.chart.totals, strict=True)
        return " · ".join(f"{count}\xa0{one.letter}" for one, count in pairs)
    if len(home.kinds) < 2:
        return ""
    return ", ".join(plural(home.kinds[kind], words) for kind, words in ACTION_KINDS.items() if home.kinds[kind])


def _counted(count: int, name: str) -> str:
    return plural(count, f"{name},{plural_name(name)}")


def plan_url(home: ContractHome, **filters: str) -> str:
    """The plan, with the rows that the figures count and the filters of the plan's own address."""
    # Where untyped actions stand beside the typed ones, their kind leaves them out.
    if home.chart.is_typed and len(home.promise_kinds) == 1:
        filters["nature"] = next(iter(home.promise_kinds))
    query = urlencode(filters)
    return reverse("plan:plan", args=[home.contract.key]) + (f"?{query}" if query else "")


def missing(home: ContractHome) -> list[dict]:
    """What is missing, each with its rows in the plan; for indicators, the completeness page."""
    gaps, indicators = home.gaps, home.indicators
    noun = first_upper(promise_noun(home))
    completeness = reverse("completeness:page", args=[home.contract.key])
    lines = [
        (f"{noun} sans pilote", gaps.without_pilot, gaps.total, plan_url(home, pilote="sans")),
        (f"{noun} sans indicateur", gaps.without_indicator, gaps.total, plan_url(home, indicateur="sans")),
        (f"{noun} sans calendrier", gaps.without_calendar, gaps.total, plan_url(home, calendrier="sans")),
        (f"{noun} sous condition", gaps.conditional, gaps.total, plan_url(home, marque="condition")),
        (
            "Indicateurs sans fréquence",
            indicators.without_frequency,
            indicators.total,
            f"{completeness}?controle=sans-frequence",
        ),
        ("Indicateurs sans cible", indicators.without_target, indicators.total, f"{completeness}?controle=sans-cible"),
        (
            "Indicateurs sans producteur",
            indicators.without_producer,
            indicators.total,
            f"{completeness}?controle=sans-producteur",
        ),
    ]
    return [
        {"label": label, "value": count, "note": f"sur {number(whole)}", "url": url}
        if count
        else {"label": label, "value": "Aucun"}
        for label, count, whole, url in lines
        if whole
    ]


def lifeline(contract: Contract, milestones: list[Milestone], today: date) -> dict | None:
    """What `<c-lifeline>` asks for; None where the period is not known."""
    if not contract.start or not (contract.extended_until or contract.end):
        return None
    start, end = int(contract.start[:4]), int((contract.extended_until or contract.end)[:4])
    if end < start:
        return None

    def place(when: str) -> float:
        year, month, number = (int(part) if part else 0 for part in (when[:4], when[5:7], when[8:10]))
        # A year alone stands in its middle, a month too.
        into = ((month - 1) + (number or 15) / 31) / 12 if month else 0.5
        return (year - start + into) / (end + 1 - start)

    now = place(today.isoformat())
    now = now if 0 <= now <= 1 else None
    marks, nearest = [], 1.0
    for milestone in milestones:
        at = place(milestone.date) if milestone.date else -1
        if 0 < at < 1:
            gap = 1 if now is None else abs(at - now)
            is_half = "mi-parcours" in milestone.label.lower() and gap > TOO_TIGHT
            nearest = min(nearest, gap) if is_half else nearest
            marks.append({"at": at, "label": "Mi-parcours" if is_half else ""})
    ends = f"{contract.name} : de {start} à {end}"
    when = f", nous sommes en {partial_date(today.isoformat()[:7])}" if now is not None else ""
    tight = {"is_tight": nearest < TIGHT, "is_tighter": nearest < TIGHTER}
    return {"start": start, "end": end, "now": now, "marks": marks, "label": ends + when, **tight}


def changes(home: ContractHome) -> list[dict]:
    """The latest entries of the journal, as `<c-timeline>` shows them."""
    names = {"action": "fiche:detail", "node": "plan:node"}
    items = []
    for change in home.changes:
        entry = change.entry
        url = reverse(names[change.place[0]], args=[home.contract.key, change.place[1]]) if change.place else ""
        facts = [first_upper(entry.verb)]
        if change.place:
            facts += list(entry.changes)[:2]
        facts.append(entry.author)
        when = timezone.localtime(entry.at)
        items.append({"when": day(when), "title": entry.label, "url": url, "text": ", ".join(facts)})
    return items


def meetings(home: ContractHome) -> dict:
    """The next meetings and the last ones, as `<c-timeline>` shows them."""
    return {
        "coming": [_meeting(found) for found in home.coming[:MEETINGS_SHOWN]],
        "past": [_meeting(found) for found in home.past[:MEETINGS_SHOWN]],
    }


def _meeting(found: MeetingDay) -> dict:
    bodies = ", ".join(found.bodies)
    title = found.title or bodies
    return {"when": _short_day(found.date), "title": first_upper(title), "text": bodies if bodies != title else ""}


def milestones(found: list[Milestone]) -> list[dict]:
    """Milestones as `<c-timeline>` shows them."""
    return [
        {"when": _short_day(one.date) if one.date else "sans date", "title": one.label, "text": one.note}
        for one in found
    ]


def around_today(found: list[Milestone], today: date) -> list[Milestone]:
    """The milestones nearest to today: what comes first, then what came last, in the order of time."""
    coming = [one for one in found if one.date >= today.isoformat()[: len(one.date)]]
    past = [one for one in found if one not in coming]
    kept = coming[:MILESTONES_SHOWN]
    room = MILESTONES_SHOWN - len(kept)
    return [*past[max(len(past) - room, 0) :], *kept]


def _short_day(when: str) -> str:
    """31/12/2024, 12/2024 or 2024, as far as the date is known: the column is narrow."""
    return "/".join(reversed(when.split("-")))
