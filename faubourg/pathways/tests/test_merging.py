"""Two files of one person: what goes together, what is completed, and how exactly it is undone."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.pathways.models import Participant, Pathway, Prescription, Residence, RsaPeriod
from faubourg.pathways.operations import entry_facts, homes, merging, people
from faubourg.pathways.queries.people import file_oddities
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory, PrescriptionFactory

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 1)
OWNED = (Residence, RsaPeriod, Prescription, Pathway)
#: What a file may not know of its person, and a value for it.
FACTS = {
    "birth_date": date(1990, 5, 17), "phone": "06 00 00 00 01", "sex": "H", "disabled_worker": False,
    "consented_on": FIRST, "consent_withdrawn_on": date(2021, 1, 1), "note": "mot",
}  # fmt: skip


@st.composite
def a_file(draw) -> dict:
    """What a file knows, and the days of its homes, of its periods of RSA and of its ended pathways."""
    days = st.lists(st.integers(0, 900), max_size=3, unique=True)
    known = draw(st.sets(st.sampled_from(sorted(FACTS))))
    return {"known": known, "homes": draw(days), "rsa": draw(days), "pathways": draw(days)}


def made(plie, said: dict) -> Participant:
    values = {name: FACTS[name] if name in said["known"] else "" for name in ("phone", "sex", "note")}
    values |= {name: FACTS[name] if name in said["known"] else None for name in FACTS if name not in values}
    person = ParticipantFactory(contract=plie.contract, **values)
    for back in said["homes"]:
        homes.settle(participant=person, values={"since": FIRST + timedelta(days=back)}, **plie.by())
    for back in said["rsa"]:
        RsaPeriod.objects.create(participant=person, start=FIRST + timedelta(days=back))
    for back in said["pathways"]:
        on = FIRST + timedelta(days=back)
        row = PrescriptionFactory(contract=plie.contract, participant=person, date=on)
        PathwayFactory(contract=plie.contract, participant=person, prescription=row, entered_on=on, ended_on=on)
    entry_facts.recount(participant=person, facts=("age_at_entry", "brsa_at_entry", "residence_at_entry"), **plie.by())
    person.refresh_from_db()
    return person


def held(person: Participant) -> dict:
    """All that is the person's."""
    row = Participant.objects.filter(pk=person.pk).values().get()
    owned = {model.__name__: list(model.objects.filter(participant=person).order_by("pk").values()) for model in OWNED}
    return row | owned


def test_a_merge_undone_gives_each_file_exactly_what_was_its_own(plie):
    @given(a_file(), a_file())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def check(one: dict, other: dict) -> None:
        kept, gone = made(plie, one), made(plie, other)
        before = held(kept), held(gone)
        row = merging.merge(kept=kept, gone=gone, **plie.by())
        together = Participant.objects.get(pk=kept.pk)
        assert together.residences.count() == len(one["homes"]) + len(other["homes"])
        assert (together.residence is None) == (not one["homes"] and not other["homes"])
        assert {name for name in ("phone", "sex", "birth_date") if getattr(together, name)} == (
            (one["known"] | other["known"]) & {"phone", "sex", "birth_date"}
        )
        merging.unmerge(merge=row, **plie.by())
        assert (held(kept), held(gone)) == before

    check()


def test_nobody_keeps_the_home_of_the_other_after_a_change(plie):
    kept, gone = (ParticipantFactory(contract=plie.contract) for _ in range(2))
    own = homes.settle(participant=kept, values={"since": FIRST}, **plie.by())
    other = homes.settle(participant=gone, values={"since": date(2021, 1, 1)}, **plie.by())
    row = merging.merge(kept=kept, gone=gone, **plie.by())
    other.refresh_from_db()
    homes.change_home(residence=other, values={"address": "3 rue Basse"}, **plie.by())
    people.change_participant(participant=kept, values={"phone": "06 00 00 00 02"}, **plie.by())
    merging.unmerge(merge=row, **plie.by())
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.residence, gone.residence, kept.phone) == (own, other, "06 00 00 00 02")


def test_a_consent_is_not_withdrawn_by_the_other_file(plie):
    kept = ParticipantFactory(contract=plie.contract, consented_on=date(2025, 1, 1))
    gone = ParticipantFactory(contract=plie.contract, consented_on=FIRST, consent_withdrawn_on=FIRST)
    merging.merge(kept=kept, gone=gone, **plie.by())
    kept.refresh_from_db()
    assert (kept.consented_on, kept.consent_withdrawn_on) == (date(2025, 1, 1), None)


def test_what_overlaps_once_together_is_an_anomaly(plie):
    kept, gone = (ParticipantFactory(contract=plie.contract) for _ in range(2))
    PathwayFactory(contract=plie.contract, participant=kept, entered_on=FIRST, ended_on=date(2021, 1, 1))
    PathwayFactory(contract=plie.contract, participant=gone, entered_on=date(2020, 6, 1))
    for person, start in ((kept, None), (gone, FIRST)):
        RsaPeriod.objects.create(participant=person, start=start)
    merging.merge(kept=kept, gone=gone, **plie.by())
    found = file_oddities(kept.pathways.all(), kept.rsa_periods.all())
    assert [one.code for one in found] == ["pathways-overlap", "rsa-overlap"]
