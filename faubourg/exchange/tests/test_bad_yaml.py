"""YAML that is wrong: a French sentence that says where and what to do, and nothing written."""

import copy

import pytest
import yaml

from faubourg.contracts.models import Contract, Lineage
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.exchange.tests.documents import NOW, imported, sentences, small
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.partners.models import Organisation

pytestmark = pytest.mark.django_db

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in ["ab", "bc", "cd", "de", "ef", "fg"]
)
TEXTS = {
    "alias bomb": (BOMB.encode(), "les renvois « * »"),
    "python tag": (b"contract: !!python/object/apply:os.system ['true']\n", "l’étiquette « !!python/object"),
    "null": (b"contract: \x00\n", "caractère nul"),
    "escaped null": (
        b'contract: {key: k, title: "a\\0b", kind: avenant}\n',
        "caractère invisible",
    ),
    "half a character": (
        b'contract: {key: k, title: "a\\ud800", kind: avenant}\n',
        "",
    ),
    "utf-16": ("contract: {key: k}\n".encode("utf-16"), "UTF-16"),
    "empty": (b"", "vide"),
    "comments": (b"# rien\n", "vide"),
    "a list": (b"- contract\n", "n’est pas un contrat"),
    "a text": (b"bonjour\n", "n’est pas un contrat"),
    "no contract": (b"actions: []\n", "La section « contract » manque"),
    "contract is a text": (b"contract: niort\n", "Ligne 1 : la section « contract » manque"),
    "broken": (b"contract: {key: k\nactions: [\n", "Ligne 2 : un groupe entre accolades n’est pas fermé"),
}


def _refused(content: bytes, filename: str = "contrat.yaml", **facts) -> str:
    """The sentences with which a file is refused; checks that nothing was written."""
    before = [model.objects.count() for model in (Contract, Organisation, Lineage, Entry)]
    with pytest.raises(IntakeError) as error:
        flat, _ = read_file(content, filename)
        apply_import(flat=flat, at=NOW, **facts)
    assert [model.objects.count() for model in (Contract, Organisation, Lineage, Entry)] == before
    return sentences(error.value)


def _refused_document(document: dict, **facts) -> str:
    return _refused(yaml.safe_dump(document, allow_unicode=True).encode(), **facts)


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_no_contract_is_refused(name):
    content, words = TEXTS[name]
    assert words in _refused(content)


def _without(section: str, index: int, field: str) -> dict:
    document = small()
    del document[section][index][field]
    return document


def _with(section: str, index: int, **facts) -> dict:
    document = small()
    document[section][index] |= facts
    return document


def _contract(**facts) -> dict:
    document = copy.deepcopy(small())
    document["contract"] |= facts
    return document


