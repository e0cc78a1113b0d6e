"""Two acts at the same instant: a double click, and an answer against a removal."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from faubourg.actions.operations import comment_action, remove_comment
from faubourg.mailing.models import Message
from faubourg.threads.models import Comment

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts) -> list[str]:
    """Run the acts in threads that start together; the sentence of each that was refused."""
    start, refused = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            act()
        except ValidationError as error:
            refused.append(error.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_a_double_click_is_one_comment_and_one_letter(contract, action, lead, partner):
    facts = {"contract": contract, "action": action, "text": "Bonjour", "mentions": [lead.pk], "user": partner}
    assert together(*[lambda: comment_action(**facts, at=timezone.now())] * 4) == []
    assert (Comment.objects.count(), Message.objects.count()) == (1, 1)


def test_an_answer_never_stands_under_what_was_removed_before_it(contract, action, lead, partner):
    facts = {"contract": contract, "action": action}
    comment = comment_action(text="Bonjour", user=partner, at=timezone.now(), **facts)
    refused = together(
        lambda: comment_action(text="Oui", reply_to=comment, user=lead, at=timezone.now(), **facts),
        lambda: remove_comment(comment=comment, user=partner, at=timezone.now(), **facts),
    )
    comment.refresh_from_db()
    assert comment.is_removed
    assert Comment.objects.filter(reply_to=comment).count() == 1 - len(refused)
    assert all("retiré entre-temps" in sentence for sentence in refused)
