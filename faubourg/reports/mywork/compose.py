"""The work of a person in one contract: some twenty reads, whatever the size of the contract."""

from dataclasses import dataclass
from datetime import date, datetime

from faubourg.actions.choices import Delay
from faubourg.actions.models import Action
from faubourg.actions.queries_talk import spoken_of
from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Agreement, Lineage
from faubourg.contracts.permissions import family
from faubourg.followup.models import Campaign
from faubourg.followup.permissions import answered_by
from faubourg.followup.queries import Owing, owed_by, to_validate
from faubourg.reports.deadlines.agreements import agreement_lines
from faubourg.reports.mywork.changes import Changes, changes_in
from faubourg.reports.mywork.owed import OwedValues, ToRule, contests_in, is_over, values_owed
from faubourg.reports.mywork.roles import Desk
from faubourg.reports.mywork.rows import GAPS, Row, actions_of, rows_of
from faubourg.reports.mywork.statements import Waiting, statements_of, waiting_in
from faubourg.threads.models import Comment
from faubourg.threads.queries import mentioning


@dataclass(frozen=True)
class Mention:
    """An open comment in which somebody asks the person something; `name` is that of the fiche, empty where the person
    has no page of it.
    """

    pk: int
    name: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True)
class ContractWork:
    """What one desk has to do. `rows` are its actions; counts are of promises, each with its sub-actions."""

    desk: Desk
    over: bool
    rows: list[Row]
    promises: list[Row]
    waiting: list[Waiting]
    contests: list[ToRule]
    owed: OwedValues | None
    requests: list[Owing]
    sent: list[tuple[Campaign, int]]
    mentions: list[Mention]
    agreements: list[tuple[Agreement, str]]
    changes: Changes
    since: datetime

    @property
    def late(self) -> list[Row]:
        """Late by a date of the plan, while somebody said where they stand; the longest late first."""
        return self._delayed(Delay.LATE)

    @property
    def silent(self) -> list[Row]:
        """Whose date has passed while nobody said anything."""
        return self._delayed(Delay.SILENT)

    def lacking(self, gap: str) -> list[Row]:
        """The promises without pilot, calendar or indicator."""
        return [row for row in self.promises if gap in row.gaps]

    @property
    def due(self) -> int:
        """How many things wait for the person."""
        found = [self.waiting, self.contests, self.mentions, self.agreements]
        if not self.over:
            found += [self.late, self.silent, *(self.lacking(gap) for gap in GAPS)]
        lines = sum(one.count for one in self.requests) + sum(count for _, count in self.sent)
        return sum(map(len, found)) + lines + (self.owed.count if self.owed else 0)

    def _delayed(self, delay: str) -> list[Row]:
        found = [row for row in self.rows if row.lateness and row.lateness.delay == delay]
        return sorted(found, key=lambda row: row.lateness.passed_on)


def work_in(user, desk: Desk, *, today: date, since: datetime, most: int) -> ContractWork:
    """Read the work of `user` at this desk; `most` bounds the values owed that are named."""
    over = is_over(desk.contract, today)
    actions = actions_of(user, desk)
    rows = [] if over else rows_of(actions, desk, statements_of(desk.contract), today=today)
    tops = [row for row in rows if row.parent is None]
    decides = desk.reach(Verb.VALIDATE_STATUS) == Reach.ALL
    return ContractWork(
        desk=desk,
        over=over,
        rows=rows,
        promises=[row for row in tops if row.letter] or tops,
        waiting=waiting_in(desk.contract) if decides else [],
        contests=contests_in(desk.contract) if desk.reach(Verb.EDIT_PLAN) == Reach.ALL else [],
        owed=None if over else values_owed(user, desk, today=today, most=most),
        requests=requests_of(user, desk),
        sent=to_validate(desk.contract) if desk.reach(Verb.RUN_CAMPAIGNS) == Reach.ALL else [],
        mentions=mentions_in(user, desk),
        agreements=_agreements(desk, today),
        changes=changes_in(user, desk, actions, since=since),
        since=since,
    )


def mentions_in(user, desk: Desk) -> list[Mention]:
    """The open comments of the contract that mention the person; they hang on lineages. Two queries."""
    found: list[Comment] = list(mentioning(user, scopes=[desk.contract.scope]))
    lineages = [comment.object_id for comment in found if comment.content_type.model == Lineage._meta.model_name]
    actions = spoken_of(desk.contract, lineages) if lineages else {}
    names = {lineage: _name(action, desk) for lineage, action in actions.items()}
    return [
        Mention(comment.pk, names.get(comment.object_id, ""), comment.text, str(comment.author), comment.at)
        for comment in found
    ]


def requests_of(user, desk: Desk) -> list[Owing]:
    """The requests of open campaigns that wait for the person."""
    if desk.reach(Verb.ENTER_VALUES) is None:
        return []
    # The chef·fe de projet answers for all, and owes only what is theirs by name.
    return owed_by(user, desk.contract, theirs=answered_by(user, desk.contract, roles=desk.roles) or ())


def _name(action: Action, desk: Desk) -> str:
    is_here = action.version_id == desk.contract.current_version_id
    return str(action) if is_here else f"{action} (n’est plus dans le plan)"


def _agreements(desk: Desk, today: date) -> list[tuple[Agreement, str]]:
    """The agreements that ask for something, with what: all of them, or those of the person's organisations."""
    if not desk.owes:
        return []
    lines = [line for line in agreement_lines(desk.contract, today=today) if line.alerts]
    if lines and not (desk.holds_everything or desk.reach(Verb.VALIDATE_STATUS) == Reach.ALL):
        mine = family(desk.contract, {one.organisation_id for one in desk.roles if one.organisation_id})
        lines = [line for line in lines if mine & {party.pk for party in line.parties}]
    return [(line.row, line.alerts[0].words) for line in lines]
