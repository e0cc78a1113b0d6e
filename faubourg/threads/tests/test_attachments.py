"""Files joined to an object: kept under opaque names, given back harmless, gone with their line."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from faubourg.threads.models import Attachment
from faubourg.threads.operations import attach, detach, forget, sweep
from faubourg.threads.queries import attachments_of, tallies
from faubourg.threads.serving import open_attachment, safe_headers
from faubourg.threads.tests import files
from faubourg.threads.tests.conftest import NOW


@pytest.fixture
def join(target, author):
    def _join(name="Bilan d’étape.pdf", data=files.PDF, about=None):
        upload = SimpleUploadedFile("x", data)
        upload.name = name
        return attach(target=about or target, scope="contrat/essai", upload=upload, actor=author, at=NOW)

    return _join


def stored(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_an_opaque_name_and_given_back_as_it_came(join, target, author, own_files):
    attachment = join()
    assert list(attachments_of(target)) == [attachment]
    assert (attachment.name, attachment.size, attachment.uploaded_by) == ("Bilan d’étape.pdf", len(files.PDF), author)
    (path,) = stored(own_files)
    assert path.name.isalnum()
    assert len(path.name) == 32
    with open_attachment(Attachment.objects.get()) as content:
        assert content.read() == files.PDF


def test_a_browser_saves_the_file_and_runs_nothing_of_it(join):
    headers = safe_headers(join())
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''Bilan%20d%E2%80%99%C3%A9tape.pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (headers["Content-Type"], headers["Content-Length"]) == ("application/pdf", str(len(files.PDF)))
    assert "no-store" in headers["Cache-Control"]


def test_a_name_cannot_write_a_header(join):
    disposition = safe_headers(join('a"; filename="b.html\r\nSet-Cookie: x.pdf'))["Content-Disposition"]
    assert "\r" not in disposition
    assert "\n" not in disposition
    assert disposition.startswith("attachment; ")


def test_what_is_refused_leaves_nothing(join, own_files):
    with pytest.raises(ValidationError):
        join("bilan.pdf", files.HTML)
    assert (Attachment.objects.count(), stored(own_files)) == (0, [])


def test_the_announced_size_is_not_believed(join, settings, target, author):
    settings.UPLOAD_MAX_BYTES = 1000
    upload = SimpleUploadedFile("bilan.pdf", files.PDF + b"\0" * 2000)
    upload.size = 10
    with pytest.raises(ValidationError, match="trop lourd"):
        attach(target=target, scope="contrat/essai", upload=upload, actor=author, at=NOW)


def test_the_same_content_is_joined_once_to_an_object(join, own_files):
    join()
    with pytest.raises(ValidationError, match=r"déjà joint ici, sous le nom .*Bilan"):
        join("copie.pdf")
    assert len(stored(own_files)) == 1
    join(about=Group.objects.create(name="autre"))
    assert len(stored(own_files)) == 2


def test_two_who_join_the_same_content_at_once_leave_one_file(join, own_files, monkeypatch):
    join()
    # The second did not see the first: its look-up came before.
    monkeypatch.setattr(
        "faubourg.threads.operations.Attachment.objects.about", lambda target: Attachment.objects.none()
    )
    with pytest.raises(ValidationError, match="déjà joint"):
        join()
    assert (Attachment.objects.count(), len(stored(own_files))) == (1, 1)


def test_when_the_row_cannot_be_written_the_file_goes(join, own_files, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Attachment, "save", fail)
    with pytest.raises(RuntimeError):
        join()
    assert stored(own_files) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_its_line_once_that_is_sure(join, own_files):
    attachment = join()
    with pytest.raises(IntegrityError), transaction.atomic():
        detach(attachment=attachment)
        raise IntegrityError
    assert len(stored(own_files)) == 1
    detach(attachment=Attachment.objects.get())
    assert (Attachment.objects.count(), stored(own_files)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_what_hangs_on_a_deleted_object_goes_with_it(join, target, own_files):
    join()
    join("photo.png", files.picture("PNG"))
    kept = join(about=Group.objects.create(name="autre"))
    forget(target=target)
    assert list(Attachment.objects.all()) == [kept]
    assert len(stored(own_files)) == 1


@pytest.mark.django_db(transaction=True)
def test_files_without_a_line_are_swept(join, own_files):
    assert sweep(written_before=timezone.now()) == 0
    join()
    with pytest.raises(RuntimeError), transaction.atomic():
        join("photo.png", files.picture("PNG"))
        raise RuntimeError
    assert len(stored(own_files)) == 2
    assert sweep(written_before=timezone.now() - timedelta(hours=1)) == 0
    assert sweep(written_before=timezone.now() + timedelta(hours=1)) == 1
    assert len(stored(own_files)) == 1
    with open_attachment(Attachment.objects.get()) as content:
        assert content.read() == files.PDF


def test_a_lost_file_has_its_sentence(join, own_files):
    attachment = join()
    stored(own_files)[0].unlink()
    with pytest.raises(FileNotFoundError, match="introuvable"):
        open_attachment(Attachment.objects.get(pk=attachment.pk))


def test_attachments_are_counted_beside_comments(join, target):
    join()
    join("photo.png", files.picture("PNG"))
    assert tallies(Group, [target.pk])[str(target.pk)].attachments == 2
