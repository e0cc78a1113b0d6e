"""The whole plan of Niort 2015-2022 as PDF, in a new process: seconds of the work, memory of it and its children."""

import json
import subprocess
import sys
from statistics import median

from bench.measure import Figure
from bench.stage import ROOT, Stage, contract_file

WANTED, INSTEAD = "niort-2015-2022", "ales-2015-2020"
RUNS = 3
BAR, MEMORY_BAR = 3.0, 600


def figures(stage: Stage) -> list[Figure]:
    """Time and memory."""
    key = _key()
    contract = stage.contract(key)
    name, volume = f"PDF du plan {key}", f"{contract.current_version.actions.count()} actions"
    runs = [_run(key) for _ in range(RUNS)]
    seconds = [run["seconds"] for run in runs]
    floor = median(run["floor"] for run in runs)
    memory = max(run["memory"] for run in runs)
    note = (
        f"{runs[0]['pages']} pages, {runs[0]['bytes'] / 1000:.0f} ko, données {runs[0]['build']:.2f} s ; "
        f"plancher : Typst sur les mêmes textes sans mise en page ({runs[0]['floor_pages']} pages)"
    )
    return [
        Figure(name, volume, median(seconds), max(seconds), None, "s", runs[0]["queries"], floor, BAR, note=note),
        Figure(f"{name}, mémoire", volume, memory, memory, None, "Mo", None, runs[0]["floor_memory"], MEMORY_BAR),
    ]


def _key() -> str:
    try:
        contract_file(WANTED)
    except LookupError:
        return INSTEAD
    return WANTED


def _run(key: str) -> dict:
    """What a new process measured. Raises `RuntimeError` with what it said last."""
    command = [sys.executable, "-m", "bench.printing_process", key]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-2000:])
    return json.loads(done.stdout.splitlines()[-1])
