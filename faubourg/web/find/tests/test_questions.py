"""Questions that people ask, and what the four real contracts answer: the same on both engines.

The expected keys were read in the files: rows whose own words, or the schemes tied to them, say what is asked.
"""

import pytest

from faubourg.search.queries import find
from faubourg.web.find.showing import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

E2C = "dcsi-22 davc-01 etat-10 region-06 cd79-05 cpam-02 cpam-07 cci-cma-06"
CIV = "en-08 en-09 en-12 en-13 en-15 bailleurs-04"
PRE = 13
GUP = "dtm-03 ccas-01 prevalec-01 etat-05 bailleurs-08"

#: contract → question → kind → the keys found (engagements without « eng- »), or how many.
QUESTIONS = {
    "niort-2024-2030": [
        ("E2C", "action", E2C),
        ("École de la 2e chance", "action", E2C),
        ("ecole de la deuxieme chance", "action", E2C),
        ("CIV 2023", "action", CIV),
        ("comité interministériel des villes 2023", "action", CIV),
        ("illettrisme", "action", "region-04 redige-region-1"),
        ("dépistages", "action", "cpam-02 cpam-07 redige-ars-1"),
        ("REP+", "action", "drac-05"),
        ("jardin partagé", "action", "dat-10"),
        ("savoir rouler a velo", "action", "dtm-11"),
        ("PLH", "action", "dat-03 dat-05 dat-06 dat-08 etat-01"),
        ("programme local de l’habitat", "action", "dat-03 dat-05 dat-06 dat-08 etat-01"),
        ("PRE", "action", PRE),
        ("programme de réussite éducative", "action", PRE),
        ("GUP", "action", f"{GUP} redige-dcsi-1"),
        ("clou bouchet", "action", 12),
        ("Clou-Bouchet", "quartier", "qpv-clou-bouchet clou-bouchet-et-tour-chabot"),
        ("crèches", "action", 10),
        ("Pomme API", "indicateur", "ind-ccas-22-02"),
        ("job dating", "action", "nind-01 ft-07 cci-cma-09"),
        ("contrat local de santé", "action", "cls-01 cls-02 cls-03"),
        ("CLS", "dispositif", "cadre-contrat-local-de-sante-cls disp-clsm"),
        ("conseils citoyens", "action", "dcsi-23 deduc-18 etat-15 bailleurs-12 redige-dcsi-1"),
        ("l'accès au droit", "action", 9),
        ("numériques", "action", 9),
        ("ASE", "indicateur", "ind-cd79-05-01 ind-cd79-05-02"),
        ("caisse primaire d’assurance maladie", "acteur", "org-cpam org-ces"),
        ("EN", "acteur", "org-education-nationale"),
        ("obj4", "plan", "obj4"),
        ("propreté", "tableau", "tab-proprete-urbaine-frequences-par-secteur"),
        ("CIV 2019", "action", ""),
    ],
    "ales-2015-2020": [
        ("parents", "action", "action-1.2.5.a action-1.3.1.c action-1.3.1.d action-1.3.1.e"),
        ("décrochage scolaire", "action", "action-1.3.2.a"),
        ("1.3.6.d", "action", "action-1.3.6.d"),
        ("objectif opérationnel 2.3.7", "plan", "oo-2.3.7"),
    ],
    "niort-2015-2022": [
        ("fiche 16", "action", "fiche-16"),
        ("OP 9", "plan", "op9-sante op9-droits"),
        ("mesure 13", "mesure", "mesure-13"),
        ("ASV", "instance", 3),
        ("garantie jeunes", "dispositif", "disp-garantie-jeunes"),
    ],
    "plie-niort-2022-2028": [
        ("mobilité", "action", "fiche-1.3 fiche-6.1"),
        ("fiche 3.2", "action", "fiche-3.2"),
        ("psychologue", "acteur", "org-psy"),
        ("bénéficiaires du revenu de solidarité active", "indicateur", 13),
    ],
}


@pytest.mark.parametrize("key", QUESTIONS)
def test_answers_of_a_real_contract(import_shared, key):
    contract = import_shared(key)
    wrong = []
    for question, kind, expected in QUESTIONS[key]:
        entries = find(question, scopes=[contract.scope], kinds=[kind], limit=100, synonyms=vocabulary()).entries
        found = {entry.target.key.removeprefix("eng-") for entry in entries}
        if (len(found) if isinstance(expected, int) else found) != (
            expected if isinstance(expected, int) else set(expected.split())
        ):
            wrong.append((question, kind, sorted(found)))
    assert wrong == []


def test_a_contract_imported_beside_others_answers_the_same(import_shared):
    import_shared("ales-2015-2020")
    contract = import_shared("niort-2024-2030")
    import_shared("niort-2015-2022")
    results = find("E2C", scopes=[contract.scope], synonyms=vocabulary())
    assert results.counts == {"acteur": 1, "action": 8, "dispositif": 1, "indicateur": 2}
