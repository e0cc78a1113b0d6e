"""`scripts/serve`: one server, a clock beside it, and nothing left behind."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYTHON = """#!/usr/bin/env bash
echo "$*" >>"$CALLS"
"""
GRANIAN = """#!/usr/bin/env bash
echo granian >>"$CALLS"
while [ "$1" != --port ]; do shift; done
exec python3 -m http.server --bind 127.0.0.1 "$2" >/dev/null 2>&1
"""


@pytest.fixture
def serve(tmp_path):
    """The script, with commands that only note that they were called; what they noted is read with `calls()`."""
    for name, text in (("python", PYTHON), ("granian", GRANIAN)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    calls = tmp_path / "calls"
    process = subprocess.Popen(
        [ROOT / "scripts/serve", tmp_path, port],
        cwd=tmp_path,
        env={**os.environ, "CALLS": str(calls)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A run started in the background ignores SIGINT, and so would the script.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    yield process, lambda: calls.read_text().splitlines() if calls.exists() else []
    process.kill()
    # What would hold the pipe open fails the test, and does not hold up the run.
    process.communicate(timeout=15)


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_the_clock_runs_beside_one_server_and_ends_with_it(serve, way):
    process, calls = serve
    deadline = time.monotonic() + 30
    while "manage.py tick" not in calls() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert calls() == ["manage.py migrate --noinput --verbosity 0", "manage.py seed_demo", "granian", "manage.py tick"]
    process.send_signal(way)
    # The pipe closes once nothing that the script started holds it any more: no server, no pause of five minutes.
    said, _ = process.communicate(timeout=15)
    assert "Faubourg est prêt" in said
    assert process.returncode == 0
