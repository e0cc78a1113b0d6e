"""What makes the database itself refuse to change or remove an entry of the journal.

On SQLite a later migration that alters the table makes it anew without its triggers: it must call `install` again
(a test looks).
"""

SQLITE = """
CREATE TRIGGER IF NOT EXISTS journal_entry_never_{act} BEFORE {act} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed nor removed'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION journal_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an entry of the journal is never changed nor removed' USING ERRCODE = 'restrict_violation'; END
$$;
DROP TRIGGER IF EXISTS journal_entry_never_changed ON journal_entry;
CREATE TRIGGER journal_entry_never_changed BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_is_kept();
"""


def install(connection) -> None:
    """Put the triggers on the table; those that are there stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        elif connection.vendor == "sqlite":
            for act in ("UPDATE", "DELETE"):
                cursor.execute(SQLITE.format(act=act))


def take_off(connection) -> None:
    """Take the triggers off, for a migration that undoes them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_never_changed ON journal_entry")
            cursor.execute("DROP FUNCTION IF EXISTS journal_entry_is_kept")
        elif connection.vendor == "sqlite":
            let_empty(connection)
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_never_UPDATE")


def let_empty(connection) -> None:
    """On SQLite, allow removals again: tests empty their tables by DELETE there (PostgreSQL truncates)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_never_DELETE")
