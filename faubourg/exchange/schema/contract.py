"""The `contract` section: one record, with lists of its own."""

from faubourg.contracts.agreement_stages import AGREEMENT_KINDS
from faubourg.contracts.models import (
    Agreement,
    CommitmentType,
    Contract,
    ContractPage,
    Deliberation,
    EngineeringMeans,
    FicheSection,
    Level,
    Milestone,
    ReferenceText,
    Signature,
    StatusState,
    Tag,
)
from faubourg.exchange.schema.fields import (
    Choice,
    Coded,
    Field,
    Flag,
    Number,
    PartialDate,
    Ref,
    Refs,
    Text,
    Whole,
    Words,
    Year,
)
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import AgreementTitles


class Votes(Field):
    """The five counts of a vote, given as one group."""

    COUNTS = {
        "pour": "votes_for",
        "contre": "votes_against",
        "abstention": "votes_abstain",
        "non_participe": "votes_not_taken",
        "excuse": "votes_excused",
    }

    def title(self, model) -> str:
        return "votes"

    def load(self, row, value, book):
        if not isinstance(value, dict) or set(value) - set(self.COUNTS):
            raise ValueError(f"un groupe de votes est attendu : {', '.join(self.COUNTS)}")
        for name, attr in self.COUNTS.items():
            setattr(row, attr, None)
            if value.get(name) is not None:
                Whole(attr).load(row, value[name], book)

    def dump(self, row, book):
        counts = {name: getattr(row, attr) for name, attr in self.COUNTS.items()}
        return {name: count for name, count in counts.items() if count is not None} or None


CONTRACT = Section(
    "contract",
    "Contrat",
    Contract,
    (
        Text("key", required=True),
        Text("title", required=True),
        Text("short_title"),
        Choice("kind", required=True),
        Ref("territory", target="territories"),
        Text("department"),
        Year("start"),
        Year("end"),
        PartialDate("extended_until"),
        Ref("predecessor", target="contracts"),
        Choice("state"),
        Text("evaluation_body"),
        Text("source"),
        Text("status_note"),
    ),
)

LEVELS = Section(
    "levels",
    "Niveaux",
    Level,
    (Text("name", required=True),),
    where=(("family", "principal"),),
    unique=("name",),
)
SECONDARY_LEVELS = Section(
    "secondary_levels",
    "Niveaux secondaires",
    Level,
    (Text("name", required=True),),
    where=(("family", "secondaire"),),
    unique=("name",),
)
COMMITMENT_TYPES = Section(
    "commitment_types",
    "Types d’engagement",
    CommitmentType,
    (Text("letter", required=True), Text("label", required=True)),
    unique=("letter",),
)
STATUS_SCALE = Section(
    "status_scale",
    "Échelle d’avancement",
    StatusState,
    (
        Text("key", required=True),
        Text("label", required=True),
        Text("legend"),
        Flag("counts_as_implemented"),
        Choice("meaning"),
    ),
)
MILESTONES = Section(
    "milestones",
    "Jalons",
    Milestone,
    (PartialDate("date"), Text("label", required=True), Text("kind"), Flag("is_key"), Whole("line"), Text("note")),
    anchor=("label", "date"),
)
DELIBERATIONS = Section(
    "deliberations",
    "Délibérations",
    Deliberation,
    (
        Text("number"),
        Text("assembly", required=True),
        PartialDate("session_date"),
        Text("service"),
        Text("rapporteur_function"),
        Words("decisions"),
        Words("visas"),
        Text("result"),
        Votes("votes"),
        Whole("line"),
        Text("note"),
    ),
    anchor=("assembly", "number"),
)
SIGNATURES = Section(
    "signatories",
    "Signataires",
    Signature,
    (
        Ref("organisation", target="organisations", required=True),
        Text("function"),
        PartialDate("date", "signed_on"),
        Text("signed_by"),
        Text("commitment"),
        Whole("line"),
        Text("note"),
    ),
    anchor=("organisation", "function"),
)
PAGES = Section(
    "pages",
    "Pages du contrat",
    ContractPage,
    (Text("kind"), Text("title", required=True), Text("body"), Whole("page"), Whole("line"), Text("note")),
    anchor=("title",),
)
REFERENCE_TEXTS = Section(
    "reference_texts",
    "Textes de référence",
    ReferenceText,
    (Text("title", required=True), Text("kind"), PartialDate("date"), Text("content"), Whole("line"), Text("note")),
    anchor=("title",),
)
AGREEMENTS = Section(
    "agreements",
    "Conventions",
    Agreement,
    (
        Text("title", required=True),
        Coded("kind", known={kind: kind for kind in AGREEMENT_KINDS}),
        Text("object"),
        Refs("parties", target="organisations"),
        Text("state"),
        Choice("stage"),
        PartialDate("due"),
        PartialDate("signed_on"),
        PartialDate("start"),
        PartialDate("end"),
        Flag("tacit_renewal"),
        Whole("notice_months"),
        AgreementTitles("renews"),
        Whole("line"),
        Text("note"),
    ),
    anchor=("title",),
)
ENGINEERING = Section(
    "engineering_means",
    "Moyens d’ingénierie",
    EngineeringMeans,
    (
        Text("label", required=True),
        Ref("organisation", target="organisations"),
        Number("quantity"),
        Text("unit"),
        Number("amount"),
        Whole("line"),
        Text("note"),
    ),
    anchor=("label",),
)
FICHE_SECTIONS = Section(
    "fiche_sections",
    "Rubriques des fiches",
    FicheSection,
    (
        Choice("action_kind", required=True),
        Choice("block", required=True),
        Text("label", required=True),
        Text("help_text"),
    ),
    anchor=("action_kind", "block"),
    unique=("action_kind", "block"),
)
TAGS = Section("tags", "Étiquettes", Tag, (Text("key", required=True), Text("label", required=True)))

#: Lists inside the contract, in the order of import, with the shape that the file gives them.
CHILDREN: tuple[tuple[Section, str], ...] = (
    (LEVELS, "names"),
    (SECONDARY_LEVELS, "names"),
    (COMMITMENT_TYPES, "mapping"),
    (TAGS, "records"),
    (STATUS_SCALE, "records"),
    (MILESTONES, "records"),
    (DELIBERATIONS, "first apart"),
    (SIGNATURES, "records"),
    (PAGES, "records"),
    (REFERENCE_TEXTS, "records"),
    (AGREEMENTS, "records"),
    (ENGINEERING, "records"),
    (FICHE_SECTIONS, "records"),
)
