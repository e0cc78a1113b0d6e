"""What a file really holds: its first bytes and its structure decide, never its name alone."""

import io
import zipfile
from dataclasses import dataclass

import puremagic
from django.conf import settings
from PIL import Image, ImageOps

from faubourg.threads.formats import FORMATS, NATURES, Format
from faubourg.threads.names import cleaned_name, extension_of, refusal
from faubourg.ui.typography import NBSP, number

MEBIBYTE = 1024 * 1024
HEAD = 8_192
#: A photo of a telephone has 12 to 50 million pixels; each takes four bytes of memory once opened.
MAX_PIXELS = 60_000_000
MAX_ENTRIES = 5_000
DIRECTORY_ENTRY = b"PK\x01\x02"
# Programs inside Office and OpenDocument archives, as beginnings or ends of their names.
MACROS = ("basic/", "scripts/")
OOXML_MACROS = "vbaproject.bin"
# What is drawn survives; anything else that a picture says of its maker, its place or its date goes.
KEPT_FACTS = frozenset({"icc_profile", "transparency", "gamma"})


@dataclass(frozen=True)
class Examined:
    """A file that may be kept."""

    name: str
    mime_type: str
    data: bytes


def examine(given_name: str, data: bytes) -> Examined:
    """Let a file in, its pictures rewritten without metadata (EXIF, GPS position, comments).

    Raises ValidationError, one French sentence, on what is not accepted, empty, too large, damaged, or something else
    than its name says. `data` may be cut one byte after the limit.
    """
    name = cleaned_name(given_name)
    if not data:
        raise refusal(f"Le fichier « {name} » est vide : vérifiez qu’il a bien été enregistré.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        limit = number(settings.UPLOAD_MAX_BYTES / MEBIBYTE, 0)
        raise refusal(f"Le fichier « {name} » est trop lourd : la limite est de {limit}{NBSP}Mo.")
    form = FORMATS[extension_of(name)]
    _check_signature(name, data, form)
    if form.picture:
        data = _without_metadata(name, data, form)
    elif form.signature == ".docx":
        _check_archive(name, data, form)
    return Examined(name, form.mime_type, data)


def _check_signature(name: str, data: bytes, form: Format) -> None:
    try:
        found = {match.extension.lower() for match in puremagic.magic_string(data[:HEAD])}
    except puremagic.PureError:
        found = set()
    if form.signature in found:
        return
    nature = next((label for extensions, label in NATURES if extensions & found), "")
    said = f" : c’est {nature}." if nature else "."
    raise refusal(f"Le contenu de « {name} » n’est pas celui d’{form.label}{said}")


def _check_archive(name: str, data: bytes, form: Format) -> None:
    """Look at the directory of an Office archive; nothing of it is expanded but its type."""
    # Counted before zipfile makes an object of each.
    if data.count(DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise refusal(f"Le fichier « {name} » contient trop d’éléments.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename.lower(): entry for entry in archive.infolist()}
            is_form = _is_ooxml(entries, form) if form.part else _is_odf(archive, form)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise _damaged(name) from error
    if not is_form:
        raise refusal(f"Le contenu de « {name} » n’est pas celui d’{form.label}.")
    if any(entry.startswith(MACROS) or entry.endswith(OOXML_MACROS) for entry in entries):
        raise refusal(f"Le fichier « {name} » contient des macros : enregistrez-le sans elles.")
    if sum(entry.file_size for entry in entries.values()) > settings.UPLOAD_MAX_EXPANDED_BYTES:
        raise refusal(f"Le fichier « {name} » est anormalement compressé : enregistrez-le à nouveau.")


def _is_ooxml(entries: dict[str, zipfile.ZipInfo], form: Format) -> bool:
    return "[content_types].xml" in entries and any(entry.startswith(form.part) for entry in entries)


def _is_odf(archive: zipfile.ZipFile, form: Format) -> bool:
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as stream:
        return stream.read(200).decode("ascii", "replace").strip() == form.mime_type


def _without_metadata(name: str, data: bytes, form: Format) -> bytes:
    """The same picture, decoded and written again: what only rode along with it is gone."""
    try:
        with Image.open(io.BytesIO(data), formats=[form.picture]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise refusal(f"L’image « {name} » est trop grande : réduisez-la.")
            if form.picture != "JPEG" and getattr(image, "is_animated", False):
                raise refusal(f"L’image « {name} » est animée : enregistrez-en une image fixe.")
            return _written(image, form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refusal(f"L’image « {name} » est trop grande : réduisez-la.") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise _damaged(name) from error


def _written(image: Image.Image, form: Format) -> bytes:
    # The direction in which the camera was held is a metadata too: turned first, forgotten after.
    image = ImageOps.exif_transpose(image)
    image.info = {fact: value for fact, value in image.info.items() if fact in KEPT_FACTS}
    written = io.BytesIO()
    options = {} if form.picture == "PNG" else {"quality": 90}
    image.save(written, form.picture, exif=b"", xmp=b"", comment=b"", **options)
    return written.getvalue()


def _damaged(name: str):
    return refusal(f"Le fichier « {name} » est abîmé ou incomplet : enregistrez-le à nouveau.")
