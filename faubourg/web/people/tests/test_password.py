from django.test import Client
from django.urls import reverse

from faubourg.accounts.models import User
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message
from faubourg.web.people.tests.conftest import PASSWORD

NEW = "peuplier-encre-42"


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True).content.decode()


def test_a_forgotten_password_is_chosen_again_by_a_link(client, agent, link):
    other = Client()
    other.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    assert "un message vient d’y partir" in ask(client, "Agente@exemple.fr")
    form = client.get(link(agent.email), follow=True)
    assert "Choisir un mot de passe" in form.content.decode()
    address = form.redirect_chain[-1][0]
    page = client.post(address, {"password1": "motdepasse2026", "password2": "motdepasse2026"}).content.decode()
    assert "mot courant" in page
    page = client.post(address, {"password1": NEW, "password2": NEW}, follow=True).content.decode()
    assert "Votre mot de passe est enregistré" in page
    assert User.objects.get(pk=agent.pk).check_password(NEW)
    assert other.get(reverse("home:start")).status_code == 302
    assert Entry.objects.about(agent).first().verb == "mot de passe changé par lien"
    assert "Sécurité" in Message.objects.latest("pk").subject
    assert "Ce lien ne sert plus" in Client().get(link_of_reset(agent), follow=True).content.decode()


def link_of_reset(agent) -> str:
    message = Message.objects.filter(job="mot de passe oublié").latest("pk")
    return "/mot-de-passe-oublie/" + message.text.partition("/mot-de-passe-oublie/")[2].split()[0]


def test_an_unknown_or_closed_address_gets_the_same_answer_and_no_message(client, agent):
    User.objects.update(is_active=False)
    known, unknown = ask(client, agent.email), ask(client, "personne@exemple.fr")
    assert "un message vient d’y partir" in known
    assert "un message vient d’y partir" in unknown
    assert not Message.objects.exists()


def test_a_link_of_another_or_cut_link_says_what_to_do(client, db):
    for key in ("x", "dcp-" + "0" * 32, "é"):
        page = client.get(reverse("account_reset_password_from_key", args=["zz", key]))
        assert "Demander un autre lien" in page.content.decode()


def test_a_password_is_changed_with_the_old_one(signed_in, agent):
    other = Client()
    other.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    address = reverse("account_change_password")
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = signed_in.post(address, given | {"oldpassword": "faux"}).content.decode()
    assert "Ce n’est pas votre mot de passe actuel" in page
    answer = signed_in.post(address, given, follow=True)
    assert "Mot de passe changé" in answer.content.decode()
    assert User.objects.get(pk=agent.pk).check_password(NEW)
    assert other.get(reverse("home:start")).status_code == 302
    assert NEW not in str(list(Entry.objects.values())) + str(list(Message.objects.values()))


def test_attempts_are_counted_and_a_reset_still_lets_the_owner_in(client, agent, link):
    wrong = {"login": agent.email, "password": "faux"}
    for _ in range(5):
        assert "inconnus" in client.post(reverse("home:sign-in"), wrong).content.decode()
    right = {"login": agent.email, "password": PASSWORD}
    assert "Trop d’essais" in client.post(reverse("home:sign-in"), right).content.decode()
    ask(client, agent.email)
    address = client.get(link(agent.email), follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    client.post(reverse("home:sign-in"), right | {"password": NEW})
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_too_many_requests_for_a_link_get_a_page_in_french(client, agent):
    for _ in range(5):
        ask(client, agent.email)
    answer = client.post(reverse("account_reset_password"), {"email": agent.email})
    assert answer.status_code == 429
    assert "Trop de demandes" in answer.content.decode()


def test_an_unknown_address_and_a_wrong_password_get_the_same_sentence(client, agent):
    answers = [
        client.post(reverse("home:sign-in"), {"login": email, "password": "faux"}).content.decode()
        for email in (agent.email, "personne@exemple.fr")
    ]
    assert all("Adresse ou mot de passe inconnus" in answer for answer in answers)
