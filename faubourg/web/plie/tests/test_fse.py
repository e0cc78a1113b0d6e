"""The questionnaires of the FSE+ on their pages: a setting, declined answers, what is missing, six months later."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.models import EntryFacts, Exit, ExitFacts, Pathway, Protocol
from faubourg.pathways.operations.leaving import write_entry_facts, write_exit_facts
from faubourg.pathways.queries.questionnaires import ENTRY, EXIT
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def asked(cast, contract):
    Protocol.objects.filter(contract=contract).update(fse_pack=True)


@pytest.fixture
def referent(client, cast):
    client.force_login(cast["referent"].user)
    return client


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def ended(cast, contract, days: int) -> Exit:
    on = TODAY - timedelta(days=days)
    path = PathwayFactory(contract=contract, structure=cast["structure"], entered_on=on - timedelta(days=300))
    Pathway.objects.filter(pk=path.pk).update(ended_on=on)
    return Exit.objects.create(
        pathway=path, kind="autre", on=on, state="validee", validated_on=on, proposed_by=cast["coordinator"].user
    )


def test_the_pack_is_a_setting(referent, cast, contract):
    path = PathwayFactory(contract=contract, structure=cast["structure"])
    number = path.participant.number
    assert "Questionnaires FSE+" not in referent.get(at("file", number)).content.decode()
    assert referent.get(at("fse")).status_code == 404
    assert referent.get(at("fse-entry", number, path.pk)).status_code == 404


def test_the_entry_is_asked_declined_and_completed(referent, cast, contract, asked):
    path = PathwayFactory(contract=contract, structure=cast["structure"])
    number = path.participant.number
    page = referent.get(at("file", number)).content.decode()
    assert "10\u00a0réponses manquantes" in page
    address = at("fse-entry", number, path.pk)
    assert referent.get(address).content.decode().count("ne se prononce pas") == len(ENTRY) - 1
    typed = {name: "nsp" for name in ENTRY if name != "fse_entered_on"} | {"rural": ""}
    told = referent.post(address, typed, follow=True).content.decode()
    assert "2\u00a0réponses manquantes" in told
    row = EntryFacts.objects.get()
    assert (row.labour, row.rural, row.fse_entered_on) == ("nsp", "", None)
    listed = referent.get(at("fse"))
    assert (
        list(listed.context["page"].object_list) == [path] and "2\u00a0réponses manquantes" in listed.content.decode()
    )
    typed |= {"rural": "non", "fse_entered_on": f"{TODAY:%Y-%m-%d}"}
    assert "Le questionnaire est complet" in referent.post(address, typed, follow=True).content.decode()
    assert referent.get(at("fse")).context["page"].object_list.count() == 0
    late = typed | {"fse_entered_on": f"{TODAY + timedelta(days=1):%Y-%m-%d}"}
    assert "dans l’avenir" in referent.post(address, late).content.decode()


def test_the_exit_is_asked_then_six_months_later(referent, cast, contract, asked):
    recent, old = ended(cast, contract, 20), ended(cast, contract, 200)
    for row, count, later in ((recent, 4, False), (old, 6, True)):
        number = row.pathway.participant.number
        assert "Questionnaires FSE+" in referent.get(at("file", number)).content.decode()
        form = referent.get(at("fse-exit", number, row.pk)).context["form"]
        assert (len(form.fields), "employed_later" in form.fields) == (count, later)
    assert [one.pk for one in referent.get(at("fse"), {"moment": "sortie"}).context["page"]] == [old.pk, recent.pk]
    assert [one.pk for one in referent.get(at("fse"), {"moment": "six-mois"}).context["page"]] == [old.pk]
    waiting = referent.get(at("fse"), {"moment": "six-mois"}).content.decode()
    assert "2\u00a0réponses manquantes" in waiting and at("fse-exit", old.pathway.participant.number, old.pk) in waiting
    number = old.pathway.participant.number
    typed = dict.fromkeys(EXIT, "non") | {"employed_later": "oui"}
    told = referent.post(at("fse-exit", number, old.pk), typed, follow=True).content.decode()
    assert "1\u00a0réponse manquante" in told
    assert ExitFacts.objects.get().employed_later == "oui"
    early = {"exit": recent, "values": {"improved_later": "oui"}, "by": cast["coordinator"].user, "at": timezone.now()}
    with pytest.raises(ValidationError, match="six mois"):
        write_exit_facts(**early)


def test_the_desk_tells_in_a_line_what_waits_of_ones_own_people(client, cast, contract, asked):
    def told(name: str) -> str:
        client.force_login(cast[name].user)
        return client.get(at("desk")).content.decode()

    mine = {"contract": contract, "structure": cast["structure"]}
    PathwayFactory(**mine, entered_on=TODAY - timedelta(days=28))
    assert "Questionnaires FSE+" not in told("referent")
    late = PathwayFactory(**mine, entered_on=TODAY - timedelta(days=29))
    PathwayFactory(contract=contract, entered_on=TODAY - timedelta(days=29))
    ended(cast, contract, 28), ended(cast, contract, 400)
    assert "1\u00a0questionnaire d’entrée incomplet<" in told("referent")
    assert "2\u00a0questionnaires d’entrée incomplets" in told("coordinator")
    page = told("referent")
    assert "1\u00a0questionnaire de sortie à compléter" in page and "dont 1 en retard" not in page
    ended(cast, contract, 29)
    page = told("referent")
    assert "2\u00a0questionnaires de sortie" in page and "dont 1 en retard" in page
    assert f"{at('fse')}?moment=sortie" in page
    values = dict.fromkeys(ENTRY, "nsp") | {"fse_entered_on": TODAY - timedelta(days=29)}
    write_entry_facts(pathway=late, values=values, by=cast["coordinator"].user, at=timezone.now())
    assert "questionnaire d’entrée" not in told("referent")
    Protocol.objects.filter(contract=contract).update(fse_pack=False)
    assert "Questionnaires FSE+" not in told("referent")


def test_only_the_team_of_the_person_fills_it(client, cast, contract, asked):
    path = PathwayFactory(contract=contract, structure=cast["structure"])
    number = path.participant.number
    stranger = AgentFactory(contract=contract, role="referent", start=TODAY - timedelta(days=10))
    client.force_login(stranger.user)
    assert client.get(at("fse-entry", number, path.pk)).status_code == 404
    client.force_login(cast["prescriber"].user)
    assert client.get(at("fse-entry", number, path.pk)).status_code == 403
    with pytest.raises(PermissionDenied, match="référente"):
        write_entry_facts(pathway=path, values={}, by=stranger.user, at=timezone.now())
