"""Every file that a person may send by mistake: a French sentence with its place and the way out, nothing written."""

import datetime
import html
import io
import re
import zipfile

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from faubourg.contracts.models import Contract
from faubourg.exchange.tests.documents import exported, paths_of_difference, small
from faubourg.exchange.tests.workbooks import CONTRACT, TREE, workbook
from faubourg.intake.tests.builders import replaced, unzipped, zipped

pytestmark = pytest.mark.django_db

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ACTIONS = ["Clé", "Intitulé", "Nature"]
ROLES = ["Action", "Organisation", "Rôle"]
SOUND = {"Arbre": TREE, "Actions": [ACTIONS, ["e1", "Agir", "engagement"]],
         "Organisations": [["Clé", "Nom"], ["org-caf", "CAF"]]}  # fmt: skip


def sound(**sheets) -> bytes:
    """A workbook that imports, with other sheets beside or instead."""
    return workbook(SOUND | sheets)


def _merged(book) -> None:
    book.get_worksheet_by_name("Actions").merge_range("B3:C3", "Ensemble")


def _hidden(book) -> None:
    book.get_worksheet_by_name("Actions").set_row(1, None, None, {"hidden": True})


def _formula(book) -> None:
    book.get_worksheet_by_name("Actions").write_formula("B3", "=A1")


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in unzipped(sound()).items():
            archive.writestr(name, part)
        archive.writestr("xl/media/image.bin", b"\0" * 60_000_000)
    return out.getvalue()


def _two_of_a_name() -> bytes:
    return replaced(sound(Moyens=[["Action", "Origine"]]), "xl/workbook.xml", 'name="Moyens"', 'name="ACTIONS "')


