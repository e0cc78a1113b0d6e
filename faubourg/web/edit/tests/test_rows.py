"""Rows that hang on a fiche or an element: added, changed, ordered, taken away."""

import re

import pytest

from faubourg.actions.models import Action, ActionRole, Clause, CrossReference, Means, SchemeLink
from faubourg.actions.tests.factories import ActionRoleFactory
from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator, Target
from faubourg.journal.models import Entry
from faubourg.search.queries import find

FICHE = "/contrats/essai/fiches/fiche-20/rubriques/"
NODE = "/contrats/essai/plan/n-1/rubriques/"
HTMX = {"HX-Request": "true"}
#: Where, what is sent, the model, what the new row must say.
ADDED = {
    "portage": (FICHE, {"organisation": "org-caf", "role": "co-pilote", "service": "Action sociale"}, ActionRole,
                {"role": "co-pilote", "service": "Action sociale"}),
    "financeurs": (FICHE, {"organisation": "org-caf", "condition": "sous réserve"}, ActionRole, {"role": "financeur"}),
    "droit-commun": (FICHE, {"text": "un local", "amount": "1 200,50"}, Means, {"kind": "droit commun"}),
    "credits-specifiques": (FICHE, {"amount": "500"}, Means, {"kind": "credits specifiques"}),
    "indicateurs": (
        FICHE,
        {"label": "Habitants venus", "kind": "quantitatif", "targets-lignes": "1", "targets-0-value": "40"},
        Indicator,
        {"label": "Habitants venus"},
    ),
    "dispositifs": (FICHE, {"scheme": "disp-fph", "firmness": "mobilisé"}, SchemeLink, {"firmness": "mobilisé"}),
    "actions": (FICHE, {"title": "Former", "code": "20.2"}, Action, {"kind": "sous-action", "code": "20.2"}),
    "renvois": (FICHE, {"to": "fiche-20.1"}, CrossReference, {}),
    "cahier-des-charges": (NODE, {"kind": "recommandation", "text_summary": "un tambour"}, Clause,
                           {"kind": "recommandation", "text": "un tambour"}),
    "fiches": (NODE, {"title": "Une fiche neuve", "kind": "fiche"}, Action, {"kind": "fiche"}),
}  # fmt: skip


