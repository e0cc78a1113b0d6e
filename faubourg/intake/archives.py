"""The zip archive under a workbook, opened only once its directory and its real sizes were checked."""

import copy
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from django.conf import settings

from faubourg.intake.limits import megabytes
from faubourg.intake.problems import IntakeError, Problem, grouped

MAX_ENTRIES = 2_000
# Deflate reaches 1,032 at most; the sheets of real tools stay under 60, repeated empty cells included.
MAX_RATIO = 300
RATIO_MATTERS_ABOVE = 10 * 1024 * 1024
CHUNK = 1 << 18
DIRECTORY_ENTRY = b"PK\x01\x02"
# What zipfile lets through on hostile or broken archives; RuntimeError includes NotImplementedError.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


class Archive:
    """A checked zip archive: no entry is larger than it says, and the whole fits the limits of the instance.

    Raises IntakeError on creation.
    """

    def __init__(self, content: bytes, filename: str) -> None:
        self.filename = filename
        # Counted before zipfile builds one object an entry: a directory of 400,000 names takes 200 MB.
        if content.count(DIRECTORY_ENTRY) > MAX_ENTRIES:
            self._refuse_bomb(f"contient plus de {grouped(MAX_ENTRIES)} éléments")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as error:
            self.refuse_damaged(error)
        entries = self._zip.infolist()
        self.entries = {_plain(entry.filename): entry for entry in entries}
        if len(self.entries) != len(entries):
            self.refuse_damaged()
        self._check_directory(entries)
        for entry in entries:
            self._check_real_size(entry)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self.entries

    def size(self, name: str) -> int:
        """Return the expanded size of an entry, in bytes; 0 when it is absent."""
        return self.entries[_plain(name)].file_size if name in self else 0

    def read(self, name: str) -> bytes:
        """Return the whole of a small entry; refuse the file as damaged when it is absent."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield an entry piece by piece; refuse the file as damaged when it is absent."""
        if name not in self:
            self.refuse_damaged()
        with self._zip.open(self.entries[_plain(name)]) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def refuse_damaged(self, cause: BaseException | None = None) -> NoReturn:
        """Raise the IntakeError of a truncated or inconsistent file."""
        problem = Problem(
            f"le fichier « {self.filename} » est abîmé ou incomplet",
            remedy="Ouvrez-le dans votre tableur, enregistrez-le à nouveau et renvoyez-le",
        )
        raise IntakeError(problem) from cause

    def _check_directory(self, entries: list[zipfile.ZipInfo]) -> None:
        expanded = sum(entry.file_size for entry in entries)
        limit = settings.UPLOAD_MAX_EXPANDED_BYTES
        if expanded > limit:
            self._refuse_bomb(f"occupe {megabytes(expanded)} une fois décompressé, la limite est de {megabytes(limit)}")
        for entry in entries:
            if entry.flag_bits & 1:
                problem = Problem(
                    f"le fichier « {self.filename} » est protégé par un mot de passe",
                    remedy="Enregistrez-le sans mot de passe et renvoyez-le",
                )
                raise IntakeError(problem)
            if entry.file_size > RATIO_MATTERS_ABOVE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                self._refuse_bomb("est anormalement compressé")

    def _check_real_size(self, entry: zipfile.ZipInfo) -> None:
        """Expand an entry to nowhere: a directory that lies about a size is how a bomb passes the sums above."""
        # Allowed one byte more than announced, zipfile goes past the announced end if there is something there.
        probe = copy.copy(entry)
        probe.file_size += 1
        size = 0
        try:
            with self._zip.open(probe) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
        except BROKEN as error:
            self.refuse_damaged(error)
        if size != entry.file_size:
            self.refuse_damaged()

    def _refuse_bomb(self, reason: str) -> NoReturn:
        problem = Problem(
            f"le fichier « {self.filename} » {reason}",
            remedy="Copiez les seules cellules utiles dans un classeur neuf et envoyez celui-ci",
        )
        raise IntakeError(problem)


def _plain(name: str) -> str:
    """Names are compared as spreadsheet software does: whatever their case and the slash they use."""
    return name.lower().replace("\\", "/")
