"""Files that are no sound workbook are refused with the way out, before they cost anything."""

import io
import random
import struct
import time
import zipfile
import zlib

import pytest
from odf.table import TableCell

from faubourg.intake import archives
from faubourg.intake.problems import IntakeError
from faubourg.intake.signatures import OLE
from faubourg.intake.tests import builders
from faubourg.intake.workbooks import Workbook, read_workbook

SOUND = builders.xlsx([builders.HEADER, ["k1", "Un titre", 3]])
SOUND_ODS = builders.ods([builders.ods_row("Clé", "Titre"), builders.ods_row("k1", "a")])


def refused(content: bytes, filename: str = "classeur.xlsx") -> str:
    with pytest.raises(IntakeError) as caught:
        read_workbook(content, filename)
    return str(caught.value).replace("\u00a0", " ")


def ole(stream: str) -> bytes:
    return OLE + bytes(600) + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Le fichier « classeur.xlsx » est vide"),
        (
            ole("Workbook"),
            "est à l’ancien format d’Excel (.xls). Ouvrez-le dans votre tableur et enregistrez-le au format",
        ),
        (ole("EncryptedPackage"), "est protégé par un mot de passe. Dans Excel, Fichier"),
        ("Clé;Titre\nk1;é\n".encode(), "est un fichier texte ou CSV renommé en classeur"),
        ("Clé;Titre\nk1;é\n".encode("cp1252"), "est un fichier texte ou CSV renommé en classeur"),
        ("Clé\tTitre".encode("utf-16"), "est un fichier texte ou CSV renommé en classeur"),
        (b"%PDF-1.7\n\xe2\xe3", "est un document PDF. Envoyez le classeur lui-même"),
        (b"\n <!DOCTYPE html><html><table>", "est une page web ou un fichier XML renommé en classeur"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "est une page web ou un fichier XML renommé en classeur"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "n’est pas un classeur"),
        (builders.zipped({"word/document.xml": b"<a/>"}), "n’est pas un classeur .xlsx ou .ods"),
        (builders.zipped({"xl/workbook.bin": b"x"}), "n’est pas un classeur .xlsx ou .ods"),
        (b"PK\x05\x06" + bytes(18), "n’est pas un classeur"),
    ],
)
def test_other_formats_are_told_by_their_content(content, sentence):
    assert sentence in refused(content)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (SOUND, "classeur.xlsm"),
        (builders.zipped({**builders.unzipped(SOUND), "xl/vbaProject.bin": b"x"}), "classeur.xlsx"),
        (builders.replaced(SOUND, "[Content_Types].xml", "sheet.main+xml", "sheet.macroEnabled.main+xml"), "a.xlsx"),
    ],
)
def test_macros_are_refused(content, filename):
    assert "est un classeur à macros (.xlsm), qui n’est pas accepté" in refused(content, filename)


def test_passwords_of_zip_and_open_document_are_told():
    flagged = bytearray(SOUND)
    flagged[6] |= 1
    flagged[flagged.index(archives.DIRECTORY_ENTRY) + 8] |= 1
    assert "est protégé par un mot de passe" in refused(bytes(flagged))
    manifest = "META-INF/manifest.xml"
    encrypted = builders.replaced(
        SOUND_ODS, manifest, "</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>"
    )
    assert "est protégé par un mot de passe" in refused(encrypted, "a.ods")


def test_fifty_megabytes():
    assert "pèse 50 Mo, la limite est de 20 Mo" in refused(bytes(50 * 1024 * 1024))


