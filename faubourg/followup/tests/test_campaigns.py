"""A campaign from its preparation to its freeze, and what each of its lines becomes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.followup.answers import token_of_answer
from faubourg.followup.authors import Author
from faubourg.followup.choices import CampaignState, LineState
from faubourg.followup.codes import code_of, number_of
from faubourg.followup.models import Campaign, RequestLine
from faubourg.followup.operations import (
    Answer,
    add_what_appeared,
    answer_line,
    ask_correction,
    close_campaign,
    freeze_campaign,
    make_link,
    mark_unavailable,
    open_campaign,
    open_link,
    reopen_campaign,
    revoke_link,
    submit_request,
    take_back,
    validate_lines,
)
from faubourg.followup.operations.refusals import FollowupError
from faubourg.followup.queries import gaps_of
from faubourg.followup.tests.factories import NOW, CampaignFactory
from faubourg.indicators.models import EntryLock, Observation
from faubourg.indicators.operations import Typed, write_cells
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message

LATE = NOW + timedelta(days=60)
EMPTY = token_of_answer({}, "")


def typed(indicator, text, token=""):
    return (Typed(indicator.pk, (0, "t"), text, token),)


def answer(scene, text="12", *, at=NOW, author=None, **facts):
    author = author or Author(user=scene.referent)
    facts = {"line": scene.line.pk, "cells": typed(scene.families, text)} | facts
    return answer_line(line=scene.line, answer=Answer(**facts), author=author, at=at)


def why(scene, user, at=NOW):
    """What the grid of values answers to somebody who types there."""
    cells = typed(scene.families, "77", "rien de tel")
    [outcome] = write_cells(contract=scene.contract, year=2025, cells=cells, user=user, at=at)
    return outcome.message


def test_gaps_are_known_before_opening(scene):
    gaps = gaps_of(scene.campaign, scene.contract)
    assert [one.label for one in gaps.without_producer] == ["Indicateur de personne"]
    assert [one.name for one in gaps.without_referent] == ["Ville"]


def test_opening_asks_each_producer_for_its_own_lines(opened):
    lines = RequestLine.objects.filter(request__campaign=opened.campaign).order_by("number")
    told = [(one.code, one.request.organisation.name, one.lineage_id) for one in lines]
    assert told == [
        ("001-B", "CAF", opened.families.lineage_id),
        ("002-C", "CAF", opened.places.lineage_id),
        ("003-D", "Ville", opened.places.lineage_id),
    ]
    assert opened.request.referent == opened.referent
    with pytest.raises(FollowupError, match="déjà ouverte"):
        open_campaign(campaign=CampaignFactory(contract=opened.contract), by=opened.lead, at=NOW)
    fresh = IndicatorFactory(contract=opened.contract)
    fresh.producers.set([opened.city])
    assert add_what_appeared(campaign=opened.campaign, by=opened.lead, at=NOW) == 1
    assert lines.last().code == "004-E"
    assert add_what_appeared(campaign=opened.campaign, by=opened.lead, at=NOW) == 0


def test_from_the_answer_to_the_freeze(opened, django_capture_on_commit_callbacks):
    scene, author = opened, Author(user=opened.referent)
    assert answer(scene).is_whole
    assert Observation.objects.get().value == 12
    result = submit_request(request=scene.request, author=author, at=NOW)
    assert [line.code for line in result.sent] == ["001-B"]
    assert "aucune valeur" in result.left[0][1]
    assert "001-B" in Message.objects.get(recipient=scene.referent.email).text
    assert "transmise" in why(scene, scene.referent)
    lines = [scene.line.pk]
    with pytest.raises(FollowupError, match="Dites ce qu"):
        ask_correction(campaign=scene.campaign, lines=lines, reason=" ", by=scene.lead, at=NOW)
    ask_correction(campaign=scene.campaign, lines=lines, reason="Hors quartier ?", by=scene.lead, at=NOW)
    # A correction that was asked stays possible after the deadline.
    token = "6b51d431df5d"
    assert answer(scene, "15", at=LATE, cells=typed(scene.families, "15", token)).is_whole
    submit_request(request=scene.request, author=author, at=LATE)
    with pytest.raises(PermissionDenied):
        validate_lines(campaign=scene.campaign, lines=lines, by=scene.referent, at=LATE)
    validate_lines(campaign=scene.campaign, lines=lines, by=scene.lead, at=LATE)
    assert "validée" in why(scene, scene.lead, LATE)
    freeze_campaign(campaign=scene.campaign, by=scene.lead, at=LATE)
    assert "figée" in why(scene, scene.lead, LATE)
    with pytest.raises(FollowupError, match="figée"):
        ask_correction(campaign=scene.campaign, lines=lines, reason="Trop tard", by=scene.lead, at=LATE)
    with pytest.raises(FollowupError):
        reopen_campaign(campaign=scene.campaign, reason="", by=scene.lead, at=LATE)
    reopen_campaign(campaign=scene.campaign, reason="Erreur de l’INSEE", by=scene.lead, at=LATE)
    assert "validée" in why(scene, scene.lead, LATE)
    assert Observation.objects.get().value == 15


def test_what_is_typed_after_the_deadline_is_kept_and_told(opened):
    done = answer(opened, at=LATE)
    assert done.kept
    assert "date limite est passée" in done.sentence
    assert not Observation.objects.exists()
    opened.line.refresh_from_db()
    assert list(opened.line.draft["cells"].values()) == ["12"]
    # The chef·fe de projet still types for the partner; the draft has then served.
    assert answer(opened, at=LATE, author=Author(user=opened.lead)).is_whole
    opened.line.refresh_from_db()
    assert (opened.line.draft, Observation.objects.get().value) == ({}, 12)


def test_a_closed_campaign_takes_nothing_and_says_so(opened):
    close_campaign(campaign=opened.campaign, by=opened.lead, at=NOW)
    done = answer(opened, author=Author(user=opened.lead))
    assert "est close" in done.sentence
    with pytest.raises(FollowupError, match="close"):
        mark_unavailable(line=opened.line, reason="Logiciel", author=Author(user=opened.referent), at=NOW)


def test_unavailable_needs_a_reason_and_can_be_taken_back(opened):
    author = Author(user=opened.referent)
    with pytest.raises(FollowupError):
        mark_unavailable(line=opened.line, reason="", author=author, at=NOW)
    assert mark_unavailable(line=opened.line, reason="Logiciel en panne", author=author, at=NOW).state == "indisponible"
    assert take_back(line=opened.line, author=author, at=NOW).state == LineState.TO_FILL


def test_two_people_on_one_line(opened):
    note = {"source": "", "comment": "", "interpretation": "En hausse"}
    assert answer(opened, note=note, choice="reconduit", token=EMPTY).is_whole
    other = answer(opened, "13", note=note | {"interpretation": "En baisse"}, token=EMPTY, choice="arrete")
    assert other.outcomes[0].state == "conflict"
    assert "Quelqu’un d’autre" in other.sentence
    assert Observation.objects.get().value == 12


def test_a_link_opens_its_own_lines_only(opened):
    made = make_link(request=opened.request, email="Partenaire@Exemple.fr", by=opened.lead, at=NOW)
    link = open_link(token=made.token, at=NOW)
    assert made.token not in str(link.__dict__)
    author = Author(link=link)
    assert answer(opened, author=author).is_whole
    entry = Entry.objects.filter(verb="valeur saisie").get()
    assert (entry.actor, entry.author) == (None, "lien personnel, CAF")
    submit_request(request=opened.request, author=author, at=NOW)
    receipt = Message.objects.get(recipient="partenaire@exemple.fr")
    assert "/campagnes/" not in receipt.text
    other = opened.campaign.requests.get(organisation=opened.city)
    with pytest.raises(PermissionDenied):
        answer_line(line=other.lines.get(), answer=Answer(0), author=author, at=NOW)
    with pytest.raises(PermissionDenied):
        answer(opened, author=author, cells=typed(opened.orphan, "3"), at=NOW)
    with pytest.raises(FollowupError, match="expiré"):
        open_link(token=made.token, at=NOW + timedelta(days=46))
    revoke_link(link=link, by=opened.lead, at=NOW)
    with pytest.raises(FollowupError, match="retiré"):
        open_link(token=made.token, at=NOW)
    with pytest.raises(FollowupError, match="ne mène à rien"):
        open_link(token="autre", at=NOW)


def test_an_organisation_does_not_answer_for_another(opened):
    other = opened.campaign.requests.get(organisation=opened.city)
    with pytest.raises(PermissionDenied):
        submit_request(request=other, author=Author(user=opened.referent), at=NOW)


def test_locks_of_a_shared_indicator_are_of_one_producer(opened):
    close_campaign(campaign=opened.campaign, by=opened.lead, at=NOW)
    shared = EntryLock.objects.filter(lineage=opened.places.lineage)
    assert {one.producer for one in shared} == {opened.caf, opened.city}
    assert {one.producer for one in EntryLock.objects.filter(lineage=opened.families.lineage)} == {None}


def test_two_producers_of_one_indicator_keep_their_values_apart(opened):
    other = opened.campaign.requests.get(organisation=opened.city)
    for request, text in ((opened.request, "40"), (other, "55")):
        line = request.lines.get(lineage=opened.places.lineage)
        told = Answer(line.pk, cells=typed(opened.places, text))
        assert answer_line(line=line, answer=told, author=Author(user=opened.lead), at=NOW).is_whole
    rows = Observation.objects.order_by("value").values_list("producer__name", "value")
    assert list(rows) == [("CAF", 40), ("Ville", 55)]


def test_a_code_betrays_a_typing_error():
    codes = {code_of(number) for number in range(1, 400)}
    assert len(codes) == 399
    assert (number_of(" 14 r"), number_of(code_of(14)), number_of("014-A"), number_of("x")) == (14, 14, None, None)


def test_nothing_to_ask(scene):
    empty = Campaign.objects.create(contract=scene.contract, key="vide", title="Vide", first_year=2024, last_year=2024)
    empty.organisations.set(
        [scene.contract.organisations.create(key="z", name="Z", organisation=scene.caf.organisation)]
    )
    with pytest.raises(FollowupError, match="ne demanderait rien"):
        open_campaign(campaign=empty, by=scene.lead, at=NOW)
    empty.refresh_from_db()
    assert empty.state == CampaignState.PREPARED
