"""Entries are added, and stay: Python refuses first, the database after it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.journal.guards import install, let_empty
from faubourg.journal.models import Entry, EntryKeptError
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.journal.subjects import subject_at, subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(contract) -> Entry:
    return record(actor=None, verb="essaie", scope=contract.scope, target=contract, at=timezone.now())


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.update(verb="efface"),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"verb": "efface"}),
    ],
)
def test_python_refuses(entry, act):
    with pytest.raises(EntryKeptError, match="ne se modifie pas"), transaction.atomic():
        act(entry)
    assert Entry.objects.get(pk=entry.pk).verb == "essaie"


@pytest.mark.parametrize("order", ["DELETE FROM journal_entry", "UPDATE journal_entry SET verb = 'efface'"])
def test_the_database_refuses(entry, order):
    # The fixtures of the whole run let SQLite empty the table: here it is as in an instance.
    install(connection)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order)
    assert Entry.objects.get(pk=entry.pk).verb == "essaie"
    let_empty(connection)


def test_migrations_leave_the_guards_in_place():
    """On SQLite a table made anew loses its triggers: the migration that does it installs them again."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    assert found & {"journal_entry_never_UPDATE", "journal_entry_never_changed"}


def test_an_entry_is_tied_to_what_its_object_hangs_on(contract, django_assert_num_queries):
    action = ActionFactory(contract=contract)
    role = ActionRoleFactory(action=action)
    facts = {"actor": None, "verb": "essaie", "scope": contract.scope, "at": timezone.now()}
    entry_for(target=role, **facts)
    with django_assert_num_queries(0):
        assert subject_of(role) == f"actions.action/{action.pk}"
        assert subject_of(action) == f"contracts.lineage/{action.lineage_id}"
        assert subject_of(contract) == f"contracts.contract/{contract.pk}"
    record_many([entry_for(target=role, **facts), entry_for(target=contract, row=role, label="Rôle retiré", **facts)])
    told = Entry.objects.on([subject_at(type(action), action.pk)])
    assert [entry.label for entry in told] == ["Rôle retiré", str(role)]


def test_a_contract_goes_and_its_journal_stays(entry, contract):
    contract.memberships.all().delete()
    contract.delete()
    assert Entry.objects.filter(scope="contrat/essai").exists()
