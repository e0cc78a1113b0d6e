"""Which files are let in, under which name, and in which sentence the others are refused."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from faubourg.threads.content import examine
from faubourg.threads.names import cleaned_name
from faubourg.threads.tests import files

OOXML = "application/vnd.openxmlformats-officedocument"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        examine(name, data)
    (sentence,) = error.value.messages
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("name", "data", "mime_type"),
    [
        ("Bilan.pdf", files.PDF, "application/pdf"),
        ("Bilan.PDF", files.PDF, "application/pdf"),
        ("photo.jpg", files.picture("JPEG"), "image/jpeg"),
        ("photo.jpeg", files.picture("JPEG"), "image/jpeg"),
        ("plan.png", files.picture("PNG"), "image/png"),
        ("plan.webp", files.picture("WEBP"), "image/webp"),
        ("note.docx", files.office("word"), f"{OOXML}.wordprocessingml.document"),
        ("suivi.xlsx", files.office("xl"), f"{OOXML}.spreadsheetml.sheet"),
        (
            "copil.pptx",
            files.office("ppt"),
            f"{OOXML}.presentationml.presentation",
        ),
        ("note.odt", files.archive("content.xml", mimetype=ODT), ODT),
        ("suivi.ods", files.archive("content.xml", mimetype=ODS), ODS),
    ],
)
def test_a_good_file_is_let_in_under_the_type_of_its_content(name, data, mime_type):
    examined = examine(name, data)
    assert (examined.name, examined.mime_type) == (name, mime_type)
    if not mime_type.startswith("image/"):
        assert examined.data == data


def test_a_real_workbook_and_a_real_letter_are_let_in():
    import docx
    import xlsxwriter

    letter, workbook = io.BytesIO(), io.BytesIO()
    docx.Document().save(letter)
    xlsxwriter.Workbook(workbook).close()
    assert examine("lettre.docx", letter.getvalue())
    assert examine("classeur.xlsx", workbook.getvalue())


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        (
            "bilan.pdf",
            files.EXECUTABLE,
            "Le contenu de « bilan.pdf » n’est pas celui d’un document PDF : c’est un programme.",
        ),
        ("photo.jpg", files.EXECUTABLE, "n’est pas celui d’une image JPEG : c’est un programme."),
        ("note.docx", files.EXECUTABLE, "n’est pas celui d’un document Word : c’est un programme."),
        ("bilan.pdf", files.HTML, "c’est une page web."),
        ("photo.png", files.SVG, "c’est une image SVG"),
        ("photo.png", files.picture("JPEG"), "c’est une image d’un autre format."),
        ("photo.jpg", files.PDF, "c’est un document PDF."),
        ("bilan.pdf", b"bonjour", "n’est pas celui d’un document PDF."),
        ("note.docx", files.OLE, "un fichier protégé par un mot de passe."),
        ("note.docx", files.office("xl"), "n’est pas celui d’un document Word."),
        ("note.docx", files.archive("virus.exe"), "n’est pas celui d’un document Word."),
        ("note.odt", files.archive("content.xml", mimetype=ODS), "n’est pas celui d’un texte OpenDocument."),
        ("note.docx", files.office("word", "word/vbaProject.bin"), "contient des macros"),
        ("note.odt", files.archive("Basic/Standard/Module1.xml", mimetype=ODT), "contient des macros"),
        ("page.html", files.HTML, "Les pages web ne sont pas acceptées : imprimez-la en PDF."),
        ("dessin.svg", files.SVG, "Les images SVG ne sont pas acceptées"),
        ("setup.exe", files.EXECUTABLE, "Les programmes ne sont pas acceptés."),
        ("note.doc", files.OLE, "Les anciens formats d’Office ne sont pas acceptés"),
        ("suivi.xlsm", files.office("xl"), "Les fichiers avec macros ne sont pas acceptés"),
        ("plan.gif", files.picture("GIF"), "Les images GIF ne sont pas acceptées"),
        ("tout.zip", files.archive("a"), "joignez les fichiers un par un."),
        ("facture.pdf.exe", files.EXECUTABLE, "Le nom « facture.pdf.exe » porte deux extensions"),
        ("facture.pdf.html", files.HTML, "porte deux extensions"),
        ("facture.exe.pdf", files.PDF, "porte deux extensions"),
        ("photo.svg.png", files.picture("PNG"), "porte deux extensions"),
        ("facture.exe .pdf", files.PDF, "porte deux extensions"),
        ("sans extension", files.PDF, "Ce type de fichier n’est pas accepté. Types acceptés : pdf, jpg,"),
        ("", files.PDF, "Ce fichier n’a pas de nom"),
        ("...", files.PDF, "Ce fichier n’a pas de nom"),
        ("bilan.pdf", b"", "Le fichier « bilan.pdf » est vide"),
        ("photo.jpg", files.picture("JPEG", (400, 400), quality=100)[:900], "est abîmé ou incomplet"),
        ("plan.png", files.picture("PNG")[:40], "est abîmé ou incomplet"),
        ("note.docx", files.office("word")[:-30], "est abîmé ou incomplet"),
    ],
)
def test_a_file_that_is_not_let_in_has_its_sentence(name, data, sentence):
    assert sentence in refused(name, data)


def test_the_limit_is_that_of_the_settings(settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    padding = b"\0" * (settings.UPLOAD_MAX_BYTES - len(files.PDF))
    assert examine("bilan.pdf", files.PDF + padding)
    assert refused("bilan.pdf", files.PDF + padding + b"\0").endswith("est trop lourd : la limite est de 2 Mo.")


def test_a_picture_that_expands_enormously_is_refused_before_it_is_opened():
    # A PNG that announces 30,000 × 30,000 pixels: 3.6 GB once opened.
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    assert "est trop grande" in refused("plan.png", bomb)


def test_an_archive_that_expands_enormously_is_refused(settings):
    settings.UPLOAD_MAX_EXPANDED_BYTES = 1000
    bomb = files.archive("[Content_Types].xml", **{"word/document.xml": "x" * 1001})
    assert "anormalement compressé" in refused("note.docx", bomb)
    many = files.archive("[Content_Types].xml", *(f"word/{number}.xml" for number in range(5_001)))
    assert "contient trop d’éléments" in refused("note.docx", many)


@pytest.mark.parametrize(("form", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_keeps_nothing_but_what_is_seen(form, extension):
    data = files.picture_with_secrets(form)
    assert files.PLANTED in data
    kept = examine(f"photo.{extension}", data).data
    assert files.PLANTED not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}
        # Held sideways: turned for good, since what said so is gone.
        assert image.size == (20, 40)
        red, green, _ = image.convert("RGB").getpixel((5, 5))
        assert (red > 240, green < 15) == (True, True)


@pytest.mark.parametrize(("form", "extension"), [("PNG", "png"), ("WEBP", "webp")])
def test_an_animation_is_refused_rather_than_stopped(form, extension):
    frames, data = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")], io.BytesIO()
    frames[0].save(data, form, save_all=True, append_images=frames[1:])
    assert "est animée" in refused(f"plan.{extension}", data.getvalue())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\Documents\\Bilan 2026.pdf", "Bilan 2026.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("bilan.v2 du 12.03.2026.pdf", "bilan.v2 du 12.03.2026.pdf"),
        ("  Bilan\n\t de\u200b l’année .pdf. ", "Bilan de l’année.pdf"),
        ("Bilan\nfinal.pdf", "Bilan final.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 176 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given, name):
    assert cleaned_name(given) == name


def test_a_mark_that_reverses_the_writing_does_not_hide_an_extension():
    assert "Les programmes" in refused("photo\u202egpj.exe", files.EXECUTABLE)
