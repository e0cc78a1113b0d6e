"""Decisions of the cellule: an entry refused with its reason; what was decided by mistake is undone whole, or not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import CaseKind, ExitState, PrescriptionState, TermKind, Verdict
from faubourg.pathways.models import Assignment, Case, Measure, Session, Term
from faubourg.pathways.operations import following, homes, leaving, prescribing, sessions
from faubourg.pathways.tests.factories import PrescriptionFactory, TermFactory, exit_reason
from faubourg.web.plie import minutes
from faubourg.web.plie.tests.test_sessions import at, followed, opened, who

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def asked(client, cast, contract):
    """An entry on the agenda of an open session, the coordinatrice before the wall."""
    day = TODAY() - timedelta(days=20)
    row = PrescriptionFactory(
        contract=contract, prescriber=cast["prescriber"].prescriber, date=day, eligible=True, checked_on=day,
        structure=cast["structure"], oriented_on=day, state=PrescriptionState.TO_ADMIT, is_brsa=False,
    )  # fmt: skip
    row.validations.create(
        validator="france-travail", opinion="accord", on=day, recorded_by=cast["coordinator"].user,
        recorded_at=timezone.now(),
    )  # fmt: skip
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    return client, row, Case.objects.get(kind=CaseKind.ENTRY)


def word(contract, kind: str) -> Term:
    return Term.objects.of(contract).filter(kind=kind).first() or TermFactory(contract=contract, kind=kind)


def decided(client, case: Case, verdict: str, **more) -> str:
    """The page after a decision, the decision being written."""
    seen = case.decided_at.isoformat() if case.decided_at else ""
    answer = client.post(wall_of(case), {"verdict": verdict, "seen": seen} | more, follow=True)
    case.refresh_from_db()
    return answer.content.decode().replace("\xa0", " ")


def taken_back(client, case: Case) -> str:
    answer = client.post(wall_of(case), {"acte": "reprendre"}, follow=True)
    case.refresh_from_db()
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def wall_of(case: Case) -> str:
    return at("wall", case.session_id, case.pk)


def test_an_entry_is_refused_with_a_reason_that_its_prescription_and_the_minutes_tell(asked, contract, cast):
    client, row, case = asked
    assert "Donnez le motif du refus" in decided(client, case, "refus")
    assert case.verdict == ""
    reason = word(contract, TermKind.REFUSAL_REASON)
    decided(client, case, "refus", reason=reason.pk)
    row.refresh_from_db()
    assert (row.state, row.refusal_reason) == (PrescriptionState.REFUSED, reason)
    page = client.get(reverse("plie:prescription", args=["essai", row.pk])).content.decode().replace("\xa0", " ")
    assert f"Refusée par la cellule du {case.session.date:%d/%m/%Y} : {reason}" in page
    assert "à présenter" not in page and "sans entrée, close le" in page
    session = sessions.close_session(session=case.session, **who(cast))
    for document in (
        minutes.whole(session, printed_on=TODAY()),
        minutes.part(session, cast["prescriber"].prescriber, printed_on=TODAY()),
    ):
        assert f"Motif du refus : {reason}" in repr(document).replace("\\xa0", " ")
    assert str(reason) not in repr(minutes.nameless(session, printed_on=TODAY()))


def test_a_refused_entry_waits_again_once_taken_back_and_an_accepted_one_until_its_cer(asked, contract, cast):
    client, row, case = asked
    decided(client, case, "refus", reason=word(contract, TermKind.REFUSAL_REASON).pk, remark="Hors territoire")
    assert "Reprendre la décision" in client.get(wall_of(case)).content.decode()
    assert "Décision reprise" in taken_back(client, case)
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.refusal_reason) == (PrescriptionState.TO_ADMIT, None, None)
    assert (case.verdict, case.decided_by, case.remark) == ("", None, "Hors territoire")
    decided(client, case, "accord")
    taken_back(client, case)
    row.refresh_from_db()
    assert (row.state, row.admitted_on) == (PrescriptionState.TO_ADMIT, None)
    decided(client, case, "accord")
    prescribing.sign_cer(prescription=row, on=TODAY(), referent=cast["referent"], **who(cast))
    assert "ne se reprend plus : la prescription est « entré » depuis" in taken_back(client, case)
    assert case.verdict == Verdict.ACCEPTED


def test_a_closed_session_takes_nothing_back_until_it_is_reopened(asked, cast):
    client, row, case = asked
    decided(client, case, "accord")
    sessions.close_session(session=case.session, **who(cast))
    assert "rouvrez la cellule" in client.get(wall_of(case)).content.decode()
    assert "est close" in taken_back(client, case)
    sessions.reopen_session(session=case.session, reason="Erreur", **who(cast))
    taken_back(client, case)
    row.refresh_from_db()
    assert (case.verdict, row.admitted_on) == ("", None)


def test_only_the_coordinator_takes_back(asked, cast):
    client, _, case = asked
    decided(client, case, "accord")
    client.force_login(cast["referent"].user)
    assert client.post(wall_of(case), {"acte": "reprendre"}).status_code in (403, 404)
    case.refresh_from_db()
    assert case.verdict == Verdict.ACCEPTED


@pytest.fixture
def renewed(client, cast, contract):
    """A measure renewed in an open session."""
    row = followed(cast, contract)
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get()
    decided(client, case, "accord")
    return client, row, case


def test_a_renewal_taken_back_takes_its_measure_away(renewed):
    client, row, case = renewed
    assert row.measures.count() == 2
    taken_back(client, case)
    assert (row.measures.count(), case.renewed_until, case.verdict) == (1, None, "")
    decided(client, case, "accord")
    assert Measure.objects.filter(pathway=row).count() == 2


def test_a_veille_closed_kept_or_opened_is_as_before(client, cast, contract):
    reason = word(contract, TermKind.WATCH_REASON)
    row = followed(cast, contract)
    row.measures.update(end=TODAY() + timedelta(days=300))
    day = row.entered_on + timedelta(days=5)
    watch = following.open_watch(pathway=row, on=day, reason=reason, **who(cast))
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get(kind=CaseKind.WATCH)
    assert "Donnez le motif de la clôture" in decided(client, case, "refus")
    decided(client, case, "refus", reason=reason.pk)
    watch.refresh_from_db()
    assert (watch.end, watch.closing_reason) == (TODAY(), reason)
    taken_back(client, case)
    watch.refresh_from_db()
    assert (watch.end, watch.closing_reason) == (None, None)
    later = TODAY() + timedelta(days=40)
    assert "Réexaminer la veille le" in client.get(wall_of(case)).content.decode()
    decided(client, case, "accord", review_on=later.isoformat())
    watch.refresh_from_db()
    assert watch.review_on == later
    taken_back(client, case)
    watch.refresh_from_db()
    assert watch.review_on is None
    watch.delete()
    case = sessions.raise_case(
        session=Session.objects.get(), participant=row.participant, kind="veille", pathway=row, **who(cast)
    )
    decided(client, case, "accord", reason=reason.pk)
    assert row.watches.count() == 1
    taken_back(client, case)
    assert (row.watches.count(), case.watch, case.verdict) == (0, None, "")


def proposed(cast, row, **more):
    asked = {"kind": "autre", "on": TODAY(), "reason": exit_reason(row.contract)}
    return leaving.propose_exit(pathway=row, **(asked | more), **who(cast))


def test_an_exit_taken_back_gives_the_pathway_back_with_its_meetings_and_who_follows_it(client, cast, contract):
    row = followed(cast, contract)
    assignment = Assignment.objects.create(pathway=row, referent=cast["referent"], start=row.entered_on)
    meeting = row.meetings.create(on=TODAY() + timedelta(days=9), attendance="prevu")
    step = row.steps.create(kind="formation", title="Permis", start=row.entered_on)
    found = proposed(cast, row, outcomes={step.pk: "partielle"})
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get(kind=CaseKind.EXIT)
    decided(client, case, "accord")
    for one in (row, assignment, meeting, step):
        one.refresh_from_db()
    assert (step.state, step.end) == ("partielle", TODAY())
    assert (row.ended_on, assignment.end, meeting.attendance) == (TODAY(), TODAY(), "annule")
    taken_back(client, case)
    for one in (row, assignment, meeting, found, step):
        one.refresh_from_db()
    assert (step.state, step.end) == ("en-cours", None)
    assert (row.ended_on, assignment.end, meeting.attendance) == (None, None, "prevu")
    assert (found.state, found.validated_on) == (ExitState.PROPOSED, None)
    decided(client, case, "accord")
    leaving.reopen_exit(exit=found, reason="Erreur", **who(cast))
    assert "la sortie a été rouverte depuis" in taken_back(client, case)


def test_an_exit_refused_then_proposed_again_comes_to_the_same_session(client, cast, contract):
    row = followed(cast, contract)
    proposed(cast, row)
    session = opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    first = Case.objects.get(kind=CaseKind.EXIT)
    decided(client, first, "refus")
    again = proposed(cast, row)
    sessions.fill_agenda(session=session, **who(cast))
    assert session.cases.get(kind=CaseKind.EXIT, verdict="").exit == again
    assert "une autre sortie est proposée" in taken_back(client, first)
    assert first.verdict == Verdict.REFUSED
    leaving.withdraw_exit(exit=again, **who(cast))
    taken_back(client, first)
    assert (first.verdict, first.exit.state) == ("", ExitState.PROPOSED)


def test_what_another_session_decides_leaves_the_agenda_and_renewals_follow_their_end(client, cast, contract):
    late, soon = followed(cast, contract), followed(cast, contract)
    late.measures.update(end=TODAY() + timedelta(days=9))
    planned = sessions.plan_session(contract=contract, date=TODAY() + timedelta(days=4), **who(cast))
    assert [case.pathway for case in planned.cases.order_by("position")] == [soon, late]
    session = opened(cast, contract)
    case = session.cases.get(pathway=soon)
    client.force_login(cast["coordinator"].user)
    decided(client, case, "accord")
    assert [one.pathway for one in planned.cases.all()] == [late]
    proposed(cast, late)
    page = client.get(at("session", planned.pk)).context
    assert page["agenda"].cases == []


def test_what_somebody_else_wrote_is_kept_before_one_s_own(client, cast, contract):
    followed(cast, contract)
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get()
    seen = client.get(wall_of(case)).context["form"].initial["seen"]
    sessions.decide(case=case, verdict=Verdict.POSTPONED, remark="Revoir le permis", **who(cast))
    page = client.post(wall_of(case), {"verdict": "accord", "seen": seen, "remark": "Vu"})
    form = page.context["form"]
    assert form["remark"].value() == "Revoir le permis\nVu"
    client.post(wall_of(case), form.data)
    case.refresh_from_db()
    assert (case.verdict, case.remark) == (Verdict.ACCEPTED, "Revoir le permis\nVu")


def test_the_wall_shows_what_an_entry_is_judged_on_and_names_nobody(asked, cast, contract):
    client, row, case = asked
    reason = word(contract, TermKind.PRESCRIPTION_REASON)
    homes.settle(
        participant=row.participant, values={"commune_name": "Coulon", "address": "3 rue du Port"}, **who(cast)
    )
    row.reason, row.note, row.is_brsa = reason, "Texte libre", None
    row.save()
    page = client.get(wall_of(case)).content.decode().replace("\xa0", " ")
    shown = (
        str(reason), str(row.prescriber), f"le {row.date:%d/%m/%Y}", "Territoire", "Coulon", row.structure.name,
        f"accord le {row.date:%d/%m/%Y}", "saisi par", "difficultés d’insertion", "pour 90 par an", "inconnue",
        "le Bureau Insertion n’a pas été interrogé",
    )  # fmt: skip
    assert [one for one in shown if one not in page] == []
    for hidden in (row.participant.last_name, row.participant.first_name, "Texte libre", "rue du Port"):
        assert hidden not in page


def test_the_wall_recalls_what_the_cellule_said_before(renewed, cast, contract):
    client, row, case = renewed
    sessions.close_session(session=case.session, **who(cast))
    Session.objects.update(date=TODAY() - timedelta(days=30))
    case = sessions.raise_case(
        session=opened(cast, contract), participant=row.participant, kind="difficile", pathway=row, **who(cast)
    )
    page = client.get(wall_of(case)).content.decode().replace("\xa0", " ")
    assert "Décisions précédentes" in page
    assert f"Renouvellement : mesure renouvelée jusqu’au {row.measures.get(rank=2).end:%d/%m/%Y}" in page


def test_an_exit_dated_before_acts_of_the_file_says_so(client, cast, contract):
    row = followed(cast, contract)
    on = TODAY() - timedelta(days=60)
    for days in (10, 70):
        row.meetings.create(on=TODAY() - timedelta(days=days), attendance="tenu")
    row.steps.create(kind="formation", title="Permis", start=TODAY() - timedelta(days=20), state="en-cours")
    proposed(cast, row, on=on)
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    page = client.get(wall_of(Case.objects.get(kind=CaseKind.EXIT))).content.decode().replace("\xa0", " ")
    assert f"La sortie est datée du {on:%d/%m/%Y}, avant 1 rendez-vous et 1 étape déjà au dossier" in page
    assert "1 étape est encore en cours" in page


def test_a_situation_settled_while_it_is_shown_leads_back_to_the_agenda(client, cast, contract):
    row = followed(cast, contract)
    session = opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = session.cases.get()
    proposed(cast, row)
    answer = client.post(wall_of(case), {"verdict": "accord"}, follow=True)
    assert answer.redirect_chain[-1][0] == at("session", session.pk)
    assert "Plus rien n’est à décider" in answer.content.decode()
    assert row.measures.count() == 1


def test_a_situation_brought_by_hand_leaves_the_other_agenda_once_it_is_decided(client, cast, contract):
    row = followed(cast, contract)
    row.measures.update(end=TODAY() + timedelta(days=300))
    session = opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    for days, proposal in ((5, "Bilan"), (6, "Autre chose")):
        other = sessions.plan_session(contract=contract, date=TODAY() + timedelta(days=days), **who(cast))
        brought = {"participant": row.participant, "kind": "difficile", "pathway": row, "proposal": proposal}
        sessions.raise_case(session=other, **brought, **who(cast))
    case = sessions.raise_case(session=session, **(brought | {"proposal": "Bilan"}), **who(cast))
    decided(client, case, "note")
    assert [one.proposal for one in Case.objects.filter(verdict="")] == ["Autre chose"]


def test_an_exit_decided_ahead_is_taken_back_until_its_day(client, cast, contract):
    row = followed(cast, contract)
    found = proposed(cast, row, on=TODAY() + timedelta(days=10))
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get(kind=CaseKind.EXIT)
    decided(client, case, "accord")
    taken_back(client, case)
    found.refresh_from_db()
    assert (found.state, found.validated_on, case.verdict) == (ExitState.PROPOSED, None, "")
    decided(client, case, "accord")
    leaving.apply_exits(at=timezone.now() + timedelta(days=11))
    assert "la sortie a pris effet le" in taken_back(client, case)
    row.refresh_from_db()
    assert row.ended_on == found.on
