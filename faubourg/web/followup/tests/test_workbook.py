"""A request by workbook and on paper: what is written comes back, and nothing is half taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.followup.authors import Author
from faubourg.followup.operations import Answer, answer_line
from faubourg.indicators.models import Observation, ValueNote
from faubourg.indicators.operations import Typed
from faubourg.web.followup.workbook import CHOICE, CODE, MARK, NOT_ASKED, REASON, SHEET

pytestmark = pytest.mark.django_db
WHOLE = "Ensemble, total"


def table(content):
    """The rows of a downloaded workbook, by title."""
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(SHEET).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def file_of(rows):
    columns = [SheetColumn(title) for title in rows[0]]
    content = write_xlsx([Sheet(SHEET, columns, [[value or None for value in row.values()] for row in rows])])
    return SimpleUploadedFile("reponses.xlsx", content)


@pytest.fixture
def sheet(client, opened):
    """The workbook of the CAF, downloaded by its référent·e, and where it is sent back."""
    client.force_login(opened.referent)
    rows = table(client.get(f"{opened.address}classeur.xlsx").content)
    return rows, f"{opened.address}classeur/"


def test_a_filled_workbook_is_shown_then_written(client, opened, sheet):
    rows, address = sheet
    assert [row[CODE] for row in rows] == ["001-B", "002-C"]
    unchanged = client.post(address, {"file": file_of(rows)}).content.decode()
    assert "ne change rien" in unchanged
    rows[0] |= {WHOLE: "plus de 200", CHOICE: "Reconduit", "Interprétation": "En hausse"}
    rows[1][REASON] = "Logiciel en panne"
    preview = client.post(address, {"file": file_of(rows)})
    assert "4\u00a0changements" in preview.content.decode()
    assert not Observation.objects.exists()
    kept = preview.context["kept"]
    answer = client.post(address, {"garde": kept, "faire": "transmettre"}, follow=True).content.decode()
    assert "2\u00a0lignes enregistrées" in answer
    states = dict(opened.request.lines.order_by().values_list("code", "state"))
    assert states == {"001-B": "transmis", "002-C": "indisponible"}
    assert Observation.objects.get().value == 200
    assert ValueNote.objects.get().interpretation == "En hausse"
    again = table(client.get(f"{opened.address}classeur.xlsx").content)
    assert (again[0][WHOLE], again[0][CHOICE], again[1][REASON]) == ("plus de 200", "reconduit", "Logiciel en panne")


def test_each_wrong_cell_is_told_and_nothing_is_taken(client, opened, sheet):
    rows, address = sheet
    rows[0] |= {WHOLE: "beaucoup", CHOICE: "peut-être", "Source": "a" * 301}
    rows[1] |= {WHOLE: "12", REASON: "Logiciel"}
    rows += [rows[0] | {CODE: "003-D"}, rows[0] | {CODE: "001-C"}, rows[0] | {CODE: "001-B"}]
    page = client.post(address, {"file": file_of(rows)}).content.decode()
    for said in (
        "ligne 2, colonne « Ensemble, total »", "301 caractères", "n’est pas une suite", "se dit indisponible",
        "003-D n’est pas de cette demande", "« 001-C » n’est pas un code", "est déjà à la ligne 2",
    ):  # fmt: skip
        assert said in page.replace("\u00a0", " "), said
    assert not Observation.objects.exists()


def test_what_was_written_since_the_download_is_told_and_kept_unless_confirmed(client, opened, sheet):
    rows, address = sheet
    cells = (Typed(opened.families.pk, (0, "t"), "12", ""),)
    answer_line(line=opened.line, answer=Answer(0, cells=cells), author=Author(user=opened.lead), at=timezone.now())
    assert "ne change rien" in client.post(address, {"file": file_of(rows)}).content.decode()
    rows[0][WHOLE] = "15"
    preview = client.post(address, {"file": file_of(rows)})
    assert "écrit depuis" in preview.content.decode()
    client.post(address, {"garde": preview.context["kept"], "faire": "enregistrer"})
    assert Observation.objects.get().value == 15
    stale = client.post(address, {"garde": preview.context["kept"], "faire": "enregistrer"}, follow=True)
    assert Observation.objects.get().value == 15
    assert stale.status_code == 200


def test_by_link_its_own_lines_only(client, opened, made):
    client.post(reverse("followup:link", args=[made.token]), {"ouvrir": "1"})
    rows = table(client.get(reverse("followup:link-file", args=[made.token])).content)
    assert [row[CODE] for row in rows] == ["001-B", "002-C"]
    assert all(row[MARK] for row in rows)
    rows[0][WHOLE] = "7"
    address = reverse("followup:link-take", args=[made.token])
    kept = client.post(address, {"file": file_of(rows)}).context["kept"]
    client.post(address, {"garde": kept, "faire": "enregistrer"})
    assert Observation.objects.get().value == 7
    assert client.get(f"{opened.address}classeur.xlsx").status_code == 302
    client.session.flush()


def test_a_stranger_to_the_link_is_sent_to_its_button(client, made):
    for name in ("link-file", "link-take", "link-paper"):
        assert client.get(reverse(f"followup:{name}", args=[made.token])).status_code == 302


def test_a_sheet_to_print_and_typing_by_code(client, opened):
    client.force_login(opened.lead)
    answer = client.get(f"{opened.address}feuille.pdf")
    assert answer.content.startswith(b"%PDF")
    address = reverse("followup:typing", args=[opened.contract.key, opened.campaign.key])
    assert "n’est pas un code" in client.get(address, {"code": "1-Z"}).content.decode()
    assert "Familles suivies" in client.get(address, {"code": "1b"}).content.decode()
    name = f"l{opened.line.pk}-v-{opened.families.pk}-0-t"
    client.post(f"{address}?code=1b", {name: "31", "faire": f"transmettre-{opened.line.pk}"})
    opened.line.refresh_from_db()
    assert (opened.line.state, Observation.objects.get().value) == ("transmis", 31)


def test_a_breakdown_not_asked_stays_closed(client, opened, sheet):
    rows, address = sheet
    opened.families.breakdowns = ["sexe"]
    opened.families.save()
    rows = table(client.get(f"{opened.address}classeur.xlsx").content)
    assert rows[1]["Ensemble, femmes"] == NOT_ASKED
    rows[1]["Ensemble, femmes"] = "4"
    page = client.post(address, {"file": file_of(rows)}).content.decode()
    assert "n’est pas demandée" in page
