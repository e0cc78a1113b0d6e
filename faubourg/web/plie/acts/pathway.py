"""What is done along a pathway; each act is about the pathway, a step of it or its exit."""

from dataclasses import replace

from django.db import transaction

from faubourg.pathways.operations import collective, following, leaving, measures, working, workshops
from faubourg.pathways.permissions import can_follow, can_lead, can_remove_step, can_write_steps
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import collective as collective_forms
from faubourg.web.plie.forms import pathway as forms


def _follows(user, pathway) -> bool:
    return can_follow(user, pathway.participant)


def _owns(user, row) -> bool:
    return can_follow(user, row.pathway.participant)


def _with(operation):
    def run(pathway, data, **who):
        return operation(pathway=pathway, **data, **who)

    return run


def _writes(user, step) -> bool:
    return can_write_steps(user, step.pathway)


def _step(step, data, **who):
    values = {name: value for name, value in data.items() if name != "reason"} | {"kind": step.kind}
    row, reason = step if step.pk else None, data.get("reason", "")
    return working.write_step(pathway=step.pathway, values=values, step=row, reason=reason, **who)


def _remove(step, data, **who):
    return working.remove_step(step=step, **data, **who)


def _meeting(meeting, data, **who):
    return following.change_meeting(meeting=meeting, **data, **who)


def _class(step, data, **who):
    return working.class_job(step=step, **data, **who)


def _proof(pathway, data, **who):
    file = data["file"]
    return working.attach_proof(pathway=pathway, name=file.name, data=file.read(), kind=data["kind"], **who)


@transaction.atomic
def _exit(pathway, data, **who):
    file = data.pop("file")
    if file:
        data["proof"] = working.attach_proof(
            pathway=pathway, name=file.name, data=file.read(), step=data["step"], **who
        )  # fmt: skip
    return leaving.propose_exit(pathway=pathway, **data, **who)


@transaction.atomic
def _prove(exit, data, **who):
    file, proof = data["file"], data["proof"]
    if file:
        proof = working.attach_proof(
            pathway=exit.pathway, name=file.name, data=file.read(), step=exit.step, **who
        )  # fmt: skip
    return leaving.prove_exit(exit=exit, proof=proof, **who)


def _situation(exit, data, **who):
    return leaving.record_situation(exit=exit, **data, **who)


def _reopen(exit, data, **who):
    return leaving.reopen_exit(exit=exit, **data, **who)


def _leads(user, exit) -> bool:
    return can_lead(user, exit.pathway.contract)


def _measure(measure, data, **who):
    return measures.mend_measure(measure=measure, **data, **who)


def _join(pathway, data, **who):
    return workshops.enrol_in_workshop(workshop=data["workshop"], pathways=[pathway], **who)


#: About the pathway that is open.
ACTS: dict[str, Act] = {
    "rendez-vous": Act(
        "Note d’entretien", forms.MeetingForm, _with(following.write_meeting), "Rendez-vous enregistré.", _follows
    ),
    "frein": Act("Évaluer un frein", forms.ObstacleForm, _with(following.write_obstacle), "Frein évalué.", _follows),
    "objectifs": Act(
        "Objectifs du parcours", forms.ObjectivesForm, _with(following.write_objectives), "Objectifs enregistrés.",
        _follows, lead="Par ordre de priorité. Une ligne vidée s’en va.",
    ),
    "veille": Act(
        "Mettre en veille", forms.OpenWatchForm, _with(following.open_watch), "Veille ouverte.", _follows,
        lead="La veille n’est pas une sortie : le parcours reste ouvert.",
    ),
    "reprise": Act(
        "Clore la veille", forms.CloseWatchForm, _with(following.close_watch), "Le parcours reprend.", _follows
    ),
    "piece": Act("Joindre une pièce", forms.ProofForm, _proof, "Pièce jointe.", _follows, files=True),
    "sortie": Act(
        "Proposer une sortie", forms.ExitForm, _exit, "Sortie proposée : la cellule de suivi la valide.", _follows,
        submit="Proposer", files=True, lead="Une sortie positive demande sa catégorie et son justificatif.",
    ),
    "atelier": Act(
        "Inscrire à un atelier", collective_forms.JoinForm, _join, "Personne inscrite.", _follows, submit="Inscrire",
    ),
    "ecoute": Act(
        "Prescrire une écoute psychologique", collective_forms.SupportForm, _with(collective.prescribe_support),
        "Écoute prescrite.", _follows,
        lead="Seules les dates et les heures sont écrites ici : ce qui se dit reste avec la ou le psychologue.",
    ),
}  # fmt: skip
#: About a step, new or not.
STEP = Act("Étape", forms.StepForm, _step, "Étape enregistrée.", _writes)
RESERVED = replace(
    STEP, title="Étape réservée",
    lead="Son contenu reste au professionnel qui l’a écrite : vous en tenez l’état et les dates.",
)  # fmt: skip
REMOVE = Act(
    "Retirer l’étape", forms.RemoveStepForm, _remove, "Étape retirée.", can_remove_step, submit="Retirer",
    lead="Pour une étape saisie par erreur : elle ne compte plus nulle part. L’acte est noté au journal.",
)  # fmt: skip
CLASS = Act(
    "Classer l’emploi", forms.ClassForm, _class, "Classement enregistré.", _writes,
    lead="Un emploi est classé par la règle du PLIE. Autrement, donnez le motif : il est imprimé.",
)  # fmt: skip
MEETING = Act(
    "Rendez-vous", forms.ChangeMeetingForm, _meeting, "Rendez-vous enregistré.", _owns,
    lead="Dites si la personne est venue, annulez le rendez-vous, ou corrigez sa date et sa note.",
)  # fmt: skip
MEASURE = Act(
    "Corriger une mesure", forms.MeasureForm, _measure, "Mesure corrigée.", _leads,
    lead="La mesure commence à l’entrée ou au lendemain de la précédente ; la suivante, au lendemain de sa fin.",
)  # fmt: skip
SITUATION = Act(
    "Situation après la sortie", forms.SituationAfterForm, _situation, "Situation enregistrée.", _owns,
    lead="Au lendemain de la sortie, dans les quatre semaines, puis six mois après.",
)  # fmt: skip
PROVE = Act(
    "Joindre le justificatif", forms.ExitProofForm, _prove, "Justificatif joint à la sortie.", _owns, submit="Joindre",
    files=True,
    lead="Sans lui, une sortie positive n’est ni validée ni comptée. Reprise d’un classeur avec la date de sa cellule, "
    "elle est validée dès que la coordinatrice le joint ; toute autre attend la cellule.",
)  # fmt: skip
REOPEN = Act(
    "Rouvrir la sortie", forms.ReopenExitForm, _reopen, "Sortie rouverte : le parcours reprend.", _leads,
    submit="Rouvrir",
    lead="Le parcours reprend avec la même personne référente, à compter d’aujourd’hui ; l’emploi redevient à valider. "
    "La sortie reste au dossier comme une trace. Une veille close par elle reste close.",
)  # fmt: skip
