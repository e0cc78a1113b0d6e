"""Whatever is sent to a part gets a field error, a 404, or is kept as text: never an error of the server."""

import pytest

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.exchange.parts import ACTION_PARTS, NODE_PARTS

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"
PAYLOADS = {
    "script": SCRIPT,
    "megabyte": "é" * 500_000,
    "null": "av\x00ant",
    "impossible date": "31/02/2026",
    "number": "1e999999",
    "below": "-12",
    "huge": "9" * 400,
    "brackets": "[" * 5000,
    "yaml": "a: &a [*a, *a]",
    "half": "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}
PLACES = [("/contrats/essai/fiches/fiche-20", slug, part) for slug, part in ACTION_PARTS.items()]
PLACES += [("/contrats/essai/plan/n-1", slug, part) for slug, part in NODE_PARTS.items()]


def addresses(root, slug, part):
    """The forms of a part, and the fields that each sends."""
    base = f"{root}/rubriques/{slug}/"
    if part.fields:
        yield base, part.fields
    if part.rows:
        yield f"{base}ajouter/", part.rows.asked


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("root", "slug", "part"), PLACES, ids=[f"{root[-8:]} {slug}" for root, slug, _ in PLACES])
def test_no_part_breaks(lead_client, fiche, root, slug, part, payload):
    value = PAYLOADS[payload]
    for address, names in addresses(root, slug, part):
        nested = {"targets-lignes": "2", "targets-0-value": value, "targets-1-words": value}
        # Forty fields of one megabyte are refused before any form: the limit of one sending.
        sent = (
            dict.fromkeys(names[:10] if payload == "megabyte" else names, value)
            | (nested if "targets" in names else {})
            | {"seen": value}
        )
        answer = lead_client.post(address, sent)
        assert answer.status_code in (200, 302), (address, answer.status_code)
        page = lead_client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert page.status_code == 200
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content


@pytest.mark.parametrize("count", ["x", "-1", "999999999", "٣"])
def test_a_count_of_targets_that_is_none_breaks_nothing(lead_client, fiche, count):
    address = "/contrats/essai/fiches/fiche-20/rubriques/indicateurs/ajouter/"
    sent = {"label": "Visites", "kind": "quantitatif", "targets-lignes": count}
    assert lead_client.post(address, sent).status_code in (200, 302)


@pytest.mark.parametrize(
    ("slug", "name"),
    [("portage", "organisation"), ("droit-commun", "scheme"), ("dispositifs", "scheme"), ("indicateurs", "producers"),
     ("territoires", "territories"), ("renvois", "to")],
)  # fmt: skip
def test_keys_of_another_contract_are_refused_at_their_field(lead_client, fiche, slug, name):
    elsewhere = ListedOrganisationFactory(key="org-etrangere")
    foreign = ActionFactory(contract=elsewhere.contract, key="eng-etranger")
    root = f"/contrats/essai/fiches/fiche-20/rubriques/{slug}/"
    address = root if ACTION_PARTS[slug].rows is None else f"{root}ajouter/"
    for key in ("org-etrangere", foreign.key, "' OR 1=1 --"):
        answer = lead_client.post(address, {name: key, "label": "x", "kind": "quantitatif", "role": "pilote"})
        assert answer.status_code == 200
        assert "fb-error" in answer.content.decode()
    assert not foreign.roles.exists()


def test_rows_of_another_contract_are_404(lead_client, fiche):
    foreign = ActionRoleFactory(role="partenaire")
    root = f"/contrats/essai/fiches/fiche-20/rubriques/partenaires/{foreign.pk}/"
    for address in (root, f"{root}retirer/", f"{root}deplacer/"):
        assert lead_client.post(address, {"auteur": "x"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.position == 0


@pytest.mark.parametrize(("start", "end", "is_kept"), [("09/2027", "2026", False), ("09/2027", "2027", True)])
def test_an_end_before_its_beginning_is_refused_at_its_field(lead_client, fiche, start, end, is_kept):
    address = "/contrats/essai/fiches/fiche-20/rubriques/calendrier/"
    seen = lead_client.get(address).context["form"]["seen"].value()
    answer = lead_client.post(address, {"start": start, "end": end, "seen": seen})
    assert (answer.status_code == 302) is is_kept
    if not is_kept:
        assert answer.context["form"].errors["end"] == ["La fin précède le début : vérifiez les deux dates."]
    fiche.action.refresh_from_db()
    assert bool(fiche.action.end) is is_kept
