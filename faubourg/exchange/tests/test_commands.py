"""The commands that stay stable: import_contract, export_contract, summary."""

import json
import re
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract
from faubourg.exchange.tests.documents import exported, imported, paths_of_difference, small
from faubourg.exchange.tests.workbooks import TREE, workbook
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


def _run(*args, **options) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def write(tmp_path):
    """`write(document)` is the path of a YAML file that holds it."""

    def _write(document: dict, name: str = "contrat.yaml"):
        path = tmp_path / name
        path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path

    return _write


def _report(*args, **options) -> dict:
    return json.loads(_run("import_contract", *map(str, args), json=True, **options))


def test_a_new_contract_is_imported_then_left_as_it_is(write):
    path = write(small())
    first, again = _report(path), _report(path)
    assert (first["key"], first["new"], first["written"]) == ("petit-2024", True, True)
    assert first["created"] > 40 and first["unchanged"] == 0
    assert (again["new"], again["created"], again["changed"], again["removed"]) == (False, 0, 0, 0)
    assert again["unchanged"] == first["created"] + 1


def test_a_dry_run_says_what_would_change_and_writes_nothing(write):
    report = _report(write(small()), dry_run=True)
    assert (report["new"], report["written"], report["differences"]) == (True, False, [])
    assert report["created"] > 40 and not Contract.objects.exists()
    contract = imported()
    document = small()
    document["meetings"][0]["participants"] = 13
    report = _report(write(document), dry_run=True)
    assert [(d["id"], d["old"], d["new"]) for d in report["differences"]] == [("meetings/#1/participants", 12, 13)]
    assert "".join(paths_of_difference(small(), exported(contract))) == ""


def test_accept_none_leaves_a_contract_as_it_is_and_all_takes_the_file(write):
    contract = imported()
    document = small()
    document["meetings"][0]["participants"] = 13
    assert _report(write(document), accept="none")["changed"] == 0
    assert "".join(paths_of_difference(small(), exported(contract))) == ""
    assert _report(write(document), accept="all")["changed"] == 1
    assert "".join(paths_of_difference(document, exported(contract))) == ""


def test_a_wrong_file_ends_in_sentences(write, tmp_path):
    path = write(small(budget=[]))
    with pytest.raises(CommandError, match="n’existe pas"):
        _run("import_contract", str(path))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_contract", str(path), "--json", stdout=out)
    assert "budget" in json.loads(out.getvalue())["problems"][0]
    with pytest.raises(CommandError, match="n’existe pas"):
        _run("import_contract", str(tmp_path / "absent.yaml"))


def test_people_read_counts(write):
    text = _run("import_contract", str(write(small())))
    text = text.replace("\u00a0", " ")
    assert "Contrat « petit-2024 » importé" in text and re.search(r" en \d+(,\d+)? s\.", text)
    assert "lignes ajoutées, 0 ligne modifiée, 0 ligne retirée, 0 ligne inchangée." in text
    assert "Personne n’a encore de rôle dans ce contrat" in text


def test_an_import_gives_its_lead(write, lead):
    path = str(write(small()))
    with pytest.raises(CommandError, match="Aucun compte ouvert"):
        _run("import_contract", path, "--lead", "absente@exemple.fr")
    assert not Contract.objects.filter(key="petit-2024").exists()
    text = _run("import_contract", path, "--lead", lead.email.upper())
    _run("import_contract", path, "--lead", lead.email)
    role = Contract.objects.get(key="petit-2024").memberships.get()
    assert (role.user, role.role) == (lead, Role.PROJECT_LEAD) and "Personne" not in text
    assert Entry.objects.filter(verb="rôle donné").count() == 1


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_an_export_imports_again_without_a_change(ending, tmp_path):
    imported()
    path = tmp_path / f"contrat.{ending}"
    _run("export_contract", "petit-2024", "--format", ending, "-o", str(path))
    report = _report(path)
    assert (report["created"], report["changed"], report["removed"]) == (0, 0, 0)


def test_a_workbook_makes_a_new_contract(tmp_path):
    path = tmp_path / "essai.xlsx"
    path.write_bytes(workbook({"Arbre": TREE}))
    assert _report(path)["created"] == 2
    assert json.loads(_run("summary", "essai", "--json"))["nodes"] == {"axe": 1, "objectif": 1}


def test_an_unknown_contract_is_said(tmp_path):
    with pytest.raises(CommandError, match="Aucun contrat"):
        _run("export_contract", "absent", "-o", str(tmp_path / "x.yaml"))
    with pytest.raises(CommandError, match="Aucun contrat"):
        _run("summary", "absent")


def test_summary_counts_rows():
    imported()
    counts = json.loads(_run("summary", "petit-2024", "--json"))
    assert counts["actions"] == {"fiche": 1, "engagement": 2}
    assert counts["commitment_types"] == {"M": 2}
    assert (counts["territories"], counts["values"], counts["citizens"], counts["extra"]) == (2, 3, 1, 1)
    assert "actions : " in _run("summary", "petit-2024")
