"""An empty registry, and clocks that run in processes of their own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from faubourg.jobs import registry


@pytest.fixture
def no_job(monkeypatch):
    """Forget what the apps declared: a test declares its own jobs."""
    monkeypatch.setattr(registry, "_JOBS", {})


@pytest.fixture
def clock(tmp_path):
    """`clock("work", seconds)` starts a process that waits for a line, then ticks; see `probe`."""
    started = []

    def _clock(*options: str) -> subprocess.Popen:
        where = connection.settings_dict
        if connection.vendor == "sqlite":
            url = f"sqlite:///{where['NAME']}"
        else:
            url = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}/{where['NAME']}"
        process = subprocess.Popen(
            [sys.executable, "-m", "faubourg.jobs.tests.probe", str(tmp_path / "runs"), *options],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "faubourg.config.settings_test"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield _clock
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def runs(tmp_path):
    """`runs()`: how many times the jobs of the clocks began."""
    path = tmp_path / "runs"
    return lambda: len(path.read_text().splitlines()) if path.exists() else 0
