"""What an agreement or a framework document asks for today."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from faubourg.actions.models import ListedScheme
from faubourg.contracts.agreement_stages import AgreementStage
from faubourg.contracts.models import Agreement, Contract
from faubourg.core.periods import last_day, months_away
from faubourg.ui.typography import day, partial_date

#: How far ahead an end is announced, in months, and the other choices of the list.
AHEAD = 6
AHEAD_CHOICES = (3, 6, 12)
_DAY = len("2024-09-30")


class AgreementAlert(models.TextChoices):
    """Why an agreement deserves a look."""

    OVERDUE = "en-retard", "à conclure, délai passé"
    DUE = "a-conclure", "à conclure bientôt"
    ENDING = "fin-proche", "fin proche"
    UNFOLLOWED = "sans-suite", "terminé sans suite"


class FrameworkAlert(models.TextChoices):
    """Why a framework document deserves a look."""

    OVER = "termine", "terminé"
    BEFORE = "avant-contrat", "finit avant le contrat"
    NO_FOCUS = "sans-volet", "sans volet quartiers"
    UNKNOWN_FOCUS = "volet-inconnu", "volet quartiers à vérifier"
    NO_END = "sans-fin", "fin non donnée"


@dataclass(frozen=True)
class Alert:
    """One alert: its kind, a sentence, its tone (« bad », « warn » or none)."""

    kind: str
    words: str
    tone: str = "warn"


def notice_day(agreement: Agreement) -> date | None:
    """The last day on which it can be denounced; known only where the end is a day and the notice is given."""
    if len(agreement.end) != _DAY or not agreement.notice_months:
        return None
    end = last_day(agreement.end)
    return months_away(end, -agreement.notice_months) if end else None


def agreement_alerts(agreement: Agreement, *, today: date, is_followed: bool, months: int = AHEAD) -> list[Alert]:
    """What `agreement` asks for on `today`; `is_followed`: another one renews it."""
    stage, horizon = agreement.current_stage, months_away(today, months)
    if stage == AgreementStage.TO_CONCLUDE:
        return _conclusion(agreement.due, today, horizon)
    end = last_day(agreement.end)
    if is_followed:
        return []
    if stage == AgreementStage.ENDED or (end and end < today and not agreement.tacit_renewal):
        when = f" ({partial_date(agreement.end)})" if agreement.end else ""
        return [Alert(AgreementAlert.UNFOLLOWED, f"terminé{when}, sans suite", "bad")]
    if end and today <= end <= horizon:
        return [Alert(AgreementAlert.ENDING, _ending(agreement))]
    return []


def _conclusion(due: str, today: date, horizon: date) -> list[Alert]:
    latest = last_day(due)
    if latest and latest < today:
        return [Alert(AgreementAlert.OVERDUE, f"devait être conclu avant : {partial_date(due)}", "bad")]
    if latest and latest <= horizon:
        return [Alert(AgreementAlert.DUE, f"à conclure avant : {partial_date(due)}")]
    return []


def _ending(agreement: Agreement) -> str:
    words = "se reconduit tacitement" if agreement.tacit_renewal else "se termine"
    notice = notice_day(agreement)
    limit = f" ; préavis avant le {day(notice)}" if notice else ""
    return f"{words} : {partial_date(agreement.end)}{limit}"


def contract_end(contract: Contract) -> str:
    """When the contract ends, its prorogation counted."""
    return contract.extended_until or contract.end


def framework_alerts(framework: ListedScheme, *, contract: Contract, today: date) -> list[Alert]:
    """What a framework document asks for on `today`, beside the end of the contract."""
    _, written = framework.period
    end, limit = last_day(written), last_day(contract_end(contract))
    found = []
    if end and end < today:
        found.append(Alert(FrameworkAlert.OVER, f"terminé : {partial_date(written)}", "bad"))
    elif end and limit and end < limit:
        words = f"finit en {written[:4]}, le contrat en {contract_end(contract)[:4]}"
        found.append(Alert(FrameworkAlert.BEFORE, words))
    elif not end:
        found.append(Alert(FrameworkAlert.NO_END, "fin non donnée", ""))
    if framework.qpv_focus is False:
        found.append(Alert(FrameworkAlert.NO_FOCUS, "sans volet quartiers prioritaires", "bad"))
    elif framework.qpv_focus is None:
        found.append(Alert(FrameworkAlert.UNKNOWN_FOCUS, "volet quartiers à vérifier", ""))
    return found
