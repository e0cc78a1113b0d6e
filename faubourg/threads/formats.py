"""The kinds of files that may be joined."""

from dataclasses import dataclass

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Format:
    """A kind of file: its type for browsers, its French name with « un(e) », and what its content must show.

    `signature` is the extension that puremagic finds; `picture` the name of the format for Pillow; `part` the folder
    of an Office archive. An OpenDocument archive has none of the two: it holds its own type.
    """

    mime_type: str
    label: str
    signature: str
    picture: str = ""
    part: str = ""


FORMATS: dict[str, Format] = {
    ".pdf": Format("application/pdf", "un document PDF", ".pdf"),
    ".jpg": Format("image/jpeg", "une image JPEG", ".jpg", picture="JPEG"),
    ".jpeg": Format("image/jpeg", "une image JPEG", ".jpg", picture="JPEG"),
    ".png": Format("image/png", "une image PNG", ".png", picture="PNG"),
    ".webp": Format("image/webp", "une image WebP", ".webp", picture="WEBP"),
    ".docx": Format(f"{OOXML}.wordprocessingml.document", "un document Word", ".docx", part="word/"),
    ".xlsx": Format(f"{OOXML}.spreadsheetml.sheet", "un classeur Excel", ".docx", part="xl/"),
    ".pptx": Format(f"{OOXML}.presentationml.presentation", "une présentation PowerPoint", ".docx", part="ppt/"),
    ".odt": Format(f"{ODF}.text", "un texte OpenDocument", ".docx"),
    ".ods": Format(f"{ODF}.spreadsheet", "un classeur OpenDocument", ".docx"),
    ".odp": Format(f"{ODF}.presentation", "une présentation OpenDocument", ".docx"),
}

#: Type for browsers → French name, without its article.
LABELS = {form.mime_type: form.label.partition(" ")[2] for form in FORMATS.values()}

#: What a content turns out to be, by the extensions that puremagic finds; the first that matches is told.
NATURES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({".doc", ".xls", ".ppt"}), "un ancien fichier d’Office, ou un fichier protégé par un mot de passe"),
    (frozenset({".exe", ".dll", ".msi", ".elf", ".appimage"}), "un programme"),
    (frozenset({".html", ".htm", ".php"}), "une page web"),
    (frozenset({".svg", ".xml"}), "une image SVG ou un fichier XML"),
    (frozenset({".pdf"}), "un document PDF"),
    (frozenset({".heif", ".heic"}), "une photo HEIC"),
    (frozenset({".jpg", ".png", ".gif", ".webp", ".tif", ".bmp"}), "une image d’un autre format"),
    (frozenset({".docx"}), "un fichier bureautique ou une archive zip"),
    (frozenset({".rtf"}), "un texte RTF"),
)