FILES = {
    "wrong sheet": (
        sound(Activités=[["Clé"], ["x"]]),
        "x.xlsx",
        "Feuille inconnue : « Activités ». Nommez-la « Actions »",
    ),
    "no contract sheet": (
        replaced(sound(), "xl/workbook.xml", 'name="Contrat"', 'name="Notes"'),
        "x.xlsx",
        "La feuille « Contrat » manque",
    ),
    "missing column": (
        sound(Actions=[["Clé", "Nature"], ["e1", "engagement"]]),
        "x.xlsx",
        "Feuille « Actions », ligne 1 : la colonne « Intitulé » manque. Ajoutez-la",
    ),
    "unknown column": (
        sound(Actions=[[*ACTIONS, "Intitulé court"], ["e1", "Agir", "engagement", "x"]]),
        "x.xlsx",
        "la colonne « Intitulé court » est inconnue. Écrivez « Intitulé », ou supprimez-la",
    ),
    "unknown code": (
        sound(Rôles=[ROLES, ["e1", "org-x", "pilote"]]),
        "x.xlsx",
        "Feuille « Rôles », ligne 2, colonne « Organisation » : « e1 » : « org-x » n’est la clé d’aucune organisation "
        ": corriger la clé ou ajouter la ligne qui manque.",
    ),
    "unknown choice": (
        sound(Rôles=[ROLES, ["e1", "org-caf", "chef"]]),
        "x.xlsx",
        "Feuille « Rôles », ligne 2, colonne « Rôle » : « chef » n’est pas prévu : choisir « pilote », « co-pilote »",
    ),
    "duplicate key": (
        sound(Actions=[ACTIONS, ["e1", "Agir", "engagement"], ["e1", "Encore", "fiche"]]),
        "x.xlsx",
        "Feuille « Actions », ligne 3, colonne « Clé » : « e1 Encore » : la clé « e1 » est déjà prise plus haut",
    ),
    "key of another sheet": (
        sound(Organisations=[["Clé", "Nom"], ["e1", "CAF"]]),
        "x.xlsx",
        "la clé « e1 » est déjà prise dans « Organisations » : en choisir une autre",
    ),
    "no key": (
        sound(Actions=[ACTIONS, [None, "Agir", "engagement"]]),
        "x.xlsx",
        "Feuille « Actions », ligne 2, colonne « Clé » : « Agir » : chaque ligne doit avoir une clé",
    ),
    "cycle in the tree": (
        sound(Arbre=[TREE[0], ["a1", "axe", "Axe", "o1"], ["o1", "objectif", "Objectif", "a1"]]),
        "x.xlsx",
        "Feuille « Arbre », ligne 2, colonne « Sous » : « a1 Axe » : « a1 » est placé sous lui-même",
    ),
    "date in words": (
        sound(Jalons=[["Date", "Libellé"], ["mi-mars 2024", "Signature"]]),
        "x.xlsx",
        "Feuille « Jalons », ligne 2, colonne « Date » : « mi-mars 2024 » n’est pas une date : écrivez 2024, 09/2024",
    ),
    "number in words": (
        sound(Moyens=[["Action", "Origine", "Montant (€)"], ["e1", "droit commun", "beaucoup"]]),
        "x.xlsx",
        "colonne « Montant (€) » : « beaucoup » n’est pas un nombre : écrivez-le en chiffres, comme 1 234,5",
    ),
    "target of no indicator": (
        sound(Cibles=[["Indicateur", "Valeur"], ["i9", 3]]),
        "x.xlsx",
        "Feuille « Cibles », ligne 2, colonne « Indicateur » : « i9 » n’est la clé d’aucune ligne de la feuille",
    ),
    "bad contract field": (
        workbook(contract=[*CONTRACT, ["Couleur", "rouge"], ["Début", "bientôt"]]),
        "x.xlsx",
        "Feuille « Contrat », ligne 6, colonne « Valeur » : « bientôt » n’est pas une date",
    ),
    "unknown version": (
        workbook(contract=[*CONTRACT, ["Version du format", "3.0"]]),
        "x.xlsx",
        "le classeur suit la version 3.0 du format, Faubourg connaît la 1.0",
    ),
    "formula": (
        workbook(SOUND, finish=_formula),
        "x.xlsx",
        "Feuille « Actions », ligne 3, colonne « Intitulé » : la cellule B3 contient une formule. Copiez-la",
    ),
    "merged cells": (
        workbook(SOUND, finish=_merged),
        "x.xlsx",
        "Feuille « Actions », ligne 3, colonne « Intitulé » : les cellules B3:C3 sont fusionnées. Défusionnez-les",
    ),
    "two sheets of one name": (_two_of_a_name(), "x.xlsx", "deux feuilles portent ce nom"),
    "old excel": (OLE + bytes(2000), "x.xls", "est à l’ancien format d’Excel (.xls). Ouvrez-le dans votre tableur"),
    "macros": (sound(), "x.xlsm", "est un classeur à macros (.xlsm), qui n’est pas accepté. Enregistrez-le au format"),
    "password": (
        OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000),
        "x.xlsx",
        "est protégé par un mot de passe. Dans Excel, Fichier › Informations",
    ),
    "zip bomb": (_bomb(), "x.xlsx", "est anormalement compressé. Copiez les seules cellules utiles"),
    "truncated": (sound()[:-3000], "x.xlsx", "est abîmé ou incomplet. Ouvrez-le dans votre tableur"),
    "csv renamed": (b"Cle;Titre\ne1;Agir\n", "x.xlsx", "est un fichier texte ou CSV renommé en classeur"),
    "pdf": (b"%PDF-1.7", "x.pdf", "n’est ni un fichier YAML ni un classeur. Déposer un fichier .yaml, .xlsx ou .ods"),
    "yaml list": (b"- a\n", "x.yaml", "Le fichier n’est pas un contrat"),
    "yaml tag": (b"contract: !!python/name:os.system\n", "x.yaml", "Ligne 1 : l’étiquette « !!python/name:os.system »"),
    "yaml utf-16": ("contract: {}".encode("utf-16"), "x.yml", "est en UTF-16. Enregistrez le fichier en UTF-8"),
}


