"""The contract's own text and its acts: pages, deliberations, signatures, references, means, bodies. Eleven reads."""

from dataclasses import dataclass

from faubourg.contracts.models import (
    Agreement,
    Contract,
    ContractPage,
    Deliberation,
    EngineeringMeans,
    ListedOrganisation,
    Milestone,
    ReferenceText,
    Signature,
)
from faubourg.governance.models import Body

#: The five categories of a vote, in the order of a record of proceedings.
VOTE_CATEGORIES = ("votes_for", "votes_against", "votes_abstain", "votes_not_taken", "votes_excused")


@dataclass(frozen=True)
class Vote:
    """One category of a vote; a count that the document does not give is None, never 0."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Act:
    """A deliberation with its votes; `is_counted` says whether the document gives any count."""

    deliberation: Deliberation
    votes: list[Vote]

    @property
    def is_counted(self) -> bool:
        """Whether one count at least is given."""
        return any(vote.count is not None for vote in self.votes)


@dataclass(frozen=True)
class Heading:
    """A line of the printed table of contents."""

    number: str
    title: str
    page: int | None


@dataclass(frozen=True)
class BodyLine:
    """A body as it is read: words in place of keys and of underscores."""

    body: Body
    level: str
    chair: str


@dataclass(frozen=True)
class ContractText:
    """Everything that the screen « Le contrat » shows, in its order."""

    contract: Contract
    pages: list[ContractPage]
    contents: list[Heading]
    acts: list[Act]
    signatures: list[Signature]
    joint: list[tuple[str, list[ListedOrganisation]]]
    signatories: list[ListedOrganisation]
    references: list[ReferenceText]
    agreements: list[Agreement]
    means: list[EngineeringMeans]
    milestones: list[Milestone]
    bodies: list[BodyLine]


def contract_text(contract: Contract) -> ContractText:
    """Read the text and the acts of `contract`."""
    signatures = list(contract.signatures.select_related("organisation"))
    signing = {signature.organisation_id for signature in signatures}
    declared = contract.organisations.filter(signatory=True)
    return ContractText(
        contract=contract,
        pages=list(contract.pages.all()),
        contents=printed_contents(contract.extra),
        acts=[Act(found, votes_of(found)) for found in contract.deliberations.all()],
        signatures=signatures,
        joint=joint_signatures(signatures),
        signatories=[organisation for organisation in declared if organisation.pk not in signing],
        references=list(contract.reference_texts.all()),
        agreements=list(contract.agreements.prefetch_related("parties")),
        means=list(contract.engineering_means.select_related("organisation")),
        milestones=sorted(contract.milestones.all(), key=lambda milestone: milestone.date or "9999"),
        bodies=_bodies(contract),
    )


def joint_signatures(signatures: list[Signature]) -> list[tuple[str, list[ListedOrganisation]]]:
    """The posts that sign, each with the organisations for which it signs."""
    found: dict[str, list[ListedOrganisation]] = {}
    for signature in signatures:
        if signature.signed_by:
            found.setdefault(signature.signed_by, []).append(signature.organisation)
    return list(found.items())


def _bodies(contract: Contract) -> list[BodyLine]:
    """The bodies in order; a chair that the file gives as an organisation's key is named."""
    bodies = list(contract.bodies.all())
    chairs = {body.chair for body in bodies if body.chair}
    names = dict(contract.organisations.filter(key__in=chairs).values_list("key", "name"))
    return [BodyLine(body, body.level.replace("_", " "), names.get(body.chair, body.chair)) for body in bodies]


def votes_of(deliberation: Deliberation) -> list[Vote]:
    """The five categories of a vote, each with its French name."""
    return [
        Vote(str(deliberation._meta.get_field(name).verbose_name), getattr(deliberation, name))
        for name in VOTE_CATEGORIES
    ]


def printed_contents(extra: dict) -> list[Heading]:
    """The table of contents among the facts that only this document gives: a list of titles with their places."""
    for facts in extra.values():
        if isinstance(facts, list) and facts and all(isinstance(line, dict) and "title" in line for line in facts):
            return [Heading(str(line.get("number", "")), str(line["title"]), line.get("page")) for line in facts]
    return []
