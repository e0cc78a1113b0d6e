"""Compiles one document read as JSON on the standard input into a PDF on the standard output.

Run as a script in its own process: nothing of Django is loaded, the memory goes back when it ends.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
# Our own fonts give every machine the same pages; the machine's fonts come second, for the signs that ours lack
# (PDF/UA refuses a missing glyph); last, a document with an empty box is better than none.
ATTEMPTS = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))


def compile_pdf(data: str) -> bytes:
    """The PDF of a prepared document; raises ``typst.TypstError``."""
    for own_fonts_only, standards in ATTEMPTS:
        try:
            return typst.compile(
                HERE / "typst" / "document.typ",
                root=HERE / "typst",
                font_paths=[HERE / "fonts"],
                ignore_system_fonts=own_fonts_only,
                sys_inputs={"document": data},
                pdf_standards=standards,
            )
        except typst.TypstError as error:
            refused = error
            if "PDF/UA" not in str(error):
                break
    raise refused


if __name__ == "__main__":
    try:
        pdf = compile_pdf(sys.stdin.buffer.read().decode())
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)
