"""A fiche with what hangs on it, and the people who keep it."""

from types import SimpleNamespace

import pytest

from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ClauseFactory,
    ListedSchemeFactory,
    MeansFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
    UserFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory


@pytest.fixture
def fiche(contract):
    """A fiche piloted by « Ville », with two of each kind of row."""
    node = NodeFactory(contract=contract, key="n-1", title="Cohésion sociale")
    town = ListedOrganisationFactory(contract=contract, key="org-ville", name="Ville")
    other = ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")
    action = ActionFactory(
        contract=contract, key="fiche-20", code="20", kind="fiche", title="Projets", nodes=[node], text="Un texte."
    )
    ListedTerritoryFactory(contract=contract, key="qpv-1", name="Le Hautbois")
    ListedSchemeFactory(contract=contract, key="disp-fph", name="Fonds de participation")
    return SimpleNamespace(
        contract=contract,
        action=action,
        node=node,
        town=town,
        other=other,
        role=ActionRoleFactory(action=action, organisation=town, role="pilote", position=0),
        partner=ActionRoleFactory(action=action, organisation=other, role="partenaire", position=1),
        means=MeansFactory(action=action, text="deux animatrices", position=0),
        indicator=IndicatorFactory(contract=contract, key="ind-1", label="Heures", actions=[action]),
        link=SchemeLinkFactory(action=action),
        child=ActionFactory(contract=contract, key="fiche-20.1", code="20.1", kind="sous-action", parent=action),
        clause=ClauseFactory(node=node, kind="obligation", text="une harpe"),
    )


@pytest.fixture
def referent(fiche):
    """The référente of « Ville »."""
    user = UserFactory(function="Référente Ville")
    MembershipFactory(contract=fiche.contract, user=user, role=Role.REFERENT, organisation=fiche.town)
    return user


@pytest.fixture
def form_of(client):
    """`form_of(address)` opens a form and gives what it would send untouched."""
    import re
    from html import unescape

    def _open(address: str) -> dict:
        text = client.get(address).content.decode()
        form = text[text.index("edit-form") :]
        form = form[: form.index("</form>")]
        sent = {
            name: unescape(value)
            for name, value in re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', form)
        }
        for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form):
            sent[name] = unescape(value)
        for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            sent[name] = unescape(chosen[1]) if chosen else ""
        sent.pop("csrfmiddlewaretoken", None)
        return sent

    return _open
