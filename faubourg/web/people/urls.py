"""Addresses of the journey."""

from django.urls import path

from faubourg.web.people.views import accounts, instance, invitations, members, outbox, own, posts

app_name = "people"
_members = "contrats/<str:contract_key>/membres/"
_posts = "contrats/<str:contract_key>/referents/"
_accounts = "administration/comptes/"
urlpatterns = [
    path("compte/", own.account, name="account"),
    path("compte/adresse/", own.email, name="email"),
    path("compte/adresse/<str:token>/", own.email_confirm, name="email-confirm"),
    path("compte/sessions/", own.sessions, name="sessions"),
    path("compte/lettre/", own.digest, name="digest"),
    path("invitation/", invitations.answer, name="invitation-answer"),
    path("invitation/<str:token>/", invitations.door, name="invitation"),
    path(_members, members.member_list, name="members"),
    path(f"{_members}droits/", members.rights, name="rights"),
    path(f"{_members}inviter/", members.invite, name="member-invite"),
    path(f"{_members}<int:pk>/", members.member, name="member"),
    path(f"{_members}<int:pk>/retirer/", members.remove, name="member-remove"),
    path(
        f"{_members}invitations/<int:pk>/retirer/",
        members.invitation_act,
        {"act": "retirer"},
        name="member-invitation-revoke",
    ),
    path(
        f"{_members}invitations/<int:pk>/renvoyer/",
        members.invitation_act,
        {"act": "renvoyer"},
        name="member-invitation-renew",
    ),
    path(_posts, posts.post_list, name="posts"),
    path("contrats/<str:contract_key>/referents.xlsx", posts.post_file, name="posts-file"),
    path(f"{_posts}ouvrir/", posts.post_add, name="post-add"),
    path(f"{_posts}reprendre/", posts.posts_take, name="posts-take"),
    path(f"{_posts}<int:pk>/", posts.post_page, name="post"),
    path(f"{_posts}<int:pk>/pourvoir/", posts.post_appoint, name="post-appoint"),
    path(f"{_posts}<int:pk>/vacance/", posts.post_vacate, name="post-vacate"),
    path(_accounts, accounts.account_list, name="accounts"),
    path(f"{_accounts}inviter/", accounts.account_invite, name="account-invite"),
    path(f"{_accounts}invitations/<int:pk>/retirer/", accounts.invitation_revoke, name="account-invitation-revoke"),
    path(f"{_accounts}<int:pk>/", accounts.account_detail, name="account-detail"),
    path(f"{_accounts}<int:pk>/fermer/", accounts.account_act, {"act": "fermer"}, name="account-close"),
    path(f"{_accounts}<int:pk>/rouvrir/", accounts.account_act, {"act": "rouvrir"}, name="account-reopen"),
    path(f"{_accounts}<int:pk>/nommer/", accounts.account_act, {"act": "nommer"}, name="account-appoint"),
    path(f"{_accounts}<int:pk>/relever/", accounts.account_act, {"act": "relever"}, name="account-dismiss"),
    path(
        f"{_accounts}<int:pk>/second-facteur/",
        accounts.account_act,
        {"act": "second-facteur"},
        name="account-remove-factor",
    ),
    path("administration/etat/", instance.state, name="instance"),
    path("administration/messages/<int:pk>/renvoyer/", instance.message_retry, name="message-retry"),
    path("demonstration/messages/", outbox.outbox, name="outbox"),
    path("demonstration/messages/<int:pk>/", outbox.message, name="outbox-message"),
]
