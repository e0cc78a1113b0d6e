"""The questionnaires of the FSE+."""

from faubourg.pathways.operations import leaving
from faubourg.pathways.permissions import can_follow
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import fse as forms


def _entry(pathway, data, **who):
    return leaving.write_entry_facts(pathway=pathway, **data, **who)


def _exit(exit, data, **who):
    return leaving.write_exit_facts(exit=exit, **data, **who)


ENTRY = Act(
    "Questionnaire d’entrée FSE+", forms.EntryFactsForm, _entry, "Questionnaire enregistré.",
    lambda user, pathway: can_follow(user, pathway.participant),
    lead="À poser le premier jour. « Ne se prononce pas » est une réponse ; une case vide est une question non posée.",
)  # fmt: skip
EXIT = Act(
    "Questionnaire de sortie FSE+", forms.ExitFactsForm, _exit, "Questionnaire enregistré.",
    lambda user, exit: can_follow(user, exit.pathway.participant),
    lead="Dans les quatre semaines qui suivent la sortie, puis six mois après. « Ne se prononce pas » est une réponse.",
)  # fmt: skip
