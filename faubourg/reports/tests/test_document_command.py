"""The `document` command."""

import pytest
from django.core.management import CommandError, call_command

from faubourg.actions.tests.factories import ActionFactory


def test_a_document_is_written_to_the_file(contract, tmp_path):
    ActionFactory(contract=contract, key="eng-1")
    target = tmp_path / "fiche.pdf"
    call_command("document", "fiche", contract="essai", key="eng-1", output=target, verbosity=0)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("plan", {"contract": "rien"}, "Aucun contrat"),
        ("fiche", {"key": "rien"}, "n’est pas une clé"),
        ("acteur", {}, "demande --for"),
    ],
)
def test_what_cannot_be_printed_is_said(contract, tmp_path, kind, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("document", kind, **({"contract": "essai", "output": tmp_path / "x.pdf"} | options))


def test_the_ending_chooses_the_format(contract, tmp_path):
    with pytest.raises(CommandError, match="la fin du nom"):
        call_command("document", "plan", contract="essai", output=tmp_path / "x.txt")
