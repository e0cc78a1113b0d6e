"""A clock in a process of its own: `python -m faubourg.jobs.tests.probe FILE SECONDS [unlocked]`.

Says « ready », waits for a line, then ticks with one job, which adds a line to FILE and lasts SECONDS. « unlocked »
takes the lock off, to show that the test sees what happens without it.
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

import django


def main(path: str, seconds: str, *options: str) -> None:
    """Tick once."""
    django.setup()
    from django.core.management import call_command

    from faubourg.jobs import operations, registry

    def work(now) -> str:
        with Path(path).open("a") as file:
            file.write("run\n")
        time.sleep(float(seconds))
        return "travail fait"

    registry._JOBS.clear()
    registry.register("probe", label="essai", every=timedelta(hours=1), run=work)
    if "unlocked" in options:
        operations._take = lambda job, now: True
    print("ready", flush=True)
    sys.stdin.readline()
    call_command("tick")


if __name__ == "__main__":
    main(*sys.argv[1:])
