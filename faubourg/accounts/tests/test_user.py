"""How an account is shown."""

import pytest
from django.db import IntegrityError

from faubourg.accounts.models import User


@pytest.mark.parametrize(
    ("function", "initials"),
    [("Chef·fe de projet", "CP"), ("Élu·e", "É"), ("Administrateur·rice de l’instance", "AI"), ("", "?")],
)
def test_initials_are_those_of_the_words_that_count(function, initials):
    assert User(function=function).initials == initials


def test_an_address_is_used_once_whatever_its_case(db):
    User.objects.create_user("agente@exemple.fr", function="Agente")
    with pytest.raises(IntegrityError):
        User.objects.create_user("AGENTE@exemple.fr", function="Autre")
