"""The one process that draws charts: started at the first picture, restarted if it dies, given up when too slow."""

import atexit
import base64
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from faubourg.documents.blocks import DocumentError

WORKER = Path(__file__).with_name("chart_worker.py")
SECONDS = 20
_FAILED = "Le graphique n’a pas pu être dessiné ; ses données restent lisibles dans le tableau."


class ChartProcess:
    """One worker behind a lock: requests wait for their turn."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._owner = 0

    @property
    def pid(self) -> int | None:
        """The worker's process id, None before the first picture."""
        return self._process.pid if self._process else None

    def ask(self, request: dict[str, Any]) -> dict[str, str]:
        """The worker's answer. A worker found dead is replaced once; raises ``DocumentError``."""
        line = json.dumps(request)
        with self._lock:
            reply = self._exchange(line) or self._exchange(line)
        if not reply:
            raise DocumentError(_FAILED)
        answer = json.loads(reply)
        if "error" in answer:
            raise DocumentError(_FAILED) from RuntimeError(answer["error"])
        return answer

    def close(self) -> None:
        """Ends the worker, if this process started it."""
        if self._process and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                pipe.close()
        self._process = None

    def _exchange(self, line: str) -> str:
        """One question and its answer; empty when the worker died. Raises ``DocumentError`` when it is too slow."""
        try:
            self._start()
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            reply = self._answers.get(timeout=self.seconds)
        except queue.Empty:
            self.close()
            raise DocumentError(_FAILED) from None
        except BrokenPipeError:
            reply = ""
        if not reply:
            self.close()
        return reply

    def _start(self) -> None:
        # After a fork the child holds its parent's worker: two readers of one pipe would mix their answers.
        if self._process and self._owner == os.getpid() and self._process.poll() is None:
            return
        self.close()
        # -P: the folder of the script stays out of the import path.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._owner = os.getpid()
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()


def _listen(process: "subprocess.Popen[str]", answers: "queue.SimpleQueue[str]") -> None:
    """Hands over each line, then an empty one when the worker ends: pipes have no portable timeout of their own."""
    try:
        for line in process.stdout:
            answers.put(line)
    except ValueError:  # closed by us
        return
    answers.put("")


_process = ChartProcess()
atexit.register(_process.close)


def spec_svg(spec: dict[str, Any]) -> str:
    """The picture of a Vega-Lite specification. Raises ``DocumentError``."""
    return _process.ask({"spec": spec})["svg"]


def svg_png(svg: str, scale: float = 2.0) -> bytes:
    """A PNG of an SVG, for Word. Raises ``DocumentError``."""
    return base64.b64decode(_process.ask({"svg": svg, "scale": scale})["png"])
