"""What the tests of the PLIE share."""

import pytest

from faubourg.pathways.tests.plie import Plie, build


@pytest.fixture
def plie(contract) -> Plie:
    """A small PLIE in `contract`."""
    return build(contract)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    """Proofs are written beside the test."""
    storages = dict(settings.STORAGES)
    storages["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = storages