DOCUMENTS = {
    "no title": (_contract(title=None), "champ « title » : cette valeur est obligatoire"),
    "no key": (_contract(key=None), "chaque ligne doit avoir une clé"),
    "key is a number": (_contract(key=12), "chaque ligne doit avoir une clé"),
    "key with spaces": (_contract(key="mon contrat"), "« mon contrat » ne convient pas"),
    "key is too long": (_contract(key="k" * 90), "90 caractères, 80 au plus"),
    "unknown kind": (_contract(kind="traité"), "« traité » n’est pas prévu ; écrire « contrat de ville »"),
    "contract of no territory": (_contract(territory="ailleurs"), "« ailleurs » n’est la clé d’aucun territoire"),
    "levels twice": (_contract(levels=["axe", "axe"]), "donné deux fois"),
    "levels are a text": (_contract(levels="axe"), "« levels » n’a pas la forme attendue"),
    "votes are words": (
        _contract(deliberation={"assembly": "Conseil", "votes": {"pour": "trente"}}),
        "un nombre entier est attendu",
    ),
    "votes of another kind": (
        _contract(deliberation={"assembly": "Conseil", "votes": {"blancs": 1}}),
        "un groupe de votes est attendu",
    ),
    "a section of the fiches twice": (
        _contract(fiche_sections=[{"action_kind": "fiche", "block": "texte", "label": "A"}] * 2),
        "donné deux fois",
    ),
    "unknown section": (small(budget=[]), "la section « budget » n’existe pas"),
    "unknown schema version": (small(schema_version="2.0"), "version 2.0 du format"),
    "section is a text": (small(actions="aucune"), "la section « actions » doit être une liste"),
    "section of texts": (small(actions=["aucune"]), "la section « actions » doit être une liste"),
    "its own parent": (_with("nodes", 0, parent="a1"), "« a1 » est placé sous lui-même"),
    "a loop": (
        _with("nodes", 0, parent="o1"),
        "champ « parent » : « a1 » est placé sous lui-même par « o1 » : corriger « parent »",
    ),
    "an action under itself": (_with("actions", 0, parent="e1"), "est placé sous lui-même"),
    "key twice": (_with("actions", 1, key="f1"), "la clé « f1 » est déjà prise plus haut dans cette section"),
    "key of another section": (_with("actions", 1, key="org-caf"), "est déjà prise dans « Organisations »"),
    "unknown code": (_with("roles", 0, organisation="org-x"), "« org-x » n’est la clé d’aucune organisation"),
    "reference to nothing": (_with("cross_references", 0, to="rien"), "« rien » n’est la clé d’aucune ligne"),
    "reference is a list": (_with("cross_references", 0, to=["f1"]), "une liste n’est la clé d’aucune ligne"),
    "a key given twice in a list": (_with("actions", 0, nodes=["o1", "o1"]), "« o1 » est citée deux fois"),
    "keys are a text": (_with("actions", 0, nodes="o1"), "une liste de clés est attendue"),
    "role of nothing": (_without("roles", 0, "action"), "remplir « Action » ou « Élément de l’arbre »"),
    "role of two things": (_with("roles", 0, node="a1"), "l’un des deux et pas les deux"),
    "no label": (_without("indicators", 0, "label"), "champ « label » : cette valeur est obligatoire"),
    "a number where a text is due": (_with("actions", 0, code=1.1), "mettre la valeur entre guillemets"),
    "a SIRET of 3 digits": (_with("organisations", 0, siret="123"), "« 123 » n’est pas un SIRET"),
    "a text where a number is due": (_with("means", 0, amount="beaucoup"), "un nombre est attendu, pas « beaucoup »"),
    "not a number": (_with("means", 0, amount=float("nan")), "un nombre est attendu"),
    "not a number further in": (_with("tables", 0, rows=[[float("inf")]]), "un nombre est attendu"),
    "too large a number": (_with("means", 0, amount=10**20), "est trop grand"),
    "too many decimals": (_with("means", 0, amount=1.005), "a plus de 2 décimales"),
    "a negative count": (_with("meetings", 0, participants=-3), "un nombre entre 0 et"),
    "too large a count": (_with("meetings", 0, participants=10**12), "un nombre entre 0 et"),
    "too large a small count": (_with("reviews", 0, counts_as=40_000), "un nombre entre 0 et 32767"),
    "date in words": (_with("meetings", 0, date="mi-mars"), "une date est attendue"),
    "a day that does not exist": (_with("meetings", 0, date="2024-02-31"), "n’existe pas dans le calendrier"),
    "yes in words": (_with("actions", 2, in_toolbox="peut-être"), "oui ou non est attendu"),
    "a field that levels do not have": (
        _contract(tags=[{"key": "t", "label": "T", "couleur": "rouge"}]),
        "ce champ n’existe pas ici",
    ),
    "a bad target": (
        _with("indicators", 0, targets=[{"period": "2025", "value": "dix"}]),
        "section « targets », « i1 Nombre de personnes », champ « value » : un nombre est attendu",
    ),
    "targets are a number": (_with("indicators", 0, targets=3), "une liste de groupes de champs est attendue"),
    "too long a text": (_with("schemes", 0, name="n" * 400), "400 caractères, 300 au plus"),
    "a key that is a list": (_with("nodes", 0, key=["a1"]), "chaque ligne doit avoir une clé"),
    "a public without words": (_with("actions", 0, beneficiaries=["", "jeunes"]), "un texte vide est donné"),
    "too long a level": (_with("nodes", 0, level="n" * 61), "61 caractères, 60 au plus"),
    "too long a mark": (_with("nodes", 0, flags=["n" * 81]), "81 caractères, 80 au plus"),
    "a reserved name": (_with("tables", 0, rows=[{"__date__": 5}]), "ce nom de champ est réservé"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_wrong_document_is_refused_with_its_place(name):
    document, words = DOCUMENTS[name]
    assert words in _refused_document(document)


def test_all_problems_are_said_at_once():
    document = _with("actions", 0, start="bientôt", end="plus tard")
    document["meetings"][0]["participants"] = "douze"
    # What names the meeting would be refused with it.
    del document["evaluation_evidence"][1]
    assert len(_refused_document(document).splitlines()) == 3


def test_a_loop_is_said_once_and_not_of_what_hangs_under_it():
    document = _with("nodes", 0, parent="a1")
    assert len(document["nodes"]) > 1 and document["nodes"][1]["parent"] == "a1"
    assert len(_refused_document(document).splitlines()) == 1


def test_a_second_contract_with_an_existing_key_is_refused_when_a_new_one_is_meant():
    imported()
    sentence = _refused_document(small(), update=False)
    assert "Un contrat porte déjà la clé" in sentence
    assert "Contrat de ville de Petitville" in sentence


def test_another_file_type_is_refused_with_what_to_send():
    assert "Déposer un fichier .yaml, .xlsx ou .ods" in _refused(b"%PDF-1.7", "contrat.pdf")


def test_fields_with_numbers_for_names_are_kept():
    document = small()
    document["actions"][0][2019] = True
    document["roles"][0]["detail"] = {2019: 1, "note": "x"}
    contract = imported(document)
    assert contract.current_version.actions.get(key="f1").extra[2019] is True