def text_of(response) -> str:
    """What a reader sees of a page."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(bare).replace("\u00a0", " ").split())


def _said(page: str, words: str) -> bool:
    """Whether the page says it, its place in one cell and its sentence in another."""
    placed = words.startswith(("Feuille «", "colonne «", "Ligne "))
    place, colon, sentence = words.partition(" : ") if placed else ("", "", words)
    sentence = sentence[:1].upper() + sentence[1:]
    return f"{place} {sentence}" in page if colon else sentence in page or words in page


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_gets_a_sentence_and_writes_nothing(name, client, admin, send):
    content, filename, words = FILES[name]
    client.force_login(admin)
    response = send(content, filename)
    assert response.status_code == 200
    assert _said(text_of(response), words), text_of(response)
    assert not Contract.objects.exists()


def test_too_heavy_a_file_is_refused_before_it_is_read(client, admin, send):
    client.force_login(admin)
    page = text_of(send(b"x" * (50 * 1024 * 1024), "gros.xlsx"))
    assert "« gros.xlsx » pèse 50 Mo, la limite est de 20 Mo. Retirez-en les images" in page


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_or_missing_file_is_said_at_its_field(content, client, admin, send):
    client.force_login(admin)
    if content is None:
        assert "Choisissez un fichier." in text_of(client.post("/importer/", {}))
    else:
        assert "« vide.xlsx » est vide" in text_of(send(content, "vide.xlsx"))


@pytest.mark.parametrize("from_1904", [True, False], ids=["dates from 1904", "dates from 1900"])
def test_a_date_is_the_day_that_excel_shows(from_1904, client, admin, send):
    client.force_login(admin)
    rows = [["Date", "Libellé"], [datetime.date(2024, 3, 1), "Signature"]]
    response = send(workbook(SOUND | {"Jalons": rows}, date_1904=from_1904), "x.xlsx")
    client.post(response.request["PATH_INFO"] + "appliquer/", {"digest": ""})
    assert Contract.objects.get(key="essai").milestones.get().date == "2024-03-01"


def test_numbers_with_spaces_and_comma_are_read(client, admin, send):
    client.force_login(admin)
    rows = [["Action", "Origine", "Montant (€)"], ["e1", "droit commun", "1 234,50 €"], ["e1", "Droit commun", "12.5"]]
    response = send(sound(Moyens=rows), "x.xlsx")
    client.post(response.request["PATH_INFO"] + "appliquer/", {"digest": ""})
    means = exported(Contract.objects.get(key="essai"))["means"]
    assert [line["amount"] for line in means] == [1234.5, 12.5]


def test_hidden_rows_are_read_and_said(client, admin, send):
    client.force_login(admin)
    content = workbook(SOUND, finish=_hidden)
    page = text_of(send(content, "x.xlsx"))
    assert "Feuille « Actions » : la ligne 2 est masquée. Le contenu masqué est lu comme le reste" in page
    assert "Créer le contrat" in page


def test_an_ods_workbook_is_read(client, admin, send):
    document = OpenDocumentSpreadsheet()
    for name, rows in {"Contrat": CONTRACT, "Arbre": TREE}.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for text in row:
                cell = TableCell(valuetype="string") if text else TableCell()
                if text:
                    cell.addElement(P(text=text))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    client.force_login(admin)
    page = text_of(send(out.getvalue(), "x.ods"))
    assert "Le fichier crée le contrat « Contrat d’essai »" in page and "Arbre 2" in page


def test_hundreds_of_problems_are_cut_and_downloadable(client, admin, send):
    client.force_login(admin)
    rows = [["Date", "Libellé"], *[[f"jour {n}", "Signature"] for n in range(250)]]
    response = send(sound(Jalons=rows), "x.xlsx")
    page = text_of(response)
    assert "250 problèmes dans ce fichier." in page and "et 50 autres : toute la liste" in page
    assert page.count("n’est pas une date") == 200
    listed = client.get(response.request["PATH_INFO"] + "erreurs.csv")
    assert listed["Content-Type"].startswith("text/csv")
    assert len(listed.content.decode("utf-8-sig").splitlines()) == 251


def test_a_bad_file_leaves_an_existing_contract_alone(client, lead, small_contract, send):
    client.force_login(lead)
    document = [CONTRACT[0], ["Clé", "petit-2024"], ["Intitulé", "Autre"], ["Nature", "traité"]]
    page = text_of(send(workbook(contract=document), "x.xlsx", small_contract))
    assert "« traité » n’est pas prévu" in page
    assert "".join(paths_of_difference(small(), exported(small_contract))) == ""


def test_an_archive_that_is_no_workbook_is_said(client, admin, send):
    client.force_login(admin)
    assert "n’est pas un classeur .xlsx ou .ods" in text_of(send(zipped({"a.txt": b"x"}), "x.xlsx"))
