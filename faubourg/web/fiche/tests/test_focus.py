"""The focus of a fiche: seven titles on screen and in print, what is not said named."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.documents.blocks import Heading
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.reports.documents.kinds import KINDS

pytestmark = pytest.mark.django_db
TITLES = ["Contexte", "Action", "Chiffres", "Résultats qualitatifs", "Limites", "Points de vigilance",
          "Propositions et suites"]  # fmt: skip


@pytest.fixture
def told(contract):
    """A fiche that the document tells at length, with a figure; another that it does not."""
    facts = {"focus": True, "context": "se déplacer", "limits": ["trop long"], "vigilance": ["financements"]}
    fiche = ActionFactory(contract=contract, key="f11", code="1.1", title="Auto-école", kind="fiche", extra=facts)
    indicator = IndicatorFactory(contract=contract, label="Permis", actions=[fiche])
    Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2022", value=29)
    ActionFactory(contract=contract, key="f12", code="1.2", title="Location", kind="fiche")
    return contract


def test_the_page_has_the_seven_titles_and_names_what_is_not_said(lead_client, told):
    page = lead_client.get(reverse("fiche:focus", args=[told.key, "f11"])).content.decode()
    places = [page.index(f">{title}") for title in TITLES]
    assert places == sorted(places)
    assert "se déplacer" in page and "29" in page and page.count("Le document n’en dit rien.") == 3
    assert lead_client.get(reverse("fiche:focus", args=[told.key, "rien"])).status_code == 404


def test_the_fiche_leads_to_it(lead_client, told):
    assert "Lire le focus" in lead_client.get(reverse("fiche:detail", args=[told.key, "f11"])).content.decode()
    assert "Lire le focus" not in lead_client.get(reverse("fiche:detail", args=[told.key, "f12"])).content.decode()


def test_the_document_holds_those_told_at_length_or_the_one_asked(told):
    def titles(key=None):
        found = KINDS["focus"].build(told, key=key, printed_on=date(2026, 11, 20))
        return [(block.level, block.text) for block in found.blocks if isinstance(block, Heading)]

    assert titles() == [(1, "Auto-école"), *((2, title) for title in TITLES)]
    assert titles("f12")[0] == (1, "Location")
    with pytest.raises(LookupError):
        titles("rien")


def write_on(client, contract, key, **typed):
    address = reverse("fiche:focus-write", args=[contract.key, key])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | typed
    return client.post(address, sent)


def test_a_focus_is_written_changed_and_removed_on_its_page(lead_client, lead, told):
    fiche = Action.objects.get(key="f12")
    page = lead_client.get(reverse("fiche:focus", args=[told.key, "f12"])).text
    assert "Écrire le focus" in page and "Modifier le focus" not in page
    assert "Écrivez au moins un texte" in write_on(lead_client, told, "f12").text
    answer = write_on(lead_client, told, "f12", context="Peu de voitures.", results="Douze prêts.\r\n\r\nDeux ventes.")
    assert answer["Location"] == reverse("fiche:focus", args=[told.key, "f12"])
    fiche.refresh_from_db()
    assert fiche.extra == {"focus": True, "context": "Peu de voitures.", "results": ["Douze prêts.", "Deux ventes."]}
    page = lead_client.get(answer["Location"]).text
    assert "Deux ventes." in page and "Modifier le focus" in page
    assert write_on(lead_client, told, "f12", results="").status_code == 302
    entry = Entry.objects.about(fiche).first()
    assert (entry.actor, entry.changes) == (lead, {"résultats": [["Douze prêts.", "Deux ventes."], None]})
    address = reverse("fiche:focus-remove", args=[told.key, "f12"])
    form = lead_client.get(address).context["form"]
    assert lead_client.post(address, {"digest": form["digest"].value()}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.extra == {}
    assert "Lire le focus" not in lead_client.get(fiche.get_absolute_url()).text
    assert Entry.objects.about(fiche).first().changes["contexte"] == ["Peu de voitures.", None]


def test_each_fact_of_the_document_keeps_its_name_and_its_shape(lead_client, told):
    facts = {"focus": True, "axes": [{"axis": "un", "note": "deux"}], "limits": "une seule", "strengths": ["forte"],
             "focus_line": 12}  # fmt: skip
    fiche = Action.objects.get(key="f11")
    Action.objects.filter(pk=fiche.pk).update(extra=facts)
    form = lead_client.get(reverse("fiche:focus-write", args=[told.key, "f11"])).context["form"]
    assert form.texts == ["context", "modules", "strengths", "limits", "vigilance", "proposals"]
    write_on(lead_client, told, "f11", limits="une autre", vigilance="le coût", strengths="forte\nrapide")
    fiche.refresh_from_db()
    assert fiche.extra == facts | {"limits": "une autre", "vigilance": ["le coût"], "strengths": ["forte", "rapide"]}


def test_who_may_change_the_fiche_writes_its_focus_and_nobody_else(client, told):
    town = ListedOrganisationFactory(contract=told)
    ActionRoleFactory(action=Action.objects.get(key="f11"), organisation=town, role="pilote")
    pilot = MembershipFactory(contract=told, role=Role.PILOT, organisation=town).user
    reader = MembershipFactory(contract=told, role=Role.ELECTED).user
    client.force_login(pilot)
    assert "Modifier le focus" in client.get(reverse("fiche:focus", args=[told.key, "f11"])).text
    assert write_on(client, told, "f11", limits="court").status_code == 302
    for name in ("focus-write", "focus-remove"):
        assert client.get(reverse(f"fiche:{name}", args=[told.key, "f12"])).status_code == 403
        assert client.post(reverse(f"fiche:{name}", args=[told.key, "f12"]), {"context": "x"}).status_code == 403
    client.force_login(reader)
    assert "Modifier le focus" not in client.get(reverse("fiche:focus", args=[told.key, "f11"])).text
    assert client.get(reverse("fiche:focus-write", args=[told.key, "f11"])).status_code == 403
    assert Action.objects.get(key="f11").extra["limits"] == ["court"]


def test_an_adopted_version_asks_a_reason_and_one_submitted_refuses(lead_client, told):
    version = told.current_version
    version.state = VersionState.ADOPTED
    version.save()
    refused = write_on(lead_client, told, "f11", limits="court")
    assert refused.status_code == 200 and "Dites le motif" in refused.text and "limites" in refused.text
    assert write_on(lead_client, told, "f11", limits="court", motif="Coquille.").status_code == 302
    fiche = Action.objects.get(key="f11")
    assert fiche.extra["limits"] == ["court"]
    assert Entry.objects.about(fiche).first().reason == "Coquille."
    version.state = VersionState.SUBMITTED
    version.save()
    assert lead_client.get(reverse("fiche:focus-write", args=[told.key, "f11"])).status_code == 403


def test_what_somebody_else_wrote_meanwhile_is_not_lost(lead_client, told):
    fiche = Action.objects.get(key="f11")
    address = reverse("fiche:focus-write", args=[told.key, "f11"])
    form = lead_client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"limits": "court"}
    Action.objects.filter(pk=fiche.pk).update(extra=fiche.extra | {"vigilance": ["le délai"]})
    answer = lead_client.post(address, sent)
    assert "a changé entre-temps" in answer.text and ">\ncourt</textarea>" in answer.text
    assert "Enregistré à ce jour\xa0: le délai." in answer.text
    fiche.refresh_from_db()
    assert fiche.extra["limits"] == ["trop long"]
    sent |= {"digest": answer.context["form"]["digest"].value(), "vigilance": "le délai"}
    assert lead_client.post(address, sent).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.extra["limits"], fiche.extra["vigilance"]) == (["court"], ["le délai"])


@pytest.mark.browser
@pytest.mark.shared
@pytest.mark.django_db(transaction=True)
def test_the_six_focus_of_the_plie_in_the_browser(open_as, import_shared, lead):
    contract = import_shared("plie-niort-2022-2028")
    keys = ["fiche-1.1", "fiche-2.1", "fiche-3.2", "fiche-5.3", "fiche-6.1", "fiche-7.1"]
    page = open_as(lead, reverse("fiche:focus", args=[contract.key, keys[0]]))
    base = page.url.split("/contrats/")[0]
    for key in (keys[0], keys[4]):
        page.goto(base + reverse("fiche:focus", args=[contract.key, key]))
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
    titles = [block.text for block in KINDS["focus"].build(contract, printed_on=date(2026, 11, 20)).blocks
              if isinstance(block, Heading) and block.level == 1]  # fmt: skip
    assert len(titles) == len(keys)