@pytest.mark.parametrize("length", [4, 100, len(SOUND) // 2, -30], ids=["signature", "start", "half", "end"])
def test_truncated(length):
    assert "est abîmé ou incomplet" in refused(SOUND[:length])


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", builders.SHEET, "_rels/.rels"])
@pytest.mark.parametrize("damage", [b"", b"<broken", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe<\x00"])
def test_a_broken_part_breaks_the_file(name, damage):
    spoilt = builders.zipped({**builders.unzipped(SOUND), name: damage})
    assert "est abîmé ou incomplet" in refused(spoilt)


def test_checksum_is_verified():
    spoilt = bytearray(SOUND)
    spoilt[spoilt.index(b"xl/worksheets/sheet1.xml") + 60] ^= 255
    assert "est abîmé ou incomplet" in refused(bytes(spoilt))


class TestBombs:
    def test_ratio(self):
        assert "est anormalement compressé" in refused(
            builders.zipped({**builders.unzipped(SOUND), "xl/media/a.xml": bytes(20 * 1024 * 1024)})
        )

    def test_expanded_size(self, settings):
        settings.UPLOAD_MAX_EXPANDED_BYTES = 1000
        assert "une fois décompressé, la limite est de" in refused(SOUND)

    def test_number_of_entries(self):
        many = builders.zipped({f"a{n}": b"" for n in range(archives.MAX_ENTRIES + 1)})
        assert "contient plus de 2 000 éléments" in refused(many)

    def test_directory_that_lies_about_a_size(self):
        """A hundred letters announced, with their right checksum, and a million behind."""
        plain = b" " * 1_000_000
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in builders.unzipped(SOUND).items():
                archive.writestr(name, part)
            archive.writestr("xl/lie.xml", plain)
            entry = archive.getinfo("xl/lie.xml")
        content = target.getvalue()
        true = struct.pack("<III", entry.CRC, entry.compress_size, entry.file_size)
        false = struct.pack("<III", zlib.crc32(plain[:100]), entry.compress_size, 100)
        assert content.count(true) == 2
        assert "est abîmé ou incomplet" in refused(content.replace(true, false))

    def test_two_entries_of_one_name(self):
        target = io.BytesIO(SOUND)
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr("XL/workbook.xml", b"<workbook/>")
        assert "est abîmé ou incomplet" in refused(target.getvalue())

    def test_number_of_shared_texts_that_lies(self):
        """Their reader reserves the announced number, and ends the process when it cannot."""
        lie = builders.replaced(SOUND, "xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="429496')
        assert "est abîmé ou incomplet" in refused(lie)

    def test_one_long_text_in_many_cells(self, settings):
        settings.UPLOAD_MAX_EXPANDED_BYTES = 10_000_000
        content = builders.xlsx([["Clé"], *[["x" * 30_000]] * 1_000])
        assert "Feuille « Actions » : la feuille contient trop de texte répété" in refused(content)

    def test_one_long_text_among_many_short_ones_is_no_bomb(self, settings):
        settings.UPLOAD_MAX_EXPANDED_BYTES = 10_000_000
        content = builders.xlsx([["Clé"], ["x" * 30_000], *[["y"]] * 1_000])
        assert len(read_workbook(content, "a.xlsx").sheets["Actions"].rows) == 1_001

    def test_workbook_elsewhere_than_surveyed(self):
        parts = builders.unzipped(SOUND)
        moved = {name.replace("xl/", "xm/"): part for name, part in parts.items()}
        moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"xl/workbook.xml", b"xm/workbook.xml")
        assert "est abîmé ou incomplet" in refused(builders.zipped({**parts, **moved}))


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("A1048576", "va jusqu’à la ligne 1 048 576, la limite est de 100 000 lignes"),
        ("XFD2", "va jusqu’à la colonne XFD, la limite est de 200 colonnes"),
        ("GR99999", "s’étend sur 99 999 lignes et 200 colonnes, la limite d’un classeur est de 5 000 000 cellules"),
    ],
)
def test_extent_is_judged_before_the_values_are_read(cell, sentence):
    start = time.perf_counter()
    assert sentence in refused(builders.xlsx_with(lambda book: book.add_worksheet("Actions").write(cell, "x")))
    assert time.perf_counter() - start < 2


def test_extents_of_the_sheets_add_up():
    def fill(book):
        for number in range(3):
            book.add_worksheet(f"F{number}").write("AX40000", "x")

    assert "Feuille « F2 » : la feuille s’étend sur 40 000 lignes" in refused(builders.xlsx_with(fill))


@pytest.mark.parametrize(
    "rows",
    [
        [builders.ods_row("a", numberrowsrepeated=1_000_000)],
        [builders.ods_row(builders.ods_cell("a", numbercolumnsrepeated=16_000))],
        [builders.ods_row(*[TableCell(numbercolumnsrepeated=8_000) for _ in range(3)]) for _ in range(400)],
        [builders.ods_row("x" * 50_000, numberrowsrepeated=50_000)],
    ],
)
def test_repetitions_of_an_open_document_are_counted(rows):
    sentence = refused(builders.ods(rows), "a.ods")
    assert "Feuille « Actions » : la feuille " in sentence
    assert "coupez la feuille en plusieurs fichiers" in sentence


def test_repeated_spaces_of_an_open_document_are_counted():
    spaces = '<text:s text:c="4000000000"/>'
    content = builders.replaced(SOUND_ODS, "content.xml", "<text:p>a</text:p>", f"<text:p>{spaces}</text:p>")
    assert "est abîmé ou incomplet" in refused(content, "a.ods")


def test_workbook_without_sheet():
    parts = builders.unzipped(SOUND)
    start, end = parts["xl/workbook.xml"].index(b"<sheet "), parts["xl/workbook.xml"].index(b"</sheets>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"][:start] + parts["xl/workbook.xml"][end:]
    assert "ne contient aucune feuille" in refused(builders.zipped(parts))


def test_two_sheets_of_one_name_whatever_their_case_and_spaces():
    def fill(book):
        book.add_worksheet("Actions  menées")
        book.add_worksheet("Autre")
        book.add_worksheet("Actions")

    content = builders.replaced(builders.xlsx_with(fill), "xl/workbook.xml", 'name="Actions"', 'name="ACTIONS menées "')
    assert refused(content) == (
        "Feuille « ACTIONS menées  » : deux feuilles portent ce nom, aux majuscules et aux espaces près. "
        "Renommez ou supprimez l’une des deux."
    )


@pytest.mark.parametrize("sound", [SOUND, SOUND_ODS])
def test_spoilt_files_are_read_or_refused_and_nothing_else(sound):
    """Three hundred files with a few bytes changed in one part: never another error."""
    chance = random.Random(20240101)
    scraps = [
        b"<",
        b">",
        b'"',
        b"/>",
        b"0",
        b"-1",
        b"99999999999",
        b"1e400",
        b'r="ZZZ9"',
        b't="e"',
        b"\xff",
        b"&#0;",
        b"",
    ]
    parts = builders.unzipped(sound)
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    outcomes = set()
    for _ in range(300):
        name = chance.choice(names)
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(part))
            part[place : place + chance.choice((0, 1, 5))] = chance.choice(scraps)
        try:
            outcomes.add(type(read_workbook(builders.zipped({**parts, name: bytes(part)}), "a.xlsx")))
        except IntakeError:
            outcomes.add(IntakeError)
    assert outcomes == {Workbook, IntakeError}
