"""The tab « Échanges » of a fiche: who writes what, who is told, what is settled or taken back."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.operations import comment_action, remove_comment
from faubourg.actions.queries_talk import colleagues
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Version
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory
from faubourg.journal.models import Entry
from faubourg.mailing.choices import State
from faubourg.mailing.models import Message
from faubourg.mailing.operations import send_due
from faubourg.threads.models import Comment
from faubourg.threads.queries import mentioning

pytestmark = pytest.mark.django_db


def address(name, comment):
    return reverse(f"talk:{name}", args=["essai", comment.pk])


def read(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def say(contract, action):
    def _say(user, text="À revoir", **facts):
        facts.setdefault("at", timezone.now() - timedelta(hours=1))
        return comment_action(contract=contract, action=action, text=text, user=user, **facts)

    return _say


def test_a_comment_is_written_read_and_journalled_without_its_words(as_, partner, tab, action):
    page = read(as_(partner).post(tab, {"text": "Où en est le bail ?"}, follow=True))
    assert "Commentaire enregistré." in page and "Où en est le bail ?" in page
    (comment,) = Comment.objects.all()
    assert comment.target == action.lineage
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor, entry.target) == ("commentaire écrit", partner, action)
    assert "bail" not in f"{entry.label}{entry.changes}{entry.reason}"
    assert (
        "commentaire écrit" in as_(partner).get(reverse("history:fiche", args=["essai", "f1"])).content.decode().lower()
    )


def test_who_is_mentioned_is_written_to_once(as_, lead, partner, pilot, tab):
    client = as_(partner)
    client.post(tab, {"text": "Pour vous\ndeux", "mentions": [lead.pk, pilot.pk]})
    comment = Comment.objects.get()
    assert set(Message.objects.values_list("recipient", flat=True)) == {lead.email, pilot.email}
    letter = Message.objects.get(recipient=pilot.email)
    assert letter.subject == "Partenaire vous écrit à propos de 1 Ouvrir un lieu"
    assert address("comment", comment) in letter.text and "Pour vous\ndeux" in letter.text
    client.post(address("edit", comment), {"text": "Pour vous trois", "mentions": [pilot.pk]})
    client.post(address("edit", comment), {"text": "Pour vous", "mentions": [lead.pk, pilot.pk]})
    assert Message.objects.count() == 2
    followed = as_(pilot).get(address("comment", comment), follow=True)
    assert "À l’attention de : Cheffe de projet, Pilote" in read(followed)
    assert list(mentioning(pilot, scopes=["contrat/essai"])) == [comment]


def test_a_mail_server_that_is_down_leaves_the_letter_in_the_outbox(as_, lead, partner, tab, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert as_(partner).post(tab, {"text": "Bonjour", "mentions": [lead.pk]}).status_code == 302
    assert send_due(now=timezone.now() + timedelta(minutes=1)).sent == 0
    assert Message.objects.get().state == State.TO_SEND and Comment.objects.count() == 1


def test_only_members_with_an_open_account_are_offered_and_accepted(
    as_, contract, partner, lead, stranger, member, tab
):
    closed = member("financeur", "Compte fermé")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    page = read(as_(partner).get(tab))
    assert "Cheffe de projet" in page
    assert "Inconnue" not in page and "Compte fermé" not in page and f'value="{partner.pk}"' not in page
    for wrong in (stranger.pk, closed.pk, partner.pk, 10**30, "x", "\0"):
        page = read(as_(partner).post(tab, {"text": "Bonjour", "mentions": [wrong]}))
        assert "n’est plus dans ce contrat" in page and "Bonjour" in page
    assert not Comment.objects.exists()


def test_an_opinion_waits_for_its_answer(as_, citizen, lead, partner, tab, say):
    page = read(as_(citizen).post(tab, {"text": "Il manque des bancs", "is_opinion": "on"}, follow=True))
    opinion = Comment.objects.get()
    assert opinion.is_opinion and "Réponse due" in page
    page = read(as_(lead).get(tab))
    assert "Réponse due" in page and "Marquer comme réglé" not in page
    assert "attend une réponse" in read(as_(lead).post(address("settle", opinion), {"acte": "regler"}, follow=True))
    as_(citizen).post(tab, {"text": "Je précise", "reply_to": opinion.pk})
    assert "Réponse due" in read(as_(lead).get(tab))
    page = read(as_(lead).post(tab, {"text": "Trois bancs en mai", "reply_to": opinion.pk}, follow=True))
    assert "Réponse enregistrée." in page and "Réponse due" not in page and "Marquer comme réglé" in page
    as_(lead).post(address("settle", opinion), {"acte": "regler"})
    opinion.refresh_from_db()
    assert opinion.resolved_by == lead


def test_nobody_else_gives_opinions(as_, partner, tab):
    page = read(as_(partner).get(tab))
    assert "C’est un avis" not in page
    as_(partner).post(tab, {"text": "Mon avis", "is_opinion": "on"})
    assert not Comment.objects.get().is_opinion


def test_the_author_and_who_keeps_the_fiche_settle_and_reopen(as_, partner, pilot, citizen, say, tab):
    comment = say(partner)
    assert as_(citizen).post(address("settle", comment)).status_code == 403
    page = read(as_(pilot).post(address("settle", comment), {"acte": "regler"}, follow=True))
    assert "Échange réglé." in page and "Réglé par Pilote" in page and "<details" in page
    as_(partner).post(address("settle", comment), {"acte": "rouvrir"})
    comment.refresh_from_db()
    assert comment.resolved_at is None
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["échange réglé", "échange rouvert"]


def test_one_edits_ones_own_words_only(as_, partner, lead, say, tab):
    comment = say(partner)
    assert "Modifier" not in read(as_(lead).get(tab)).split('class="talk-said"')[1].split("</article>")[0]
    for answer in (as_(lead).get(address("edit", comment)), as_(lead).post(address("edit", comment), {"text": "x"})):
        assert answer.status_code == 403
    page = read(as_(partner).post(address("edit", comment), {"text": "Revu"}, follow=True))
    assert "Revu" in page and "modifié le" in page


def test_ones_own_words_are_taken_back_and_the_line_stays(as_, partner, say, tab):
    comment = say(partner, "Trop vite écrit")
    client = as_(partner)
    assert "Retirer ce commentaire" in read(client.get(address("remove", comment)))
    page = read(client.post(address("remove", comment), follow=True))
    assert "« commentaire retiré »" in page and "Trop vite écrit" not in page
    assert "attend" not in page
    client.post(address("remove", comment))
    assert Entry.objects.filter(verb="commentaire retiré").count() == 1
    assert "a été retiré" in read(client.post(address("edit", comment), {"text": "x"}))


def test_the_lead_moderates_with_a_reason(as_, partner, lead, pilot, say, tab):
    comment = say(partner, "Propos déplacés")
    assert as_(pilot).post(address("remove", comment), {"reason": "Non"}).status_code == 403
    assert "Dites pourquoi" in read(as_(lead).post(address("remove", comment), {"reason": " "}))
    as_(lead).post(address("remove", comment), {"reason": "Hors de propos"})
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.reason) == ("commentaire retiré", "Hors de propos")
    assert entry.changes == {"écrit par": ["Partenaire", None]}


def test_a_comment_removed_while_somebody_answers_keeps_what_they_typed(as_, partner, lead, contract, action, say, tab):
    comment = say(partner)
    assert "Vous" not in read(as_(lead).get(f"{tab}?repondre={comment.pk}")).split("blockquote")[1]
    remove_comment(contract=contract, action=action, comment=comment, user=partner, at=timezone.now())
    page = read(as_(lead).post(tab, {"text": "Ma longue réponse", "reply_to": comment.pk}))
    assert "a été retiré entre-temps" in page and "Ma longue réponse" in page
    assert Comment.objects.count() == 1


def test_a_settled_thread_takes_no_reply(as_, partner, lead, say, tab):
    comment = say(partner)
    as_(lead).post(address("settle", comment))
    assert "a été réglé entre-temps" in read(as_(lead).post(tab, {"text": "Ah", "reply_to": comment.pk}))


def test_a_reply_to_a_reply_stands_in_the_same_thread(as_, partner, lead, say, tab):
    root = say(partner)
    reply = say(lead, "Oui", reply_to=root)
    as_(partner).post(tab, {"text": "Merci", "reply_to": reply.pk})
    assert Comment.objects.latest("pk").reply_to == root
    assert as_(lead).post(address("settle", reply)).status_code == 302
    assert not Comment.objects.filter(resolved_at__isnull=False).exists()


def test_two_clicks_are_one_comment(as_, partner, lead, tab):
    for _ in range(2):
        as_(partner).post(tab, {"text": "Bonjour\r\nà tous", "mentions": [lead.pk]})
    assert (Comment.objects.count(), Entry.objects.filter(verb="commentaire écrit").count()) == (1, 1)
    as_(lead).post(tab, {"text": "Bonjour\nà tous"})
    with patch("faubourg.web.talk.views.fiche.timezone.now", return_value=timezone.now() + timedelta(minutes=2)):
        as_(partner).post(tab, {"text": "Bonjour\nà tous"})
    assert Comment.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Écrivez quelque chose"),
        (" \n ", "Écrivez quelque chose"),
        ("a\0b", "nul"),
        ("x" * 1_000_000, "la limite est de 10000"),
    ],
)
def test_a_text_that_cannot_be_kept_has_its_sentence(as_, partner, tab, text, sentence):
    answer = as_(partner).post(tab, {"text": text})
    assert answer.status_code == 200 and sentence in read(answer)
    assert not Comment.objects.exists()


def test_what_people_write_is_never_markup(as_, partner, lead, member, tab):
    mischief = member("evaluateur", "<img src=x onerror=alert(2)>")
    as_(mischief).post(tab, {"text": "<script>alert(1)</script>", "mentions": [lead.pk]})
    for page in (tab, reverse("talk:contract", args=["essai"])):
        shown = as_(lead).get(page).content.decode()
        assert "<script>alert(1)" not in shown and "&lt;script&gt;alert(1)" in shown and "<img src=x" not in shown
    letter = Message.objects.get()
    assert "<script>alert" not in letter.html and "<img" not in letter.html


def test_a_title_on_two_lines_makes_no_header_of_a_letter(as_, partner, lead, action, tab):
    type(action).objects.filter(pk=action.pk).update(title="Ouvrir\nBcc: x@exemple.fr\u202e un\u00a0lieu")
    as_(partner).post(tab, {"text": "Bonjour", "mentions": [lead.pk]})
    assert "\n" not in Message.objects.get().subject


def test_foreign_ids_are_not_found(as_, partner, say, tab, lead):
    other = ContractFactory(key="autre")
    far = ActionFactory(contract=other, key="f9")
    author = MembershipFactory(contract=other).user
    foreign = comment_action(contract=other, action=far, text="Ailleurs", user=author, at=timezone.now())
    client = as_(lead)
    for name in ("comment", "edit", "remove", "settle"):
        for ask in (client.get, client.post):
            assert ask(address(name, foreign)).status_code in (404, 405)
    for wrong in (foreign.pk, 10**30, "x", "\0", "-1"):
        assert client.post(tab, {"text": "Bonjour", "reply_to": wrong}).status_code == 404
    assert client.get(f"{tab}?repondre={foreign.pk}&commentaire={foreign.pk}&page=99999999999").status_code == 200
    assert client.get(reverse("talk:fiche", args=["essai", "f9"])).status_code == 404
    assert Comment.objects.count() == 1


def test_who_only_reads_sees_no_form(as_, elected, partner, say, tab):
    say(partner)
    page = read(as_(elected).get(tab))
    assert "À revoir" in page and "pas d’y écrire" in page and "Répondre" not in page
    assert as_(elected).post(tab, {"text": "x"}).status_code == 403


def test_what_is_said_outlives_a_new_version(as_, contract, partner, action, say, tab):
    say(partner)
    version = Version.objects.create(contract=contract, number=2, state=VersionState.ADOPTED)
    action.pk, action.version, action.key = None, version, "f1-bis"
    action.save()
    type(contract).objects.filter(pk=contract.pk).update(current_version=version)
    assert as_(partner).get(tab).status_code == 404
    assert "À revoir" in read(as_(partner).get(reverse("talk:fiche", args=["essai", "f1-bis"])))
    assert "f1-bis" in as_(partner).get(address("comment", Comment.objects.get())).url


def test_a_long_page_opens_on_its_end_and_on_the_comment_asked(as_, partner, say, tab, django_assert_max_num_queries):
    first = say(partner, "Le premier")
    for number in range(5):
        say(partner, f"réponse n° {number}", reply_to=say(partner, f"n° {number}"))
    as_(partner).get(tab)
    with django_assert_max_num_queries(24) as few:
        as_(partner).get(tab)
    for number in range(60):
        comment = say(partner, f"suite {number}", mentions=[])
        say(partner, f"réponse {number}", reply_to=comment)
    with django_assert_max_num_queries(len(few)):
        page = read(as_(partner).get(tab))
    assert "suite 59" in page and "Le premier" not in page
    assert "Le premier" in read(as_(partner).get(address("comment", first), follow=True))


def test_a_fiche_that_is_only_in_a_draft_names_those_who_may_work_on_it(contract, action, lead, partner, pilot):
    Version.objects.filter(pk=contract.current_version_id).update(state=VersionState.ADOPTED)
    draft = Version.objects.create(contract=contract, number=2, state=VersionState.DRAFT)
    fresh = ActionFactory(contract=contract, version=draft, key="f2")
    contract.work_on(draft)
    assert {one.account for one in colleagues(contract, fresh, but=lead)} == {pilot}
    kept = type(action)(version=draft, lineage=action.lineage, key="f1", title="Ouvrir un lieu", kind="fiche")
    kept.save()
    assert {one.account for one in colleagues(contract, kept, but=lead)} == {partner, pilot}
