"""PDF by Typst: tagged for accessibility (PDF/UA-1), compiled in a process that ends with the document.

A compiler that stayed in the server would keep its memory: 5 compilations in one process were measured at 1.9 GB.
"""

import json
import subprocess
import sys
from pathlib import Path

from faubourg.documents.blocks import Document, DocumentError
from faubourg.documents.preparation import prepare

COMPILER = Path(__file__).with_name("compiler.py")
SECONDS = 120


def render_pdf(document: Document) -> bytes:
    """The document as PDF. Raises ``DocumentError`` with a French sentence."""
    data = json.dumps(prepare(document), ensure_ascii=False, separators=(",", ":")).encode()
    try:
        # -P: the folder of the script stays out of the import path.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", str(COMPILER)], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"Le document n’a pas pu être composé en {SECONDS} secondes. Réduisez la sélection et recommencez."
        ) from None
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["arrêt inattendu"]
        raise DocumentError(f"Le document PDF n’a pas pu être composé ({reason[0]}). Essayez le format Word.")
    return done.stdout
