"""The files of a fiche through the screen: joined, refused in a sentence, given back, removed."""

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from faubourg.journal.models import Entry
from faubourg.threads.models import Attachment
from faubourg.threads.tests import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def join(as_, pilot, action):
    """`join(("a.pdf", data), …, user=…)` posts the files, as the pilote unless told."""

    def _join(*given, user=None):
        uploads = [SimpleUploadedFile(name, data, content_type="application/pdf") for name, data in given]
        address = reverse("talk:attach", args=["essai", action.key])
        return as_(user or pilot).post(address, {"files": uploads}, follow=True)

    return _join


def read(answer) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_several_files_are_joined_and_listed(join, pilot, action):
    page = read(join(("Bilan.pdf", files.PDF), ("note.docx", files.office("word"))))
    assert "Joints : « Bilan.pdf », « note.docx »." in page
    assert "Document PDF, 1 Ko, par Pilote" in page and "Document Word" in page
    assert {one.target for one in Attachment.objects.all()} == {action.lineage}
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.target, entry.changes) == (
        "pièce jointe ajoutée", action, {"pièce jointe": [None, "note.docx"]}
    )  # fmt: skip


def test_the_limits_are_said_beforehand(as_, pilot, tab):
    page = read(as_(pilot).get(tab))
    assert "20 Mo par fichier" in page and "10 fichiers à la fois" in page and "sans macro" in page


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bilan.pdf", files.EXECUTABLE, "n’est pas celui d’un document PDF : c’est un programme."),
        ("bilan.pdf", files.HTML, "c’est une page web."),
        ("photo.png", files.SVG, "c’est une image SVG"),
        ("dessin.svg", files.SVG, "Les images SVG ne sont pas acceptées"),
        ("page.html", files.HTML, "Les pages web ne sont pas acceptées"),
        ("bilan.pdf", b"", "Le fichier « bilan.pdf » est vide"),
        ("note.docx", files.OLE, "un fichier protégé par un mot de passe."),
        ("note.docx", files.office("word", "word/vbaProject.bin"), "contient des macros"),
        ("suivi.xlsm", files.office("xl"), "Les fichiers avec macros ne sont pas acceptés"),
        ("note.docx", files.office("xl"), "n’est pas celui d’un document Word."),
        ("note.docx", files.office("word")[:-30], "est abîmé ou incomplet"),
        ("setup.exe", files.EXECUTABLE, "Les programmes ne sont pas acceptés."),
        ("facture.pdf.exe", files.EXECUTABLE, "porte deux extensions"),
        ("tout.zip", files.archive("a"), "joignez les fichiers un par un."),
        ("plan.gif", files.picture("GIF"), "Les images GIF ne sont pas acceptées"),
    ],
)
def test_a_refused_file_has_its_sentence_and_leaves_nothing(join, own_files, name, data, sentence):
    answer = join((name, data))
    assert answer.status_code == 200 and sentence in read(answer)
    assert not Attachment.objects.exists() and not Entry.objects.exists()
    assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_a_file_that_is_too_heavy_is_refused(join, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert "est trop lourd : la limite est de 1 Mo." in read(join(("bilan.pdf", files.PDF + b"\0" * 1024 * 1024)))


def test_good_files_stay_when_another_is_refused(join):
    page = read(join(("Bilan.pdf", files.PDF), ("dessin.svg", files.SVG), ("Copie.pdf", files.PDF)))
    assert "Joint : « Bilan.pdf »." in page
    assert "images SVG" in page and "déjà joint ici, sous le nom « Bilan.pdf »" in page
    assert Attachment.objects.count() == 1


def test_no_file_or_too_many_have_their_sentence(join, as_, pilot, action, monkeypatch):
    assert "Choisissez au moins un fichier." in read(join())
    pictures = [(f"{n}.png", files.picture("PNG", (10 + n, 10))) for n in range(11)]
    assert "joignez-en 10 au plus à la fois" in read(join(*pictures))
    monkeypatch.setattr("faubourg.actions.operations.talking.MAX_FILES", 0)
    assert "a déjà 0 pièces jointes" in read(join(("Bilan.pdf", files.PDF)))
    assert not Attachment.objects.exists()


def test_a_picture_loses_what_it_says_of_its_place(join, as_, pilot):
    join(("photo.jpg", files.picture_with_secrets("JPEG")))
    kept = as_(pilot).get(reverse("talk:download", args=["essai", Attachment.objects.get().pk])).content
    assert files.PLANTED not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}


def test_a_file_is_given_back_harmless_to_members_only(join, as_, elected, stranger):
    join(("Bilan d’étape.pdf", files.PDF))
    address = reverse("talk:download", args=["essai", Attachment.objects.get().pk])
    answer = as_(elected).get(address)
    assert answer.content == files.PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Bilan%20d")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert as_(stranger).get(address).status_code == 404
    as_(stranger).logout()
    assert as_(elected).get(reverse("talk:download", args=["essai", 10**30])).status_code == 404


def test_a_lost_file_is_not_found(join, as_, elected, own_files):
    join(("Bilan.pdf", files.PDF))
    next(path for path in own_files.rglob("*") if path.is_file()).unlink()
    address = reverse("talk:download", args=["essai", Attachment.objects.get().pk])
    assert as_(elected).get(address).status_code == 404


def test_who_keeps_the_fiche_removes_after_a_question_and_the_journal_keeps_the_name(
    join, as_, pilot, partner, action, own_files, django_capture_on_commit_callbacks
):
    join(("Bilan.pdf", files.PDF))
    address = reverse("talk:detach", args=["essai", Attachment.objects.get().pk])
    assert as_(partner).post(address).status_code == 403
    assert "Retirer « Bilan.pdf »" in read(as_(pilot).get(address))
    assert Attachment.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        page = read(as_(pilot).post(address, follow=True))
    assert "Pièce retirée : « Bilan.pdf »." in page
    assert not Attachment.objects.exists() and not [path for path in own_files.rglob("*") if path.is_file()]
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.target) == ("pièce jointe retirée", action)
    assert entry.changes == {"pièce jointe": ["Bilan.pdf", None]}


def test_who_does_not_keep_the_fiche_joins_nothing(join, partner, as_, tab):
    assert join(("Bilan.pdf", files.PDF), user=partner).status_code == 403
    assert "Joindre des fichiers" not in read(as_(partner).get(tab))
