"""The benchmark runs from end to end on a very small volume, on databases of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from bench.measure import Figure


def bench(*options: str) -> subprocess.CompletedProcess:
    tiny = ("--engine", "sqlite", "--contracts", "1", "--actions", "8", "--requests", "2")
    command = [sys.executable, "-m", "bench", *tiny, *options]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="The benchmark makes its own SQLite: run once, there.",
)
def test_pages_are_measured_without_touching_the_database_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'mine.sqlite3'}")
    done = bench("--only", "pages")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^plan, toutes ses actions +\d+ actions \(8 actions\)", done.stdout, re.MULTILINE)
    assert not Path(tmp_path / "mine.sqlite3").exists()


def test_an_unknown_measure_is_refused_with_the_known_ones():
    done = bench("--only", "rien")
    assert done.returncode == 2
    assert "'pdf'" in done.stderr


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("fiche", "", p50=20, bar=25), "ok"),
        (Figure("fiche", "", p50=26, bar=25), "ÉCART"),
        (Figure("plan", "", p50=20, bar=150, queries=13, query_bar=12), "ÉCART"),
        (Figure("plan", "", bar=150, problem="KeyError"), "erreur"),
    ],
)
def test_verdicts(figure, verdict):
    assert figure.verdict == verdict
