"""The kept files of a frozen report: given as they were, or not at all."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from faubourg.reports.choices import Stage
from faubourg.reports.models import AnnualReport, ReportFile


@pytest.mark.django_db
def test_a_kept_file_that_changed_is_not_given(lead_client, contract, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = AnnualReport.objects.create(contract=contract, year=2025, stage=Stage.APPROVED)
    kept = ReportFile(report=report, ending="json", size=2, sha256=hashlib.sha256(b"{}").hexdigest())
    kept.file.save("rapport.json", ContentFile(b"{}"))
    address = reverse("publications:file", args=[contract.key, report.pk, "json"])
    assert lead_client.get(address).content == b"{}"
    with kept.file.storage.open(kept.file.name, "wb") as content:
        content.write(b"[]")
    answer = lead_client.get(address, follow=True)
    assert "son empreinte a changé" in answer.content.decode()
