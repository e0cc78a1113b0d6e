"""Each problem of a YAML file names its line, whatever stage of the import finds it."""

import pytest

from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.exchange.tests.documents import NOW, sentences
from faubourg.intake.problems import IntakeError

pytestmark = pytest.mark.django_db

SOUND = """\
contract:
  key: petit
  title: Contrat de ville
  kind: contrat de ville
  levels: [axe]
  commitment_types:
    C: créer
    M: maintenir
  deliberation: {assembly: Conseil}
  deliberations:
  - assembly: Ville
  tags:
  - {key: t1, label: Égalité}
organisations:
- key: org-1
  name: CAF
nodes:
- key: n1
  title: Grandir
  level: axe
actions:
- key: a1
  title: Ouvrir une permanence
  kind: engagement
  start: 2025
  nodes: [n1]
- key: a2
  title: Renforcer l’accueil
  kind: engagement
indicators:
- key: i1
  label: Nombre de personnes
  measures: [a1]
  targets:
  - period: '2025'
    value: 10
  - {period: '2026', value: 20}
  kind: quantitatif
"""

#: A sound text, what is written instead, and the place and words of the sentence.
CHANGES = [
    (
        "  levels: [axe]",
        "  levels: axe",
        "Ligne 5 : dans « contract », « levels » n’a pas la forme attendue, une liste",
    ),
    ("  levels: [axe]", "  levels: [axe, axe]", "Ligne 5 : section « levels »"),
    ("    C: créer\n    M: maintenir", "    [C, M]", "Ligne 6 : dans « contract », « commitment_types »"),
    ("    M: maintenir", "    TROP: maintenir", "Ligne 8 : section « commitment_types »"),
    ("deliberation: {assembly: Conseil}", "deliberation: Conseil", "Ligne 9 : dans « contract », « deliberation »"),
    ("deliberation: {assembly: Conseil}", "deliberation: {votes: 3}", "Ligne 9 : section « deliberations »"),
    ("- assembly: Ville", "- assembly: Ville\n    votes: {pour: trente}", "Ligne 12 : section « deliberations »"),
    ("- {key: t1, label: Égalité}", "- {key: t1, label: Égalité, couleur: x}", "Ligne 13 : section « tags »"),
    ("organisations:", "organismes:", "Ligne 14 : la section « organismes » n’existe pas"),
    (
        "- key: org-1\n  name: CAF",
        "  key: org-1\n  name: CAF",
        "Ligne 14 : la section « organisations » doit être une liste",
    ),
    ("  kind: engagement\nindicators", "  kind: engagement\n- rien\nindicators", "Ligne 30 : la section « actions »"),
    ("- key: a2", "- key: a1", "Ligne 27 : section « actions », « a1 Renforcer l’accueil », champ « key »"),
    ("- key: a2\n", "-\n", "Ligne 28 : section « actions »"),
    ("  start: 2025", "  start: bientôt", "Ligne 25 : section « actions »"),
    ("  nodes: [n1]", "  nodes: [n2]", "Ligne 26 : section « actions »"),
    ("  title: Ouvrir une permanence\n", "", "Ligne 22 : section « actions », « a1 », champ « title » : cette valeur"),
    ("value: 20", "value: vingt", "Ligne 37 : section « targets »"),
    ("    value: 10", "    value: dix", "Ligne 36 : section « targets »"),
    ("  title: Contrat de ville\n", "", "Ligne 1 : section « contract »"),
    ("  kind: contrat de ville", "  kind: traité", "Ligne 4 : section « contract »"),
    ("contract:\n", "schema_version: 9\ncontract:\n", "Ligne 1 : le fichier suit la version 9"),
]


def refused(text: str) -> str:
    with pytest.raises(IntakeError) as error:
        apply_import(flat=read_file(text.encode(), "contrat.yaml")[0], at=NOW)
    return sentences(error.value)


@pytest.mark.parametrize(("sound", "wrong", "words"), CHANGES)
def test_a_problem_names_its_line(sound, wrong, words):
    assert SOUND.count(sound) == 1
    assert words in refused(SOUND.replace(sound, wrong))


@pytest.mark.parametrize(("sound", "wrong", "words"), [change for change in CHANGES if "start" in change[0]])
def test_so_does_a_problem_of_an_update(sound, wrong, words):
    draft = SOUND.replace("  deliberation: {assembly: Conseil}\n  deliberations:\n  - assembly: Ville\n", "#\n#\n#\n")
    apply_import(flat=read_file(draft.encode(), "contrat.yaml")[0], at=NOW)
    assert words in refused(draft.replace(sound, wrong))


def test_a_field_merged_from_another_part_names_its_record():
    merged = SOUND.replace("- key: a1", "- &un\n  key: a1").replace("- key: a2\n", "- <<: *un\n  key: a2\n")
    found = refused(merged.replace("start: 2025", "start: bientôt"))
    assert "Ligne 26 : section « actions », « a1" in found and "Ligne 28 : section « actions », « a2" in found
