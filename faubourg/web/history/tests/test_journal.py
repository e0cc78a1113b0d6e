"""The journal of a contract: filters, pages, exports."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, MembershipFactory
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.web.history import reading

PAGE = "/contrats/essai/journal/"


def note(contract, target=None, *, actor=None, day=1, verb="ligne modifiée", **facts):
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    return record(actor=actor, verb=verb, scope=contract.scope, target=target or contract, at=at, **facts)


def read(client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ").partition("<main")[2]


def labels(text: str) -> list[str]:
    return [name for name in ("Première", "Deuxième", "Troisième") if f"{name} chose" in text]


@pytest.fixture
def three(contract, lead):
    action = ActionFactory(contract=contract)
    organisation = ListedOrganisationFactory(contract=contract)
    note(contract, action, actor=lead, day=1, label="Première chose")
    note(contract, organisation, day=2, label="Deuxième chose", verb="ligne ajoutée", reason="Arbitrage du comité")
    note(contract, action, day=3, label="Troisième chose")
    note(ContractFactory(key="autre"), label="Ailleurs")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Première", "Deuxième", "Troisième"]),
        ("?personne=commande", ["Deuxième", "Troisième"]),
        ("?acte=ligne+ajout%C3%A9e", ["Deuxième"]),
        ("?depuis=2026-03-02&jusqua=2026-03-02", ["Deuxième"]),
        ("?depuis=2026-03-03", ["Troisième"]),
        ("?q=premi", ["Première"]),
        ("?q=arbitrage", ["Deuxième"]),
        ("?q=%25", []),
    ],
)
def test_filters(lead_client, three, query, found):
    text = read(lead_client, query)
    assert labels(text) == found
    assert "Ailleurs" not in text


@pytest.mark.parametrize(
    "query", ["école", "ÉCOLE", "Écoles à ", "écoles À", "sœur (rue", "SŒUR", "ç[a", "C\N{COMBINING CEDILLA}[A"]
)
def test_an_accented_capital_is_its_small_letter(lead_client, contract, query):
    note(contract, label="Première chose : Écoles à SŒUR (rue Ç[a.b])", reason="c\N{COMBINING CEDILLA}[a")
    note(contract, label="Deuxième chose", reason="ecole")
    assert labels(read(lead_client, f"?{urlencode({'q': query})}")) == ["Première"]


def test_it_is_filtered_by_person_and_by_kind(lead_client, lead, three):
    from django.contrib.contenttypes.models import ContentType

    from faubourg.contracts.models import ListedOrganisation

    assert labels(read(lead_client, f"?personne={lead.pk}")) == ["Première"]
    kind = ContentType.objects.get_for_model(ListedOrganisation)
    assert labels(read(lead_client, f"?nature={kind.pk}")) == ["Deuxième"]


@pytest.mark.parametrize(
    "query",
    [
        "?depuis=2026-02-31",
        "?depuis=2026-03-05&jusqua=2026-03-01",
        "?personne=999999",
        "?q=%00",
        "?q=" + "a" * 300,
        "?depuis=0001-01-01&jusqua=9999-12-31",
        "?avant=abc",
        "?avant=" + "9" * 18,
        "?apres=-1",
    ],
)
def test_a_wrong_filter_is_said_and_nothing_breaks(lead_client, three, query):
    text = read(lead_client, query)
    assert "Un filtre ne va pas" in text or len(labels(text)) in (0, 3)


def test_pages_are_read_by_their_marks(lead_client, contract):
    rows = [
        entry_for(
            actor=None, verb="essaie", scope=contract.scope, target=contract, at=datetime(2026, 3, 1, tzinfo=UTC),
            label=f"n° {number:03}",
        )
        for number in range(120)
    ]  # fmt: skip
    record_many(rows)
    entries = reading.Entry.objects.in_scope(contract.scope)
    first = reading.stretch(entries)
    second = reading.stretch(entries, before=str(first.older))
    third = reading.stretch(entries, before=str(second.older))
    seen = [entry.label for page in (first, second, third) for entry in page.entries]
    assert seen == [f"n° {number:03}" for number in reversed(range(120))]
    assert (first.newer, third.older) == (0, 0)
    back = reading.stretch(entries, after=str(third.newer))
    assert [entry.pk for entry in back.entries] == [entry.pk for entry in second.entries]
    assert reading.stretch(entries, after=str(second.newer)).newer == 0
    text = read(lead_client)
    assert "120 entrées" in text
    assert "Plus anciennes" in text
    assert "Plus récentes" not in text


def test_export_holds_what_is_filtered_and_no_formula(lead_client, contract, three):
    action = ActionFactory(contract=contract)
    note(contract, action, day=4, label="=1+1", changes={"note": [None, "=cmd|' /C calc'!A0"]})
    text = lead_client.get("/contrats/essai/journal.csv?depuis=2026-03-02").content.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Date;Personne;Acte;Nature;Objet;Champ")
    assert len(lines) == 4
    assert "'=1+1" in lines[1]
    assert "'=cmd" in lines[1]
    assert "Arbitrage du comité" in lines[3]
    assert lead_client.get("/contrats/essai/journal.xlsx").content[:2] == b"PK"
    assert lead_client.get("/contrats/essai/journal.pdf").status_code == 404


def test_an_export_too_long_is_refused_with_a_sentence(lead_client, three, monkeypatch):
    monkeypatch.setattr(reading, "EXPORTED", 2)
    answer = lead_client.get("/contrats/essai/journal.csv?q=chose", follow=True)
    assert answer.redirect_chain[0][0] == "/contrats/essai/journal/?q=chose"
    assert "réduisez la période" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.STATE_LEAD, 200), (Role.ELECTED, 403), (Role.REFERENT, 403), (None, 404)]
)
def test_who_reads_it(client, contract, stranger, role, status):
    if role:
        MembershipFactory(contract=contract, user=stranger, role=role)
    client.force_login(stranger)
    for address in (PAGE, "/contrats/essai/journal.csv", "/contrats/essai/journal.xlsx"):
        assert client.get(address).status_code == status


@pytest.mark.parametrize("rows", [5, 60])
def test_queries_do_not_grow_with_entries(lead_client, contract, rows, django_assert_max_num_queries):
    for _ in range(rows):
        note(contract, ActionFactory(contract=contract), changes={"parent": [None, "f1"]})
    lead_client.get(PAGE)
    with django_assert_max_num_queries(17):
        assert lead_client.get(PAGE).status_code == 200
