"""What a file really is, told by its first bytes and never by its name."""

from faubourg.intake.problems import IntakeError, Problem

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
#: Endings under which a text passes for a workbook.
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
SAVE_AS_XLSX = "Ouvrez-le dans votre tableur et enregistrez-le au format « Classeur Excel (.xlsx) »"


def check_is_zip(content: bytes, filename: str) -> None:
    """Let pass what may be a workbook (.xlsx and .ods are zip archives), refuse the rest by its real nature.

    Raises IntakeError with the way out of each format.
    """
    if content.startswith(b"PK\x03\x04"):
        return
    message, remedy = _nature(content, filename)
    raise IntakeError(Problem(f"le fichier « {filename} » {message}", remedy=remedy))


def _nature(content: bytes, filename: str) -> tuple[str, str]:
    if content.startswith(OLE):
        return _ole_nature(content)
    if content.startswith(b"%PDF"):
        return "est un document PDF", "Envoyez le classeur lui-même, au format .xlsx ou .ods"
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<?xml", b"<!doctype", b"<html", b"<head", b"<table", b"<meta")):
        return "est une page web ou un fichier XML renommé en classeur", SAVE_AS_XLSX
    if _is_text(content[:4096]) and filename.lower().endswith(SHEETS):
        return "est un fichier texte ou CSV renommé en classeur", SAVE_AS_XLSX
    return "n’est pas un classeur", SAVE_AS_XLSX


def _ole_nature(content: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "est protégé par un mot de passe",
            "Dans Excel, Fichier › Informations › Protéger le classeur, retirez le mot de passe puis enregistrez",
        )
    return "est à l’ancien format d’Excel (.xls)", SAVE_AS_XLSX


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
