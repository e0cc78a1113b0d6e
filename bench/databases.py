"""Databases that live as long as a measure: never the user's own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

#: Where a database may be made; the one that it names is left alone.
SERVER = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


class NoServerError(Exception):
    """PostgreSQL does not answer, or lets nobody create a database."""


@dataclass(frozen=True)
class EmptyDatabase:
    """A new database, and a folder for what an instance keeps beside it."""

    url: str
    folder: Path


@contextmanager
def temporary(engine: str) -> Iterator[EmptyDatabase]:
    """An empty database, gone at the end. Raises `NoServerError`."""
    with tempfile.TemporaryDirectory(prefix="faubourg-bench-") as name:
        folder = Path(name)
        if engine == "sqlite":
            yield EmptyDatabase(f"sqlite:///{folder / 'bench.sqlite3'}", folder)
        else:
            with _on_server(f"faubourg_bench_{os.getpid()}") as url:
                yield EmptyDatabase(url, folder)


@contextmanager
def _on_server(name: str) -> Iterator[str]:
    _run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    finally:
        _run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _run(statement: sql.Composed) -> None:
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)
    except psycopg.Error as error:
        raise NoServerError(f"PostgreSQL a répondu : {str(error).strip()}") from error
