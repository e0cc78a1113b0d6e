"""The pages of versions: the list, one version, the comparison; who sees and who acts."""

import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.amendments.models import Succession
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Version
from faubourg.journal.models import Entry

MANAGED = (
    ("open", ()), ("rebuild", ()), ("submit", (1,)), ("return", (1,)), ("adopt", (1,)), ("abandon", (1,)),
    ("components", (1,)), ("successions", (1,)), ("work", (1,)),
)  # fmt: skip


def address(contract, name: str, *args) -> str:
    return reverse(f"versions:{name}", args=[contract.key, *args])


def words(response) -> str:
    """The page as it is read."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(text).replace("\xa0", " ").replace("\u202f", " "))


def opened(client, contract) -> Version:
    client.post(address(contract, "open"), {"title": "Avenant n° 1", "purpose": "Deux quartiers de plus"}, follow=True)
    return Version.objects.get(contract=contract, number=2)


def test_the_list_tells_each_version_and_its_state(lead_client, adopted):
    page = words(lead_client.get(address(adopted, "page")))
    assert "Version 1 Adoptée, en vigueur" in page and "Ouvrir un avenant" in page


def test_an_avenant_is_opened_worked_on_and_left(lead_client, adopted):
    version = opened(lead_client, adopted)
    page = words(lead_client.get(address(adopted, "version", 2)))
    assert "Vous travaillez sur « Avenant n° 1 » (brouillon)." in page and "Deux quartiers de plus" in page
    assert "0 différence avec « Version 1 »" in page
    row = Action.objects.get(version=version, key="f1")
    assert lead_client.get(reverse("records:edit", args=[adopted.key, "actions", row.pk])).status_code == 200
    lead_client.post(address(adopted, "leave"))
    assert lead_client.get(reverse("records:edit", args=[adopted.key, "actions", row.pk])).status_code == 404
    assert "Vous travaillez sur" not in words(lead_client.get(address(adopted, "page")))
    lead_client.post(address(adopted, "work", 2))
    assert "Vous travaillez sur" in words(lead_client.get(reverse("plan:plan", args=[adopted.key])))


def test_work_on_the_draft_is_unseen_by_others(lead_client, adopted, elected):
    client = Client()
    version = opened(lead_client, adopted)
    Action.objects.filter(version=version, key="f1").update(title="Titre en chantier")
    plan = reverse("plan:plan", args=[adopted.key])
    assert "Titre en chantier" in words(lead_client.get(plan))
    client.force_login(elected)
    session = client.session
    session["versions"] = {adopted.key: version.pk}
    session.save()
    assert "Titre en chantier" not in words(client.get(plan))


def test_nobody_sees_that_an_avenant_is_in_preparation_on_the_other_pages(lead_client, adopted, elected):
    client = Client()
    client.force_login(elected)
    names = ("plan:plan", "overview:summary", "overview:matrices", "actors:organisations", "actors:schemes")
    names += ("actors:territories", "completeness:page", "actors:directory", "records:sections")
    pages = [reverse(name, args=[adopted.key]) for name in names]
    before = [words(client.get(page)) for page in pages]
    opened(lead_client, adopted)
    assert [words(client.get(page)) for page in pages] == before


def test_the_pages_are_the_same_on_a_draft_that_changed_nothing(lead_client, adopted):
    pages = [reverse(name, args=[adopted.key]) for name in ("plan:plan", "overview:summary", "actors:schemes")]
    pages += [row.get_absolute_url() for row in Action.objects.filter(version=adopted.current_version)]
    before = [words(lead_client.get(page)) for page in pages]
    opened(lead_client, adopted)
    notice = re.compile(r"Vous travaillez sur .*? à la version en vigueur ?")
    assert [notice.sub("", words(lead_client.get(page))) for page in pages] == before


def test_an_avenant_is_adopted_with_what_comes_with_it(lead_client, adopted):
    version = opened(lead_client, adopted)
    vote = adopted.deliberations.get(number="12")
    page = words(lead_client.get(address(adopted, "adopt", 2)))
    assert "Plan mis à jour, Évaluation du plan précédent, Délibérations" in page
    refused = lead_client.post(address(adopted, "adopt", 2), {"deliberation": vote.pk})
    assert "Il manque : plan mis à jour, évaluation du plan précédent." in words(refused)
    Action.objects.filter(version=version, key="f1").update(title="Ouvrir deux accueils")
    lead_client.post(address(adopted, "components", 2), {"evaluation": "Évaluation 2026", "deliberations": [vote.pk]})
    done = lead_client.post(
        address(adopted, "adopt", 2), {"deliberation": vote.pk, "adopted_on": "2026-11"}, follow=True
    )
    assert "c’est la version en vigueur" in words(done) and "Conseil communautaire 12, novembre 2026" in words(done)
    assert Contract.objects.get(pk=adopted.pk).current_version == version
    found = lead_client.get(reverse("find:page", args=[adopted.key]), {"q": "deux accueils"})
    assert "Ouvrir deux accueils" in words(found)
    assert "Adoptée, remplacée" in words(lead_client.get(address(adopted, "page")))


def test_a_submitted_version_comes_back_to_draft(lead_client, adopted):
    version = opened(lead_client, adopted)
    assert "est soumise" in words(lead_client.post(address(adopted, "submit", 2), follow=True))
    assert "de nouveau un brouillon" in words(lead_client.post(address(adopted, "return", 2), follow=True))
    assert "on ne passe pas à" in words(lead_client.post(address(adopted, "submit", 1), follow=True))
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_an_avenant_is_abandoned_once_confirmed(lead_client, adopted):
    opened(lead_client, adopted)
    assert "Abandonner cette version ?" in words(lead_client.get(address(adopted, "abandon", 2)))
    assert Version.objects.filter(contract=adopted).count() == 2
    lead_client.post(address(adopted, "abandon", 2), {"reason": "report"})
    assert Version.objects.filter(contract=adopted).count() == 1
    assert Entry.objects.get(verb="avenant abandonné").reason == "report"
    assert "Vous travaillez sur" not in words(lead_client.get(address(adopted, "page")))


def test_a_second_avenant_leads_to_the_first(lead_client, adopted):
    opened(lead_client, adopted)
    answer = lead_client.post(address(adopted, "open"), {"title": "Autre"}, follow=True)
    assert "déjà en préparation : « Avenant n° 1 »" in words(answer)
    assert answer.request["PATH_INFO"] == address(adopted, "version", 2)


def test_the_comparison_filters_its_lines(lead_client, adopted):
    version = opened(lead_client, adopted)
    Action.objects.filter(version=version, key="f1").update(title="Ouvrir deux accueils", code="7")
    page = words(lead_client.get(address(adopted, "comparison", 2), {"devenir": "differe"}))
    assert "1 modifiée · " in page and "dont 1 renumérotée" in page
    assert "Intitulé Ouvrir un accueil Ouvrir deux accueils" in page
    assert "Aucune ligne." in words(lead_client.get(address(adopted, "comparison", 2), {"q": "introuvable"}))
    assert (
        lead_client.get(address(adopted, "comparison", 2), {"avec": "99", "sujet": "x", "page": "z"}).status_code == 200
    )


def test_the_comparison_is_a_file(lead_client, adopted):
    opened(lead_client, adopted)
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = lead_client.get(address(adopted, "download", 2, ending), {"avec": "1"})
        assert (answer.status_code, answer.content[: len(start)]) == (200, start)
    assert lead_client.get(address(adopted, "download", 2, "odt")).status_code == 404
    assert lead_client.get(address(adopted, "download", 2, "pdf"), {"avec": "99"}).status_code == 404


def test_one_version_alone_has_nothing_to_be_compared_with(lead_client, adopted):
    assert "n’a qu’une version" in words(lead_client.get(address(adopted, "comparison", 1)))


def test_filiations_are_declared_and_withdrawn(lead_client, adopted):
    version = opened(lead_client, adopted)
    old = adopted.current_version.actions.get(key="f1")
    new = version.actions.exclude(key="f1").first()
    sent = {"source": old.pk, "target": new.pk, "kind": "scindee", "note": "Vu en COPIL"}
    assert "Filiation déclarée." in words(lead_client.post(address(adopted, "successions", 2), sent, follow=True))
    assert "déjà déclarée" in words(lead_client.post(address(adopted, "successions", 2), sent))
    row = Succession.objects.get()
    lead_client.post(address(adopted, "withdraw", 2, row.pk))
    assert not Succession.objects.exists()


def test_the_plan_before_is_rebuilt_in_two_clicks(lead_client, adopted):
    page = lead_client.get(address(adopted, "page"))
    assert "Reconstituer la version précédente" in words(page)
    done = words(lead_client.post(address(adopted, "rebuild"), follow=True))
    assert "(version reconstituée)" in done
    page = words(lead_client.get(address(adopted, "page")))
    assert "reconstituée" in page and "Reconstituer la version précédente" not in page
    assert "sans correspondance dite" in words(lead_client.get(address(adopted, "comparison", 1)))


def test_who_reads_does_not_act_and_a_stranger_sees_nothing(client, adopted, elected, stranger):
    client.force_login(elected)
    assert client.get(address(adopted, "version", 1)).status_code == 200
    assert "Ouvrir un avenant" not in words(client.get(address(adopted, "page")))
    for name, args in MANAGED:
        assert client.post(address(adopted, name, *args)).status_code == 403, name
    client.force_login(stranger)
    for name, args in (*MANAGED, ("page", ()), ("version", (1,)), ("comparison", (1,)), ("leave", ())):
        assert client.post(address(adopted, name, *args)).status_code == 404, name


def test_reading_changes_nothing(lead_client, adopted):
    opened(lead_client, adopted)
    before = Entry.objects.count()
    for name in ("submit", "return", "work", "withdraw"):
        args = (2, 1) if name == "withdraw" else (2,)
        assert lead_client.get(address(adopted, name, *args)).status_code == 405
    assert lead_client.get(address(adopted, "version", 9)).status_code == 404
    assert Entry.objects.count() == before


def test_the_list_asks_as_much_for_two_versions_as_for_twenty(lead_client, adopted):
    counts = []
    for count in (2, 20):
        there = Version.objects.filter(contract=adopted).count()
        Version.objects.bulk_create(
            Version(contract=adopted, number=number + 1, state=VersionState.ADOPTED, based_on=adopted.current_version)
            for number in range(there, count)
        )
        with CaptureQueriesContext(connection) as asked:
            lead_client.get(address(adopted, "page"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
