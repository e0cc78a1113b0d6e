"""A message from its three templates."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context
from django.template.loader import get_template
from django.utils.text import Truncator

SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Rendered:
    """What a person receives."""

    subject: str
    text: str
    html: str


def render(template: str, context: dict) -> Rendered:
    """The message whose templates are `<template>.subject.txt`, `.txt` and `.html`, for instance « mail/invitation ».

    The last two extend "mailing/base.txt" and "mailing/base.html", which show the button of `action_url` and
    `action_label` and, in block `why`, the reason why the person receives it. Raises ValidationError when what people
    typed puts a line break in the subject: a subject is a header, and the next line would be another one.
    """
    context = {"instance_url": settings.INSTANCE_URL, "action_url": "", "action_label": "", **context}
    subject = _plain(f"{template}.subject.txt", context).strip()
    if len(subject.splitlines()) != 1 or not subject.isprintable():
        raise ValidationError("L’objet d’un message tient sur une ligne, sans caractère invisible.")
    return Rendered(
        subject=Truncator(subject).chars(SUBJECT_LENGTH),
        text=_plain(f"{template}.txt", context).strip() + "\n",
        html=get_template(f"{template}.html").render({**context, "subject": subject}),
    )


def _plain(name: str, context: dict) -> str:
    # A plain text shows « l’État » as it is written: nothing in it is markup, so nothing is escaped.
    return get_template(name).template.render(Context(context, autoescape=False))
