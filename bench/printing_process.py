"""Prints one plan and says, as JSON, what it cost: `python -m bench.printing_process KEY`."""

import io
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent
#: Run alone, so that its memory is Typst's.
LEAST = """
import resource, sys, typst
pdf = typst.compile(sys.argv[1], sys_inputs={"document": sys.stdin.read()})
sys.stdout.buffer.write(pdf)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def main() -> None:
    """Measure the contract of this key."""
    django.setup()
    json.dump(measured(sys.argv[1]), sys.stdout)


def measured(key: str) -> dict:
    """Seconds and megabytes: the document from its rows to its bytes, then Typst alone on the same texts."""
    from django.utils import timezone

    from bench.measure import queries_of
    from faubourg.contracts.models import Contract
    from faubourg.documents.pdf import render_pdf
    from faubourg.reports.documents.plan import build

    contract = Contract.objects.get(key=key)
    facts = {"key": None, "options": {}, "printed_on": timezone.localdate()}
    start = time.perf_counter()
    document = build(contract, **facts)
    built = time.perf_counter()
    pdf = render_pdf(document)
    found = {"seconds": time.perf_counter() - start, "build": built - start, "bytes": len(pdf), "pages": _pages(pdf)}
    # The peak of this process and that of its largest child, added: they may not meet, so that it is an upper bound.
    found["memory"] = _own_peak() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found["queries"] = queries_of(lambda: build(contract, **facts))
    return found | _floor(document)


def _floor(document) -> dict:
    from faubourg.documents.preparation import prepare

    data = json.dumps(prepare(document), ensure_ascii=False)
    command = [sys.executable, "-c", LEAST, str(HERE / "plain.typ")]
    start = time.perf_counter()
    done = subprocess.run(command, input=data.encode(), capture_output=True, check=True)  # noqa: S603
    seconds = time.perf_counter() - start
    memory = int(done.stderr.split()[-1]) / 1024
    return {"floor": seconds, "floor_memory": memory, "floor_pages": _pages(done.stdout)}


def _own_peak() -> float:
    """Megabytes. What getrusage says of this process keeps the peak of the one that started it; Linux knows better."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


if __name__ == "__main__":
    main()
