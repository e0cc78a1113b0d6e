"""Sizes and habits that no linter knows: prints each breach and exits 1, else prints the sizes reached."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
MAX_MODULE = 500
MAX_TEMPLATE = 120
MAX_LINE_OF_SOURCE = 1_000
LOCKS = re.compile(r"(^requirements/.*\.txt|package-lock\.json|\.npmrc|pip\.conf)$")
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host|\"resolved\"")
NOT_A_DOWNLOAD = re.compile(r'^\s*"(url|funding|homepage)":')
HOMES = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/")
BINARY = {".png", ".ttf", ".woff2", ".xlsx", ".xls", ".xlsm", ".ods", ".docx", ".pdf", ".ico", ".zip"}


def tracked() -> list[Path]:
    """The files that git knows and that still exist."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def breaches(path: Path) -> list[str]:
    """What `path` does that the house refuses, one sentence each."""
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = []
    if path.suffix == ".py" and "/migrations/" not in name and len(lines) > MAX_MODULE:
        found.append(f"{len(lines)} lines, {MAX_MODULE} at most")
    if path.suffix == ".html" and "/templates/" in name and len(lines) > MAX_TEMPLATE:
        found.append(f"{len(lines)} lines, {MAX_TEMPLATE} at most for a template")
    if ".min." in path.name or (
        path.suffix in (".js", ".css") and max(map(len, lines), default=0) > MAX_LINE_OF_SOURCE
    ):
        found.append("minified: build it with make assets")
    if LOCKS.search(name) and any(ADDRESS.search(line) and not NOT_A_DOWNLOAD.search(line) for line in lines):
        found.append("names a download address")
    if match := HOMES.search(text) or _checkout().search(text):
        found.append(f"names a folder of one machine: {match[0]}")
    return found


def _checkout() -> re.Pattern:
    """Where this checkout lies, unless its folder is too common a word to look for."""
    parent = ROOT.parent.as_posix()
    return re.compile(r"(?!)" if parent in ("/", "/tmp", "/srv", "/opt") else rf"(?<![\w.]){re.escape(parent)}/")  # noqa: S108


def sizes(modules: list[Path]) -> str:
    """Median and 95th percentile of the lines of `modules` and of their functions, tests and migrations left out."""
    sources = [path.read_text(encoding="utf-8") for path in modules]
    files = [len(source.splitlines()) for source in sources if source.strip()]
    functions = [
        node.end_lineno - node.lineno + 1
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    ]
    return "; ".join(
        f"{label}: median {median(values):.0f} lines, p95 {quantiles(values, n=20)[-1]:.0f}, longest {max(values)}"
        for label, values in (("files", files), ("functions", functions))
    )


def main() -> int:
    """Check every tracked file."""
    files = [path for path in tracked() if path.suffix not in BINARY]
    found = [f"{path.relative_to(ROOT)}: {fault}" for path in files for fault in breaches(path)]
    if found:
        print("\n".join(found))
        return 1
    left_out = {"tests", "migrations"}
    code = [path for path in files if path.suffix == ".py" and not left_out & set(path.relative_to(ROOT).parts)]
    print(sizes(code))
    return 0


if __name__ == "__main__":
    sys.exit(main())
