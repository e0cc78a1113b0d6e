"""Pages of a real contract among fictitious ones, each beside the plainest page of the same rows."""

from collections.abc import Callable
from functools import partial

from django.db.models import Count, QuerySet
from django.template import Context, Template
from django.urls import reverse

from bench.measure import Figure, get, problem_of, queries_of
from bench.stage import Stage
from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.models import Contract, Node
from faubourg.indicators.models import Indicator

KEY = "niort-2024-2030"
LIST_BAR, FICHE_BAR, PLAN_BAR = 35, 25, 150
#: The page of what is to complete reads the whole plan and compares its titles.
COMPLETENESS_BAR = 150
#: The budget of the whole plan; the other pages have theirs in the tests of their journeys.
PLAN_QUERIES = 12
PLAIN = Template(
    "{% for rows in tables %}<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>{% endfor %}"
)


def figures(stage: Stage) -> list[Figure]:
    """The pages of section 6, by the chef de projet of the contract."""
    contract = stage.contract(KEY)
    actions = Action.objects.of(contract)
    action = actions.exclude(indicators=None).exclude(roles=None).first()
    letter = _letter(actions)
    typed = _filtered(contract, commitment_type=letter)
    page = partial(_page, stage, contract)
    rows = f"{actions.count()} actions"
    return [
        page("plan, toutes ses actions", "plan:plan", "", rows, PLAN_BAR, _plan_rows(contract)),
        page(f"plan filtré (type {letter})", "plan:plan", f"?type={letter}", *typed),
        page("plan filtré (emploi)", "plan:plan", "?q=emploi", *_filtered(contract, title__icontains="emploi")),
        page("liste, 50 lignes", "records:section", "", "50 lignes", LIST_BAR, _listed(actions), section="actions"),
        page(
            "liste filtrée, 50 lignes", "records:section", "?q=eng", "50 lignes", LIST_BAR,
            _listed(actions.filter(key__icontains="eng")), section="actions",
        ),
        page("à compléter", "completeness:page", "", rows, COMPLETENESS_BAR, _plan_rows(contract)),
        page("fiche", "fiche:detail", "", action.key, FICHE_BAR, _fiche_rows(action), key=action.key),
    ]  # fmt: skip


def _page(
    stage: Stage, contract: Contract, name: str, address: str, query: str, volume: str, bar: float,
    least: list[QuerySet], **kwargs,
) -> Figure:  # fmt: skip
    budget = PLAN_QUERIES if bar == PLAN_BAR else None
    url = reverse(address, kwargs={"contract_key": contract.key, **kwargs}) + query
    volume = f"{volume} ({stage.volume})"
    request = get(stage.client, url)
    try:
        times, queries, size = stage.times(request), queries_of(request), len(request())
    except Exception as error:
        return Figure(name, volume, bar=bar, query_bar=budget, problem=problem_of(error))
    floor = stage.times(plain_page(least)).p50 * 1000
    note = f"{size / 1000:.0f} ko"
    p50, p95, cpu = (seconds * 1000 for seconds in (times.p50, times.p95, times.cpu))
    return Figure(name, volume, p50, p95, cpu, "ms", queries, floor, bar, budget, note)


def plain_page(tables: list[QuerySet]) -> Callable[[], str]:
    """The floor of a page: its rows in bare tables, without account, navigation, filters or links."""
    return lambda: PLAIN.render(Context({"tables": [rows.all() for rows in tables]}))


def _plan_rows(contract: Contract) -> list[QuerySet]:
    return [
        Node.objects.of(contract).values_list("code", "level__name", "title", "parent"),
        Action.objects.of(contract).values_list("code", "title", "commitment_type", "nodes"),
        ActionRole.objects.of(contract).values_list("action", "role", "organisation__name"),
    ]


def _filtered(contract: Contract, **facts) -> tuple[str, float, list[QuerySet]]:
    actions = Action.objects.of(contract).filter(**facts)
    return (
        f"{actions.count()} actions",
        LIST_BAR,
        [
            actions.values_list("code", "title", "commitment_type", "nodes__title"),
            ActionRole.objects.filter(action__in=actions).values_list("action", "role", "organisation__name"),
        ],
    )


def _letter(actions: QuerySet) -> str:
    """The commitment type whose list is nearest to a page of 50."""
    counts = actions.typed().values_list("commitment_type").annotate(Count("pk")).order_by("commitment_type")
    return min(counts, key=lambda pair: abs(pair[1] - 50))[0]


def _listed(actions: QuerySet) -> list[QuerySet]:
    return [actions.values_list("key", "code", "title", "kind", "commitment_type")[:50]]


def _fiche_rows(action: Action) -> list[QuerySet]:
    return [
        Action.objects.filter(pk=action.pk).values_list("code", "title", "summary", "calendar", "commitment_type"),
        ActionRole.objects.filter(action=action).values_list("role", "organisation__name"),
        Indicator.objects.filter(actions=action).values_list("label", "kind", "unit", "frequency"),
        Node.objects.filter(actions=action).values_list("code", "title"),
    ]
