"""A fiche, its pilote, a partner and a conseillère citoyenne."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """A store of its own for each test."""
    options = {"location": tmp_path / "files"}
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path / "files"


@pytest.fixture
def action(contract):
    """A fiche."""
    return ActionFactory(contract=contract, key="f1", code="1", kind="fiche", title="Ouvrir un lieu")


@pytest.fixture
def member(contract):
    """`member("partenaire", "Partenaire")`: an account with that role."""

    def _member(role, name, **facts):
        user = UserFactory(function=name, email=facts.pop("email", f"{role}@exemple.fr"))
        MembershipFactory(contract=contract, role=role, user=user, organisation=facts.pop("organisation", None))
        return user

    return _member


@pytest.fixture
def pilot(contract, action, member):
    """The pilote of the fiche."""
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    ActionRoleFactory(action=action, organisation=caf)
    return member(Role.PILOT, "Pilote", organisation=caf)


@pytest.fixture
def partner(member):
    """Somebody who comments."""
    return member(Role.PARTNER, "Partenaire")


@pytest.fixture
def citizen(member):
    """Somebody who gives opinions."""
    return member(Role.CITIZEN, "Conseillère citoyenne")


@pytest.fixture
def tab(action):
    """The address of the tab."""
    return reverse("talk:fiche", args=["essai", action.key])


@pytest.fixture
def as_(client):
    """`as_(user)`: the browser, signed in as them."""

    def _as(user):
        client.force_login(user)
        return client

    return _as
