"""The name under which a file came, cleaned; and the names that are refused."""

import unicodedata
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from faubourg.threads.formats import FORMATS
from faubourg.ui.typography import nbsp

MAX_LENGTH = 180
#: What a computer runs or a browser interprets: never hidden in the middle of a name.
ACTIVE = frozenset(
    {".exe", ".bat", ".cmd", ".scr", ".pif", ".msi", ".ps1", ".vbs", ".js", ".hta", ".jar", ".sh", ".php"}
    | {".html", ".htm", ".svg"}
)
#: Extensions that deserve a word of their own: why not, and what to do.
REFUSED = {
    ".svg": "Les images SVG ne sont pas acceptées : elles peuvent contenir un programme. Enregistrez-la en PNG.",
    ".html": "Les pages web ne sont pas acceptées : imprimez-la en PDF.",
    ".htm": "Les pages web ne sont pas acceptées : imprimez-la en PDF.",
    ".gif": "Les images GIF ne sont pas acceptées : enregistrez-la en PNG.",
    ".heic": "Les photos HEIC ne sont pas acceptées : enregistrez-la en JPEG.",
    ".zip": "Les archives ne sont pas acceptées : joignez les fichiers un par un.",
    **dict.fromkeys(
        (".doc", ".xls", ".ppt"),
        "Les anciens formats d’Office ne sont pas acceptés : enregistrez-le en .docx, .xlsx ou .pptx.",
    ),
    **dict.fromkeys(
        (".docm", ".xlsm", ".pptm"),
        "Les fichiers avec macros ne sont pas acceptés : enregistrez-le en .docx, .xlsx ou .pptx.",
    ),
    **dict.fromkeys(ACTIVE - {".svg", ".html", ".htm"}, "Les programmes ne sont pas acceptés."),
}


def refusal(message: str) -> ValidationError:
    """The error of a refused file: a French sentence."""
    return ValidationError(nbsp(message))


def cleaned_name(given: str) -> str:
    """The last part of the path `given`, without invisible characters, at most MAX_LENGTH long.

    Raises ValidationError on a name without letter, with two extensions or with one that is not accepted.
    """
    name = unicodedata.normalize("NFC", " ".join(given.replace("\\", "/").rsplit("/", 1)[-1].split()))
    # Control and formatting characters: a mark that reverses the writing shows « gpj.exe » as « exe.jpg ».
    name = "".join(mark for mark in name if unicodedata.category(mark) not in ("Cc", "Cf", "Cs"))
    name = " ".join(name.split()).rstrip(". ")
    if not name.strip("."):
        raise refusal("Ce fichier n’a pas de nom : renommez-le et joignez-le à nouveau.")
    extensions = [extension.strip().lower() for extension in PurePosixPath(name).suffixes]
    _check_extensions(name, extensions)
    extension = PurePosixPath(name).suffix
    return name.removesuffix(extension)[: MAX_LENGTH - len(extension)].rstrip() + extension


def extension_of(name: str) -> str:
    """The extension of a cleaned name, in lower case, dot included."""
    return PurePosixPath(name).suffix.lower()


def _check_extensions(name: str, extensions: list[str]) -> None:
    short = name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"
    last, before = (extensions[-1], extensions[:-1]) if extensions else ("", [])
    hidden = ACTIVE if last in FORMATS else FORMATS
    if any(extension in hidden for extension in before):
        raise refusal(
            f"Le nom « {short} » porte deux extensions : vérifiez ce qu’est ce fichier, puis n’en laissez qu’une."
        )
    if last not in FORMATS:
        why = REFUSED.get(last, "Ce type de fichier n’est pas accepté.")
        accepted = ", ".join(extension.removeprefix(".") for extension in FORMATS)
        raise refusal(f"Le fichier « {short} » est refusé. {why} Types acceptés : {accepted}.")
