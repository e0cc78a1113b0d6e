"""Somebody who speaks, and something to speak of."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from faubourg.contracts.tests.factories import UserFactory

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def author(db):
    return UserFactory(function="Pilote")


@pytest.fixture
def colleague(db):
    return UserFactory(function="Référente")


@pytest.fixture
def target(db):
    """Any object: the service knows none."""
    return Group.objects.create(name="objet")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """A store of its own for each test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"
