"""Measure on temporary databases, one engine after the other, each in a process of its own."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from bench.databases import EmptyDatabase, NoServerError, temporary

ROOT = Path(__file__).resolve().parent.parent
MEASURES = ("import", "pages", "search", "pdf", "journal", "values", "pathways", "growth")
ENGINES = {"sqlite": ["sqlite"], "postgres": ["postgres"], "both": ["sqlite", "postgres"]}


def arguments() -> argparse.ArgumentParser:
    """What both the command and the process of an engine understand."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="both")
    parser.add_argument("--only", choices=MEASURES)
    parser.add_argument("--full", action="store_true", help="150,000 actions in place of 10,000")
    parser.add_argument("--contracts", type=int, help="fictitious contracts, in place of 25 (375 with --full)")
    parser.add_argument("--actions", type=int, default=400, help="actions of each fictitious contract")
    parser.add_argument("--people", type=int, default=100_000, help="people of the large PLIE, ten steps each")
    parser.add_argument("--requests", type=int, default=30, help="warm requests of each measure")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a bar is missed")
    return parser


def main() -> int:
    """The worst exit code of the engines: 0, 1 for a bar missed with --strict, 2 for a crash."""
    options = arguments().parse_args()
    # Told to stop, it still drops its database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    codes = []
    for engine in ENGINES[options.engine]:
        try:
            with temporary(engine) as database:
                codes.append(_measure(database))
        except NoServerError as error:
            print(f"\n{engine} : pas mesuré, {error}", flush=True)
            codes.append(2 if options.engine == engine else 0)
    return max(codes)


def _measure(database: EmptyDatabase) -> int:
    environment = {
        **os.environ,
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": database.url,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "faubourg.config.settings",
        "FAUBOURG_DEMO": "0",
        "FAUBOURG_VAR": str(database.folder),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "bench.engine", *sys.argv[1:]]
    return min(abs(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode), 2)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
