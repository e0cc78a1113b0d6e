"""Words of the pages: acronyms in filters, a date to come told at its field, a long scale that can be read."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.tests.factories import PathwayFactory
from faubourg.web.plie.frise import _Scale


@pytest.mark.django_db
def test_a_date_to_come_is_told_at_its_field_and_filters_keep_acronyms(client, cast, contract):
    pathway = PathwayFactory(contract=contract, structure=cast["structure"], referent=cast["referent"])
    client.force_login(cast["coordinator"].user)
    later = timezone.localdate() + timedelta(days=30)
    act = reverse("plie:file-act", args=["essai", pathway.participant.number, "situation"])
    form = client.post(act, {"consented_on": "2025-01-01", "informed_on": later.isoformat()}).context["form"]
    assert list(form.errors) == ["informed_on"] and "dans l’avenir" in str(form.errors["informed_on"])
    page = client.get(reverse("plie:people", args=["essai"])).content.decode()
    assert "Hors QPV" in page and "Hors qpv" not in page and "Personnes sorties" in page


@pytest.mark.parametrize("years", [1, 3, 5, 8, 14, 40])
def test_a_long_scale_shows_few_labels(years):
    ticks = _Scale(date(2024, 1, 1), date(2024 + years, 1, 1)).ticks()
    assert 2 <= len(ticks) <= 10
    assert len({label for _, label, _ in ticks}) == len(ticks) or years > 1
