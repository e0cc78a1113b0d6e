"""Comments: said, mentioned, corrected, settled, taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from faubourg.threads.choices import CommentKind
from faubourg.threads.models import Comment
from faubourg.threads.operations import add_comment, edit, forget, remove, reopen, resolve, said_just_now
from faubourg.threads.queries import (
    Tally,
    comments_of,
    mentioning,
    opinions_due,
    tallies,
    threads_of,
    unanswered_by,
)
from faubourg.threads.tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def say(target, author):
    def _say(text="À revoir", *, mentions=(), about=None, at=NOW):
        return add_comment(
            target=about or target, scope="contrat/essai", text=text, mentions=mentions, actor=author, at=at
        )

    return _say


def test_a_comment_is_read_with_its_object(say, target, author, colleague):
    other = Group.objects.create(name="autre")
    say("Ailleurs", about=other)
    second, first = say("Ensuite", at=LATER), say("  D’abord\r\nvraiment ", mentions=[colleague])
    assert list(comments_of(target)) == [first, second]
    assert (first.text, first.author, first.at, first.target) == ("D’abord\nvraiment", author, NOW, target)
    assert list(first.mentions.all()) == [colleague]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "vide"), (" \n\t", "vide"), ("a\0b", "caractère nul"), ("x" * 10_001, "10.+001 caractères")],
)
def test_a_text_that_cannot_be_kept_is_refused(say, text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        say(text)
    assert not Comment.objects.exists()


def test_an_edit_is_dated_and_tells_who_is_newly_mentioned(say, author, colleague):
    comment = say(mentions=[author])
    assert edit(comment=comment, text="Revu", mentions=[author, colleague], actor=author, at=LATER) == [colleague]
    assert (comment.text, comment.edited_at, comment.at) == ("Revu", LATER, NOW)
    assert edit(comment=comment, text="Revu", mentions=[colleague], actor=author, at=LATER + timedelta(1)) == []
    assert comment.edited_at == LATER
    assert list(comment.mentions.all()) == [colleague]


def test_nobody_edits_the_words_of_somebody_else(say, colleague):
    comment = say()
    with pytest.raises(ValidationError, match="Seule la personne"):
        edit(comment=comment, text="Autre", actor=colleague, at=LATER)
    comment.refresh_from_db()
    assert comment.text == "À revoir"


def test_the_first_who_resolves_keeps_the_merit(say, author, colleague):
    comment = say()
    resolve(comment=comment, actor=colleague, at=LATER)
    resolve(comment=comment, actor=author, at=LATER + timedelta(hours=1))
    assert (comment.resolved_by, comment.resolved_at) == (colleague, LATER)
    reopen(comment=comment)
    assert (comment.resolved_by, comment.resolved_at) == (None, None)


def test_a_removed_comment_leaves_its_line_and_not_its_text(say, target, author, colleague):
    comment = say("Trop vite écrit", mentions=[colleague])
    remove(comment=comment, at=LATER)
    remove(comment=comment, at=LATER + timedelta(hours=1))
    (shown,) = comments_of(target)
    assert shown.shown_text == "«\u00a0commentaire retiré\u00a0»"
    assert (shown.text, shown.removed_at, shown.author) == ("", LATER, author)
    assert not mentioning(colleague, scopes=["contrat/essai"]).exists()


def test_a_removed_comment_does_not_change_any_more(say, author):
    comment = say()
    remove(comment=comment, at=LATER)
    acts = [
        lambda: edit(comment=comment, text="x", actor=author, at=LATER),
        lambda: resolve(comment=comment, actor=author, at=LATER),
        lambda: reopen(comment=comment),
    ]
    for act in acts:
        with pytest.raises(ValidationError, match="a été retiré"):
            act()


def test_mentions_are_told_as_long_as_they_are_open_and_within_the_scopes_asked(say, author, colleague):
    old, new, settled = say(mentions=[colleague]), say(mentions=[colleague], at=LATER), say(mentions=[colleague])
    say()
    resolve(comment=settled, actor=author, at=LATER)
    assert list(mentioning(colleague, scopes=["contrat/essai"])) == [new, old]
    assert not mentioning(colleague, scopes=["contrat/autre"]).exists()
    assert not mentioning(author, scopes=["contrat/essai"]).exists()


def test_tallies_of_a_list_cost_two_queries_whatever_its_length(say, author, django_assert_num_queries):
    groups = [Group.objects.create(name=f"g{number}") for number in range(20)]
    for group in groups:
        say(about=group)
    resolve(comment=say(about=groups[0]), actor=author, at=LATER)
    remove(comment=say(about=groups[1]), at=LATER)
    bare = Group.objects.create(name="nu")
    tallies(Group, [])  # the content type is read once a process
    for some in (groups[:2], groups):
        with django_assert_num_queries(2):
            found = tallies(Group, [group.pk for group in [*some, bare]])
    assert found[str(groups[0].pk)] == Tally(comments=2, unresolved=1)
    assert found[str(groups[1].pk)] == Tally(comments=1, unresolved=1)
    assert found[str(bare.pk)] == Tally()


def test_a_thread_is_read_in_two_queries(say, target, colleague, django_assert_num_queries):
    for _ in range(10):
        say(mentions=[colleague])
    comments_of(target)
    with django_assert_num_queries(2):
        assert len([(str(c.author), [str(user) for user in c.mentions.all()]) for c in comments_of(target)]) == 10


def test_what_hangs_on_a_deleted_object_goes_with_it(say, target):
    kept = say(about=Group.objects.create(name="autre"))
    say()
    forget(target=target)
    assert list(Comment.objects.all()) == [kept]


def test_replies_stand_in_the_thread_of_what_they_answer(say, target, author, colleague):
    root = say()
    reply = reply_to(root, colleague, target, at=LATER)
    further = reply_to(reply, author, target, at=LATER + timedelta(hours=1))
    (thread,) = threads_of(target)
    assert (list(thread.replies.all()), further.reply_to) == ([reply, further], root)
    with pytest.raises(ValidationError, match="se règle avec"):
        resolve(comment=reply, actor=author, at=LATER)


def test_nothing_answers_what_was_removed_or_settled_meanwhile(say, target, author, colleague):
    gone, settled = say(), say()
    remove(comment=gone, at=LATER)
    resolve(comment=settled, actor=author, at=LATER)
    for root, sentence in ((gone, "retiré entre-temps"), (settled, "réglé entre-temps")):
        with pytest.raises(ValidationError, match=sentence):
            reply_to(root, colleague, target)
    assert Comment.objects.count() == 2


def test_an_opinion_is_due_until_somebody_else_answers(target, author, colleague):
    facts = {"target": target, "scope": "contrat/essai", "text": "Trop loin", "kind": CommentKind.OPINION}
    opinion = add_comment(**facts, actor=author, at=NOW)
    reply_to(opinion, author, target)
    assert list(opinions_due(scopes=["contrat/essai"])) == [opinion]
    with pytest.raises(ValidationError, match="attend une réponse"):
        resolve(comment=opinion, actor=colleague, at=LATER)
    answer = reply_to(opinion, colleague, target)
    assert not opinions_due(scopes=["contrat/essai"])
    remove(comment=answer, at=LATER)
    assert list(opinions_due(scopes=["contrat/essai"])) == [opinion]
    resolve(comment=opinion, actor=author, at=LATER)
    assert not opinions_due(scopes=["contrat/essai"])


def test_a_mention_is_open_as_long_as_its_thread_and_answered_by_any_later_word(say, target, author, colleague):
    root = say(mentions=[colleague])
    asked = reply_to(root, author, target, mentions=[colleague], at=LATER)
    scopes = ["contrat/essai"]
    assert list(unanswered_by(colleague, scopes=scopes)) == [asked, root]
    reply_to(root, colleague, target, at=LATER + timedelta(minutes=1))
    assert not unanswered_by(colleague, scopes=scopes)
    assert list(mentioning(colleague, scopes=scopes)) == [asked, root]
    assert tallies(Group, [target.pk])[str(target.pk)] == Tally(comments=3, unresolved=3)
    resolve(comment=root, actor=author, at=LATER)
    assert not mentioning(colleague, scopes=scopes)
    assert tallies(Group, [target.pk])[str(target.pk)].unresolved == 0


def test_a_second_click_is_recognised(say, target, author, colleague):
    first = say(" Bonjour\r\nà tous")
    facts = {"target": target, "text": "Bonjour\nà tous", "actor": author}
    assert said_just_now(**facts, at=NOW + timedelta(seconds=20)) == first
    assert said_just_now(**facts, at=NOW + timedelta(minutes=2)) is None
    assert said_just_now(**facts | {"actor": colleague}, at=NOW) is None
    assert said_just_now(**facts | {"reply_to": first}, at=NOW) is None


def test_threads_are_read_in_four_queries(say, target, author, colleague, django_assert_num_queries):
    for _ in range(10):
        reply_to(say(mentions=[colleague]), colleague, target, mentions=[author])
    list(threads_of(target))
    with django_assert_num_queries(4):
        shown = [(str(one.author), [str(reply.author) for reply in one.replies.all()]) for one in threads_of(target)]
    assert len(shown) == 10


def reply_to(root, actor, target, *, mentions=(), at=NOW):
    return add_comment(
        target=target, scope="contrat/essai", text="Oui", mentions=mentions, reply_to=root, actor=actor, at=at
    )
