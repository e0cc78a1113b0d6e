"""Search over every action of the instance, by the administrator, and inside one contract, by its chef de projet."""

from itertools import cycle
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from bench.measure import Figure, get, problem_of, queries_of
from bench.stage import Stage
from faubourg.search.models import SearchEntry, SearchWord
from faubourg.search.text import stems
from faubourg.ui.typography import number

KEY = "niort-2024-2030"
BAR = 60
SHOWN = 20
#: From a word that thousands of actions hold to a name that few do.
QUESTIONS = ("emploi", "école de la 2e chance", "jardins partagés", "mobilité à vélo des jeunes", "conseil citoyen")


def figures(stage: Stage) -> list[Figure]:
    """The search page, over its questions in turn."""
    contract = stage.contract(KEY)
    url = reverse("find:page", args=[contract.key])
    volume = f"{stage.volume}, {number(SearchEntry.objects.count())} entrées"
    words = SearchWord.objects.all()
    return [
        _searched("recherche, tous les contrats", stage, stage.admin_client, url, volume, words, partout="on"),
        _searched("recherche, un contrat", stage, stage.client, url, volume, words.filter(scope=contract.scope)),
    ]


def _searched(
    name: str, stage: Stage, client: Client, url: str, volume: str, words: QuerySet, **where: str
) -> Figure:  # fmt: skip
    pages = [get(client, f"{url}?{urlencode({'q': question, **where})}") for question in QUESTIONS]
    turn, floors = cycle(pages), cycle(QUESTIONS)
    try:
        times = stage.times(lambda: next(turn)())
        queries = max(queries_of(page) for page in pages)
    except Exception as error:
        return Figure(name, volume, bar=BAR, problem=problem_of(error))
    floor = stage.times(lambda: _least(words, next(floors))).p50 * 1000
    each = {question: stage.times(page).p50 * 1000 for question, page in zip(QUESTIONS, pages, strict=True)}
    note = ", ".join(f"« {question} » {milliseconds:.0f} ms" for question, milliseconds in each.items())
    p50, p95, cpu = (seconds * 1000 for seconds in (times.p50, times.p95, times.cpu))
    return Figure(name, volume, p50, p95, cpu, "ms", queries, floor, BAR, note=note)


def _least(words: QuerySet, question: str) -> None:
    """The words of the question read by their index, and one page of entries by their numbers."""
    rows = words.filter(stem__in=stems(question)).values_list("entries", flat=True)
    found = [entries.split(" ", SHOWN)[:SHOWN] for entries in rows]
    pks = [int(pk) for entries in found for pk in entries][:SHOWN]
    list(SearchEntry.objects.filter(pk__in=pks).values_list("title", "text"))
