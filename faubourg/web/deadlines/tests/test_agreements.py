"""Agreements on screen: the register, the page of one, adding, following, renewing."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ListedSchemeFactory
from faubourg.contracts.models import Agreement
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(contract):
    """A charter signed by the CAF, in the words of the document."""
    row = Agreement.objects.create(
        contract=contract, title="Charte d’insertion", kind="charte", state="signée en 2019", start="2019",
        end="2024-12-31", notice_months=3,
    )  # fmt: skip
    row.parties.add(ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF"))
    return row


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["essai", *args])


def shown(client, row):
    """What the form of an agreement sends when nothing is touched."""
    form = client.get(url("agreement-edit", row.pk)).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")}


def test_an_empty_register_says_what_to_do(lead_client, contract):
    assert "Ajouter une convention" in lead_client.get(url("agreements")).content.decode()


def test_the_register_shows_and_exports_what_is_filtered(lead_client, charter):
    Agreement.objects.create(contract=charter.contract, title="Convention TFPB", stage="a-conclure")
    page = lead_client.get(url("agreements") + "?suivi=signe").content.decode()
    assert "Charte d’insertion" in page
    assert "terminé (31 décembre 2024), sans suite".replace(" ", "\N{NO-BREAK SPACE}") in page.replace(
        " ", "\N{NO-BREAK SPACE}"
    )
    sheet = lead_client.get(url("agreements-file", "csv") + "?suivi=signe").content.decode("utf-8-sig")
    assert "Charte d’insertion" in sheet
    assert "Convention TFPB" not in sheet
    assert lead_client.get(url("agreements-file", "xlsx")).status_code == 200
    assert lead_client.get(url("agreements-file", "odt")).status_code == 404


def test_a_name_that_looks_like_a_formula_stays_text(lead_client, contract):
    Agreement.objects.create(contract=contract, title='=HYPERLINK("x")')
    sheet = lead_client.get(url("agreements-file", "csv")).content.decode("utf-8-sig")
    assert "\n=HYPERLINK" not in sheet.replace('"=HYPERLINK', "\n=HYPERLINK")


def test_an_agreement_is_added_with_its_parties(lead_client, contract):
    ListedOrganisationFactory(contract=contract, key="org-caf")
    facts = {"title": "Charte", "kind": "charte", "parties": ["org-caf"], "stage": "a-conclure", "due": "12/2026",
             "tacit_renewal": "oui", "notice_months": "3"}  # fmt: skip
    answer = lead_client.post(url("agreement-add"), facts)
    row = Agreement.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.stage, row.due, row.tacit_renewal, row.notice_months) == ("a-conclure", "2026-12", True, 3)
    assert [party.key for party in row.parties.all()] == ["org-caf"]
    assert Entry.objects.filter(scope=contract.scope, verb="ligne ajoutée").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("end", "32/13/2026", "end"),
        ("notice_months", "beaucoup", "notice_months"),
        ("title", "", "title"),
        ("title", "x" * 400, "title"),
        ("stage", "perdu", "stage"),
        ("parties", ["org-inconnue"], "parties"),
        ("title", "nul\0", "title"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(lead_client, contract, name, value, said):
    answer = lead_client.post(url("agreement-add"), {"title": "Charte", name: value})
    assert answer.status_code == 200
    assert said in answer.context["form"].errors
    assert not Agreement.objects.exists()


def test_the_form_is_prefilled_from_a_scheme_that_the_plan_names(lead_client, contract):
    scheme = ListedSchemeFactory(contract=contract, name="Convention NPNRU", key="npnru", validity="2019-2024")
    scheme.holders.add(ListedOrganisationFactory(contract=contract, key="org-anru"))
    initial = lead_client.get(url("agreement-add") + "?dispositif=npnru").context["form"].initial
    assert (initial["title"], initial["parties"], initial["end"]) == ("Convention NPNRU", ["org-anru"], "2024")


def test_a_change_keeps_the_words_of_the_document(lead_client, charter):
    facts = shown(lead_client, charter) | {"object": "Clauses dans les marchés"}
    assert facts["state"] == "signée en 2019"
    assert lead_client.post(url("agreement-edit", charter.pk), facts).status_code == 302
    charter.refresh_from_db()
    assert (charter.object, charter.state, charter.stage) == ("Clauses dans les marchés", "signée en 2019", "")


def test_two_people_on_one_agreement_see_both_values(lead_client, charter):
    seen = shown(lead_client, charter)
    Agreement.objects.filter(pk=charter.pk).update(end="2025")
    answer = lead_client.post(url("agreement-edit", charter.pk), seen | {"end": "2026"})
    clash = answer.context["form"].clashes[0]
    assert (clash.name, clash.mine, clash.theirs) == ("end", "2026", "2025")
    charter.refresh_from_db()
    assert charter.end == "2025"
    again = seen | {"end": "2026", clash.choice: "mienne", f"{clash.choice}-vu": clash.mark}
    assert lead_client.post(url("agreement-edit", charter.pk), again).status_code == 302
    charter.refresh_from_db()
    assert charter.end == "2026"


def test_what_two_people_change_apart_is_kept_from_both(lead_client, charter):
    ListedOrganisationFactory(contract=charter.contract, key="org-anru")
    first, second = shown(lead_client, charter), shown(lead_client, charter)
    lead_client.post(url("agreement-edit", charter.pk), first | {"parties": ["org-caf", "org-anru"], "end": "2025"})
    answer = lead_client.post(url("agreement-edit", charter.pk), second | {"object": "Clauses", "start": "2020"})
    assert answer.status_code == 302
    charter.refresh_from_db()
    assert (charter.end, charter.object, charter.start) == ("2025", "Clauses", "2020")
    assert {party.key for party in charter.parties.all()} == {"org-caf", "org-anru"}


def test_what_an_agreement_follows_stays_through_another_change(lead_client, charter):
    rows = [Agreement.objects.create(contract=charter.contract, title=title) for title in ("Zones", "Accord")]
    charter.renews.set(rows)
    seen = shown(lead_client, charter) | {"renews": ["Accord", "Zones"], "object": "Clauses"}
    assert lead_client.post(url("agreement-edit", charter.pk), seen).status_code == 302
    charter.refresh_from_db()
    assert (charter.object, set(charter.renews.all())) == ("Clauses", set(rows))
    last = Entry.objects.about(charter).first()
    assert list(last.changes) == ["objet"]


def test_the_stage_follows_its_table(lead_client, charter):
    page = lead_client.get(url("agreement", charter.pk))
    assert [key for key, _ in page.context["form"].fields["stage"].choices] == ["renouvele", "termine"]
    lead_client.post(url("agreement-follow", charter.pk), {"stage": "a-conclure"})
    charter.refresh_from_db()
    assert charter.stage == ""
    lead_client.post(url("agreement-follow", charter.pk), {"stage": "termine"})
    charter.refresh_from_db()
    assert (charter.stage, charter.stage_label) == ("termine", "terminé")
    assert lead_client.get(url("agreement", charter.pk)).context["form"] is None


def test_the_edit_form_refuses_a_step_that_the_table_lacks(lead_client, charter):
    facts = shown(lead_client, charter) | {"stage": "a-conclure"}
    answer = lead_client.post(url("agreement-edit", charter.pk), facts)
    assert "on ne passe pas" in answer.context["form"].errors["stage"][0].replace("\N{NO-BREAK SPACE}", " ")


def test_signing_keeps_the_day(lead_client, contract):
    row = Agreement.objects.create(contract=contract, title="Convention", stage="a-conclure", due="2026")
    lead_client.post(url("agreement-follow", row.pk), {"stage": "signe", "signed_on": "15/10/2026"})
    row.refresh_from_db()
    assert (row.stage, row.signed_on) == ("signe", "2026-10-15")


def test_a_renewal_is_a_row_of_its_own_tied_to_the_former(lead_client, charter):
    form = lead_client.get(url("agreement-renew", charter.pk)).context["form"]
    assert (form.initial["start"], form.initial["parties"], form.initial["stage"]) == (
        "2025-01-01",
        ["org-caf"],
        "a-conclure",
    )
    assert "renews" not in form.fields
    facts = {"title": "Charte d’insertion", "stage": "signe", "start": "01/01/2025", "end": "2030"}
    assert lead_client.post(url("agreement-renew", charter.pk), facts).status_code == 302
    charter.refresh_from_db()
    made = Agreement.objects.exclude(pk=charter.pk).get()
    assert list(made.renews.all()) == [charter]
    assert charter.stage == "renouvele"
    assert "Suivie par" in lead_client.get(url("agreement", charter.pk)).content.decode()
    assert lead_client.get(url("agreements")).context["register"].alerts == 0


@pytest.mark.parametrize("name", ["agreement-add", "agreement-edit", "agreement-renew", "agreement-follow"])
def test_who_reads_only_writes_nothing(client, elected, charter, name):
    client.force_login(elected)
    args = [] if name == "agreement-add" else [charter.pk]
    answer = client.post(url(name, *args), {"title": "Charte", "stage": "termine"})
    assert answer.status_code == 403
    assert Agreement.objects.filter(stage="").count() == Agreement.objects.count() == 1
    assert client.get(url("agreement", charter.pk)).status_code == 200
    assert client.get(url("agreements")).status_code == 200


def test_an_agreement_of_another_contract_is_not_there(lead_client, charter):
    other = Agreement.objects.create(contract=ContractFactory(), title="Ailleurs")
    for name in ("agreement", "agreement-edit", "agreement-renew"):
        assert lead_client.get(url(name, other.pk)).status_code == 404
    assert lead_client.post(url("agreement-follow", other.pk), {"stage": "signe"}).status_code == 404


def test_a_stranger_gets_404(client, stranger, charter):
    client.force_login(stranger)
    assert client.get(url("agreements")).status_code == 404
    assert client.get(url("agreement", charter.pk)).status_code == 404