@pytest.mark.parametrize("slug", ADDED)
def test_a_row_is_added_under_its_owner_and_found(lead_client, fiche, slug):
    root, sent, model, said = ADDED[slug]
    before = set(model.objects.values_list("pk", flat=True))
    answer = lead_client.post(f"{root}{slug}/ajouter/", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = model.objects.exclude(pk__in=before).get()
    assert {name: getattr(made, name) for name in said} == said
    assert Entry.objects.filter(verb="ligne ajoutée").count() == 1
    assert lead_client.get(answer["Location"]).status_code == 200
    if model is Action:
        assert [entry.target for entry in find(made.title, scopes=["contrat/essai"]).entries] == [made]


def test_a_new_fiche_stands_under_its_element_and_opens(lead_client, fiche):
    answer = lead_client.post(f"{NODE}fiches/ajouter/", {"title": "Une fiche neuve", "kind": "fiche"})
    made = Action.objects.get(title="Une fiche neuve")
    assert list(made.nodes.all()) == [fiche.node]
    assert answer["Location"] == f"/contrats/essai/fiches/{made.key}/"


def test_a_referent_adds_a_sub_action_a_role_and_an_indicator_but_no_clause(client, fiche, referent):
    client.force_login(referent)
    assert client.post(f"{FICHE}actions/ajouter/", {"title": "Former"}).status_code == 302
    assert client.post(f"{FICHE}partenaires/ajouter/", {"organisation": "org-caf"}).status_code == 302
    assert client.post(f"{FICHE}indicateurs/ajouter/", {"label": "x", "kind": "quantitatif"}).status_code == 302
    assert client.post(f"{NODE}cahier-des-charges/ajouter/", {"text_summary": "x"}).status_code == 403


def test_what_is_missing_is_said_and_what_is_typed_stays(lead_client, fiche):
    text = lead_client.post(f"{FICHE}portage/ajouter/", {"service": "Sports"}).content.decode()
    assert "champs à corriger" in text
    assert 'value="Sports"' in text
    assert ActionRole.objects.count() == 2


def test_a_row_is_changed_alone(lead_client, fiche, form_of):
    address = f"{FICHE}droit-commun/{fiche.means.pk}/"
    answer = lead_client.post(address, form_of(address) | {"amount": "1 200"})
    assert answer["Location"] == f"{FICHE}droit-commun/?ligne={fiche.means.pk}"
    fiche.means.refresh_from_db()
    assert (fiche.means.amount, fiche.means.text) == (1200, "deux animatrices")


def test_targets_are_added_and_taken_away_with_their_indicator(lead_client, fiche, form_of):
    address = f"{FICHE}indicateurs/{fiche.indicator.pk}/"
    sent = form_of(address) | {"targets-0-period": "2026", "targets-0-value": "40", "targets-1-value": "60"}
    assert lead_client.post(address, sent).status_code == 302
    assert [target.value for target in fiche.indicator.targets.all()] == [40, 60]
    sent = form_of(address)
    assert lead_client.post(address, sent | {"targets-0-period": "", "targets-0-value": ""}).status_code == 302
    assert [target.value for target in fiche.indicator.targets.all()] == [60]


def test_targets_change_places_before_they_are_saved(lead_client, fiche, form_of):
    address = f"{FICHE}indicateurs/{fiche.indicator.pk}/"
    for position, value in enumerate((40, 60, 80)):
        facts = {"value": value, "position": position, "extra": {"note_op": value}}
        Target.objects.create(indicator=fiche.indicator, **facts)
    shown = lead_client.post(address, form_of(address) | {"targets-geste": "haut-2", "targets-0-value": "41"})
    assert "enregistrez" in str(shown.context["form"].errors["targets"])
    assert [target.value for target in fiche.indicator.targets.all()] == [40, 60, 80]
    assert re.search(r'value="haut-1"[^>]* autofocus', shown.content.decode())
    field = shown.context["form"]["targets"]
    lines = [line | {"rang": line["rang"]} for line in field.value()]
    assert [(line["value"], line["rang"]) for line in lines[:3]] == [("41", "0"), ("80", "2"), ("60", "1")]
    sent = form_of(address) | field.field.widget.posted("targets", lines)
    assert lead_client.post(address, sent).status_code == 302
    found = fiche.indicator.targets.order_by("position")
    assert [(target.value, target.extra["note_op"]) for target in found] == [(41, 40), (80, 80), (60, 60)]


@pytest.mark.parametrize("gesture", ["haut-0", "bas-99", "bas--1", "haut", "\0", "haut-²", "gauche-1"])
def test_an_impossible_move_of_a_target_is_no_error(lead_client, fiche, form_of, gesture):
    address = f"{FICHE}indicateurs/{fiche.indicator.pk}/"
    Target.objects.create(indicator=fiche.indicator, value=40)
    assert lead_client.post(address, form_of(address) | {"targets-geste": gesture}).status_code in (200, 302)
    assert fiche.indicator.targets.get().value == 40


def test_a_row_is_taken_away_once_confirmed(lead_client, fiche):
    address = f"{FICHE}partenaires/{fiche.partner.pk}/retirer/"
    assert "CAF" in lead_client.get(address).content.decode()
    assert ActionRole.objects.filter(pk=fiche.partner.pk).exists()
    assert lead_client.post(address).status_code == 302
    assert not ActionRole.objects.filter(pk=fiche.partner.pk).exists()
    assert Entry.objects.filter(verb="ligne retirée").count() == 1


def test_rows_change_places_and_the_focus_follows(lead_client, fiche):
    second = ActionRoleFactory(action=fiche.action, organisation=fiche.other, role="partenaire", position=5)
    third = ActionRoleFactory(action=fiche.action, organisation=fiche.town, role="partenaire", position=5)

    def order():
        rows = ActionRole.objects.filter(role="partenaire").order_by("position", "pk")
        return list(rows.values_list("pk", flat=True))

    assert order() == [fiche.partner.pk, second.pk, third.pk]
    answer = lead_client.post(f"{FICHE}partenaires/{third.pk}/deplacer/", {"sens": "haut"}, headers=HTMX, follow=True)
    assert order() == [fiche.partner.pk, third.pk, second.pk]
    text = answer.content.decode()
    assert "Monter «\N{NO-BREAK SPACE}Ville\N{NO-BREAK SPACE}»" in text
    assert "autofocus" in text.partition("Monter «\N{NO-BREAK SPACE}Ville\N{NO-BREAK SPACE}»")[2].partition(">")[0]
    lead_client.post(f"{FICHE}partenaires/{fiche.partner.pk}/deplacer/", {"sens": "bas"})
    assert order() == [third.pk, fiche.partner.pk, second.pk]
    assert Entry.objects.filter(verb="place changée").count() == 2
    answer = lead_client.post(f"{FICHE}partenaires/{third.pk}/deplacer/", {"sens": "haut"}, follow=True)
    assert "déjà à ce bout" in answer.content.decode()
    assert lead_client.get(f"{FICHE}partenaires/{third.pk}/deplacer/").status_code == 405


def test_only_those_who_may_order_and_take_away(client, fiche, elected, referent):
    client.force_login(elected)
    for act in ("", "retirer/", "deplacer/"):
        assert client.post(f"{FICHE}partenaires/{fiche.partner.pk}/{act}").status_code == 403
    client.force_login(referent)
    assert client.post(f"{FICHE}indicateurs/{fiche.indicator.pk}/deplacer/", {"sens": "haut"}).status_code == 403
    assert client.post(f"{FICHE}partenaires/{fiche.partner.pk}/deplacer/", {"sens": "haut"}).status_code == 302


def test_rows_of_another_fiche_do_not_exist_here(lead_client, fiche):
    elsewhere = ActionRoleFactory(role="partenaire")
    for pk in (elsewhere.pk, fiche.role.pk, 10**17, 10**30):
        for act in ("", "retirer/", "deplacer/"):
            assert lead_client.post(f"{FICHE}partenaires/{pk}/{act}", {}).status_code == 404


def test_an_adopted_version_wants_a_reason_from_the_lead_and_refuses_the_others(client, fiche, lead, referent, form_of):
    version = Contract.objects.get(pk=fiche.contract.pk).current_version
    version.state = "adoptee"
    version.save()
    client.force_login(referent)
    assert client.post(f"{FICHE}partenaires/ajouter/", {"organisation": "org-caf"}).status_code == 403
    assert client.get(f"{FICHE}texte/").status_code == 403
    assert client.get(f"{FICHE}condition/").status_code == 200
    client.force_login(lead)
    address = f"{FICHE}texte/"
    sent = form_of(address) | {"text": "Corrigé."}
    assert "Dites le motif" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"motif": "Faute de frappe"}).status_code == 302
    fiche.action.refresh_from_db()
    assert fiche.action.text == "Corrigé."
    assert Entry.objects.about(fiche.action).first().reason == "Faute de frappe"
    facts = {"organisation": "org-ville"}
    assert "Dites le motif" in client.post(f"{FICHE}partenaires/ajouter/", facts).content.decode()
    assert client.post(f"{FICHE}partenaires/ajouter/", facts | {"motif": "Oubli"}).status_code == 302
