import pytest
from django.core.management import call_command
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract, Membership
from faubourg.exchange.demo import DEMO_ACCOUNTS
from faubourg.exchange.queries import summary
from faubourg.indicators.models import Indicator, Observation
from faubourg.journal.models import Entry


@pytest.fixture
def seeded(db, capsys):
    call_command("seed_demo")
    return capsys.readouterr().out


def test_the_demo_has_its_contracts_and_an_account_for_each_role(seeded):
    assert set(Contract.objects.values_list("key", flat=True)) == {
        "ales-2015-2020", "niort-2024-2030", "plie-niort-2022-2028",
    }  # fmt: skip
    assert {account.role for account in DEMO_ACCOUNTS} == {*Role.values, ""}
    for account in DEMO_ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert not user.has_usable_password()
        assert Contract.objects.for_user(user).count() == (int(bool(account.contract)) if account.plie else 3)
    assert "Démonstration prête" in seeded

    counted = summary(Contract.objects.get(key="niort-2024-2030"))
    assert counted["nodes"] == {"objectif prioritaire": 6, "constat": 29, "orientation": 85}
    assert counted["actions"]["engagement"] == 363
    assert "452\u00a0personnes" in seeded
    assert Entry.objects.filter(verb="rôle donné").count() == 3 * len(Role) + 1
    there = Contract.objects.for_user(User.objects.get(email="coordinatrice.plie@demo.invalid"))
    assert there.get().key == "plie-niort-2022-2028"
    followed = Indicator.objects.get(version__contract=there.get(), key="ind-protocole-01").lineage
    values = dict(Observation.objects.filter(lineage=followed, breakdown={}).values_list("period", "value"))
    assert values["2022"] == 292, "as printed"
    assert values[str(timezone.localdate().year)] > 0, "carried from the records"


def test_a_second_run_adds_what_is_missing_and_leaves_the_rest(seeded, django_assert_max_num_queries, capsys):
    contract = Contract.objects.get(key="ales-2015-2020")
    Contract.objects.filter(pk=contract.pk).update(title="Titre corrigé")
    Membership.objects.filter(role=Role.ELECTED).delete()
    entries = Entry.objects.count()

    call_command("seed_demo")
    assert Membership.objects.filter(role=Role.ELECTED).count() == 3
    with django_assert_max_num_queries(len(DEMO_ACCOUNTS) + 7):
        call_command("seed_demo")

    contract.refresh_from_db()
    assert contract.title == "Titre corrigé"
    assert Entry.objects.count() == entries + 3
    assert "Import" not in capsys.readouterr().out
