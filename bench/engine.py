"""Every measure on the engine of DATABASE_URL, which must be empty: started by `python -m bench`."""

import logging
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

from bench.__main__ import arguments

FULL, SOME = 375, 25


def main() -> int:
    """0; 1 when a bar is missed and --strict is there; 2 when a measure crashed."""
    options = arguments().parse_args()
    # As the server starts, so that what it sets for its processes holds here too.
    import_module("faubourg.config.wsgi")
    # What a page answers wrongly is said in the table.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    from django.core.management import call_command

    from bench.stage import Stage
    from bench.table import machine

    call_command("migrate", verbosity=0)
    contracts = options.contracts or (FULL if options.full else SOME)
    stage = Stage(contracts=contracts, actions=options.actions, requests=options.requests, people=options.people)
    print(f"\n{machine()}\n{options.requests} requêtes à chaud d’un client (django.test.Client)\n", flush=True)
    measures = _measures(stage)
    verdicts = _run({options.only: measures[options.only]} if options.only else measures)
    return 2 if "erreur" in verdicts else int("ÉCART" in verdicts and options.strict)


def _measures(stage) -> dict[str, Callable[[], set[str]]]:
    """Each measure prints its table and gives its verdicts. The import comes first: it wants no other row."""
    from bench import growth, imports, journal, pages, pathways, printing, searches, values
    from bench.table import print_figures, print_growths

    return {
        "import": lambda: print_figures(imports.figures(stage)),
        "pages": lambda: print_figures(pages.figures(stage)),
        "search": lambda: print_figures(searches.figures(stage)),
        "pdf": lambda: print_figures(printing.figures(stage)),
        "journal": lambda: print_figures(journal.figures(stage)),
        "values": lambda: print_figures(values.figures(stage)),
        "pathways": lambda: print_figures(pathways.figures(stage)),
        "growth": lambda: print_growths(growth.growths(stage)),
    }


def _run(measures: dict[str, Callable[[], set[str]]]) -> set[str]:
    verdicts = set()
    for name, measure in measures.items():
        try:
            verdicts |= measure()
        except Exception:  # the other measures still have something to say
            verdicts.add("erreur")
            print(f"{name} : la mesure s’est arrêtée.\n{traceback.format_exc()}")
        print(flush=True)
    return verdicts


if __name__ == "__main__":
    sys.exit(main())
