"""Emptying the database of a test that committed, on PostgreSQL: only the tables that hold rows.

Django truncates them all: 230 tables and their indexes, each made anew on the disk, take two seconds a test. What tests
roll back stays in the files until it is swept: a server may not do so by itself.
"""

from collections.abc import Iterable

from django.core.management.color import Style

#: Written again after each emptying, always the same.
KEPT = {"django_content_type", "auth_permission"}
#: Bytes from which the file of a table is swept: looking into it takes longer than that.
HEAVY = 500_000


def empty_held_tables(connection) -> None:
    """Make `flush` remove the rows of the tables that have some. Needs a superuser, who alone sets keys aside."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return
    truncate = connection.ops.sql_flush

    def sql_flush(style: Style, tables: Iterable[str], *, reset_sequences: bool = False, **options) -> list[str]:
        if reset_sequences:
            return truncate(style, tables, reset_sequences=True, **options)
        sweep(connection)
        names = [connection.ops.quote_name(name) for name in tables if name not in KEPT]
        looks = [f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names]  # noqa: S608 (names of our own tables)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(looks))
            held = [name for (name,) in cursor.fetchall()]
        # Keys and the guard of the journal are triggers: this role does not run them.
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in held)]  # noqa: S608

    connection.ops.sql_flush = sql_flush


def sweep(connection) -> None:
    """Take what thousands of tests rolled back out of the files of PostgreSQL. Not inside a transaction."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND pg_relation_size(oid) > %s",
            [HEAVY],
        )
        if heavy := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"VACUUM {heavy}")
