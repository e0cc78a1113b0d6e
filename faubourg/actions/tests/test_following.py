"""What follows from the dates and the statements: derived states, delays, conditions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.actions.choices import ConditionOutcome, Delay
from faubourg.actions.models import ActionStatus
from faubourg.actions.operations import find_condition
from faubourg.actions.progress.deriving import derived_state
from faubourg.actions.progress.following import follow
from faubourg.actions.progress.lateness import bounds_of, lateness_of
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import DEFAULT_SCALE
from faubourg.contracts.models import StatusState
from faubourg.contracts.operations_scale import take_default_scale

NOW = datetime(2026, 3, 16, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date()
SCALE = {
    key: StatusState(pk=rank, key=key, label=label, meaning=meaning, counts_as_implemented=counts)
    for rank, (key, label, meaning, counts) in enumerate(DEFAULT_SCALE, start=1)
}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("terminee terminee", "terminee"),
        ("terminee perenne", "terminee"),
        ("terminee ?", "en_cours"),
        ("? ?", None),
        ("non_demarree ?", None),
        ("non_demarree non_demarree", "non_demarree"),
        ("non_demarree terminee", "en_cours"),
        ("bloquee bloquee", "bloquee"),
        ("bloquee non_demarree", "en_cours"),
        ("abandonnee terminee", "terminee"),
        ("abandonnee abandonnee", "abandonnee"),
    ],
)
def test_a_fiche_takes_its_state_from_its_sub_actions(parts, expected):
    found = derived_state([SCALE.get(key) for key in parts.split()], list(SCALE.values()))
    assert (found and found.key) == expected


def test_a_scale_that_does_not_say_what_its_states_mean_derives_only_what_all_share():
    scale = [StatusState(pk=1, label="Réalisée", counts_as_implemented=True), StatusState(pk=2, label="Pas réalisée")]
    assert derived_state([scale[1], scale[1]], scale) == scale[1]
    assert derived_state(scale, scale) is None


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        ("2019-2022", ("2019", "2022")),
        ("mars 2024", ("2024-03", "2024-03")),
        ("Septembre 2016", ("2016-09", "2016-09")),
        ("d’ici 2027", ("", "2027")),
        ("Depuis 2019", ("2019", "")),
        ("courant 2024", ("2024", "2024")),
        ("12/05/2025", ("2025-05-12", "2025-05-12")),
        ("31/02/2025", ("", "")),
        ("jusqu'en 2025, et au-delà sous réserve", ("", "")),
        ("selon les opportunités", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_printed_calendar_is_read_only_where_it_leaves_no_doubt(calendar, expected):
    found = bounds_of(start="", end="", calendar=calendar)
    assert tuple(bound.text if bound else "" for bound in found) == expected


@pytest.mark.parametrize(
    ("facts", "key", "delay"),
    [
        ({"end": "2025"}, "en_cours", Delay.LATE),
        ({"end": "2026"}, "en_cours", None),
        ({"end": "2025"}, "terminee", None),
        ({"end": "2025"}, "perenne", None),
        ({"end": "2025"}, "abandonnee", None),
        ({"end": "2025"}, "bloquee", Delay.LATE),
        ({"end": "2025"}, None, Delay.SILENT),
        ({"start": "2026-02"}, "non_demarree", Delay.LATE),
        ({"start": "2026-03"}, "non_demarree", None),
        ({"start": "2026-02"}, "en_cours", None),
        ({"start": "2020"}, None, None),
        ({"calendar": "selon les projets"}, "non_demarree", None),
        ({"calendar": "2019-2022"}, "en_cours", Delay.LATE),
        ({"end": "2025-02-30"}, "en_cours", None),
    ],
)
def test_late_is_read_on_the_dates_and_the_state(facts, key, delay):
    facts = {"start": "", "end": "", "calendar": ""} | facts
    found = lateness_of(**facts, state=SCALE.get(key), today=TODAY)
    assert (found and found.delay) == delay


def test_a_delay_says_which_date_was_read_where():
    found = lateness_of(start="", end="2025-06", calendar="", state=SCALE["en_cours"], today=TODAY)
    assert found.reason == "fin prévue : juin\xa02025 (date de fin) ; l’état dit « En cours »"
    assert found.passed_on == date(2025, 6, 30)


@pytest.mark.django_db
def test_a_condition_is_pending_then_raised_and_the_last_finding_counts(contract, lead, elected):
    action = ActionFactory(contract=contract, condition="Sous réserve de financements")

    def say(outcome, day, user=lead, comment=""):
        facts = {"contract": contract, "action": action, "user": user, "at": NOW}
        return find_condition(outcome=outcome, found_on=day, comment=comment, **facts)

    def outcome():
        return follow(contract, today=TODAY).actions[action.pk].outcome

    assert outcome() == ConditionOutcome.PENDING
    say(ConditionOutcome.RAISED, "2026-03-01")
    with pytest.raises(ValidationError, match="pourquoi"):
        say(ConditionOutcome.NOT_RAISED, "2026-02-01")
    say(ConditionOutcome.NOT_RAISED, "2026-02-01", comment="Refus du fonds")
    assert outcome() == ConditionOutcome.RAISED
    with pytest.raises(PermissionDenied):
        say(ConditionOutcome.RAISED, "2026-03-02", user=elected)
    with pytest.raises(ValidationError):
        say(ConditionOutcome.RAISED, "2026-02-31")


@pytest.mark.django_db
def test_queries_do_not_grow_with_rows(contract, lead, django_assert_num_queries):
    state = take_default_scale(contract=contract, user=lead, at=NOW)[1]

    def add(count):
        for _ in range(count):
            part = ActionFactory(contract=contract, parent=ActionFactory(contract=contract), condition="Si")
            ActionStatus.objects.create(lineage=part.lineage, state=state, stated_on="2026")

    add(2)
    with django_assert_num_queries(8):
        follow(contract, today=TODAY)
    add(20)
    with django_assert_num_queries(8):
        found = follow(contract, today=TODAY)
    assert {top.deduced for top in found.tops} == {"déduit de sa sous-action"}
