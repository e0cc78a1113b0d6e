"""What a projected screen shows of a name."""

import pytest

from faubourg.pathways.models import Participant


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [("Zoé", "de la Tour", "Z. D."), ("0412", "Participant", "P. 412"), ("", "Participant", "P.")],
)
def test_initials_are_letters_or_the_number_of_a_fictional_name(first, last, shown):
    assert Participant(first_name=first, last_name=last).initials == shown
