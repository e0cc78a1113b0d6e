"""The minutes of a session as documents: whole, without names, in counts only, or a prescriber's part."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from faubourg.documents.blocks import Block, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.indicators.masking import MASKED
from faubourg.indicators.protecting import hidden_cells
from faubourg.pathways.choices import CaseKind, SessionState, Verdict
from faubourg.pathways.models import Case, Minutes, Session, Term
from faubourg.pathways.queries.minutes import decided_cases, minutes_of, part_for
from faubourg.ui.typography import day, day_words, nbsp, plural
from faubourg.web.plie.decisions import SEVERAL, decision_words, refusal_of, tally

_WHOLE = (Column("Personne", 1.6), Column("Suivi", 1.6), Column("Décision", 1.4), Column("Motif et observation", 2.4))
_PART = (Column("Personne", 2), Column("Objet", 1.2), Column("Décision", 1.6), Column("Observation", 2.6))
_NAMELESS = (Column("Dossier", 1), Column("Objet", 2), Column("Décision", 2))


def whole(session: Session, *, printed_on: date) -> Document:
    """Attendance, quorum, then each case with its decision and its reason. It names people."""
    cases = list(decided_cases(session))
    blocks = [_facts(session, in_full=True), *_state(session, in_full=True), *_remarks(session), *_counts(cases)]
    for kind in CaseKind:
        some = [case for case in cases if case.kind == kind]
        if some:
            rows = tuple((_named(case), _followed(case), decision_words(case), _said(case)) for case in some)
            blocks += [Heading(1, f"{SEVERAL[kind]} : {len(some)}"), Table(_WHOLE, rows)]
    return _document(session, "Compte rendu complet", blocks, printed_on)


def nameless(session: Session, *, printed_on: date) -> Document:
    """The same for those who sit there or validate: counts by kind, and each case by the number of its file only."""
    cases = list(decided_cases(session))
    rows = tuple((f"n° {case.participant.number}", _kind(case), decision_words(case)) for case in cases)
    blocks = [
        _facts(session), *_state(session), *_counts(cases), Heading(1, "Décisions par dossier"),
        Table(_NAMELESS, rows, empty="Aucune situation n’a été examinée"),
    ]  # fmt: skip
    return _document(session, "Compte rendu sans nom", blocks, printed_on)


def counted(session: Session, *, threshold: int, printed_on: date) -> Document:
    """The same for who sees no file: counts by kind, small ones masked, and no line about a person."""
    blocks = [
        _facts(session), *_state(session), *_counts(decided_cases(session), threshold),
        Paragraph(nbsp("Les petits nombres sont masqués ; les décisions ne sont pas données par dossier."), "note"),
    ]  # fmt: skip
    return _document(session, "Compte rendu en nombres", blocks, printed_on)


def part(session: Session, prescriber: Term, *, printed_on: date) -> Document:
    """What was decided of the people that one prescriber sent, and nothing of the others."""
    cases = list(part_for(session, prescriber))
    rows = tuple((_named(case), _kind(case), decision_words(case), _told(case)) for case in cases)
    blocks = [
        _sent(session, prescriber, len(cases)), *_state(session),
        Heading(1, "Décisions sur vos prescriptions"), Table(_PART, rows),
        Paragraph(nbsp("Ce document ne porte que sur les personnes que vous avez adressées au PLIE."), "note"),
    ]  # fmt: skip
    return _document(session, "Compte rendu de vos prescriptions", blocks, printed_on, for_whom=str(prescriber))


def _document(session: Session, title: str, blocks: Iterable[Block], printed_on: date, *, for_whom="") -> Document:
    when = f"Cellule de suivi du {day_words(session.date)}"
    return Document(
        title=title, subtitle=f"{for_whom} : {when}" if for_whom else when, header=session.contract.name,
        printed_on=printed_on, blocks=tuple(blocks), keywords=("PLIE", "cellule de suivi"),
    )  # fmt: skip


def _facts(session: Session, *, in_full: bool = False) -> Facts:
    members = list(session.members.select_related("agent__user").order_by("pk"))
    sitting = [one for one in members if one.votes]
    present = sum(1 for one in sitting if one.is_present)
    version = version_words(minutes_of(session), in_full=in_full)
    if not any(one.is_present for one in members):
        # Nobody was ticked: nobody is said absent.
        return Facts(
            (
                ("Date", day_words(session.date)),
                ("Version", version),
                ("Présents", "émargement non saisi"),
            )
        )
    quorum = f"{plural(present, 'présent·e,présent·es')} pour {session.quorum} : {_reached(present, session)}"
    return Facts(
        (
            ("Date", day_words(session.date)),
            ("Version", version),
            ("Présents", _people(sitting, True)),
            ("Absents ou excusés", _people(sitting, False) or "aucun"),
            ("Invités présents", _people([one for one in members if not one.votes], True) or "aucun"),
            ("Quorum", nbsp(quorum) if session.quorum else "sans quorum"),
        )
    )


def _sent(session: Session, prescriber: Term, count: int) -> Facts:
    return Facts(
        (
            ("Date", day_words(session.date)),
            ("Version", version_words(minutes_of(session))),
            ("Destinataire", str(prescriber)),
            ("Situations", plural(count, "situation examinée,situations examinées")),
        )
    )


def _reached(present: int, session: Session) -> str:
    return "atteint" if present >= session.quorum else "non atteint"


def _people(members: Iterable, present: bool) -> tuple[str, ...]:
    return tuple(
        f"{one.agent.user}, {one.agent.get_role_display()}" if one.agent else one.function
        for one in members
        if one.is_present == present
    )


def version_words(versions: list[Minutes], *, in_full: bool = False) -> str:
    """« Version 2 du 14/11/2026, remplace celle du 12/11/2026 »; the last version first.

    `in_full`: with the reason, « … du 12/11/2026 (motif) ».
    """
    if not versions:
        return ""
    last = versions[0]
    words = f"Version {last.version} du {_day(last.issued_at)}"
    if last.version > 1:
        words += f", remplace celle du {_day(versions[1].issued_at)}"
        words += f" ({last.reason})" if in_full and last.reason else ""
    if last.replaced_at:
        words += f", remplacée le {_day(last.replaced_at)}"
    return nbsp(words)


def _state(session: Session, *, in_full: bool = False) -> list[Block]:
    if session.state == SessionState.CLOSED:
        return []
    words = (
        "Compte rendu remplacé : la cellule a été rouverte. Les décisions peuvent encore changer ; "
        "une nouvelle version sera établie à la clôture."
    )
    if in_full and session.reopening_reason:
        words += f" Motif de la réouverture : {session.reopening_reason}"
    return [Paragraph(nbsp(words), "lead")]


def _remarks(session: Session) -> list[Block]:
    return [Heading(1, "Observations générales"), Paragraph(session.minutes)] if session.minutes else []


def _counts(cases: Iterable[Case], threshold: int = 0) -> list[Block]:
    table = tally(cases)
    columns = (Column("Objet", 2), *(Column(name, 1, "right") for name in table.names), Column("Total", 1, "right"))
    rows = tuple((title, *_line(counts, threshold)) for title, counts in table.rows)
    return [Heading(1, "Décisions par objet"), Table(columns, rows, empty="Aucune situation à l’ordre du jour")]


def _line(counts: Iterable[tuple[str, int]], threshold: int) -> list[int | str]:
    """The cells of a kind and their total, those under the threshold and what would give them back masked."""
    cells = dict(counts)
    found = cells | {"total": sum(cells.values())}
    hidden = hidden_cells(found, [("total", tuple(cells))], threshold)
    return [MASKED if name in hidden else count for name, count in found.items()]


def _named(case: Case) -> str:
    return nbsp(f"{case.participant.full_name}\nn° {case.participant.number}")


def _kind(case: Case) -> str:
    return str(case.get_kind_display()).capitalize()


def _followed(case: Case) -> str:
    path, sent = case.pathway, case.prescription
    where = (path.structure if path else None) or (sent.structure if sent else None)
    found = [where.name] if where else []
    if path and path.referent:
        found.append(str(path.referent.user))
    if sent:
        found.append(f"prescrite par {sent.prescriber}")
    return "\n".join(found)


def _said(case: Case) -> tuple[str, ...] | str:
    found = []
    if case.kind == CaseKind.EXIT and case.exit:
        found += [str(one) for one in (case.exit.get_kind_display(), case.exit.category, case.exit.reason) if one]
    found += _refusal(case)
    if case.watch:
        found.append(f"Motif de la veille : {case.watch.reason}")
        if case.verdict == Verdict.REFUSED and case.watch.closing_reason:
            found.append(f"Motif de la clôture : {case.watch.closing_reason}")
    if case.derogation:
        found.append(f"Dérogation : {case.derogation}")
    if case.remark:
        found.append(case.remark)
    if case.verdict == Verdict.PENDING:
        found.append("Revient à la prochaine cellule")
    return tuple(nbsp(one) for one in found) or ""


def _told(case: Case) -> tuple[str, ...] | str:
    """What a prescriber reads beside a decision."""
    return tuple(nbsp(one) for one in (*_refusal(case), case.remark) if one) or ""


def _refusal(case: Case) -> list[str]:
    reason = refusal_of(case)
    return [f"Motif du refus : {reason}"] if reason else []


def _day(moment) -> str:
    return day(timezone.localtime(moment).date())
