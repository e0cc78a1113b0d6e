"""Two contracts with one object of each kind, and one person for each role."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from faubourg.accounts.models import Invitation, User
from faubourg.actions.choices import Decision, RoleKind
from faubourg.actions.models import Action, ActionStatus
from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ClauseFactory,
    ListedSchemeFactory,
    RealMeansFactory,
)
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Agreement, Contract, Milestone, PrintedTable, Published, StatusState, Version
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
    PostFactory,
    UserFactory,
)
from faubourg.evaluation.tests.factories import (
    EmblematicActionFactory,
    EvaluationFactory,
    ProposalFactory,
    QuestionFactory,
    RecommendationFactory,
    WorkshopFactory,
)
from faubourg.followup.models import Campaign, CampaignRequest, PersonalLink
from faubourg.indicators.computed.models import Cohort, Computation
from faubourg.indicators.models import Contest
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.registers.models import RegisterCount
from faubourg.registers.tests.factories import RegisterFactory, RegisterRowFactory
from faubourg.reports.models import AnnualReport, ReportOpinion
from faubourg.threads.models import Attachment, Comment
from faubourg.threads.operations import add_comment, attach
from faubourg.threads.tests.files import PDF
from faubourg.urban.tests.factories import TfpbLineFactory

ADMINISTRATOR = "administration"


@dataclass
class Side:
    """One contract and what fills the addresses that lead into it."""

    contract: Contract
    samples: dict[str, object]
    carrier: object  # the organisation that pilots the sample action


@dataclass
class World:
    """`clients`: role → a browser where its holder in the first contract is signed in."""

    own: Side
    other: Side
    clients: dict[str, Client] = field(default_factory=dict)


def build() -> World:
    """Both contracts alike; each role is held in the first one only, by one person, for the carrier."""
    world = World(_side("a"), _side("b"))
    for role in Role:
        member = MembershipFactory(contract=world.own.contract, role=role, organisation=world.own.carrier)
        world.clients[role] = _client(member.user)
    world.clients[ADMINISTRATOR] = _client(UserFactory(is_instance_admin=True))
    return world


def _client(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def _contest(contract, action) -> Contest:
    facts = {"period": "2025", "contested": "12", "proposed": "14", "source": "Ville", "opened_at": timezone.now()}
    return Contest.objects.create(contract=contract, lineage=action.lineage, **facts)


def _side(name: str) -> Side:
    contract = ContractFactory(key=f"contrat-{name}")
    carrier = ListedOrganisationFactory(contract=contract, key=f"caf-{name}", signatory=True)
    node = NodeFactory(contract=contract, key=f"n-{name}")
    action = ActionFactory(contract=contract, key=f"a-{name}", nodes=[node])
    role = ActionRoleFactory(action=action, organisation=carrier, role=RoleKind.PILOT)
    inviter, member = UserFactory(), MembershipFactory(contract=contract, role=Role.PARTNER)
    indicator = IndicatorFactory(contract=contract, key=f"i-{name}", actions=[action])
    register = RegisterFactory(contract=contract, key=f"reg-{name}", columns={"nom": "texte", "annee": "nombre"})
    count = RegisterCount.objects.create(register=register, lineage=indicator.lineage, year_column="annee")
    state = StatusState.objects.create(contract=contract, key="faite", label="Faite")
    samples = {
        "organisation": carrier.key,
        "territory": ListedTerritoryFactory(contract=contract, key=f"t-{name}").key,
        "scheme": ListedSchemeFactory(contract=contract, key=f"s-{name}").key,
        "node": node.key,
        "action": action.key,
        "action_pk": action.pk,
        "role_pk": role.pk,
        "clause_pk": ClauseFactory(node=node, text="Une clause").pk,
        "indicator_pk": indicator.pk,
        "indicator": f"i-{name}",
        "contest": _contest(contract, action).pk,
        "comment": _comment(contract, action, member.user).pk,
        "attachment": _attachment(contract, action, member.user).pk,
        "status": _proposal(action, state).pk,
        "state": state.pk,
        "milestone": Milestone.objects.create(contract=contract, label="COPIL", is_key=True).pk,
        "agreement": Agreement.objects.create(contract=contract, title="Convention").pk,
        "published": _published(contract, f"pub-{name}").key,
        "table": PrintedTable.objects.create(contract=contract, key=f"tab-{name}", title="Tableau").key,
        "membership": member.pk,
        "post": PostFactory(contract=contract, organisation=carrier).pk,
        "real_means": RealMeansFactory(lineage=action.lineage, organisation=carrier).pk,
        "tfpb": TfpbLineFactory(contract=contract, landlord=carrier).pk,
        "campaign": (campaign := _campaign(contract, carrier)).key,
        "personal_link": _link(campaign, name).pk,
        "computation": Computation.objects.create(contract=contract, key=f"c-{name}", label="Part", kind="part").key,
        "cohort": Cohort.objects.create(contract=contract, key=f"co-{name}", label="Entrées", entry="2023").key,
        "register": register.key,
        "register_row": RegisterRowFactory(register=register, organisation=carrier, values={"nom": "x"}).pk,
        "count": count.pk,
        **_evaluation(contract, action, inviter),
        "account": member.user.pk,
        "invitation": _invitation(f"{name}1@exemple.fr", contract.scope, inviter).pk,
        "instance_invitation": _invitation(f"{name}2@exemple.fr", "instance", inviter).pk,
        "draft": Version.objects.create(
            contract=contract, number=2, state="adoptee", based_on=contract.current_version
        ).number,
        "matrix": "_ensemble",
        "number": contract.current_version.number,
        "token": "jeton-inconnu",
        "nobody": 999_999,
        "message": 999_999,
    }
    return Side(contract, samples | _report(contract, f"commune-{name}"), carrier)


def _report(contract: Contract, commune: str) -> dict[str, object]:
    """A report sent for opinion, with a conseil citoyen that joined a file."""
    ListedTerritoryFactory(contract=contract, key=commune, kind="commune")
    report = AnnualReport.objects.create(contract=contract, year=2024, stage="consultation", due="2099-01-01")
    opinion = ReportOpinion.objects.create(report=report, kind="conseil-citoyen", name="Conseil citoyen")
    user = UserFactory()
    upload = ContentFile(PDF, name="avis.pdf")
    file = attach(target=opinion, scope=contract.scope, upload=upload, actor=user, at=timezone.now())
    return {"report": report.pk, "opinion": opinion.pk, "opinion_file": file.pk, "commune": commune}


def _evaluation(contract: Contract, action: Action, author: User) -> dict[str, object]:
    """A shared evaluation with one row of each kind, and a file joined to a story."""
    evaluation = EvaluationFactory(contract=contract)
    question = QuestionFactory(evaluation=evaluation)
    proposal = ProposalFactory(workshop=WorkshopFactory(contract=contract, evaluation=evaluation))
    story = EmblematicActionFactory(evaluation=evaluation)
    upload = ContentFile(PDF, name="recit.pdf")
    file = attach(target=story, scope=contract.scope, upload=upload, actor=author, at=timezone.now())
    recommendation = RecommendationFactory(evaluation=evaluation)
    recommendation.actions.add(action.lineage)
    return {
        "evaluation": evaluation.key,
        "question": question.key,
        "recommendation": recommendation.key,
        "workshop": proposal.workshop.key,
        "proposal": proposal.key,
        "story": story.key,
        "story_file": file.pk,
    }


def _comment(contract: Contract, action: Action, author: User) -> Comment:
    return add_comment(target=action.lineage, scope=contract.scope, text="À revoir", actor=author, at=timezone.now())


def _attachment(contract: Contract, action: Action, author: User) -> Attachment:
    upload = ContentFile(PDF, name="bilan.pdf")
    return attach(target=action.lineage, scope=contract.scope, upload=upload, actor=author, at=timezone.now())


def _proposal(action: Action, state: StatusState) -> ActionStatus:
    return ActionStatus.objects.create(
        lineage=action.lineage, state=state, stated_on="2025-01-06", decision=Decision.PROPOSED
    )


def _campaign(contract: Contract, carrier) -> Campaign:
    row = Campaign.objects.create(
        contract=contract, key=f"suivi-{contract.key}", title="Suivi 2025", first_year=2025, last_year=2025
    )
    CampaignRequest.objects.create(campaign=row, organisation=carrier)
    return row


def _link(campaign: Campaign, name: str) -> PersonalLink:
    now, request = timezone.now(), campaign.requests.get()
    facts = {"email": f"{name}@exemple.fr", "token_hash": f"{name:y>64}"}
    return PersonalLink.objects.create(request=request, created_at=now, expires_at=now, **facts)


def _published(contract: Contract, key: str) -> Published:
    measure = {"basis": "lignes", "of": "actions"}
    return Published.objects.create(contract=contract, key=key, label="Actions", computable="lignes", measure=measure)


def _invitation(email: str, scope: str, inviter: User) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        email=email, scope=scope, grant=Role.PARTNER, token_hash=f"{email:x>64}", invited_by=inviter, created_at=now,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
