"""The quality of data: every count is that of its list, and says what the desk says file by file."""

from datetime import date, timedelta

import pytest

from faubourg.pathways.choices import Attendance, ExitKind, TermKind
from faubourg.pathways.dates import meeting_due
from faubourg.pathways.models import Meeting, Obstacle, Participant, Pathway, Protocol, Residence, Watch
from faubourg.pathways.operations import leaving, merging
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.desk import missing_fields
from faubourg.pathways.queries.persons import maybe_followed
from faubourg.pathways.queries.quality import CHECKS, counts, gaps_by_holder, homonyms, overdue_meetings
from faubourg.pathways.tests.dispositifs import BeneficiaryFactory
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 5)


def count(plie, **rules) -> dict[str, int]:
    return counts(plie.contract, protocol_of(plie.contract), on=ON)


@pytest.mark.parametrize(("close", "later", "months"), [(15, 31, 3), (31, 15, 3), (15, 15, 3), (7, 40, 1)])
def test_a_late_meeting_is_the_same_in_one_query_as_file_by_file(plie, close, later, months):
    protocol = Protocol.objects.create(
        contract=plie.contract, close_days=close, later_days=later, close_months=months
    )  # fmt: skip
    entries = [
        ON - timedelta(days=back) for back in (1, 14, 15, 16, 31, 32, 40, 60, 89, 91, 92, 93, 104, 119, 120, 400)
    ]
    late = set()
    for entered in [*entries, date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 1)]:
        for back in (None, 1, 7, 8, 15, 16, 17, 25, 31, 32, 41, 70):
            row = PathwayFactory(contract=plie.contract, structure=plie.structure, entered_on=entered)
            days = [] if back is None or ON - timedelta(days=back) < entered else [ON - timedelta(days=back)]
            for day in days:
                Meeting.objects.create(pathway=row, on=day)
                Meeting.objects.create(pathway=row, on=day + timedelta(days=1), attendance=Attendance.ABSENT)
            if meeting_due(entered, days, protocol) < ON:
                late.add(row.pk)
    assert 0 < len(late) < Pathway.objects.count()
    assert set(overdue_meetings(plie.contract, protocol, ON).values_list("pk", flat=True)) == late
    Watch.objects.create(pathway_id=min(late), start=ON, reason=plie.terms[TermKind.WATCH_REASON])
    assert overdue_meetings(plie.contract, protocol, ON).count() == len(late) - 1


def test_the_trame_lacks_the_same_in_one_query_as_file_by_file(plie, django_assert_num_queries):
    names = ["birth_date", "sex", "residence", "referent", "obstacles", "objectives", "phone", "disabled_worker"]
    protocol = Protocol.objects.create(contract=plie.contract, summary_fields=names)
    kept = plie.pathway()
    Obstacle.objects.create(
        pathway=kept, kind=plie.terms[TermKind.OBSTACLE], level=1, first_level=1, seen_on=date(2025, 1, 1)
    )
    kept.objectives.create(rank=1, text="Trouver", set_on=date(2025, 1, 1))
    Participant.objects.filter(pk=kept.participant_id).update(
        residence=Residence.objects.create(participant=kept.participant), phone="05", disabled_worker=False
    )
    bare = plie.pathway(ParticipantFactory(contract=plie.contract, sex="", birth_date=None))
    alone = PathwayFactory(contract=plie.contract, structure=None)
    with django_assert_num_queries(2):
        found = {one.referent_id: one for one in gaps_by_holder(plie.contract, protocol)}
    mine, nobody = found[plie.referent.pk], found[None]
    assert (mine.people, mine.incomplete, nobody.people, nobody.incomplete) == (2, 1, 1, 1)
    for rows, said in (([kept, bare], mine), ([alone], nobody)):
        one_by_one = [name for row in rows for name in missing_fields(Pathway.objects.get(pk=row.pk), protocol)]
        assert said.lacking == {name: one_by_one.count(name) for name in names}
    assert count(plie)["trame"] == 2


def test_each_check_counts_what_is_to_mend(plie):
    left = AgentFactory(contract=plie.contract, role="referent", end=date(2025, 12, 1))
    odd = ParticipantFactory(contract=plie.contract, sex="", birth_date=None)
    Participant.objects.filter(pk=odd.pk).update(residence=Residence.objects.create(participant=odd))
    row = plie.pathway(odd)
    Pathway.objects.filter(pk=row.pk).update(referent=left)
    gone = plie.pathway()
    found = leaving.propose_exit(
        pathway=gone, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=date(2025, 10, 1), **plie.by()
    )
    leaving.validate_exit(exit=found, on=date(2025, 10, 7), **plie.by())
    assert count(plie) == {
        "sans-referent": 1, "trame": 0, "rendez-vous": 1, "mesures": 1, "situations": 1, "homonymes": 0,
        "sans-sexe": 1, "sans-naissance": 1, "sans-domicile": 0, "qpv-indetermine": 1,
        "domicile-entree": 1, "brsa-entree": 1,
    }  # fmt: skip
    for name, rows in CHECKS.items():
        assert rows(plie.contract, protocol_of(plie.contract), ON).count() == count(plie)[name]


def test_homonyms_wait_until_somebody_says_who_they_are(plie):
    def person(**more):
        return ParticipantFactory(contract=plie.contract, **{"last_name": "Même", "first_name": "Nom"} | more)

    one, other = person(), person(last_name="Nom", first_name="Mêmé", birth_date=None)
    person(birth_date=date(1970, 1, 1), first_name="Autre")
    someone = person(birth_date=date(1971, 1, 1))

    def waiting():
        return set(homonyms(plie.contract, protocol_of(plie.contract), ON))

    assert waiting() == {one, other, someone}
    merging.tell_apart(one=one, other=other, **plie.by())
    assert waiting() == {other, someone}
    merging.merge(kept=someone, gone=other, **plie.by())
    assert waiting() == set()


def test_a_person_of_a_dispositif_who_has_a_file_waits_to_be_tied(plie):
    born = date(1978, 4, 8)
    file = ParticipantFactory(contract=plie.contract, last_name="Même", first_name="Nom", birth_date=born)
    same = {"contract": plie.contract, "last_name": "Meme", "first_name": "Nom"}
    found = [BeneficiaryFactory(**same, birth_date=day) for day in (born, None)]
    BeneficiaryFactory(**same, birth_date=date(1990, 1, 1))
    BeneficiaryFactory(contract=plie.contract, last_name="Autre", birth_date=born)
    assert list(maybe_followed(plie.contract)) == found
    found[0].participant = file
    found[0].save()
    assert list(maybe_followed(plie.contract)) == found[1:]
