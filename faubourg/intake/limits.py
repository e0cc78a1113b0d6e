"""How large a file may be, checked before anything of it is read."""

from django.conf import settings

from faubourg.intake.problems import IntakeError, Problem

MEBIBYTE = 1024 * 1024


def megabytes(size: int) -> str:
    """Write a number of bytes as the French do: « 50,3 Mo »."""
    return f"{size / MEBIBYTE:.1f}".removesuffix(".0").replace(".", ",") + "\u00a0Mo"


def check_size(size: int, filename: str) -> None:
    """Refuse an empty or too heavy file; `size` is in bytes, so that an upload can be refused before it is read.

    Raises IntakeError.
    """
    if size == 0:
        raise IntakeError(
            Problem(f"le fichier « {filename} » est vide", remedy="Vérifiez qu’il a bien été enregistré puis envoyé")
        )
    if size > settings.UPLOAD_MAX_BYTES:
        raise IntakeError(
            Problem(
                f"le fichier « {filename} » pèse {megabytes(size)}, la limite est de "
                f"{megabytes(settings.UPLOAD_MAX_BYTES)}",
                remedy="Retirez-en les images et les feuilles inutiles, ou envoyez-le en plusieurs fichiers",
            )
        )
